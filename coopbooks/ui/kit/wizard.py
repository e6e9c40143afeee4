"""A dialog in steps: one straight path, a page a step; nothing typed is lost on the way back, and only the last step saves."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.ui.kit.cards import frame
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.stepper import Stepper
from coopbooks.ui.kit.words import Button
from coopbooks.ui.runner import Runner


class WizardDialog(FormDialog):
    """A form whose fields stand on several pages. Subclasses call `next_page` before the fields of each step, then `show_step(0)`."""

    def __init__(self, parent: QWidget | None, runner: Runner, title: str, save: str, steps: Sequence[str], *, icon: str = "") -> None:
        super().__init__(parent, runner, title, save, icon=icon)
        self._furthest = 0
        self.stepper, self.pages, self._pages = Stepper(steps), QStackedWidget(), list[QWidget]()
        self.stepper.chosen.connect(self.show_step)
        self.left.addWidget(self.pages, 1)
        band = frame("card")
        inner = QVBoxLayout(band)
        inner.setContentsMargins(24, 4, 24, 4)
        inner.addWidget(self.stepper)
        whole = self.layout()
        if isinstance(whole, QVBoxLayout):
            whole.insertWidget(1, band)
        self._back = Button(N_("Previous step"), lambda: self.show_step(self.step - 1), icon="arrow-left")
        self._next = Button(N_("Next step"), self.save, look="main", icon="arrow-right", hint=N_("Ctrl+Enter"))
        for button in (self._back, self._next):
            self.foot.insertWidget(self.foot.count() - 1, button)

    @property
    def step(self) -> int:
        """The step that is shown, from 0."""
        return self.pages.currentIndex()

    def next_page(self) -> None:
        """The fields added from now on stand on a page of their own."""
        page = QWidget()
        self.left = QVBoxLayout(page)
        self.left.setContentsMargins(0, 0, 0, 0)
        self.left.setSpacing(9)
        self.pages.addWidget(page)
        self._pages.append(page)

    def complaints(self) -> Sequence[RuleBroken]:
        """What the rules say of what is filled in so far."""
        return ()

    def entered(self) -> None:
        """A step was entered: show what belongs to it."""

    def show_step(self, place: int) -> None:
        """Show a step that was reached before, or the next one."""
        place = max(0, min(place, self.pages.count() - 1))
        self._furthest = max(self._furthest, place)
        self.pages.setCurrentIndex(place)
        is_last = place == self.pages.count() - 1
        self.stepper.show_place(self._furthest, place)
        self._back.setVisible(place > 0)
        self._next.setVisible(not is_last)
        self.main.setVisible(is_last)
        self.entered()
        first = next((field for name, field in self.fields.items() if self._place_of(name) == place and not field.isHidden()), None)
        if first is not None:
            first.editor.setFocus()

    def save(self) -> None:
        """Go on to the next step when this one is in order; save on the last."""
        if self.step == self.pages.count() - 1:
            self.save_all()
        elif self._is_fine():
            self.show_step(self.step + 1)

    def save_all(self) -> None:
        """Save what all the steps say."""
        super().save()

    def _is_fine(self) -> bool:
        everything = self.fields
        self.fields = {name: field for name, field in everything.items() if self._place_of(name) == self.step}
        try:
            if not self.show_typing_complaints():
                return False
            mine = [one for one in self.complaints() if one.field.rsplit(".", 1)[-1] in self.fields]
            if mine:
                self.show_refusals(mine)
            return not mine
        finally:
            self.fields = everything

    def _place_of(self, name: str) -> int:
        field = self.fields[name]
        return next((place for place, page in enumerate(self._pages) if page.isAncestorOf(field)), -1)

    def show_refusals(self, broken: Sequence[RuleBroken]) -> None:
        """Show refusals at their fields, on the step of the first of them."""
        places = [self._place_of(name) for one in broken if (name := one.field.rsplit(".", 1)[-1]) in self.fields]
        if places and min(places) not in (-1, self.step):
            self.show_step(min(places))
        super().show_refusals(broken)
