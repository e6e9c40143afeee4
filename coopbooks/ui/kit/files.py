"""Choosing photos and scans from the disk: what was chosen stands beside the button until the form is saved."""

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.words import Button, Speaker, plain, retell

PICTURES = N_("Pictures (PNG, JPEG)")
SCANS = N_("Pictures and PDF")
_ENDINGS = {PICTURES: "*.png *.jpg *.jpeg", SCANS: "*.png *.jpg *.jpeg *.pdf"}


def ask_file(parent: QWidget, what: str) -> Path | None:
    """Ask for one picture or scan."""
    name, _ = QFileDialog.getOpenFileName(parent, tr(N_("Choose a file")), "", f"{tr(what)} ({_ENDINGS[what]})")
    return Path(name) if name else None


class FilePick(QWidget, Speaker):
    """A file that is chosen, or none. Read at once, so that a stick may be taken out before saving."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what, self._chosen = what, ("", b"")
        self._name: QLabel = plain("", "hint")
        self._take_away = Button(N_("Take away"), self.clear, look="link")
        box = row(Button(N_("Choose a file"), self._ask, icon="folder-open-outline"), self._name, self._take_away, None)
        self.setLayout(box)
        self.clear()

    def _ask(self) -> None:
        path = ask_file(self, self._what)
        if path is not None:
            self.choose(path)

    def choose(self, path: Path) -> None:
        """Take a file."""
        try:
            self._chosen = (path.name, path.read_bytes())
        except OSError:
            self._chosen = (path.name, b"")
        self._show()

    def clear(self) -> None:
        """Take none."""
        self._chosen = ("", b"")
        self._show()

    def _show(self) -> None:
        name = self._chosen[0]
        self._name.setText(name if len(name) < 40 else f"{name[:36]}…")
        self._take_away.setVisible(bool(name))

    def value(self) -> tuple[str, bytes] | None:
        """Name and bytes of the file, or None."""
        return self._chosen if self._chosen[0] else None

    def say_again(self) -> None:
        """The buttons say their words themselves."""

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)
