"""The report on fairness of weighing, clerk by clerk."""

from datetime import date

from coopbooks.books import fairness
from coopbooks.books.book import Book
from coopbooks.coop.fairness import ClerkFairness, by_clerk


def prepare_fairness(book: Book, first_day: date, last_day: date) -> tuple[ClerkFairness, ...]:
    """The one read of the fairness page."""
    with book.reading() as tx:
        return by_clerk(*fairness.weighings(tx, first_day, last_day))
