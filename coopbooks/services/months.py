"""Counting, locking and opening months. Each decision stands in the chain with its reason."""

from coopbooks.books import months
from coopbooks.books.book import Book
from coopbooks.books.months import MonthLine
from coopbooks.books.transaction import Writing
from coopbooks.coop import months as rules
from coopbooks.coop.months import MonthFacts, SetMonth
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def prepare_month(book: Book) -> MonthFacts:
    """The one read of the form of a month."""
    with book.reading() as tx:
        return months.facts(tx)


def calendar(book: Book) -> tuple[MonthLine, ...]:
    """Every month of the book, the newest first."""
    with book.reading() as tx:
        return months.calendar(tx)


@action(Topic.SETTINGS, Topic.JOURNAL)
def set_month(tx: Writing, order: SetMonth) -> None:
    """Say of a month that it is counted, locked or open again.

    Refused: MonthNotOver, EarlierMonthOpen, LaterMonthLocked, MonthClosed, ReasonMissing, … (all found at once).
    """
    refuse_if(rules.check_month(months.facts(tx), order))
    months.keep(tx, order)
