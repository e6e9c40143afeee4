"""Backups as the window keeps them: beside the book, checked, with old ones taken away by age."""

from datetime import date, datetime
from pathlib import Path

from coopbooks.books import backup

FRESH_DAYS, STALE_DAYS = 7, 30
"""Up to when a backup is fresh, and from when on it is too old."""


def back_up_now(book: Path, now: datetime) -> Path:
    """Make a checked copy beside the book and take needless old ones away; returns the copy. Raises BookTrouble."""
    made = backup.back_up(book, None, now)
    backup.rotate(made.parent, book.stem, book.suffix)
    return made


def last_backup(book: Path) -> date | None:
    """The day of the newest backup beside the book; None when there is none."""
    return max(backup.days_of(book.parent / backup.FOLDER, book.stem, book.suffix), default=None)


def restore_into(copy: Path, folder: Path, now: datetime) -> Path:
    """Bring a backup back as a book in a folder, under the name it had; returns the book. What was there is kept beside it.

    Raises BookNotFound, NotABook, BookDamaged, BookInUse, NotSaved.
    """
    folder.mkdir(parents=True, exist_ok=True)
    book = folder / f"{backup.name_of(copy.stem)}{copy.suffix}"
    backup.restore(copy, book, now)
    return book


def state(last: date | None, today: date) -> str:
    """fresh, old or none: how the last backup stands."""
    if last is None or (today - last).days > STALE_DAYS:
        return "none"
    return "fresh" if (today - last).days <= FRESH_DAYS else "old"
