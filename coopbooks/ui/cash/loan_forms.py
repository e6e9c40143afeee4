"""The forms of loans and grants: a loan that came, an instalment paid, money given for good."""

from typing import Any

from PySide6.QtWidgets import QWidget

from coopbooks.coop.loans import (
    TAKEN_OVER,
    Loan,
    PayLoan,
    ReceiveGrant,
    ReceiveLoan,
    check_grant,
    check_loan,
    check_pay_loan,
    grant_entry,
    loan_entry,
    pay_loan_entry,
    schedule,
)
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.formats import western_digits
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO
from coopbooks.ledger.months import add_months
from coopbooks.services import loans
from coopbooks.services.outcome import Outcome
from coopbooks.ui.cash.base import CashForm
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.fields import Choice, CountEdit, DayEdit, Segments
from coopbooks.ui.kit.words import Words
from coopbooks.ui.shell.page import Desk


class LoanForm(CashForm):
    """A loan with its plan."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, desk, N_("Loan received"), N_("Save the loan"))
        self.lender, self.on = self.text("lender", N_("Who lends?")), self.day(message=N_("Received on"))
        self.add_pair(self.fields["lender"], self.fields["on"])
        self.amount = self.money("principal_kip", N_("Amount ₭"))
        self.into = Choice([*((card.box.word, f"{card.box.name(current_language())} · {kip(card.kip)} ₭") for card in self.cards),
                            (TAKEN_OVER, tr(N_("It is in the account already")))], is_user_text=True)
        self.into.set_value("bank")
        self.field("money", N_("Into which box?"), self.into)
        self.add_pair(self.fields["principal_kip"], self.fields["money"])
        self.rate, self.count, self.every = self.text("rate_percent", N_("Interest, % a year"), 12), CountEdit(), CountEdit()
        self.count.set_value(12)
        self.every.set_value(1)
        self.field("instalments", N_("Instalments"), self.count)
        self.field("every_months", N_("Every … months"), self.every)
        self.add_pair(self.fields["rate_percent"], self.fields["instalments"], self.fields["every_months"])
        self.plan = Segments((("parts", N_("Equal parts")), ("end", N_("All at the end"))))
        self.field("plan", N_("How is it paid back?"), self.plan)
        self.first = DayEdit(desk.today)
        self.field("first_due_on", N_("First instalment on"), self.first)
        self.add_pair(self.fields["plan"], self.fields["first_due_on"])
        self.note = self.text("note", N_("Note (optional)"), 300)
        self.left.addWidget(self.fields["note"])
        self.left.addStretch(1)
        self.first.set_value(add_months(desk.today, 1))
        self.preview()
        self.lender.setFocus()

    def order(self) -> ReceiveLoan | None:
        on, first = self.on.value(), self.first.value()
        if on is None or first is None:
            return None
        return ReceiveLoan(self.words(self.lender), on, self.amount.value() or ZERO, western_digits(self.rate.text()).strip(),
                           int(self.count.value() or 0), first, int(self.every.value() or 0), self.plan.value(), self.into.value(), None,
                           self.words(self.note))

    def preview(self) -> None:
        order = self.order() if hasattr(self, "note") else None
        if order is None or not order.principal_kip:
            self.after.wait_for(N_("Say who lends and how much."))
            return
        facts = self.runner.read(lambda: loans.prepare_loan(self.desk.book, order))
        complaints = check_loan(facts, order)
        if complaints:
            self.after.show_changes((), complaints)
            return
        lines = schedule(order.principal_kip, order.rate_percent, order.plan, order.instalments, order.every_months, order.on, order.first_due_on)
        first, interest = lines[0].principal_kip + lines[0].interest_kip, sum(line.interest_kip for line in lines)
        rows = [(N_("First instalment"), first, first), (N_("Interest in all"), interest, interest)]
        held = next((card.kip for card in self.cards if card.box.word == order.money), None)
        if held is not None:
            rows.insert(0, (N_("Money box"), held, held + order.principal_kip))
        self.show_after(rows, (), loan_entry(order))

    def action(self, order: Any) -> Outcome:
        return loans.receive_loan(self.desk.book, order, self.request_key)

    def told(self, outcome: Outcome) -> None:
        number = outcome.notice
        self.desk.say(tr(N_("Loan {number} is in the book."), number=number), N_("View the plan"),
                      lambda: self.desk.go("reports", "loan-schedule", number))


class PayLoanForm(CashForm):
    """An instalment, proposed by the plan, split into principal and interest."""

    def __init__(self, parent: QWidget | None, desk: Desk, loan: Loan) -> None:
        super().__init__(parent, desk, N_("Loan instalment"), N_("Pay"))
        self.loan = loan
        self.left.addWidget(Words(N_("{number} of {lender}, left {left_kip} ₭"), "strong", number=loan.number, lender=loan.lender,
                                  left_kip=loan.left_kip))
        self.principal, self.interest = self.money("principal_kip", N_("Principal ₭")), self.money("interest_kip", N_("Interest ₭"))
        self.add_pair(self.fields["principal_kip"], self.fields["interest_kip"])
        self.from_box, self.on = self.box(message=N_("From which box?")), self.day()
        self.add_pair(self.fields["money"], self.fields["on"])
        self.note = self.text("note", N_("Note (optional)"), 300)
        self.left.addWidget(self.fields["note"])
        self.left.addStretch(1)
        self.offer_print(N_("Payment voucher (A5, 2 copies)"))
        due = loan.next_due()
        if due is not None:
            self.principal.set_value(min(due.principal_kip, loan.left_kip))
            self.interest.set_value(due.interest_kip)
            self.fields["principal_kip"].hint(tr(N_("Instalment {place}, due on {due_on}"), place=due.place, due_on=due.due_on))
        self.from_box.set_value("bank")
        self.preview()
        self.principal.setFocus()

    def order(self) -> PayLoan | None:
        on = self.on.value()
        return PayLoan(self.loan.loan_id, on, self.principal.value() or ZERO, self.interest.value() or ZERO, self.from_box.value(), None,
                       self.words(self.note)) if on else None

    def preview(self) -> None:
        order = self.order() if hasattr(self, "note") else None
        if order is None:
            self.after.wait_for(N_("Give the amount."))
            return
        facts = self.runner.read(lambda: loans.prepare_loan_payment(self.desk.book, order))
        complaints, held = check_pay_loan(facts, order), self.from_box.held_kip()
        self.show_after([(N_("Left of the loan"), self.loan.left_kip, self.loan.left_kip - order.principal_kip),
                         (N_("Money box"), held, held - order.principal_kip - order.interest_kip)], complaints,
                        None if complaints else pay_loan_entry(facts, order))

    def action(self, order: Any) -> Outcome:
        return loans.pay_loan(self.desk.book, order, self.request_key)


class GrantForm(CashForm):
    """Money given for good."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, desk, N_("Grant"), N_("Save the grant"))
        self.giver = self.text("giver", N_("Who gives?"))
        self.left.addWidget(self.fields["giver"])
        self.purpose = Segments((("equipment", N_("Equipment")), ("running", N_("Running cost"))))
        self.add("purpose", N_("What for?"), self.purpose, tr(N_("For equipment it becomes income as the equipment wears.")))
        self.purpose.chosen.connect(lambda _key: self.preview())
        self.amount, self.on = self.money(), self.day()
        self.add_pair(self.fields["amount_kip"], self.fields["on"])
        self.into, self.note = self.box(message=N_("Into which box?")), self.text("note", N_("Note (optional)"), 300)
        self.into.set_value("bank")
        self.left.addWidget(self.fields["money"])
        self.left.addWidget(self.fields["note"])
        self.left.addStretch(1)
        self.preview()
        self.giver.setFocus()

    def order(self) -> ReceiveGrant | None:
        on = self.on.value()
        return ReceiveGrant(self.words(self.giver), on, self.amount.value() or ZERO, self.purpose.value(), self.into.value(), None,
                            self.words(self.note)) if on else None

    def preview(self) -> None:
        order = self.order() if hasattr(self, "note") else None
        if order is None or not order.amount_kip:
            self.after.wait_for(N_("Say who gives and how much."))
            return
        facts = self.runner.read(lambda: loans.prepare_grant(self.desk.book, order))
        complaints, held = check_grant(facts, order), self.into.held_kip()
        self.show_after([(N_("Money box"), held, held + order.amount_kip)], complaints, None if complaints else grant_entry(order))

    def action(self, order: Any) -> Outcome:
        return loans.receive_grant(self.desk.book, order, self.request_key)
