"""How share money is paid: cash, bank or another way; and from which account where the co-op has more than one of the kind."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopbooks.coop.boxes import BOX_KINDS
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language
from coopbooks.services import boxes
from coopbooks.ui.kit.fields import Choice, Segments
from coopbooks.ui.shell.page import Desk


class PaidHow(QWidget):
    """Segments with a list of accounts under them, which stands there only when there is something to choose."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._cards = desk.runner.read(lambda: boxes.box_cards(desk.book), ())
        self.way = Segments(choices)
        self.account = Choice((), is_user_text=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.way)
        column.addWidget(self.account)
        self.setFocusProxy(self.way)
        self.way.chosen.connect(self._offer)
        self.account.currentIndexChanged.connect(lambda _place: self.chosen.emit(self.value()))
        self._offer(self.way.value())

    def _offer(self, way: str) -> None:
        mine = [card for card in self._cards if card.box.kind == way] if way in BOX_KINDS else []
        self.account.set_choices([(card.box.word, f"{card.box.name(current_language())} · {formats.kip(card.kip)} ₭") for card in mine])
        self.account.setVisible(len(mine) > 1)
        self.chosen.emit(self.value())

    def value(self) -> str:
        """What the order calls it: the account where one is chosen, else the way."""
        return self.account.value() if self.way.value() in BOX_KINDS and self.account.count() > 1 else self.way.value()

    def set_value(self, way: str) -> None:
        """Choose a way, or one account of a way."""
        account = next((card.box for card in self._cards if card.box.word == way and way not in BOX_KINDS), None)
        self.way.set_value(account.kind if account is not None else way)
        if account is not None:
            self.account.set_value(way)

    def enable(self, way: str, *, on: bool, why: str = "") -> None:
        """Allow a way or grey it out with the reason."""
        self.way.enable(way, on=on, why=why)
