"""What the pages and forms of this workspace share: finding a customer, choosing a box, the picture of a paper, the forms' frame."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from coopbooks.coop.boxes import MoneyBox
from coopbooks.coop.customers import Customer
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import paper_language, sales_pages
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import Choice, DayEdit, Field, MoneyEdit, Segments, in_words
from coopbooks.ui.kit.picker import Picker
from coopbooks.ui.kit.words import Words
from coopbooks.ui.shell.page import Desk

TERMS = (7, 15, 30, 60)
"""Days to pay that the invoice page offers."""


def customer_picker(desk: Desk) -> Picker:
    """A field that finds a customer by number, name, phone or whom to ask for."""
    def shown(customer: Customer) -> str:
        return " · ".join(part for part in (customer.number, customer.name, customer.contact, customer.phone) if part)
    return Picker(lambda text: desk.runner.read(lambda: sales_pages.find_customers(desk.book, text), ()),
                  lambda customer: f"{customer.number} · {customer.name}", shown, hint=N_("Number or name"), wanted=N_("Choose a customer."))


class BoxChoice(Choice):
    """A choice of money boxes, with a first choice of none perhaps."""

    def __init__(self, boxes: Sequence[MoneyBox], none: str = "") -> None:
        self._boxes, self._none = tuple(boxes), none
        super().__init__((), is_user_text=True)
        self.say_again()

    def show_boxes(self, boxes: Sequence[MoneyBox]) -> None:
        """Offer other boxes."""
        self._boxes = tuple(boxes)
        self.say_again()

    def say_again(self) -> None:
        if hasattr(self, "_boxes"):
            none = [("", tr(self._none))] if self._none else []
            self.set_choices([*none, *((box.word, box.name(current_language())) for box in self._boxes)])


class PaperPicture(Card):
    """The live picture of a printed page, in the language of whom it is for until another is chosen here.

    `make` answers the paper, or None while there is nothing to show.
    """

    def __init__(self, desk: Desk, make: Callable[[], Any]) -> None:
        super().__init__(look="sunken", padding=10)
        self._desk, self._make = desk, make
        self.language = Segments((("lo", N_("Lao")), ("en", N_("English")), ("lo+en", N_("Both"))))
        self.language.chosen.connect(self._speak)
        self._chosen_language = ""
        self.page = QLabel()
        self.page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.page.setAccessibleName(tr(N_("Preview")))
        self.page.setMinimumSize(150, 200)
        self._nothing = Words(N_("Choose a customer and write a line."), "hint", wrap=True)
        self.column.addLayout(row(Words(N_("As it is printed"), "label"), None, self.language))
        self.column.addWidget(self._nothing)
        self.column.addWidget(self.page, 1)
        self._document = QPdfDocument(self)
        self._buffer: QBuffer | None = None
        self._soon = QTimer(self, singleShot=True, interval=350)
        self._soon.timeout.connect(self.draw)

    def draw_soon(self) -> None:
        """Draw when the typing pauses."""
        self._soon.start()

    def draw(self) -> None:
        """Draw the page now."""
        from coopbooks.reports import catalogue  # what draws papers is heavy

        self._soon.stop()
        paper = self._make()
        self._nothing.setVisible(paper is None)
        self.page.setVisible(paper is not None)
        if paper is None:
            self._document.close()
            return
        language = self._chosen_language or self._desk.runner.read(lambda: paper_language.spoken(self._desk.book, paper), "lo")
        self.language.show_value(language)
        content = self._desk.runner.read(lambda: catalogue.render(paper, ".pdf", language), b"")
        self._document.close()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._show()

    def speak_as_wished(self) -> None:
        """Forget what was chosen here: another paper speaks the language of whom it is for."""
        self._chosen_language = ""

    def _speak(self, language: str) -> None:
        self._chosen_language = language
        self.draw()

    def _show(self) -> None:
        if self._document.pageCount():
            size = self._document.pagePointSize(0)
            ratio = self.devicePixelRatioF()
            scale = min(self.page.width() / size.width(), self.page.height() / size.height()) * ratio
            drawn = self._document.render(0, QSize(int(size.width() * scale), int(size.height() * scale)))
            sheet = QImage(drawn.size(), QImage.Format.Format_RGB32)
            sheet.fill(Qt.GlobalColor.white)
            painter = QPainter(sheet)
            painter.drawImage(0, 0, drawn)
            painter.end()
            picture = QPixmap.fromImage(sheet)
            picture.setDevicePixelRatio(ratio)
            self.page.setPixmap(picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()


class SalesForm(FormDialog):
    """A form of the sales ledger. Subclasses add fields, answer `order`, and say in `preview` what will be."""

    paper = "receipt"
    """The paper that a save makes, by its name in the catalogue; empty for none."""

    def __init__(self, parent: QWidget | None, desk: Desk, title: str, save: str = N_("Save"), icon: str = "storefront-outline") -> None:
        super().__init__(parent, desk.runner, title, save, icon=icon)
        self.desk = desk
        self.after.accounts = desk.accounts()
        self.saved = self.told

    def field(self, name: str, message: str, editor: QWidget) -> Field:
        """A field under the name of the order's field; changes in it are previewed."""
        made = self.fields[name] = Field(message, editor)
        for signal in ("textChanged", "currentIndexChanged", "chosen", "picked"):
            if hasattr(editor, signal):
                getattr(editor, signal).connect(lambda *_given: self.preview())
        return made

    def text(self, name: str, message: str, longest: int = 300) -> QLineEdit:
        """A field of free words."""
        edit = QLineEdit(maxLength=longest)
        self.field(name, message, edit)
        return edit

    def money(self, name: str, message: str) -> MoneyEdit:
        """An amount, with the words under it."""
        edit = MoneyEdit()
        made = self.field(name, message, edit)
        edit.textChanged.connect(lambda _text: made.hint(in_words(edit.value() or 0, current_language())))
        return edit

    def day(self, name: str = "on", message: str = N_("Date")) -> DayEdit:
        """A day, today at first."""
        edit = DayEdit(self.desk.today)
        self.field(name, message, edit)
        return edit

    def words(self, edit: QLineEdit) -> str:
        """What was typed, in the one spelling the book keeps."""
        return lao.normalise(edit.text())

    def preview(self) -> None:
        """Show what will be."""

    def show_after(self, rows: Sequence[tuple[str, int, int]], complaints: Sequence[RuleBroken], entry: Any = None) -> None:
        """Balances before and after, what the rules say, and the entry when nothing stands in the way."""
        self.after.show_changes([(message, kip(before), kip(after)) for message, before, after in rows], complaints, entry)

    def told(self, outcome: Outcome) -> None:
        """Say that it is saved; the paper can be looked at."""
        number = outcome.documents[-1][1] if outcome.documents else ""
        if not number:
            self.desk.say(tr(N_("It is saved.")))
        elif self.paper:
            self.desk.say(tr(N_("{number} is saved."), number=number), N_("View paper"), lambda: self.desk.go("reports", self.paper, number))
        else:
            self.desk.say(tr(N_("{number} is saved."), number=number))
