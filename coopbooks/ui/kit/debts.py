"""What is owed both ways, each debt with a tick: which of them meet when a member leaves or gives shares back."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QVBoxLayout, QWidget

from coopbooks.coop.set_off import DEBT_WORDS, DebtPart, amount_of, even, total_kip
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip
from coopbooks.ui.kit.cards import Card, clear, row
from coopbooks.ui.kit.words import Button, Speaker, Words, plain, retell

NOT_AT_FIRST = frozenset({"revolving"})
"""What meets only when somebody says so: the meeting decides on revolving capital."""


class DebtList(QWidget, Speaker):
    """Two cards: what we owe the member, and what the member owes; under them what is set off and what is left."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sides: tuple[Sequence[DebtPart], Sequence[DebtPart]] = ((), ())
        self._off: set[str] = set(NOT_AT_FIRST)
        self.ticks: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Words(N_("Debts with a tick meet. No money moves for them."), "hint", wrap=True))
        self._grids: list[QGridLayout] = []
        for title in (N_("We owe the member"), N_("The member owes us")):
            card = Card(title, padding=10)
            grid = QGridLayout()
            grid.setColumnStretch(0, 1)
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(3)
            card.column.addLayout(grid)
            self._grids.append(grid)
            column.addWidget(card)
        self._met = Words("", "strong", wrap=True)
        column.addWidget(self._met)

    def wanted(self) -> set[str]:
        """What is ticked."""
        return {part.what for side in self.sides for part in side if part.what not in self._off}

    def complaint(self) -> str:
        """A tick is never wrong."""
        return ""

    def value(self) -> list[str]:
        """What shall not meet: the ticks as a draft keeps them."""
        return sorted(self._off)

    def set_value(self, off: list[str]) -> None:
        """Take ticks away as they were left."""
        self._off = set(off)
        self._build()
        self._tell()
        self.changed.emit()

    def show_sides(self, we_owe: Sequence[DebtPart], owes_us: Sequence[DebtPart]) -> None:
        """Show what stands both ways once the shares are settled; ticks stay as they were left."""
        if self.sides != (we_owe, owes_us) or not self.ticks:
            self.sides = (we_owe, owes_us)
            self._build()
        self._tell()

    def tick(self, what: str, *, on: bool) -> None:
        """Let a debt meet the others, or not."""
        self.ticks[what].setChecked(on)

    def _build(self) -> None:
        self.ticks = {}
        self._amounts = {}
        for grid, side in zip(self._grids, self.sides, strict=True):
            clear(grid)
            for place, part in enumerate(side):
                box = QCheckBox(tr(DEBT_WORDS[part.what]))
                box.setChecked(part.what not in self._off)
                box.toggled.connect(lambda on, what=part.what: self._toggle(what, on=on))
                self.ticks[part.what] = box
                stands, meets = plain(f"{formats.kip(part.amount_kip)} ₭"), plain("", "hint")
                for label in (stands, meets):
                    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                meets.setMinimumWidth(150)
                self._amounts[part.what] = meets
                for column, widget in enumerate((box, stands, meets)):
                    grid.addWidget(widget, place, column)
            if not side:
                grid.addWidget(Words(N_("Nothing."), "hint"), 0, 0)

    def _toggle(self, what: str, *, on: bool) -> None:
        (self._off.discard if on else self._off.add)(what)
        self.changed.emit()

    def _tell(self) -> None:
        ours, theirs = even(*self.sides, self.wanted())
        for what, label in self._amounts.items():
            met = Kip(amount_of(ours, what) + amount_of(theirs, what))
            label.setText(tr(N_("set off {kip} ₭"), kip=met) if met else "–")
        left = total_kip(self.sides[0]) - total_kip(self.sides[1])
        self._met.tell(N_("Set off: {met_kip} ₭. Left for the member: {left_kip} ₭") if left >= 0 else
                       N_("Set off: {met_kip} ₭. The member still owes: {left_kip} ₭"), met_kip=total_kip(ours), left_kip=Kip(abs(left)))

    def say_again(self) -> None:
        for what, box in self.ticks.items():
            box.setText(tr(DEBT_WORDS[what]))
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)


class DebtChooser(Button):
    """A button that says how much is set off, and opens the list of debts where each can be ticked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(N_("Nothing is owed both ways."), self.choose, icon="swap-horizontal")
        self.debts = DebtList()
        self._dialog: QDialog | None = None
        self.debts.changed.connect(self._changed)

    def wanted(self) -> set[str]:
        """What is ticked."""
        return self.debts.wanted()

    def value(self) -> list[str]:
        """What shall not meet: the ticks as a draft keeps them."""
        return self.debts.value()

    def set_value(self, off: list[str]) -> None:
        """Take ticks away as they were left."""
        self.debts.set_value(off)

    def show_sides(self, we_owe: Sequence[DebtPart], owes_us: Sequence[DebtPart]) -> None:
        """Show what stands both ways."""
        self.debts.show_sides(we_owe, owes_us)
        owed = total_kip(owes_us)
        self.setEnabled(bool(we_owe) and owed > 0)
        met, _ = even(we_owe, owes_us, self.wanted())
        self.tell(N_("Set off {met_kip} ₭ of {owed_kip} ₭ …") if self.isEnabled() else N_("Nothing is owed both ways."),
                  met_kip=total_kip(met), owed_kip=owed)

    def _changed(self) -> None:
        self.show_sides(*self.debts.sides)
        self.changed.emit()

    def choose(self) -> None:
        """Open the list."""
        if self._dialog is None:
            self._dialog = QDialog(self.window())
            self._dialog.setWindowModality(Qt.WindowModality.WindowModal)
            self._dialog.setMinimumWidth(560)
            column = QVBoxLayout(self._dialog)
            column.setContentsMargins(24, 20, 24, 16)
            column.setSpacing(12)
            column.addWidget(Words(N_("Set off debts"), "h2"))
            column.addWidget(self.debts)
            column.addLayout(row(None, Button(N_("Close"), self._dialog.accept, look="main")))
        self._dialog.setWindowTitle(tr(N_("Set off debts")))
        self._dialog.open()
