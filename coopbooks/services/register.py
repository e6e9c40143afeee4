"""The reads behind the member list and the member page."""

from collections.abc import Sequence
from datetime import date

from coopbooks.books import members, register
from coopbooks.books.book import Book
from coopbooks.books.register import MemberLine, MemberList, MemberPage, TimelinePaper
from coopbooks.coop.members import MemberBrief

__all__ = ["MemberLine", "MemberList", "MemberPage", "TimelinePaper", "find_members", "list_members", "member_page"]


def list_members(book: Book, as_of: date) -> MemberList:
    """The one read of the member list, as at a day."""
    with book.reading() as tx:
        return register.member_list(tx, as_of)


def member_page(book: Book, member_id: int, as_of: date) -> MemberPage:
    """The one read of the member page."""
    with book.reading() as tx:
        return register.member_page(tx, member_id, as_of)


def find_members(book: Book, text: str, how_many: int = 7) -> Sequence[MemberBrief]:
    """Members for a lookup field: an exact number first, then by any part of name, number, village or phone."""
    with book.reading() as tx:
        return tuple(members.search(tx, text, how_many))
