"""Reports: choose a paper, say for whom and when in plain words, see the very PDF that is printed, save or print it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from coopbooks.books import dividends, settings
from coopbooks.books.verify import verify
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.periods import Period
from coopbooks.services import batches, issuing, paper_language, paper_settings
from coopbooks.services.boxes import all_boxes
from coopbooks.services.journal import find_accounts
from coopbooks.services.outcome import Topic
from coopbooks.services.paper_makers import Asked
from coopbooks.services.register import list_members
from coopbooks.services.statements import BEFORE, NOTHING, YEAR_EARLIER
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.explain import account_name
from coopbooks.ui.kit.explain_paper import has_figures, show_figures
from coopbooks.ui.kit.export import put_file
from coopbooks.ui.kit.fields import Choice, DayEdit, Segments
from coopbooks.ui.kit.papers import ThatPaper
from coopbooks.ui.kit.printer import draw_pages
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.printing.agm_form import AgmForm
from coopbooks.ui.printing.choose import PaperList
from coopbooks.ui.printing.preview import Preview
from coopbooks.ui.printing.run import PrintRun
from coopbooks.ui.shell.page import Desk, Page

Progress = Callable[[int, int], None]
WIDE = 1560
"""From this width on the print run stands beside the pages; below it, it comes when it is asked for."""

_SHOWN = {"period": ("year",), "year": ("year",), "member": ("year", "number"), "number": ("number",), "leaver": ("number",),
          "customer": ("year", "number"), "debtor": ("as_of", "number"),
          "as_of": ("as_of",), "account": ("year", "account")}
_SAME_NUMBER = ("receipt", "share-transfer", "invoice", "credit-note", "quotation", "delivery-note")
"""Papers whose number may stand in several years: the one that was sent here is meant."""
_NUMBERS = {"member": N_("Member no."), "leaver": N_("Member no."), "customer": N_("Customer no."), "debtor": N_("Customer no.")}
_COMPARED = ("income-statement", "balance-sheet", "cash-flow")
"""Papers that stand beside another time."""
_KNOWN = ("member-register", "share-register", "share-movements")
"""Papers that can also be shown as the book knew things on an earlier day."""


class ReportsPage(Page):
    """The papers on the left, their questions above, the pages in the middle, and beside them the run of all statements."""

    title = N_("Reports")
    topics = frozenset(Topic)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._name, self._shown, self._batch = "member-statement", None, list[Any]()
        self._checked: tuple[str, bool] = ("", True)
        self._decided_language, self._chosen_language = "", ""
        self.papers = PaperList()
        self.papers.chosen.connect(self._choose)
        self.preview = Preview()
        self.document: QPdfDocument = self.preview.document
        self.run = PrintRun(self.make_all, self._ask_folder, self._print_run)
        self._wants_run = False
        self._ask = QTimer(self, singleShot=True, interval=300)
        self._ask.timeout.connect(self.show_paper)
        self._make_questions()
        self._bar = QProgressBar()
        self._bar.hide()
        self._stop = Button(N_("Stop"), desk.runner.stop)
        self._stop.hide()
        desk.runner.progressed.connect(self._progress)
        desk.runner.busy.connect(self._busy)
        page = QHBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.setSpacing(12)
        page.addWidget(self.papers)
        middle = QVBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self._questions())
        middle.addLayout(row(self._bar, self._stop))
        middle.addWidget(self.preview, 1)
        page.addLayout(middle, 1)
        page.addWidget(self.run)
        self.run.hide()

    @property
    def _pdf(self) -> bytes:
        return self.preview.content

    # --- the questions ----------------------------------------------------------------------------------------------------
    def _make_questions(self) -> None:
        today = self.desk.today
        self._year = Choice((), is_user_text=True)
        self._year.currentIndexChanged.connect(lambda _place: self._period_chosen())
        self._as_of, self._first, self._last = DayEdit(today), DayEdit(today.replace(day=1)), DayEdit(today)
        self._known_on, self._knew = DayEdit(today), Button(N_("As known on"), self._ask.start, look="chip")
        self._knew.setCheckable(True)
        for editor in (self._as_of, self._first, self._last, self._known_on):
            editor.setFixedWidth(112)
            editor.editingFinished.connect(self._ask.start)
        self._number = QLineEdit(maxLength=60)
        self._number.setFixedWidth(104)
        self._number.editingFinished.connect(self._ask.start)
        # Another number is another paper: the one that was sent here is forgotten.
        self._that: ThatPaper | None = None
        self._number.textEdited.connect(self._forget)
        self._account = Choice((), is_user_text=True)
        self._account.currentIndexChanged.connect(lambda _place: self._ask.start())
        self._beside = Choice(((BEFORE, N_("The time before")), (YEAR_EARLIER, N_("A year earlier")), (NOTHING, N_("Nothing"))))
        self._beside.currentIndexChanged.connect(lambda _place: self._ask.start())
        self._beside_label = Words(N_("Compare with"), "label")
        self._language = Segments((("lo", N_("Lao")), ("en", N_("English")), ("lo+en", N_("Both"))))
        self._language.chosen.connect(self._speak)
        self._year_label, self._day_label, self._number_label = Words(N_("Year"), "label"), Words(N_("As at"), "label"), Words("", "label")
        self._write = Button(N_("Write the report"), self.write_report, icon="file-document-outline")
        self._all = Button(N_("All statements"), self.show_run, icon="account-group-outline")
        self._why = Button(N_("Explain"), self.explain, icon="information-outline", hint=N_("Ctrl+E"))
        self._why.hide()
        QShortcut(QKeySequence("Ctrl+E"), self, self.explain, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._asked: dict[str, list[QWidget]] = {
            "year": [self._year_label, self._year], "as_of": [self._day_label, self._as_of], "number": [self._number_label, self._number],
            "account": [self._account], "beside": [self._beside_label, self._beside]}
        self._name_editors()
        # Each paper shows what it is asked with; until one is chosen nothing is asked.
        asked_for = (widget for widgets in self._asked.values() for widget in widgets)
        for asked in (self._first, self._last, self._write, self._knew, self._known_on, *asked_for):
            asked.hide()

    def _questions(self) -> Card:
        card = Card(padding=8)
        card.column.addLayout(row(self._year_label, self._year, self._first, self._last, self._day_label, self._as_of, self._knew,
                                  self._known_on, self._number_label, self._number, self._account, self._beside_label, self._beside, self._language,
                                  None, spacing=6))
        card.column.addLayout(row(self._write, self._all, self._why, None,
                                  Button(N_("Excel"), lambda: self.save(".xlsx"), icon="file-excel-outline"),
                                  Button(N_("Save PDF"), lambda: self.save(".pdf"), icon="content-save-outline"),
                                  Button(N_("Print"), self.print_paper, look="main", icon="printer", hint=N_("Ctrl+P")), spacing=6))
        return card

    def _name_editors(self) -> None:
        for editor, message in ((self._year, N_("Year")), (self._as_of, N_("As at")), (self._number, N_("Number")), (self._account, N_("Money box")),
                                (self._beside, N_("Compare with")),
                                (self._first, N_("From the day")), (self._last, N_("To the day")), (self._known_on, N_("As known on"))):
            editor.setAccessibleName(tr(message))

    def refresh(self) -> None:
        if not self.papers.list.count():
            self.papers.fill()
            self.papers.say_again()
        self._start_language()
        self._offer_periods()
        self._offer_accounts()
        if self.papers.current() != self._name:
            self.papers.blockSignals(True)
            self.papers.select(self._name)
            self.papers.blockSignals(False)
        self.show_paper()

    def _start_language(self) -> None:
        """Each paper speaks the language of whom it is for. What was chosen here stays until the co-op decides on another for its papers."""
        language = self.desk.runner.read(lambda: paper_language.spoken(self.desk.book), self._decided_language or "lo")
        if language != self._decided_language:
            self._decided_language, self._chosen_language = language, ""
            self._language.show_value(language)

    def _speak(self, language: str) -> None:
        self._chosen_language = language
        self._ask.start()

    def _language_for(self, paper: Any) -> str:
        """What was chosen, else what the paper speaks by itself."""
        return self._chosen_language or paper_language.spoken(self.desk.book, paper)

    def _offer_accounts(self) -> None:
        """The money boxes; for an account card every account."""
        if self._name == "account-card":
            accounts = self.desk.runner.read(lambda: find_accounts(self.desk.book, ""), ())
            self._account.set_choices([(one.code, account_name(one)) for one in accounts])
        else:
            boxes = self.desk.runner.read(lambda: all_boxes(self.desk.book), ())
            self._account.set_choices([(box.word, box.name(current_language())) for box in boxes])

    def explain(self) -> None:
        """List the figures of the paper that is shown, down to the lines behind each."""
        show_figures(self, self.desk, self._shown)

    def _offer_periods(self) -> None:
        years = self.desk.runner.read(self._years, [])
        months = (("this-month", N_("This month")), ("last-month", N_("Last month")), ("days", N_("From … to …")))
        more = [(key, tr(message)) for key, message in months] if self._wants() in ("period", "account", "customer") else []
        self._year.set_choices([*((str(year), str(year)) for year in years), *more])

    def _years(self) -> list[int]:
        with self.desk.book.reading() as tx:
            coop, closed = settings.profile(tx), dividends.closed_years(tx)
            first, last = coop.year_of(coop.begins_on), coop.year_of(self.desk.today)
            order = list(range(last, first - 1, -1))
            # The last closed year first: that is what papers are asked for.
            return [closed[-1], *(year for year in order if year != closed[-1])] if closed else order

    def _period_chosen(self) -> None:
        own = self._year.value() == "days"
        self._first.setVisible(own)
        self._last.setVisible(own)
        self._ask.start()

    def _chosen_year(self) -> int:
        value = self._year.value()
        with self.desk.book.reading() as tx:
            return int(value) if value.isdigit() else settings.profile(tx).year_of(self.desk.today)

    def _period(self) -> Period:
        today, key = self.desk.today, self._year.value()
        month = today.replace(day=1)
        if key == "this-month":
            return Period(month, today)
        if key == "last-month":
            before = month - timedelta(days=1)
            return Period(before.replace(day=1), before)
        if key == "days":
            first, last = self._first.value() or month, self._last.value() or today
            return Period(min(first, last), max(first, last))
        year = self._chosen_year()
        with self.desk.book.reading() as tx:
            return settings.profile(tx).period(year)

    def _wants(self) -> str:
        from coopbooks.reports import catalogue

        return next((paper.wants for paper in catalogue.PAPERS if paper.name == self._name), "year")

    # --- what to show -----------------------------------------------------------------------------------------------------
    def _choose(self, name: str) -> None:
        self._name = name
        self._offer_periods()
        self._offer_accounts()
        self._begin_now()
        self.show_paper()

    def show_for(self, what: object) -> None:
        given: tuple[Any, ...] = what if isinstance(what, tuple) else (what, "")
        self._name = str(given[0])
        self._number.setText(str(given[1]) if len(given) > 1 else "")
        self._that = given[2] if len(given) > 2 and isinstance(given[2], ThatPaper) else None
        self._offer_periods()
        if self._that is not None:
            pass
        elif len(given) > 2 and isinstance(given[2], date):
            self._as_of.set_value(given[2])
        elif len(given) > 2:
            self._year.set_value(str(given[2]))
        else:
            self._begin_now()
        self.refresh()

    def _begin_now(self) -> None:
        """Customers are told how they stand now, not in the year that was closed."""
        if self._wants() == "debtor":
            self._as_of.set_value(self.desk.today)
        elif self._wants() == "customer":
            self._year.set_value(str(self.desk.runner.read(self._this_year, self.desk.today.year)))

    def _this_year(self) -> int:
        with self.desk.book.reading() as tx:
            return settings.profile(tx).year_of(self.desk.today)

    def _forget(self) -> None:
        self._that = None

    def _paper(self) -> Any:
        known_on = self._known_on.value() if self._name in _KNOWN and self._knew.isChecked() else None
        asked = Asked(self._as_of.value() or self.desk.today, self._period(), self._chosen_year(), known_on, self._number.text().strip() or None,
                      self._account.value(), self._that.document_id if self._that and self._name in _SAME_NUMBER else None,
                      self._beside.value() if self._name in _COMPARED else BEFORE)
        return issuing.paper_to_print(self.desk.book, self._name, asked)

    def show_paper(self) -> None:
        """Make the chosen paper and show its pages."""
        self._ask.stop()
        wants = self._wants()
        for name, widgets in self._asked.items():
            for widget in widgets:
                widget.setVisible(name in _SHOWN.get(wants, ("year", "number")) or (name == "beside" and self._name in _COMPARED))
        own = "year" in _SHOWN.get(wants, ()) and self._year.value() == "days"
        self._first.setVisible(own)
        self._last.setVisible(own)
        self._knew.setVisible(self._name in _KNOWN)
        self._known_on.setVisible(self._name in _KNOWN and self._knew.isChecked())
        self._number_label.tell(_NUMBERS.get(wants, N_("Paper no.")))
        self._write.setVisible(self._name == "agm-report")
        self._why.hide()
        is_run = self._name in batches.RUNS
        self._all.setVisible(is_run)
        self._all.tell(N_("All reminders") if self._name == "reminder" else N_("All statements"))
        self._show_run(is_run)
        if wants in ("number", "leaver", "customer", "debtor") and not self._number.text().strip():
            self.preview.show_bytes(b"")
            return
        self._batch = []
        self._shown, content, language = self.desk.runner.read(self._made, (None, b"", self._decided_language))
        self._language.show_value(language)
        self.preview.show_bytes(content)
        self._why.setVisible(has_figures(self._shown))
        self._tell_agreement()

    def _made(self) -> tuple[Any, bytes, str]:
        from coopbooks.reports import catalogue

        paper = self._paper()
        language = self._language_for(paper)
        return paper, catalogue.render(paper, ".pdf", language), language

    def _tell_agreement(self) -> None:
        """Whether the registers and the ledger say the same; asked again when something was posted since."""
        def look() -> tuple[str, bool]:
            with self.desk.book.reading() as tx:
                code = tx.head_code()
                return self._checked if code == self._checked[0] else (code, not any(True for _ in verify(tx, ("subledgers",))))

        self._checked = self.desk.runner.read(look, ("", True))
        at = datetime.now(UTC).astimezone().strftime("%H:%M")
        if self._checked[1]:
            self.preview.agrees.tell(N_("Figures agree with the ledger · {day} {at}"), day=self.desk.today, at=at)
        else:
            self.preview.agrees.tell(N_("Figures do not agree with the ledger. Check the book."))

    # --- the batch --------------------------------------------------------------------------------------------------------
    def show_run(self) -> None:
        """Show whose statements are to be made, where it does not stand there already."""
        self._wants_run = not self._wants_run
        self._show_run(True)

    def _show_run(self, is_run: bool) -> None:
        shown = is_run and (self._wants_run or self.width() >= WIDE)
        if shown:
            self.run.show_people(self.desk.runner.read(self._people, ()), by_village=self._name == "member-statement")
        self.run.setVisible(shown)

    def _people(self) -> list[tuple[str, str, str]]:
        """Whose papers can be made: members by village, customers with anything to state or anything past its day by number."""
        if self._name != "member-statement":
            found = batches.papers(self.desk.book, self._name, batches.Batch(self._period(), as_of=self._as_of.value()))
            return [(one.party.number, one.party.name, "") for one in found]
        from coopbooks.books.members import number_key

        listed = list_members(self.desk.book, min(self._period().last_day, self.desk.today)).lines
        people = [(one.number, one.name, one.village) for one in listed if one.status in ("member", "leaving", "left")]
        return sorted(people, key=lambda one: (one[2], number_key(one[0])))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.papers.list.count():
            self._show_run(self._name in batches.RUNS)

    def _chosen_batch(self) -> batches.Batch:
        batch = self.run.batch(self._period()) if self.run.isVisible() else batches.Batch(self._period())
        return replace(batch, as_of=self._as_of.value())

    def make_all(self) -> None:
        """Make the papers of all members or customers in one PDF on the worker, with progress and a way to stop."""
        from coopbooks.reports import catalogue

        batch, chosen, book, name = self._chosen_batch(), self._chosen_language, self.desk.book, self._name

        def task(tell: Progress) -> tuple[list[Any], bytes]:
            papers, speaks = batches.papers(book, name, batch), None if chosen else paper_language.of_everybody(book)
            language = chosen or paper_language.spoken(book)
            return papers, catalogue.render_run(name, _counted(papers, tell), ".pdf", language, speaks) if papers else b""

        self.desk.runner.work(task, partial(self._made_all, name))

    def _made_all(self, name: str, made: tuple[list[Any], bytes] | None) -> None:
        if made is not None and made[1]:
            if self._name != name:
                # Somebody looked at another paper meanwhile: the run comes back with its own questions.
                self._name = name
                self.refresh()
            self._batch, content = made
            self.preview.show_bytes(content)
            self.desk.say(tr(N_("{count} statements are ready."), count=len(self._batch)))
        elif made is not None:
            self.desk.say(tr(N_("Nobody is ticked, or there is no such number.")))

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr(N_("Folder for the statements")))
        if name:
            self.make_each(Path(name))

    def make_each(self, folder: Path) -> None:
        """Write one file for each member or customer into a folder; what was written before Stop stays."""
        from coopbooks.reports import catalogue

        batch, chosen, book, name = self._chosen_batch(), self._chosen_language, self.desk.book, self._name

        def task(tell: Progress) -> list[Any]:
            papers, speaks = batches.papers(book, name, batch), paper_language.of_everybody(book)
            for paper, shown in zip(papers, _counted(papers, tell), strict=True):
                put_file(folder / batches.file_of(paper), catalogue.render(shown, ".pdf", chosen or speaks(paper)))
            return papers

        self.desk.runner.work(task, lambda papers: self._noted(papers, name) if papers else None)

    def _noted(self, papers: list[Any], name: str) -> None:
        self.desk.runner.read(lambda: batches.note(self.desk.book, papers, self._chosen_language, "file", name))
        self.desk.say(tr(N_("{count} statements are saved."), count=len(papers)))

    def _print_run(self) -> None:
        if not self._batch:
            self.make_all()
            self.desk.say(tr(N_("Look at the pages, then press Print.")))
        else:
            self.print_paper()

    def _progress(self, done: int, all_of_them: int) -> None:
        self._bar.setMaximum(all_of_them)
        self._bar.setValue(done)

    def _busy(self, busy: bool) -> None:
        self._bar.setVisible(busy)
        self._stop.setVisible(busy)

    # --- out of the window ------------------------------------------------------------------------------------------------
    def write_report(self) -> None:
        """Write the words of the report to the meeting, and choose its sections."""
        form = AgmForm(self.window(), self.desk, self._chosen_year())
        form.saved = lambda _outcome: self.show_paper()
        form.open()

    def save(self, ending: str) -> None:
        """Save the paper under a name."""
        name, _ = QFileDialog.getSaveFileName(self, tr(N_("Save as")), f"{self._name}{ending}")
        if name:
            self.save_to(Path(name), ending)

    def save_to(self, path: Path, ending: str) -> None:
        """Write the paper that is shown (PDF) or its table (Excel)."""
        from coopbooks.reports import catalogue

        content = self._pdf if ending == ".pdf" else self.desk.runner.read(
            lambda: catalogue.render(self._paper(), ending, self._language.value()), b"")
        if not content:
            return
        put_file(path, content)
        if ending == ".pdf":
            self._note("file")
        self.desk.say(tr(N_("Saved as {file}."), file=path.name))

    def _note(self, way: str) -> None:
        """Put what left the window into the trail: the statements of a run, or the one paper that is shown."""
        book = self.desk.book
        if self._batch:
            self.desk.runner.read(lambda: batches.note(book, self._batch, self._chosen_language, way, self._name))
        elif self._shown is not None:
            self.desk.runner.read(partial(issuing.note, book, self._name, self._language.value(), way, self._shown))

    def print_paper(self) -> None:
        """Print the pages that are shown, through the system's dialog."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        with self.desk.book.reading() as tx:
            printer.setCopyCount(int(paper_settings.value_of(tx, "papers.copies")))
        if self._pdf and QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages of the preview."""
        draw_pages(self.document, printer)
        self._note("printer")

    def start_find(self) -> None:
        self.papers.search_box.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self.papers.list.count():
            self._name_editors()
            self.papers.say_again()
            self.run.say_again()
            self.preview.say_again()
            if self.isVisible():
                self.refresh()
        super().changeEvent(event)


def _counted(papers: list[Any], tell: Progress) -> Any:
    for done, paper in enumerate(papers, 1):
        yield paper
        tell(done, len(papers))
