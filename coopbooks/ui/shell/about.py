"""About the program: its version, its licence, and whose work it stands on."""

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from coopbooks import __version__
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.i18n.resources import resource
from coopbooks.ui.kit.cards import picture, row
from coopbooks.ui.kit.words import Button, Words

NOTICES = "THIRD-PARTY-NOTICES.txt"


def notices_text() -> str:
    """The names and licences of what the program is built on; empty in a source tree that has not generated them."""
    file = resource(NOTICES)
    return file.read_text(encoding="utf-8") if file.is_file() else ""


class About(QDialog):
    """The box."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(N_("About CoopBooks")))
        self.resize(680, 520)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 18, 24, 16)
        whole.addLayout(row(picture("coopbooks", 48, ""), Words(N_("CoopBooks {version}"), "h1", version=__version__), None))
        whole.addWidget(Words(N_("Bookkeeping for small cooperatives, in Lao and English."), "", wrap=True))
        whole.addWidget(Words(N_("Free software under the Apache licence 2.0. It works without the internet and sends nothing anywhere."),
                              "label", wrap=True))
        self.text = QPlainTextEdit(notices_text())
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr(N_("Licences of what the program is built on")))
        whole.addWidget(Words(N_("Built on the work of others:"), "label"))
        whole.addWidget(self.text, 1)
        whole.addLayout(row(None, Button(N_("Close"), self.accept, look="main")))
