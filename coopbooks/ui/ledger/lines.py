"""The grid of an entry: account, debit or credit, whose it is, a note; below it both sums and what is still missing, live."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopbooks.coop.entries import EntryLine
from coopbooks.i18n.catalogue import say
from coopbooks.i18n.lao_breaks import insert_breaks
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.lines import KIP, Cell, LineColumn, LinesEdit
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.ledger.base import account_column, person_column
from coopbooks.ui.shell.page import Desk


class EntryLines(QWidget):
    """The grid with its sums."""

    changed = Signal()

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self.grid = LinesEdit((account_column(desk), LineColumn("debit_kip", N_("Debit ₭"), KIP, width=130),
                               LineColumn("credit_kip", N_("Credit ₭"), KIP, width=130), person_column(desk),
                               LineColumn("note", N_("Note"), width=180)), name)
        self.grid.changed.connect(self._tell)
        self._debit, self._credit = plain("–", "strong"), plain("–", "strong")
        self._rest = Words("", "warn")
        self._told = Words("", "error", wrap=True)
        self._told.hide()
        self.put = Button(N_("Put the rest here"), self.put_rest, icon="arrow-right", hint=N_("Ctrl+B: fills the line at the cursor"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.grid, 1)
        whole.addWidget(self._told)
        whole.addLayout(row(Words(N_("Debit"), "label"), self._debit, 16, Words(N_("Credit"), "label"), self._credit, 24, self._rest,
                            self.put, None))
        self._tell()

    @property
    def editor(self) -> LinesEdit:
        """The grid: what was typed into it is kept like what a field holds."""
        return self.grid

    def complain(self, sentence: str) -> None:
        """Say under the grid what is wrong with the lines as a whole."""
        self._told.setText(insert_breaks(sentence))
        self._told.setVisible(bool(sentence))

    # --- what is typed ------------------------------------------------------------------------------------------------------
    def lines(self) -> tuple[EntryLine, ...]:
        """The lines as they go into an order."""
        return tuple(self._line(values) for values in self.grid.values())

    def _line(self, values: Mapping[str, Any]) -> EntryLine:
        account, who = values.get("account"), values.get("who")
        return EntryLine(account.code if account is not None else str(values.get("account_text") or ""),
                         values.get("debit_kip") or ZERO, values.get("credit_kip") or ZERO,
                         who.member_id if who is not None else None, who.customer_id if who is not None else None,
                         values.get("note") or "")

    def difference_kip(self) -> Kip:
        """What debits are above credits so far."""
        return Kip(sum(line.kip for line in self.lines()))

    def put_rest(self) -> None:
        """Fill the line at the cursor, or the first without an amount, so that the entry balances."""
        lines = self.lines()
        at = self.grid.view.currentIndex().row()
        if not 0 <= at < len(lines):
            at = next((place for place, line in enumerate(lines) if not line.kip), len(lines))
        missing = -(self.difference_kip() - (lines[at].kip if at < len(lines) else 0))
        if missing:
            self.grid.fill(at, "debit_kip" if missing > 0 else "credit_kip", abs(missing))
            if at < len(lines):
                self._clear(at, "credit_kip" if missing > 0 else "debit_kip")
            self.grid.changed.emit()

    def _clear(self, place: int, name: str) -> None:
        if self.lines()[place].debit_kip and self.lines()[place].credit_kip:
            self.grid.model.type(place, name, "")

    def show_lines(self, lines: Sequence[Mapping[str, Cell]]) -> None:
        """Show other lines."""
        self.grid.show_lines(lines)
        self._tell()

    # --- what is told -------------------------------------------------------------------------------------------------------
    def _tell(self) -> None:
        lines, rest = self.lines(), self.difference_kip()
        self._debit.setText(kip(sum(line.debit_kip for line in lines)))
        self._credit.setText(kip(sum(line.credit_kip for line in lines)))
        if rest:
            self._rest.tell(N_("Debit is {difference_kip} more.") if rest > 0 else N_("Credit is {difference_kip} more."), difference_kip=abs(rest))
        else:
            self._rest.tell(N_("It balances.") if lines else "")
        self._rest.setProperty("kind", "warn" if rest else "hint")
        self._rest.style().unpolish(self._rest)
        self._rest.style().polish(self._rest)
        self.put.setEnabled(bool(rest))
        self.changed.emit()

    def tell(self, broken: Sequence[RuleBroken]) -> list[RuleBroken]:
        """Show complaints at their cells; answers those that have none."""
        told: dict[tuple[int, str], str] = {}
        homeless = []
        names = {column.name for column in self.grid.model.columns}
        for one in broken:
            parts = one.field.split(".")
            name = {"member_id": "who", "customer_id": "who"}.get(parts[-1], parts[-1])
            if parts[0] == "lines" and len(parts) > 1 and name in names:
                told.setdefault((int(parts[1]), name), say(one))
            else:
                homeless.append(one)
        self.grid.tell(told)
        return homeless
