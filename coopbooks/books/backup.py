"""Backups that are known to be good, and bringing one back without losing what was there.

A backup is made by SQLite while the book may be open and written to, then checked as a book, synced, and only then named.
A restore does the same in the other direction; the book that was there is kept beside with its journal, and the restored book
says in its chain that it was restored and which state it replaced.
"""

import os
import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from coopbooks.books.book import Book
from coopbooks.books.copying import copy_whole, free_name, put_in_place, sync
from coopbooks.books.header import refuse_foreign_file
from coopbooks.books.lock import BookLock
from coopbooks.books.trouble import BookDamaged, BookIsOlder, BookNotFound, BookTrouble, NotSaved
from coopbooks.books.verify import verify

FOLDER = "backups"
"""Where backups go when no place is chosen: a folder beside the book."""

_OF_THE_FILE = ("schema", "file", "types", "sealed", "balanced", "chain", "master")
"""What a copy must pass. The other checks judge the books, not the copy."""

DAILY, MONTHLY = 14, 24


def back_up(book: Path, folder: Path | None, now: datetime) -> Path:
    """Make a checked copy of a book in a folder; returns it.

    Raises BookNotFound, NotABook, BookDamaged (with nothing left behind) and NotSaved.
    """
    if not book.is_file():
        raise BookNotFound(path=str(book))
    refuse_foreign_file(book)
    folder = folder or book.parent / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise NotSaved(what=fault.strerror or str(fault)) from fault
    target = free_name(folder, book.stem, now, book.suffix)
    part = target.with_name(target.name + ".part")
    copy_whole(book, part)
    _refuse_bad_copy(part, named=book)
    put_in_place(part, target)
    return target


def restore(backup: Path, book: Path, now: datetime) -> Path | None:
    """Put a backup in the place of a book; returns where the book that was there is kept, or None when there was none.

    Raises BookNotFound, NotABook, BookFromNewerProgram, BookDamaged, BookInUse and NotSaved; the book is unchanged then.
    """
    if not backup.is_file():
        raise BookNotFound(path=str(backup))
    refuse_foreign_file(backup)
    lock = BookLock.take(book)
    part = book.with_name(book.name + ".part")
    try:
        copy_whole(backup, part)
        _refuse_bad_copy(part, named=backup)
        replaced = _head_code(book)
        kept = _keep(book, now)
        put_in_place(part, book)
    except OSError as fault:
        raise NotSaved(what=fault.strerror or str(fault)) from fault
    finally:
        part.unlink(missing_ok=True)
        lock.release()
    with Book.open(book, clock=lambda: now) as restored, restored.writing() as tx:
        tx.record("restore", 0, {"backup": backup.name, "replaced": replaced})
    return kept


def _refuse_bad_copy(part: Path, named: Path) -> None:
    try:
        with Book.examine(part) as copy, copy.reading() as tx:
            for finding in verify(tx, _OF_THE_FILE):
                raise BookDamaged(path=str(named), what=finding.wording.format_map(finding.facts))
    except BookIsOlder:
        # Its own version's checks passed when it was made; opening it brings it up to date and checks it then.
        return
    except BookTrouble as trouble:
        part.unlink(missing_ok=True)
        trouble.facts["path"] = str(named)
        raise


def _head_code(book: Path) -> str:
    try:
        with Book.open(book, read_only=True) as old:
            return old.head_code()
    except BookTrouble:
        return ""


def _keep(book: Path, now: datetime) -> Path | None:
    """Keep the book that is there under another name, with its journal, which may hold half of a save."""
    if not book.exists():
        return None
    kept = free_name(book.parent, f"{book.stem} before restore", now, book.suffix)
    shutil.copy2(book, kept)
    sync(kept)
    journal = book.with_name(book.name + "-journal")
    if journal.exists():
        # Moved before the new book takes the name: SQLite would play an old journal into it.
        os.replace(journal, kept.with_name(kept.name + "-journal"))
    return kept


def rotate(folder: Path, stem: str, suffix: str = ".coop") -> list[Path]:
    """Take away backups of a book that newer ones make needless; returns what was taken away.

    Kept are the last of each of the newest fourteen days, of the newest twenty-four months, and of every year.
    """
    dated = list(_dated(folder, stem, suffix))
    kept: set[Path] = set()
    for form, most in (("%Y-%m-%d", DAILY), ("%Y-%m", MONTHLY), ("%Y", None)):
        last = {day.strftime(form): path for day, path in dated}
        kept.update(last[name] for name in sorted(last, reverse=True)[:most])
    needless = [path for _, path in dated if path not in kept]
    for path in needless:
        path.unlink()
    return needless


def days_of(folder: Path, stem: str, suffix: str = ".coop") -> list[date]:
    """The days of a book's backups in a folder, oldest first."""
    return [day for day, _ in _dated(folder, stem, suffix)]


def _dated(folder: Path, stem: str, suffix: str) -> Iterator[tuple[date, Path]]:
    for path in sorted(folder.glob("*" + suffix)):
        if _is_backup_of(path, stem):
            yield date.fromisoformat(path.stem[len(stem) + 1:len(stem) + 11]), path


def name_of(stem: str) -> str:
    """The name of the book that a backup's file name was made from: "Lak 16 2025-03-01 0900" → "Lak 16"."""
    return re.sub(r" \d{4}-\d{2}-\d{2} \d{4}( \(\d+\)|-\d+)?$", "", stem) or stem


def _is_backup_of(path: Path, stem: str) -> bool:
    told = path.stem.removeprefix(stem + " ")
    try:
        date.fromisoformat(told[:10])
    except ValueError:
        return False
    return told != path.stem and told[10:11] == " " and told[11:15].isdecimal()
