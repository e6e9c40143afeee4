"""Loans and grants: what is left of each loan and what is due next; what was given for good."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout

from coopbooks.coop import loans as loan_rules
from coopbooks.coop.loans import KeptGrant, Loan
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure, balance
from coopbooks.papers.money import less, taken_over
from coopbooks.services import loans
from coopbooks.services.outcome import Topic
from coopbooks.ui.cash.loan_forms import GrantForm, LoanForm, PayLoanForm
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import EmptyPage, row
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.papers import paper_of
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk, Page

PURPOSES = {"equipment": N_("Equipment"), "running": N_("Running cost")}
ACCOUNTS = {"equipment": loan_rules.GRANTS, "running": loan_rules.GRANT_INCOME}


def _due(loan: Loan) -> str:
    found = loan.next_due()
    return formats.day(found.due_on) if found else ""


def _of(rows: Sequence[Loan], as_of: date, register: str = "loan") -> Figure | None:
    """What is left of loans, was borrowed or paid back. One that was taken over has no entry of its own: what it was is told in words."""
    if not rows:
        return None
    before = tuple(taken_over(one.number, one.principal_kip) for one in rows if one.entry_id is None and register != "paid-back")
    return Figure(("loans",), last_day=as_of, credit=register != "paid-back", register=register, items=tuple(one.loan_id for one in rows),
                  worked=before)


def _loans(as_of: date) -> tuple[Column, ...]:
    return (
        Column(N_("No."), lambda one: one.number, width=80, total=lambda _rows: tr(N_("Total"))),
        Column(N_("Who lends"), lambda one: one.lender, width=250, bold=True),
        Column(N_("Received on"), lambda one: one.received_on, formats.day, width=108),
        Column(N_("% a year"), lambda one: one.rate_percent or "0", width=80, right=True),
        Column(N_("Amount ₭"), lambda one: one.principal_kip, kip, right=True, width=124,
               total=lambda rows: kip(sum(one.principal_kip for one in rows)),
               explain=lambda one: _of([one], as_of, "borrowed"), explain_total=lambda rows: _of(rows, as_of, "borrowed")),
        Column(N_("Paid back ₭"), lambda one: one.paid_kip, kip, right=True, width=124, total=lambda rows: kip(sum(one.paid_kip for one in rows)),
               explain=lambda one: _of([one], as_of, "paid-back"), explain_total=lambda rows: _of(rows, as_of, "paid-back")),
        Column(N_("Left ₭"), lambda one: one.left_kip, kip, right=True, width=124, bold=True,
               total=lambda rows: kip(sum(one.left_kip for one in rows)),
               explain=lambda one: _of([one], as_of), explain_total=lambda rows: _of(rows, as_of)),
        Column(N_("Next due"), _due, width=108),
    )
def _given(rows: Sequence[KeptGrant]) -> Figure | None:
    codes = tuple(dict.fromkeys(ACCOUNTS[one.purpose] for one in rows))
    return Figure(codes, credit=True, register="grant", items=tuple(one.document_id for one in rows)) if rows else None


GRANTS = (
    Column(N_("No."), lambda one: one.number, width=100, total=lambda _rows: tr(N_("Total"))),
    Column(N_("Date"), lambda one: one.on, formats.day, width=108),
    Column(N_("Who gives"), lambda one: one.giver, width=280, bold=True),
    Column(N_("What for?"), lambda one: one.purpose, lambda purpose: tr(PURPOSES[purpose]), width=160),
    Column(N_("Amount ₭"), lambda one: one.amount_kip, kip, right=True, width=130, total=lambda rows: kip(sum(one.amount_kip for one in rows)),
           explain=lambda one: _given([one]), explain_total=_given),
)


class LoansPage(Page):
    """Loans above, grants below."""

    title = N_("Loans & grants")
    topics = frozenset({Topic.CASH, Topic.JOURNAL, Topic.DOCUMENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._loans: tuple[list[Loan], int] = ([], 0)
        self._grants: tuple[list[KeptGrant], int] = ([], 0)
        self.table, self.grants = RecordTable(_loans(desk.today), N_("Loans")), RecordTable(GRANTS, N_("Grants"))
        self.table.opened.connect(self.pay)
        self.grants.opened.connect(lambda one: desk.go("reports", "receipt", one.number, *paper_of(one.document_id)))
        self._no_loans = EmptyPage("bank-outline", N_("The co-op has no loans."))
        self._no_grants = EmptyPage("hand-coin-outline", N_("No grant was received yet."))
        self._other, self._free = Words("", "hint"), Words("", "hint")
        explained(self._other, self._without_plan)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 12, 20, 14)
        page.setSpacing(10)
        page.addLayout(row(Button(N_("Record a loan"), self.add_new, look="main", icon="plus"),
                           Button(N_("Pay an instalment"), lambda: self.pay(self.table.current()), icon="cash-minus"),
                           Button(N_("Record a grant"), lambda: GrantForm(self, desk).open(), icon="hand-coin-outline"), None,
                           Button(N_("Plan of the loan"), self.show_plan, look="quiet", icon="printer")))
        page.addWidget(self._no_loans, 3)
        page.addWidget(self.table, 3)
        page.addWidget(Words(N_("Grants"), "h3"))
        page.addWidget(self._no_grants, 2)
        page.addWidget(self.grants, 2)
        page.addLayout(row(self._other, 10, self._free, None))

    def refresh(self) -> None:
        today = self.desk.today
        self._loans = self.desk.runner.read(lambda: loans.all_loans(self.desk.book, today), self._loans)
        self._grants = self.desk.runner.read(lambda: loans.all_grants(self.desk.book, today), self._grants)
        self.say_again()

    def say_again(self) -> None:
        found, other = self._loans
        given, free = self._grants
        self.table.show_rows(found)
        self.grants.show_rows(given)
        for table, empty, lines in ((self.table, self._no_loans, found), (self.grants, self._no_grants, given)):
            table.setVisible(bool(lines))
            empty.setVisible(not lines)
        self._other.setVisible(bool(other))
        self._other.tell(N_("Loans in the account without a plan: {other_kip} ₭"), other_kip=other)
        self._free.setVisible(bool(free))
        self._free.tell(N_("Grants for equipment that no asset uses yet: {free_kip} ₭"), free_kip=free)

    def _without_plan(self) -> Figure:
        """The account less what is left of the loans on the register."""
        return less(balance("loans", as_of=self.desk.today, credit=True), _of(self._loans[0], self.desk.today))

    def pay(self, loan: Loan | None) -> None:
        """Pay an instalment of a loan that is not paid back."""
        if loan is None:
            self.desk.say(tr(N_("Choose a loan in the list first.")))
        elif loan.left_kip:
            PayLoanForm(self, self.desk, loan).open()

    def show_plan(self) -> None:
        """Show the plan of the loan the cursor is on."""
        loan = self.table.current()
        self.desk.go("reports", "loan-schedule", loan.number if loan else "")

    def add_new(self) -> None:
        LoanForm(self, self.desk).open()

    def start_find(self) -> None:
        self.table.view.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_other"):
            self.say_again()
        super().changeEvent(event)
