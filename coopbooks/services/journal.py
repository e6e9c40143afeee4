"""Entries by hand and the opening balances."""

from coopbooks.books import documents, journal, settings, shares
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Writing
from coopbooks.coop import entries as rules
from coopbooks.coop.entries import EntryFacts, OpeningFacts, PostEntry, PostOpening
from coopbooks.ledger.accounts import Account
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def accounts_by_name(book: Book) -> dict[str, Account]:
    """The chart of accounts by role and by code, as entries name them."""
    with book.reading() as tx:
        chart = settings.chart(tx).values()
        return {one.code: one for one in chart} | {str(one.role): one for one in chart if one.role is not None}


def prepare_entry(book: Book, order: PostEntry) -> EntryFacts:
    """The one read of the form of an entry by hand."""
    with book.reading() as tx:
        return journal.facts_for_entry(tx, order)


@action(Topic.JOURNAL, Topic.CASH, Topic.MEMBERS, Topic.SALES, Topic.DOCUMENTS)
def post_entry(tx: Writing, order: PostEntry) -> None:
    """Post an entry by hand, line for line.

    Refused: EntryUnbalanced, MemberNeeded, SharesByOperation, BoxHoldsLess, PeriodClosed, … (all found at once).
    """
    refuse_if(rules.check_entry(journal.facts_for_entry(tx, order), order))
    documents.prepare(tx, "journal", order.on)
    entry_id = tx.post(rules.entry_by_hand(order))
    people = {line.member_id for line in order.lines if line.member_id is not None}
    documents.issue(tx, entry_id, Paper(
        "journal", order.on, Kip(sum(line.debit_kip for line in order.lines)), order.number,
        member_id=people.pop() if len(people) == 1 else None, note=order.note, likeness=documents.likeness(order)))


def prepare_opening(book: Book) -> OpeningFacts:
    """The one read of the form of the opening balances."""
    with book.reading() as tx:
        return journal.facts_for_opening(tx)


@action(Topic.JOURNAL, Topic.CASH, Topic.MEMBERS, Topic.SHARES, Topic.PRODUCE, Topic.SALES, Topic.DOCUMENTS)
def post_opening(tx: Writing, order: PostOpening) -> None:
    """Post the balances with which the book begins, at the close of the day before its first day.

    Fills the share register from the share accounts, and makes one open item per customer. Refused: OpeningExists,
    LinesUnbalanced, MemberNeeded, CapitalNotWholeShares, … (all found at once).
    """
    facts = journal.facts_for_opening(tx)
    refuse_if(rules.check_opening(facts, order))
    documents.prepare(tx, "opening", facts.on)
    documents.prepare(tx, "opening-item", facts.on)
    entry_id = tx.post(rules.opening_entry(facts, order))
    document_id = documents.issue(tx, entry_id, Paper(
        "opening", facts.on, Kip(sum(line.debit_kip for line in order.lines)), likeness=documents.likeness(order)))
    shares.add_moves(tx, entry_id, document_id, facts.on, "opening", rules.opening_moves(facts, order))
    for customer_id, kip in rules.opening_debts(facts, order).items():
        documents.issue(tx, entry_id, Paper("opening-item", facts.on, kip, customer_id=customer_id, due_on=facts.on))
