"""First run: two large language cards, then four ways in: a new book, the practice book, a book that exists."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from coopbooks.coop.par_change import ParMissing
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip
from coopbooks.services import backups, demo, new_book
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.cards import Card, picture
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import DayEdit, Field, MoneyEdit, in_words
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.runner import Runner

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
        """Ask for the few things a book needs, and make it."""
        form = NewBookForm(self, self._runner, self._today)
        form.made = self.chosen.emit
        form.open()

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


class NewBookForm(FormDialog):
    """The co-op's name, its year, the value of a share."""

    def __init__(self, parent: QWidget, runner: Runner, today: date) -> None:
        super().__init__(parent, runner, N_("Make a new book"), N_("Make the book"))
        self.made: Callable[[Path], object] = lambda _path: None
        self._texts: dict[str, QLineEdit] = {}
        self.add_pair(self._text("name_lo", N_("Name in Lao")), self._text("name_en", N_("Name in Latin letters (optional)")))
        self.add_pair(self._text("village", N_("Village")), self._text("district", N_("District")), self._text("province", N_("Province")))
        self.add_pair(self._text("phone", N_("Phone (optional)")), self._text("registration_no", N_("Registration no. (optional)")))
        self._first = DayEdit(date(today.year, 1, 1))
        self._par = MoneyEdit()
        self._par.set_value(100_000)
        self.add_pair(self._field("first_day", N_("First day of the year"), self._first),
                      self._field("par_value_kip", N_("Value of one share"), self._par))
        self.add_pair(self._text("user", N_("Your name")))
        self.left.addStretch(1)
        self._par.textChanged.connect(lambda _text: self._say_par())
        self._say_par()
        self.after.wait_for(N_("The book is kept in Documents/CoopBooks. The rules on shares and surplus are defaults of the program, not law: "
                               "change them when your by-laws say otherwise."))

    def _say_par(self) -> None:
        self.fields["par_value_kip"].hint(in_words(self._par.value() or 0, current_language()))

    def _text(self, name: str, message: str) -> Field:
        self._texts[name] = QLineEdit(maxLength=200)
        return self._field(name, message, self._texts[name])

    def _field(self, name: str, message: str, editor: QWidget) -> Field:
        field = self.fields[name] = Field(message, editor)
        return field

    def order(self) -> new_book.NewBook | None:
        first, par = self._first.value(), self._par.value()
        if first is None or not par:
            self.show_refusals([ParMissing()] if first is not None else [])
            return None
        texts = {name: lao.normalise(editor.text()) for name, editor in self._texts.items()}
        user = texts.pop("user")
        if not (texts["name_lo"] or texts["name_en"]):
            self.show_refusals([new_book.CoopNameMissing()])
            return None
        return new_book.NewBook({**texts, "registered_on": "", "language": current_language()}, first, first.month, Kip(par),
                                ((user, "treasurer"),) if user else ())

    def action(self, order: new_book.NewBook) -> Outcome:
        folder = books_folder()
        folder.mkdir(parents=True, exist_ok=True)
        name = "".join(letter for letter in (order.texts["name_en"] or order.texts["name_lo"]) if letter not in '\\/:*?"<>|').strip()
        path = folder / f"{name or 'book'}.coop"
        new_book.create_book(path, order).close()
        self.saved = lambda _outcome: self.made(path)
        return Outcome((), (), frozenset())
