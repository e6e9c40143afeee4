"""Who has the book open for writing: the operating system's own lock on a file beside it.

The system frees it when the process dies, so nothing stale is left. The holder's name stands in a second small file,
because a locked file cannot be read everywhere.
"""

import json
import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from coopbooks.books.trouble import BookInUse, BookIsReadOnly


class BookLock:
    """The right to write to one book, held until released or the process ends."""

    def __init__(self, lock: FileLock, told: Path) -> None:
        self._lock, self._told = lock, told

    @classmethod
    def take(cls, book: Path) -> Self:
        """Take the lock at once. Raises BookInUse with the holder's name, BookIsReadOnly where nothing may be written."""
        told = book.with_name(book.name + ".lock.json")
        lock = FileLock(book.with_name(book.name + ".lock"), blocking=False, thread_local=False)
        try:
            lock.acquire()
        except Timeout as busy:
            raise BookInUse(path=str(book), holder=_holder(told)) from busy
        except OSError as fault:
            raise BookIsReadOnly(path=str(book)) from fault
        # The name is a courtesy: a full disk must not keep anybody from opening the book.
        with suppress(OSError):
            told.write_text(json.dumps({"pid": os.getpid(), "computer": socket.gethostname()}), encoding="utf-8")
        return cls(lock, told)

    def release(self) -> None:
        """Let the next one in."""
        with suppress(OSError):
            self._told.unlink(missing_ok=True)
        self._lock.release()


def _holder(told: Path) -> str:
    try:
        known = json.loads(told.read_text(encoding="utf-8"))
        return f"{known['computer']} ({known['pid']})"
    except (OSError, ValueError, KeyError):
        return "CoopBooks"
