"""Loans received and paid back, and grants."""

from datetime import date

from coopbooks.books import assets, documents, loans
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Writing
from coopbooks.coop import loans as rules
from coopbooks.coop.loans import (
    GrantFacts,
    KeptGrant,
    Loan,
    LoanFacts,
    PayLoan,
    PayLoanFacts,
    ReceiveGrant,
    ReceiveLoan,
    WithdrawLoan,
)
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def prepare_loan(book: Book, order: ReceiveLoan) -> LoanFacts:
    """The one read of the loan's form."""
    with book.reading() as tx:
        return loans.facts_for_loan(tx, order)


@action(Topic.JOURNAL, Topic.CASH, Topic.DOCUMENTS)
def receive_loan(tx: Writing, order: ReceiveLoan) -> str:
    """Record a loan that came in, or one that stands in the account already; answers its number.

    Posts: debit the box, credit loans; nothing for one taken over. Refused: RateWrong, InstalmentsWrong, LoansHoldLess, PeriodClosed, …
    """
    refuse_if(rules.check_loan(loans.facts_for_loan(tx, order), order))
    number = order.number or loans.next_number(tx)
    entry, entry_id = rules.loan_entry(order), None
    if entry is not None:
        entry_id, _ = documents.post(tx, entry, Paper("loan", order.on, order.principal_kip, payee=order.lender, box=order.money, detail=number,
                                                      note=order.note, likeness=documents.likeness(order)))
    loans.keep_loan(tx, number, order, entry_id)
    return number


@action(Topic.CASH)
def withdraw_loan(tx: Writing, order: WithdrawLoan) -> None:
    """Take a loan off the register that was taken over by mistake. Refused: LoanHasHistory."""
    refuse_if(rules.check_loan_withdrawal(loans.loan(tx, order.loan_id)))
    loans.withdraw(tx, order.loan_id)


def prepare_loan_payment(book: Book, order: PayLoan) -> PayLoanFacts:
    """The one read of the instalment's form."""
    with book.reading() as tx:
        return loans.facts_for_payment(tx, order)


@action(Topic.JOURNAL, Topic.CASH, Topic.DOCUMENTS)
def pay_loan(tx: Writing, order: PayLoan) -> None:
    """Pay back part of a loan, with interest.

    Posts: debit loans and interest paid, credit the box. Refused: MoreThanLoan, NegativePart, BoxHoldsLess, PeriodClosed, …
    """
    facts = loans.facts_for_payment(tx, order)
    refuse_if(rules.check_pay_loan(facts, order))
    entry_id, document_id = documents.post(tx, rules.pay_loan_entry(facts, order), Paper(
        "loan-payment", order.on, order.principal_kip + order.interest_kip, order.number, payee=facts.loan.lender, box=order.money,
        detail=facts.loan.number, note=order.note, likeness=documents.likeness(order)))
    loans.add_line(tx, entry_id, document_id, order)


def all_loans(book: Book, as_of: date) -> tuple[list[Loan], Kip]:
    """The loans as they stand, and what the account holds that no loan explains."""
    with book.reading() as tx:
        return loans.all_loans(tx, as_of), loans.unexplained_kip(tx, as_of)


def prepare_grant(book: Book, order: ReceiveGrant) -> GrantFacts:
    """The one read of the grant's form."""
    with book.reading() as tx:
        return loans.facts_for_grant(tx, order)


@action(Topic.JOURNAL, Topic.CASH, Topic.DOCUMENTS)
def receive_grant(tx: Writing, order: ReceiveGrant) -> None:
    """Record money given for good.

    Posts: debit the box, credit grants for equipment (released as that wears) or income. Refused: GiverMissing, PurposeUnknown,
    AmountMissing, PeriodClosed, …
    """
    refuse_if(rules.check_grant(loans.facts_for_grant(tx, order), order))
    entry_id, document_id = documents.post(tx, rules.grant_entry(order), Paper(
        "grant", order.on, order.amount_kip, order.number, payee=order.giver, box=order.money, note=order.note,
        likeness=documents.likeness(order)))
    loans.add_grant(tx, entry_id, document_id, order)


def all_grants(book: Book, as_of: date) -> tuple[list[KeptGrant], Kip]:
    """The grants received, and how much for equipment no asset uses yet."""
    with book.reading() as tx:
        return loans.all_grants(tx, as_of), assets.free_grant_kip(tx)
