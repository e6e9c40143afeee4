"""The facts of papers about people: statements of chosen members, members by village and sex."""

from collections.abc import Collection
from datetime import date

from coopbooks.books import settings
from coopbooks.books.book import Book
from coopbooks.papers import people
from coopbooks.papers.member_statement import MemberStatement
from coopbooks.papers.parts import Letterhead, Listing
from coopbooks.services import printing, register


def letterhead_of(book: Book) -> Letterhead:
    """Who prints, when, and the code of the book's head."""
    with book.reading() as tx:
        return printing.letterhead(tx)


def statements_of(book: Book, day: date, numbers: Collection[str]) -> list[MemberStatement]:
    """The statements of chosen members for the fiscal year of a day, in order of village and number."""
    with book.reading() as tx:
        coop = settings.profile(tx)
        period = coop.period(coop.year_of(day))
    return [paper for paper in printing.member_statements(book, period) if paper.member_number in numbers]


def members_by_village(book: Book, as_of: date) -> Listing:
    """Members of a day by village, women and men apart, with their shares: for the district and donors."""
    with book.reading() as tx:
        return people.members_by_village(printing.letterhead(tx), register.statistics(tx, as_of))
