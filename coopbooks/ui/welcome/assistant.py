"""The assistant of the first run: five steps with workable answers, a look back at any time, and a draft that waits until tomorrow."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import current_language, say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO, Kip, is_percent
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.papers.parts import Sentence
from coopbooks.services.first_book import KINDS, SHARING, FirstProduct, FoundCoop, found_coop
from coopbooks.services.new_book import NewBook
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit import memory
from coopbooks.ui.kit.cards import Card, frame, picture, row
from coopbooks.ui.kit.fields import Choice, CountEdit, DayEdit, Field, MoneyEdit, Segments, in_words
from coopbooks.ui.kit.lines import KIP, TEXT, Cell, LineColumn, LinesEdit
from coopbooks.ui.kit.stepper import Stepper
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.runner import Runner

DRAFT = "welcome/draft"
COLUMNS = ("code", "name_lo", "name_en", "unit", "grades", "price_kip")
STEPS = (N_("Your co-operative"), N_("Year and money"), N_("Shares"), N_("Products"), N_("Money and you"))
QUESTIONS = (N_("Who are you? It stands at the head of every paper."), N_("When does the year begin, and do you charge VAT?"),
             N_("What do your by-laws say? Keep what is here if you are not sure."), N_("What do you buy and sell? It can wait."),
             N_("How much money is there on the first day, and who keeps the book?"))
NEXT = (("add-member", N_("Add members")), ("import", N_("Bring in Excel")), ("delivery", N_("Record the first delivery")), ("", N_("Go to Home")))


class Assistant(QDialog):
    """Five steps and a last page that says what was made. `made` is told the book and the task to go on with."""

    def __init__(self, parent: QWidget | None, runner: Runner, today: date, folder: Callable[[], Path]) -> None:
        super().__init__(parent)
        self.runner, self._folder, self.path = runner, folder, Path()
        self.made: Callable[[Path, str], object] = lambda _path, _task: None
        self.fields: dict[str, Field] = {}
        self._step_of: dict[str, int] = {}
        self._logo: tuple[str, bytes] = ("", b"")
        self.step, self._furthest = 0, 0
        self.setWindowTitle(tr(N_("Make a new book")))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(960, 600)
        self.stepper = Stepper(STEPS)
        self.stepper.chosen.connect(self.go_to)
        head = frame("topbar")
        inner = row(self.stepper)
        inner.setContentsMargins(24, 10, 24, 10)
        head.setLayout(inner)
        self._question, self._told = Words("", "h2"), Words("", "error", wrap=True)
        self._told.hide()
        self._pages = QStackedWidget()
        for page in (self._coop(), self._year(today), self._shares(), self._products(), self._money(), self._finish()):
            self._pages.addWidget(page)
        self._leave = Button(N_("Go on later"), self.reject, look="quiet", hint=N_("What was typed is kept"))
        self._back, self._on = Button(N_("Back"), self.back, icon="arrow-left"), Button(N_("Next"), self.go_on, look="main", icon="arrow-right")
        foot = frame("footer")
        self._kept = Words(N_("What was typed is kept."), "hint")
        self._buttons = row(self._leave, self._kept, None, self._back, self._on)
        self._buttons.setContentsMargins(24, 10, 24, 10)
        foot.setLayout(self._buttons)
        body = QVBoxLayout()
        body.setContentsMargins(24, 14, 24, 10)
        body.setSpacing(10)
        for widget in (self._question, self._told):
            body.addWidget(widget)
        body.addWidget(self._pages, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addLayout(body, 1)
        whole.addWidget(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.go_on)
        self._propose()
        self._take_draft(memory.recall(DRAFT, {}))
        self.go_to(self.step)

    # --- the pages ----------------------------------------------------------------------------------------------------------
    def _page(self, step: int, *rows: Sequence[tuple[str, str, QWidget]]) -> QWidget:
        """A card with rows of fields: (name, label, editor)."""
        card = Card(padding=18)
        for things in rows:
            line = row(spacing=14)
            for name, message, editor in things:
                self.fields[name] = Field(message, editor)
                self._step_of[name] = step
                line.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
            card.column.addLayout(line)
        card.column.addStretch(1)
        return card

    def _coop(self) -> QWidget:
        self.kind = Choice([(key, message) for key, (message, _) in KINDS.items()])
        self.kind.currentIndexChanged.connect(lambda _place: self._propose())
        page = self._page(0, (("name_lo", N_("Name in Lao"), _line()), ("name_en", N_("Name in Latin letters (optional)"), _line())),
                          (("kind", N_("What does it do?"), self.kind), ("village", N_("Village"), _line())),
                          (("district", N_("District"), _line()), ("province", N_("Province"), _line())),
                          (("phone", N_("Phone (optional)"), _line()), ("registration_no", N_("Registration no. (optional)"), _line())))
        self._logo_words = Words(N_("PNG or JPEG; papers show the leaf of the program until then."), "hint")
        layout = page.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertLayout(4, row(Button(N_("Your mark …"), self.choose_logo, icon="account-box-outline"), self._logo_words, None))
        return page

    def _year(self, today: date) -> QWidget:
        self.first, self.rate = DayEdit(date(today.year, 1, 1)), _line("10")
        self.vat = Segments((("no", N_("No")), ("yes", N_("Yes"))))
        self.vat.chosen.connect(lambda key: self.fields["vat_rate"].setEnabled(key == "yes"))
        page = self._page(1, (("first_day", N_("First day of the year"), self.first), ("vat", N_("Registered for VAT?"), self.vat),
                              ("vat_rate", N_("Rate in percent"), self.rate)))
        self.fields["first_day"].hint(tr(N_("Opening balances stand at the close of the day before.")))
        self.fields["vat_rate"].setEnabled(False)
        layout = page.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, Words(N_("The book is kept in kip, without decimals. Numbers look like 1,250,000 and 168.5."), "hint", wrap=True))
        return page

    def _shares(self) -> QWidget:
        self.par, self.least, self.most = MoneyEdit(), CountEdit(), _line("20")
        self.par.set_value(100_000)
        self.least.setText("1")
        self.par.textChanged.connect(lambda _text: self._say_par())
        self.sharing = Choice(list(SHARING.items()))
        page = self._page(2, (("par_value_kip", N_("Value of one share"), self.par), ("least_count", N_("Fewest shares a member holds"), self.least),
                              ("most_percent", N_("Most that one may hold, % (optional)"), self.most)),
                          (("sharing", N_("How is what is left of a surplus shared?"), self.sharing),))
        self._say_par()
        layout = page.layout()
        if isinstance(layout, QVBoxLayout):
            told = N_("These are defaults of the program, not law. Each is changed later by a dated decision.")
            layout.insertWidget(2, Words(told, "hint", wrap=True))
        return page

    def _products(self) -> QWidget:
        self.lines = LinesEdit((
            LineColumn("code", N_("Code"), TEXT, 70), LineColumn("name_lo", N_("Name in Lao"), TEXT, 190),
            LineColumn("name_en", N_("Name in English"), TEXT, 180), LineColumn("unit", N_("Unit"), TEXT, 70),
            LineColumn("grades", N_("Grades, with ; between"), TEXT, 170), LineColumn("price_kip", N_("Buying price ₭"), KIP, 130)), N_("Products"))
        self.fields["products"] = Field("", self.lines)
        self._step_of["products"] = 3
        return self.fields["products"]

    def _money(self) -> QWidget:
        self.cash, self.bank = MoneyEdit(), MoneyEdit()
        page = self._page(4, (("cash_kip", N_("Cash in the box ₭ (optional)"), self.cash),
                              ("bank_kip", N_("Money in the bank ₭ (optional)"), self.bank)),
                          (("user", N_("Your name"), _line()),))
        layout = page.layout()
        if isinstance(layout, QVBoxLayout):
            for place, message in enumerate((
                    N_("The money stands as undivided reserve until you write all opening balances in Ledger."),
                    N_("The book is kept in Documents/CoopBooks. It is copied when you close the program; copy it to a USB stick too.")), 2):
                layout.insertWidget(place, Words(message, "hint", wrap=True))
        return page

    def _finish(self) -> QWidget:
        page = Card(padding=24)
        page.column.addLayout(row(picture("check-circle-outline", 34, "success"), Words(N_("The book is made."), "h1"), None))
        self._made = QVBoxLayout()
        page.column.addLayout(self._made)
        page.column.addStretch(1)
        page.column.addLayout(row(*(Button(message, partial(self._end, task), look="main" if not task else "") for task, message in NEXT), None))
        return page

    def _say_par(self) -> None:
        if "par_value_kip" in self.fields:
            self.fields["par_value_kip"].hint(in_words(self.par.value() or 0, current_language()))

    def _propose(self) -> None:
        """Propose the products of what the co-op does."""
        self._show_lines([dict(zip(COLUMNS, values, strict=False)) for values in KINDS[self.kind.value()][1]])

    def _show_lines(self, lines: Sequence[dict[str, Any]]) -> None:
        self.lines.show_lines([{name: Cell(formats.kip(value) if name == COLUMNS[-1] else str(value), Kip(value) if name == COLUMNS[-1] else value)
                                for name, value in line.items() if value} for line in lines])

    def choose_logo(self) -> None:
        """Choose the co-op's own mark."""
        name, _ = QFileDialog.getOpenFileName(self, tr(N_("Your mark …")), "", "PNG, JPEG (*.png *.jpg *.jpeg)")
        if name:
            self._logo = (Path(name).name, self.runner.read(lambda: Path(name).read_bytes(), b""))
            self._logo_words.setText(self._logo[0])

    # --- going ----------------------------------------------------------------------------------------------------------------
    def go_to(self, step: int) -> None:
        """Show a step that was reached already."""
        if self.path.name or not 0 <= step <= self._furthest:
            return
        self._keep_draft()
        self.step = step
        self._pages.setCurrentIndex(step)
        self._question.tell(QUESTIONS[step])
        self.stepper.show_place(self._furthest, step)
        self._back.setEnabled(step > 0)
        self._on.tell(N_("Make the book") if step == len(STEPS) - 1 else N_("Next"))
        first = next((field.editor for name, field in self.fields.items() if self._step_of[name] == step), None)
        if first is not None:
            first.setFocus()

    def back(self) -> None:
        """One step back; nothing typed is lost."""
        self.go_to(self.step - 1)

    def go_on(self) -> None:
        """The next step when this one can stand; from the last one, make the book."""
        if self.path.name:
            return
        self.lines.commit()
        if not self._stands(self.step):
            return
        if self.step < len(STEPS) - 1:
            self._furthest = max(self._furthest, self.step + 1)
            self.go_to(self.step + 1)
            return
        wrong = next((step for step in range(len(STEPS)) if not self._stands(step)), None)
        if wrong is not None:
            self.go_to(wrong)
            return
        self.runner.run(self._found, refused=self.show_refusals)

    def _stands(self, step: int) -> bool:
        """Whether what is typed on a step is understood; what is not is told at its field."""
        told = {name: self._complaint(name, field) for name, field in self.fields.items() if self._step_of[name] == step}
        for name, sentence in told.items():
            self.fields[name].complain(sentence)
        wrong = next((name for name, sentence in told.items() if sentence), None)
        if wrong is not None:
            self.fields[wrong].editor.setFocus()
        return wrong is None

    def _complaint(self, name: str, field: Field) -> str:
        complain: Any = getattr(field.editor, "complaint", None)
        found = str(complain()) if complain is not None else ""
        if found:
            return found
        if name == "name_lo" and not self._text("name_lo") and not self._text("name_en"):
            return tr(N_("Write the co-op's name, in Lao or in Latin letters."))
        if name == "par_value_kip" and not (self.par.value() or 0) > 0:
            return tr(N_("Give an amount above 0."))
        if name == "least_count" and not 0 <= int(self.least.value() or 0) <= MOST_SHARES:
            return tr(N_("Give a number from {least} to {most}."), least=0, most=MOST_SHARES)
        percent = {"most_percent": self._text("most_percent"), "vat_rate": self._text("vat_rate") if self.vat.value() == "yes" else ""}.get(name, "")
        if (percent and not is_percent(percent)) or (name == "vat_rate" and self.vat.value() == "yes" and not percent):
            return tr(N_("“{value}” is not a percentage from 0 to 100."), value=percent)
        return ""

    def _text(self, name: str) -> str:
        editor = self.fields[name].editor
        return lao.normalise(editor.text().strip()) if isinstance(editor, QLineEdit) else ""

    def order(self) -> FoundCoop:
        """Everything that was typed."""
        first = self.first.value() or date.min
        texts = {name: self._text(name) for name in ("name_lo", "name_en", "village", "district", "province", "phone", "registration_no")}
        user = self._text("user")
        new = NewBook({**texts, "registered_on": "", "language": current_language()}, first, first.month, Kip(self.par.value() or 0),
                      ((user, "treasurer"),) if user else (), int(self.least.value() or 0), self._text("most_percent"))
        products = tuple(FirstProduct(
            str(line.get("code") or ""), str(line.get("name_lo") or ""), str(line.get("name_en") or ""), str(line.get("unit") or "kg"),
            tuple(part.strip() for part in str(line.get("grades") or "").split(";") if part.strip()), line.get("price_kip") or ZERO)
            for line in self.lines.values())
        return FoundCoop(new, self._text("vat_rate") if self.vat.value() == "yes" else "", self.sharing.value(), products,
                         self.cash.value() or ZERO, self.bank.value() or ZERO, self._logo)

    def _found(self) -> Outcome:
        order, folder = self.order(), self._folder()
        folder.mkdir(parents=True, exist_ok=True)
        name = "".join(letter for letter in (order.new.texts["name_en"] or order.new.texts["name_lo"]) if letter not in '\\/:*?"<>|').strip()
        path = folder / f"{name or 'book'}.coop"
        told = found_coop(path, order)
        self.path = path
        memory.forget(DRAFT)
        self._show_made(told)
        return Outcome((), (), frozenset())

    def _show_made(self, told: Sequence[Sentence]) -> None:
        for sentence in told:
            self._made.addWidget(Words(sentence.wording, "label", wrap=True, **sentence.facts))
        self._made.addWidget(Words(N_("It is kept as {file}."), "hint", file=str(self.path)))
        self._question.tell("")
        self._told.hide()
        self.stepper.show_place(len(STEPS), -1, is_over=True)
        self._pages.setCurrentIndex(len(STEPS))
        for widget in (self._leave, self._kept, self._back, self._on):
            widget.hide()

    def show_refusals(self, broken: Sequence[RuleBroken]) -> None:
        """Show each complaint at its field, and go to the first of them."""
        homeless, told, first = [], dict[tuple[int, str], str](), len(STEPS)
        for one in broken:
            part = one.field.split(".")
            if part[0] == "products" and len(part) == 3:
                told[int(part[1]), part[2]] = say(one)
                first = min(first, 3)
            elif one.field in self.fields:
                self.fields[one.field].complain(say(one))
                first = min(first, self._step_of[one.field])
            else:
                homeless.append(say(one))
        self.lines.tell(told)
        self._told.setText("\n".join(homeless))
        self._told.setVisible(bool(homeless))
        if first < len(STEPS):
            self.go_to(first)

    def _end(self, task: str) -> None:
        path = self.path
        self.accept()
        self.made(path, task)

    # --- the draft --------------------------------------------------------------------------------------------------------------
    def _keep_draft(self) -> None:
        if self.path.name or not self._furthest:
            return
        texts = {name: field.editor.text() for name, field in self.fields.items() if isinstance(field.editor, QLineEdit)}
        chosen = {"kind": self.kind.value(), "vat": self.vat.value(), "sharing": self.sharing.value()}
        memory.remember(DRAFT, {"texts": texts, "chosen": chosen, "step": self._furthest,
                                "lines": [{key: value for key, value in line.items() if value} for line in self.lines.values()]})

    def _take_draft(self, kept: dict[str, Any]) -> None:
        if not kept:
            return
        self.kind.set_value(kept["chosen"]["kind"])
        self._show_lines(kept["lines"])
        for name, text in kept["texts"].items():
            editor = self.fields[name].editor if name in self.fields else None
            if isinstance(editor, QLineEdit):
                editor.setText(text)
        self.vat.set_value(kept["chosen"]["vat"])
        self.sharing.set_value(kept["chosen"]["sharing"])
        self._furthest = self.step = int(kept["step"])

    def reject(self) -> None:
        """Leave: what was typed waits. After the book was made, open it."""
        if self.path.name:
            self._end("")
            return
        self._furthest = max(self._furthest, self.step)
        self._keep_draft()
        super().reject()


MOST_SHARES = 10_000


def _line(text: str = "") -> QLineEdit:
    return QLineEdit(text, maxLength=200)
