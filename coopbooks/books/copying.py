"""Copies of a book that are whole or not there: made by SQLite, written to the disk, and only then given their name."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from coopbooks.books.trouble import BookDamaged, NotSaved


def copy_whole(book: Path, part: Path) -> None:
    """Copy a book, also one that is being written to, to a file that has not its name yet; check its pages and sync it.

    Raises BookDamaged and NotSaved; nothing is left then.
    """
    try:
        with closing(sqlite3.connect(book, timeout=5)) as source, closing(sqlite3.connect(part)) as target:
            source.execute("PRAGMA query_only = ON")
            # A copy that breaks off is thrown away, so it needs no journal of its own.
            target.execute("PRAGMA journal_mode = OFF")
            # What SQLite says of a damaged file may quote bytes that are no text.
            target.text_factory = lambda told: told.decode("utf-8", "replace")
            source.backup(target)
            (said,) = target.execute("PRAGMA quick_check(1)").fetchone()
            if said != "ok":
                raise BookDamaged(path=str(book), what=said)  # noqa: TRY301 (beside what was read)
        sync(part)
    except sqlite3.OperationalError as fault:
        part.unlink(missing_ok=True)
        raise NotSaved(what=str(fault)) from fault
    except (sqlite3.DatabaseError, UnicodeDecodeError) as fault:
        part.unlink(missing_ok=True)
        raise BookDamaged(path=str(book), what=str(fault)) from fault
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise NotSaved(what=fault.strerror or str(fault)) from fault
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def sync(path: Path) -> None:
    """Have a file's content on the disk before anything depends on it."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put_in_place(part: Path, target: Path) -> None:
    """Give a finished copy its name, in one step."""
    os.replace(part, target)
    if os.name == "posix":
        # A new name is on the disk when its folder is; Windows has no such call and needs none.
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def free_name(folder: Path, stem: str, now: datetime, suffix: str) -> Path:
    """A name with the local day and minute that no file has yet."""
    base = f"{stem} {now.astimezone():%Y-%m-%d %H%M}"
    names = (folder / f"{base}{tail}{suffix}" for tail in ("", *(f" ({number})" for number in range(2, 10_000))))
    return next(name for name in names if not name.exists())
