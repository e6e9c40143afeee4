"""The counts of the cash boxes: looked at again, printed, and taken back with a reason where one was wrong."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from coopbooks.coop.counts import CountNow, KeptCount, WithdrawCount
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure
from coopbooks.services import counts
from coopbooks.services.outcome import Outcome
from coopbooks.ui.cash.base import CashForm
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk

COLUMNS = (
    Column(N_("No."), lambda one: one.count.number, width=86, ink=lambda one: "" if one.count.stands else "disabled"),
    Column(N_("Date"), lambda one: one.count.on, formats.day, width=104),
    Column(N_("Counted ₭"), lambda one: one.count.counted_kip, kip, right=True, width=112, bold=True),
    Column(N_("The book said ₭"), lambda one: one.count.book_kip, kip, right=True, width=124),
    Column(N_("Difference ₭"), lambda one: one.count.difference_kip, kip, right=True, width=104,
           ink=lambda one: "danger" if one.count.difference_kip else ""),
    Column(N_("The book says now ₭"), lambda one: one.now_kip, kip, right=True, width=142, ink=lambda one: "danger" if one.moved_kip else "text3"),
    Column(N_("Reason"), lambda one: one.count.reason if one.count.stands else tr(N_("taken back")), width=160),
)


class CountsDialog(QDialog):
    """The counts of one box, the newest first."""

    def __init__(self, parent: QWidget, desk: Desk, money: str) -> None:
        super().__init__(parent.window())
        self.desk, self.money = desk, money
        self.setWindowTitle(tr(N_("Counts of this box")))
        self.resize(940, 470)
        self.table = RecordTable((*COLUMNS[:5], replace(COLUMNS[5], explain=self._figure), COLUMNS[6]), N_("Counts of this box"))
        self.table.opened.connect(self.view)
        self._behind = Words(N_("Something was dated on or before a count since. The count stays what it was; look at the day."), "warn", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 18, 24, 16)
        whole.addWidget(Words(N_("Counts of this box"), "h2"))
        whole.addWidget(self.table, 1)
        whole.addWidget(self._behind)
        whole.addLayout(row(Button(N_("Close"), self.accept, look="quiet"), None, Button(N_("Take the count back"), self.take_back),
                            Button(N_("View paper"), lambda: self.view(self.table.current()), look="main", icon="printer")))
        self.refresh()

    def refresh(self) -> None:
        """Ask the book again."""
        self.table.show_rows(self.desk.runner.read(lambda: counts.as_now(self.desk.book, self.money), ()))
        self._behind.setVisible(any(one.moved_kip for one in self.table.model.rows))
        if self.table.model.rows:
            self.table.view.selectRow(0)

    def _figure(self, one: CountNow) -> Figure:
        return Figure((self.money,), last_day=one.count.on)

    def view(self, one: CountNow | None) -> None:
        """Show the count's paper."""
        if one is not None:
            self.accept()
            self.desk.go("reports", "cash-count", one.count.number)

    def take_back(self) -> None:
        """Take the chosen count back."""
        one = self.table.current()
        if one is not None and one.count.stands:
            form = WithdrawForm(self, self.desk, one.count)
            form.finished.connect(lambda _result: self.refresh())
            form.open()


class WithdrawForm(CashForm):
    """Taking a count back, with the day and the reason."""

    def __init__(self, parent: QWidget | None, desk: Desk, count: KeptCount) -> None:
        super().__init__(parent, desk, N_("Take the count back"), N_("Take it back"))
        self.count = count
        self.on, self.reason = self.day(), self.text("reason", N_("Why does it not hold?"), 300)
        self.left.addWidget(self.fields["on"])
        self.left.addWidget(self.fields["reason"])
        self.left.addStretch(1)
        difference = count.difference_kip
        self.after.show_changes([(N_("Difference that is reversed"), kip(difference), "–")] if difference else [], (), "",
                                (tr(N_("{number} keeps its number. Both papers stay visible."), number=count.number),))
        self.reason.setFocus()

    def order(self) -> WithdrawCount | None:
        on = self.on.value()
        return WithdrawCount(self.count.cash_count_id, on, self.words(self.reason)) if on else None

    def action(self, order: Any) -> Outcome:
        return counts.withdraw_count(self.desk.book, order, self.request_key)

    def told(self, outcome: Outcome) -> None:
        self.desk.say(tr(N_("Count {number} is taken back."), number=self.count.number))
