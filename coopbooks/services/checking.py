"""Checking a book from outside: opened as it is, looked at without changing anything, every fault a sentence."""

from pathlib import Path

from coopbooks.books.book import Book
from coopbooks.books.verify import CHECKS, Finding, verify

__all__ = ["CHECKS", "Finding", "check_book", "check_open_book"]


def check_book(path: Path, codes: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> list[Finding]:
    """Run every check on a book file (or the ones named), and look for codes from printed papers.

    Raises BookTrouble when the file cannot be read as a book at all.
    """
    with Book.examine(path) as book:
        return check_open_book(book, codes, only)


def check_open_book(book: Book, codes: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> list[Finding]:
    """The same for a book that is open."""
    with book.reading() as tx:
        return list(verify(tx, only, codes))
