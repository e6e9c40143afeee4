"""The counts of the cash boxes: looked at again, printed, and taken back with a reason where one was wrong."""

from typing import Any

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from coopbooks.coop.counts import KeptCount, WithdrawCount
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services import counts
from coopbooks.services.outcome import Outcome
from coopbooks.ui.cash.base import CashForm, kip
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk

COLUMNS = (
    Column(N_("No."), lambda one: one.number, width=90, ink=lambda one: "" if one.stands else "disabled"),
    Column(N_("Date"), lambda one: one.on, formats.day, width=108),
    Column(N_("Counted ₭"), lambda one: one.counted_kip, kip, right=True, width=120, bold=True),
    Column(N_("The book says ₭"), lambda one: one.book_kip, kip, right=True, width=130),
    Column(N_("Difference ₭"), lambda one: one.difference_kip, kip, right=True, width=110, ink=lambda one: "danger" if one.difference_kip else ""),
    Column(N_("Reason"), lambda one: one.reason if one.stands else tr(N_("taken back")), width=180),
)


class CountsDialog(QDialog):
    """The counts of one box, the newest first."""

    def __init__(self, parent: QWidget, desk: Desk, money: str) -> None:
        super().__init__(parent.window())
        self.desk, self.money = desk, money
        self.setWindowTitle(tr(N_("Counts of this box")))
        self.resize(820, 460)
        self.table = RecordTable(COLUMNS, N_("Counts of this box"))
        self.table.opened.connect(self.view)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 18, 24, 16)
        whole.addWidget(Words(N_("Counts of this box"), "h2"))
        whole.addWidget(self.table, 1)
        whole.addLayout(row(Button(N_("Close"), self.accept, look="quiet"), None, Button(N_("Take the count back"), self.take_back),
                            Button(N_("View paper"), lambda: self.view(self.table.current()), look="main", icon="printer")))
        self.refresh()

    def refresh(self) -> None:
        """Ask the book again."""
        self.table.show_rows(self.desk.runner.read(lambda: counts.all_counts(self.desk.book, self.money), ()))
        if self.table.model.rows:
            self.table.view.selectRow(0)

    def view(self, one: KeptCount | None) -> None:
        """Show the count's paper."""
        if one is not None:
            self.accept()
            self.desk.go("reports", "cash-count", one.number)

    def take_back(self) -> None:
        """Take the chosen count back."""
        one = self.table.current()
        if one is not None and one.stands:
            form = WithdrawForm(self, self.desk, one)
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
