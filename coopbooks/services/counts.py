"""Counting cash boxes, and taking a count back."""

from datetime import date

from coopbooks.books import boxes, counts, documents, settings
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Writing
from coopbooks.coop import counts as rules
from coopbooks.coop.counts import BoxAtClose, CountCash, CountFacts, CountNow, KeptCount, WithdrawCount
from coopbooks.coop.reversal import ReversePaper
from coopbooks.ledger.journal import JournalEntry
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action
from coopbooks.services.reversal import reverse_paper


def prepare_count(book: Book, order: CountCash) -> CountFacts:
    """The one read of the count's form."""
    with book.reading() as tx:
        return counts.facts_for(tx, order)


@action(Topic.JOURNAL, Topic.CASH, Topic.DOCUMENTS)
def count_cash(tx: Writing, order: CountCash) -> str:
    """Keep a count of a cash box and post its difference, if any; answers the count's number.

    Posts: debit the box, credit other income (too much), or the other way with other expense. Refused: NoteCountWrong,
    DifferenceNeedsReason, CountedAlready, NoCashBox, PeriodClosed, … (all found at once).
    """
    facts = counts.facts_for(tx, order)
    refuse_if(rules.check_count(facts, order))
    number, entry, entry_id = counts.next_number(tx, order.on), rules.count_entry(facts, order), None
    if entry is not None:
        settings.profile(tx)
        entry_id = tx.post(entry)
        documents.issue(tx, entry_id, Paper("cash-count", order.on, order.counted_kip - facts.book_kip, number, box=order.money,
                                            note=order.reason, likeness=documents.likeness(order)))
    counts.keep(tx, number, facts, order, entry_id)
    return number


@action(Topic.JOURNAL, Topic.CASH, Topic.DOCUMENTS)
def withdraw_count(tx: Writing, order: WithdrawCount) -> None:
    """Take a count back; a difference that was posted with it is reversed. Refused: CountGone, WrongSide, …"""
    count = counts.count(tx, order.cash_count_id)
    refuse_if(rules.check_withdrawal(count, settings.open_days(tx), order))
    if count.entry_id is None:
        counts.take_back(tx, count, order.on, order.reason)
    else:
        (document_id,) = tx.one("SELECT document_id FROM document WHERE entry_id = ?", count.entry_id)
        reverse_paper.within(tx, ReversePaper(int(document_id), order.on, order.reason))


def all_counts(book: Book, money: str = "") -> list[KeptCount]:
    """Every count of a box, or of all, the newest first."""
    with book.reading() as tx:
        return counts.all_counts(tx, money)


def as_now(book: Book, money: str = "") -> list[CountNow]:
    """Every count of a box, or of all, the newest first, beside what the book says now of its day."""
    with book.reading() as tx:
        return counts.as_now(tx, money)


def counted_after(book: Book, entry: JournalEntry) -> list[KeptCount]:
    """The counts that an entry would leave behind: of its boxes, on its day or later."""
    with book.reading() as tx:
        return counts.behind(tx, {settings.account(tx, tx.account_id(leg.account)).code for leg in entry.postings}, entry.entry_date)


def at_close_of(book: Book, day: date) -> tuple[BoxAtClose, ...]:
    """Every cash box at the close of a day, with the count that answers for it: whether a month or a year is counted."""
    with book.reading() as tx:
        return counts.at_close_of(tx, day)


def due_boxes(book: Book, today: date) -> list[str]:
    """The cash boxes with money in them that were not counted for more than a month, by their words."""
    with book.reading() as tx:
        return [box.word for box in boxes.all_boxes(tx) if box.kind == "cash" and box.is_used and counts.uncounted_since(tx, box.word, today)]
