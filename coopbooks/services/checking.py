"""Checking a book from outside: opened as it is, looked at without changing anything, every fault a sentence."""

from pathlib import Path

from coopbooks.books.book import Book
from coopbooks.books.verify import Finding, verify

__all__ = ["Finding", "check_book"]


def check_book(path: Path, codes: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> list[Finding]:
    """Run every check on a book file. Raises BookTrouble when it cannot be read as a book at all."""
    with Book.open(path, read_only=True) as book, book.reading() as tx:
        return list(verify(tx, only, codes))
