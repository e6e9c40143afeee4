"""Money in, expense vouchers and transfers between money boxes."""

from dataclasses import replace

from coopbooks.books import cash, documents
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Writing
from coopbooks.coop import cash as rules
from coopbooks.coop.cash import ExpenseFacts, PayExpense, TakeMoney, TransferFacts, TransferMoney
from coopbooks.ledger.journal import JournalEntry
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def prepare_expense(book: Book, order: PayExpense) -> ExpenseFacts:
    """The one read of the money-out form."""
    with book.reading() as tx:
        return cash.facts_for_expense(tx, order)


@action(Topic.JOURNAL, Topic.CASH, Topic.DOCUMENTS)
def pay_expense(tx: Writing, order: PayExpense) -> None:
    """Write a voucher for money that goes out, or for a bill that is paid later.

    Posts: debit each line's account, credit the money box or suppliers. Refused: AccountIsPerMember, BoxHoldsLess,
    AmountMissing, PeriodClosed, … (all found at once).
    """
    facts = cash.facts_for_expense(tx, order)
    refuse_if(rules.check_expense(facts, order))
    whole = replace(order, lines=rules.with_accounts(facts, order.lines))
    _write(tx, "expense", order, whole, rules.expense_entry(whole), order.payee)


def prepare_income(book: Book, order: TakeMoney) -> ExpenseFacts:
    """The one read of the money-in form."""
    with book.reading() as tx:
        return cash.facts_for_income(tx, order)


@action(Topic.JOURNAL, Topic.CASH, Topic.DOCUMENTS)
def take_money(tx: Writing, order: TakeMoney) -> None:
    """Write a receipt for money that comes in by category: interest, fees, small sales, other income.

    Posts: debit the money box, credit each line's account. Refused: CategoryUnknown, AccountIsPerMember, AmountMissing, PeriodClosed, …
    """
    facts = cash.facts_for_income(tx, order)
    refuse_if(rules.check_income(facts, order))
    whole = replace(order, lines=rules.with_accounts(facts, order.lines))
    _write(tx, "income", order, whole, rules.income_entry(whole), order.payer)


def _write(tx: Writing, kind: str, order: PayExpense | TakeMoney, whole: PayExpense | TakeMoney, entry: JournalEntry, name: str) -> None:
    """Post a voucher and keep what it says beside its entry; `whole` is the order with the accounts of its categories."""
    ids = documents.post(tx, entry, Paper(kind, order.on, order.total_kip, order.number, order.member_id, payee=name, box=order.money,
                                          note=order.note, likeness=documents.likeness(order)))
    cash.keep_lines(tx, *ids, whole)


def prepare_transfer(book: Book, order: TransferMoney) -> TransferFacts:
    """The one read of the transfer form."""
    with book.reading() as tx:
        return cash.facts_for_transfer(tx, order)


@action(Topic.JOURNAL, Topic.CASH, Topic.DOCUMENTS)
def transfer_money(tx: Writing, order: TransferMoney) -> None:
    """Move money from one box into another. Refused: SameBox, BoxHoldsLess, AmountMissing, PeriodClosed."""
    refuse_if(rules.check_transfer(cash.facts_for_transfer(tx, order), order))
    documents.post(tx, rules.transfer_entry(order), Paper(
        "transfer", order.on, order.amount_kip, order.number, box=order.from_money, detail=order.into, note=order.note,
        likeness=documents.likeness(order)))
