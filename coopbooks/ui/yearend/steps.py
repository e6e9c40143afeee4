"""What every step of the year end is made of. The steps: close_steps, meeting_steps, board, pay."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopbooks.i18n.catalogue import say
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services.yearend import YearState
from coopbooks.ui.kit.fields import Field

if TYPE_CHECKING:
    from coopbooks.ui.yearend.page import YearEndPage


class Step(QWidget):
    """One step of the wizard. `wizard` gives the book, the year and its state."""

    def __init__(self, wizard: "YearEndPage") -> None:
        super().__init__()
        self.wizard = wizard
        self._held_back: set[QWidget] = set()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)

    def show_state(self, state: YearState) -> None:
        """Show the step as the year stands."""

    def buttons(self) -> Sequence[QWidget]:
        """The step's own buttons, for the foot of the wizard."""
        return ()

    def offer(self, button: QWidget, *, on: bool) -> None:
        """Show a button of the step, or hold it back as the year stands."""
        (self._held_back.discard if on else self._held_back.add)(button)
        button.setVisible(on and self.isVisibleTo(self.wizard))

    def is_offered(self, button: QWidget) -> bool:
        """Whether a button makes sense as the year stands."""
        return button not in self._held_back

    def leave(self) -> None:
        """Keep what is not kept yet."""


def empty(layout: Any) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
        elif item.layout() is not None:
            empty(item.layout())


def show_at_fields(fields: dict[str, Field], broken: Sequence[RuleBroken], tell: Any) -> None:
    """Each complaint at its field; what has none is said."""
    for field in fields.values():
        field.complain("")
    for one in broken:
        if one.field in fields:
            fields[one.field].complain(say(one))
        else:
            tell(say(one))
