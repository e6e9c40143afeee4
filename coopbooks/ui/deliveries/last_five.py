"""The last five lines that this clerk wrote, always in view: what was just weighed can be looked at, and a slip of the hand is seen."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from coopbooks.books.produce import LAST_LINES, DeliveryEntry
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.figures import Figure
from coopbooks.ui.deliveries.figures import of_lines, weight_of
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.words import Words, plain


def _worth(lines: Sequence[DeliveryEntry]) -> Figure | None:
    return of_lines(lines, AccountRole.PRODUCE_COST)


class LastFive(QWidget):
    """One row for each line: its number, whose it is, what it weighed and what it came to. A click opens the slip."""

    def __init__(self, show_slip: Callable[[DeliveryEntry], object]) -> None:
        super().__init__()
        self._show_slip = show_slip
        self.lines: tuple[DeliveryEntry, ...] = ()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 2, 0, 0)
        whole.setSpacing(2)
        whole.addWidget(Words(N_("My last five"), "label"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        self._cells: list[tuple[QLabel, ...]] = []
        for place in range(LAST_LINES):
            cells = tuple(plain("", kind) for kind in ("hint", "hint", "hint", "strong"))
            for column, cell in enumerate(cells):
                cell.setAlignment(Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if column > 1 else Qt.AlignmentFlag.AlignLeft))
                cell.mousePressEvent = lambda event, place=place: self._pressed(event, place)  # type: ignore[method-assign,misc]
                grid.addWidget(cell, place, column)
            for cell, figure in ((cells[2], weight_of), (cells[3], _worth)):
                explained(cell, partial(self._figure, place, figure))
                # The same figures stand in the table, where Ctrl+E asks for them; Tab shall not stop here ten times.
                cell.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._cells.append(cells)
        whole.addLayout(grid)

    def show_lines(self, lines: Sequence[DeliveryEntry]) -> None:
        """Show the newest lines; a row whose slip was reversed is struck through."""
        self.lines = tuple(lines)
        for place, cells in enumerate(self._cells):
            line = self.lines[place] if place < len(self.lines) else None
            texts = (line.number, f"{line.member_number} {line.grade}".strip(), formats.kg(line.net_g), formats.kip(line.amount_kip)) if line else (
                "", "", "", "")
            for cell, text in zip(cells, texts, strict=True):
                cell.setText(text)
                font = cell.font()
                font.setStrikeOut(bool(line and line.reversed_by))
                cell.setFont(font)
                cell.setToolTip(tr(N_("{number} of {on}: {member}"), number=line.number, on=line.on, member=line.member_name) if line else "")
        self.setVisible(bool(self.lines))

    def _figure(self, place: int, figure: Callable[[Sequence[DeliveryEntry]], Figure | None]) -> Figure | None:
        return figure(self.lines[place:place + 1])

    def _pressed(self, event: QMouseEvent, place: int) -> None:
        if place < len(self.lines) and event.button() == Qt.MouseButton.LeftButton:
            self._show_slip(self.lines[place])
