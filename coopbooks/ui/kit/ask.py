"""Small dialogs in our own words: telling something, and asking for a yes with buttons that are verbs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.lao_breaks import insert_breaks
from coopbooks.i18n.markers import N_
from coopbooks.ui.kit.words import Button, Words, plain


def _dialog(parent: QWidget | None, title: str, text: str) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent)
    dialog.setWindowTitle(tr(title))
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumWidth(440)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 16)
    column.setSpacing(14)
    column.addWidget(Words(title, "h2"))
    body = plain(insert_breaks(text))
    body.setWordWrap(True)
    column.addWidget(body)
    return dialog, column


def tell(parent: QWidget | None, title: str, text: str, details: str = "") -> None:
    """Tell something: what happened, what is safe, what to do; technical details folded into a box."""
    dialog, column = _dialog(parent, title, text)
    if details:
        box = QPlainTextEdit(details)
        box.setReadOnly(True)
        box.setMaximumHeight(160)
        column.addWidget(box)
    close = Button(N_("Close"), dialog.accept, look="main")
    footer = QHBoxLayout()
    footer.addStretch(1)
    footer.addWidget(close)
    column.addLayout(footer)
    close.setFocus()
    dialog.open()


def confirm(parent: QWidget | None, title: str, text: str, yes: str, no: str) -> bool:
    """Ask before something that is not undone by typing; the safe button has the focus."""
    dialog, column = _dialog(parent, title, text)
    keep = Button(no, dialog.reject)
    footer = QHBoxLayout()
    footer.addStretch(1)
    footer.addWidget(keep)
    footer.addWidget(Button(yes, dialog.accept, look="main"))
    column.addLayout(footer)
    keep.setFocus()
    return dialog.exec() == QDialog.DialogCode.Accepted
