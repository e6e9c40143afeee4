"""First run: two large language cards, then four ways in: a new book, the practice book, a book that exists."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.services import backups, demo
from coopbooks.ui.kit.cards import Card, picture
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.runner import Runner
from coopbooks.ui.welcome.assistant import Assistant

CHOICES = (("book-plus-outline", N_("Make a new book"), N_("For your own co-operative, in five minutes."), "new"),
           ("school-outline", N_("Try the practice book"), N_("A coffee co-op with closed years. Nothing can break."), "practice"),
           ("folder-open-outline", N_("Open a book"), N_("A file that ends in .coop."), "open"),
           ("backup-restore", N_("Restore from a backup"), N_("A copy that was made before. The book that is there is kept."), "restore"))


def books_folder() -> Path:
    """Where books are kept unless somebody says otherwise: Documents/CoopBooks."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / "CoopBooks"


class WelcomePage(QWidget):
    """The page without a book."""

    chosen = Signal(object)

    def __init__(self, runner: Runner, speak: Callable[[str], None], today: date) -> None:
        super().__init__()
        self._runner, self._today = runner, today
        page = QVBoxLayout(self)
        page.addStretch(1)
        page.addWidget(picture("coopbooks", 84, ""))
        for message, kind in ((N_("Welcome to CoopBooks"), "h1"), (N_("The books of your co-operative, in Lao and English."), "label")):
            words = Words(message, kind)
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            page.addWidget(words)
        page.addSpacing(14)
        languages = QHBoxLayout()
        languages.addStretch(1)
        for name, key in (("ພາສາລາວ", "lo"), ("English", "en")):
            # Each language is named in itself, whatever is spoken now.
            button = QPushButton(name)
            button.setProperty("look", "chip")
            button.clicked.connect(lambda _checked=False, key=key: speak(key))
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setChecked(current_language() == key)
            button.setMinimumSize(190, 44)
            languages.addWidget(button)
        languages.addStretch(1)
        page.addLayout(languages)
        page.addSpacing(14)
        cards = QHBoxLayout()
        cards.setSpacing(14)
        cards.addStretch(1)
        for icon, title, text, way in CHOICES:
            card = Card(padding=18)
            card.setFixedWidth(250)
            card.column.addWidget(picture(icon, 44))
            card.column.addWidget(Words(title, "h3"))
            card.column.addWidget(Words(text, "label", wrap=True))
            card.column.addStretch(1)
            card.column.addWidget(Button(title, getattr(self, way), look="main" if way == "new" else ""))
            cards.addWidget(card)
        cards.addStretch(1)
        page.addLayout(cards)
        self._bar = QProgressBar()
        self._bar.setMaximumWidth(500)
        self._bar.hide()
        runner.progressed.connect(self._progress)
        runner.busy.connect(self._bar.setVisible)
        bar = QHBoxLayout()
        bar.addWidget(self._bar)
        page.addLayout(bar)
        page.addStretch(2)

    def _progress(self, done: int, all_of_them: int) -> None:
        self._bar.setMaximum(all_of_them)
        self._bar.setValue(done)

    def new(self) -> None:
        """Ask for what a book needs in five steps, and make it."""
        assistant = Assistant(self, self._runner, self._today, books_folder)
        assistant.made = self._made
        assistant.open()

    def _made(self, path: Path, task: str) -> None:
        """Open the new book, and go on with what was chosen."""
        window = self.window()
        self.chosen.emit(path)
        act = getattr(window, "act", None)
        if task and act is not None:
            act(task)

    def practice(self) -> None:
        """Make the practice book on the worker and open it."""
        folder = books_folder() / tr(N_("Practice"))
        self._runner.work(lambda tell: demo.write_demo(folder, demo.DemoSize(), self._today, tell), self.chosen.emit)

    def open(self) -> None:
        """Choose a book."""
        name, _ = QFileDialog.getOpenFileName(self, tr(N_("Open a book")), str(books_folder()), "CoopBooks (*.coop)")
        if name:
            self.chosen.emit(Path(name))


    def restore(self) -> None:
        """Choose a backup; the book it becomes lies with the other books, and what was there under its name is kept."""
        name, _ = QFileDialog.getOpenFileName(self, tr(N_("Restore from a backup")), str(books_folder()), "CoopBooks (*.coop)")
        if name:
            now = datetime.now(UTC).astimezone()
            self._runner.work(lambda _tell: backups.restore_into(Path(name), books_folder(), now), self.chosen.emit)
