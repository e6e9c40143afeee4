"""Photos of members for lists and headers: read from the book once, small enough to keep."""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap

from coopbooks.books.book import Book
from coopbooks.services import attachments

SIDE = 160


class Photos:
    """The small pictures of a book's people, by attachment."""

    def __init__(self, book: Book) -> None:
        self._small = lru_cache(maxsize=400)(lambda attachment_id: small_picture(attachments.file_body(book, attachment_id)))

    def of(self, attachment_id: int | None) -> QPixmap | None:
        """The picture of an attachment; None without one."""
        return self._small(attachment_id) if attachment_id is not None else None


def small_picture(body: bytes) -> QPixmap:
    """A photo cut down to the size in which the window shows it; empty when it is none."""
    whole = QPixmap()
    if not whole.loadFromData(body) or whole.isNull():
        return QPixmap()
    return whole.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation)
