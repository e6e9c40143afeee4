"""The first hundred bytes of a file: whether it is a book, and of which version. Standard library only."""

from pathlib import Path

from coopbooks.books.trouble import BookFromNewerProgram, NotABook

APPLICATION_ID = 0x436F4270
"""The letters CoBp; they stand at byte 68 of the file, where the desktop's MIME rules look."""

VERSION = 3


def refuse_foreign_file(path: Path) -> None:
    """Look at the file's first hundred bytes. Raises NotABook, BookFromNewerProgram."""
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or not head.startswith(b"SQLite format 3\x00"):
        raise NotABook(path=str(path))
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise NotABook(path=str(path))
    if int.from_bytes(head[60:64], "big") > VERSION:
        raise BookFromNewerProgram(path=str(path))
