"""The papers of money from the book: one read each, filled into what `papers.money` says."""

from datetime import date

from coopbooks.books import suppliers
from coopbooks.books.book import Book
from coopbooks.papers import money
from coopbooks.papers.parts import Listing
from coopbooks.services.printing import letterhead


def payables(book: Book, as_of: date) -> Listing:
    """What suppliers are owed by age."""
    with book.reading() as tx:
        lines = [(bill.number, bill.supplier, bill.due_on, bill.days_late(as_of), int(bill.open_kip)) for bill in suppliers.open_bills(tx, as_of)]
        return money.payables(letterhead(tx), as_of, lines, suppliers.other_kip(tx, as_of))
