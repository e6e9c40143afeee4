"""Twelve boxes for the months of a year: each tells how it stands and what is dated in it; arrow keys go from one to the next."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from coopbooks.books.months import MonthLine
from coopbooks.coop.months import CLOSED, COUNTED, LOCKED, OPEN
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure
from coopbooks.ui.kit import icons
from coopbooks.ui.kit.amounts import kip_signed
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.words import Speaker, Words, plain, tag

STATES = {OPEN: N_("open"), COUNTED: N_("counted"), LOCKED: N_("locked"), CLOSED: N_("closed with its year")}
LOOKS = {OPEN: "warn", COUNTED: "ok", LOCKED: "neutral", CLOSED: "neutral"}
_ICONS = {OPEN: "lock-open-variant-outline", COUNTED: "check-circle-outline", LOCKED: "lock-outline", CLOSED: "lock-outline"}
ACROSS = 4
"""Boxes side by side: three rows make a year."""


def spoken_month(month: str) -> str:
    """A month as people say it: March 2025."""
    return f"{formats.month_name(int(month[5:]), current_language())} {month[:4]}"


class MonthBox(QPushButton):
    """One month. It is chosen as soon as the cursor comes to it."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line: MonthLine | None = None
        self.figure: Figure | None = None
        self.setProperty("look", "box")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._picture, self._name, self._state = QLabel(), plain("", "strong"), tag("neutral", "")
        self._count, self._moved = Words("", "hint"), plain("", "hint")
        explained(self, lambda: self.figure)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(10, 8, 10, 8)
        inner.setSpacing(4)
        inner.addLayout(row(self._picture, self._name, None, spacing=6))
        inner.addLayout(row(self._state, None))
        inner.addStretch(1)
        inner.addLayout(row(self._count, None, self._moved, spacing=4))
        for label in (self._picture, self._name, self._state, self._count, self._moved):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda _on: self.chosen.emit())

    def show_month(self, month: str, line: MonthLine | None, figure: Figure | None) -> None:
        """Show a month; one that has not come yet is grey."""
        self.line, self.figure = line, figure
        self.setEnabled(line is not None)
        self._name.setText(formats.month_name(int(month[5:]), current_language()))
        self._state.setVisible(line is not None)
        self._picture.setVisible(line is not None)
        if line is None:
            self._count.tell("")
            self._moved.setText("")
            self.setAccessibleName(spoken_month(month))
            return
        self._picture.setPixmap(icons.pixmap(_ICONS[line.state], 18, "primary" if line.state in (OPEN, COUNTED) else "text3"))
        self._state.tell(STATES[line.state])
        self._state.setProperty("tag", LOOKS[line.state])
        self._state.style().unpolish(self._state)
        self._state.style().polish(self._state)
        self._count.tell(N_("{count} entries") if line.entry_count else "", count=line.entry_count)
        self._moved.setText(kip_signed(line.moved_kip))
        self.setAccessibleName(f"{spoken_month(month)}: {tr(STATES[line.state])}")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.take()

    def take(self) -> None:
        """Take this month in hand."""
        if not self.isChecked():
            self.setChecked(True)
            self.chosen.emit()


class YearOfMonths(QWidget, Speaker):
    """The boxes of a year. `moved` tells of the month the cursor comes to, `opened` of the one that is entered."""

    moved = Signal()
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes = [MonthBox() for _ in range(12)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        for place, box in enumerate(self.boxes):
            grid.addWidget(box, place // ACROSS, place % ACROSS)
            box.chosen.connect(self.moved)
        self._shown: tuple[Sequence[str], Mapping[str, MonthLine], Mapping[str, Figure | None]] = ((), {}, {})

    def show_months(self, months: Sequence[str], lines: Mapping[str, MonthLine], figures: Mapping[str, Figure | None]) -> None:
        """Show the months of a year; the one in hand stays where it is among them."""
        self._shown = months, lines, figures
        for place, box in enumerate(self.boxes):
            box.setVisible(place < len(months))
            if place < len(months):
                box.show_month(months[place], lines.get(months[place]), figures.get(months[place]))

    def current(self) -> MonthLine | None:
        """The month in hand."""
        return next((box.line for box in self.boxes if box.isChecked() and box.isEnabled()), None)

    def choose(self, month: str) -> None:
        """Take a month in hand."""
        for box in self.boxes:
            if box.line is not None and box.line.month == month:
                box.setChecked(True)
                self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -ACROSS, Qt.Key.Key_Down: ACROSS}.get(Qt.Key(event.key()), 0)
        at = next((place for place, box in enumerate(self.boxes) if box.isChecked()), 0)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif step and 0 <= at + step < len(self.boxes) and self.boxes[at + step].isEnabled():
            self.boxes[at + step].setFocus(Qt.FocusReason.OtherFocusReason)
            self.boxes[at + step].take()
        elif not step:
            super().keyPressEvent(event)

    def say_again(self) -> None:
        self.show_months(*self._shown)
