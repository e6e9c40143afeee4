"""Looking at a photo or scan of the book: a picture in a window of its own, a PDF in the computer's program for it."""

import tempfile
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from coopbooks.ui.kit.words import plain


class PictureDialog(QDialog):
    """A scan, as large as the screen allows."""

    def __init__(self, parent: QWidget, name: str, shown: QPixmap) -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        picture = plain("")
        room = parent.screen().availableSize() * 0.8
        picture.setPixmap(shown.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
                          if shown.width() > room.width() or shown.height() > room.height() else shown)
        QVBoxLayout(self).addWidget(picture)


def show_file(parent: QWidget, name: str, body: bytes) -> PictureDialog | None:
    """Show a photo or scan; a PDF is handed to the computer."""
    shown = QPixmap()
    if shown.loadFromData(body):
        dialog = PictureDialog(parent, name, shown)
        dialog.open()
        return dialog
    if body.startswith(b"%PDF-"):
        # The other program reads it after we are done, so it is left where temporary files are cleared away.
        with tempfile.NamedTemporaryFile(prefix="coopbooks-", suffix=".pdf", delete=False) as copy:
            copy.write(body)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(copy.name))))
    return None
