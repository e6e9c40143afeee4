"""Reports: choose a paper, say for whom and when in plain words, see the very PDF that is printed, save or print it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from coopbooks.books import dividends, settings
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.periods import Period
from coopbooks.services import printing
from coopbooks.services.boxes import all_boxes
from coopbooks.services.outcome import Topic
from coopbooks.services.paper_makers import MAKERS, Asked
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.fields import Choice, DayEdit, Segments
from coopbooks.ui.kit.printer import draw_pages
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk, Page

Progress = Callable[[int, int], None]


def _boxes_choice() -> Choice:
    choice = Choice((), is_user_text=True)
    choice.setAccessibleName(tr(N_("Money box")))
    return choice


class ReportsPage(Page):
    """The papers on the left, their questions above, the page itself in the middle."""

    title = N_("Reports")
    topics = frozenset(Topic)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._name, self._pdf = "member-statement", b""
        self._list = QListWidget()
        self._list.setAccessibleName(tr(N_("Papers")))
        self._list.setFixedWidth(264)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentItemChanged.connect(lambda item, _old: self._choose(item))
        self._year = Choice((), is_user_text=True)
        self._year.setAccessibleName(tr(N_("Year")))
        self._year.currentIndexChanged.connect(lambda _place: self.show_paper())
        self._as_of = DayEdit(desk.today)
        self._as_of.setFixedWidth(116)
        self._as_of.setAccessibleName(tr(N_("As at")))
        self._as_of.editingFinished.connect(self.show_paper)
        self._number = QLineEdit(maxLength=60)
        self._number.setFixedWidth(120)
        self._number.setAccessibleName(tr(N_("Number")))
        self._number.editingFinished.connect(self.show_paper)
        self._account = _boxes_choice()
        self._account.currentIndexChanged.connect(lambda _place: self.show_paper())
        self._language = Segments((("lo", N_("Lao")), ("en", N_("English")), ("lo+en", N_("Both"))))
        self._language.chosen.connect(lambda _key: self.show_paper())
        self._number_label = Words(N_("Member no."), "label")
        self._asked: dict[str, list[QWidget]] = {
            "year": [self._year], "as_of": [self._as_of], "number": [self._number_label, self._number], "account": [self._account]}
        self.document = QPdfDocument(self)
        self._view = QPdfView(self)
        self._view.setDocument(self.document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setAccessibleName(tr(N_("Preview")))
        self._buffer: QBuffer | None = None
        self._bar = QProgressBar()
        self._bar.hide()
        self._stop = Button(N_("Stop"), desk.runner.stop)
        self._stop.hide()
        desk.runner.progressed.connect(self._progress)
        desk.runner.busy.connect(self._busy)
        page = QHBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.setSpacing(12)
        page.addWidget(self._list)
        right = QVBoxLayout()
        right.setSpacing(8)
        questions = Card(padding=8)
        questions.column.addLayout(row(Words(N_("Year"), "label"), self._year, self._as_of, self._number_label, self._number, self._account,
                                       self._language, None, spacing=6))
        questions.column.addLayout(row(None,
                                       Button(N_("All statements"), self.make_all, icon="account-group-outline"),
                                       Button(N_("Excel"), lambda: self.save(".xlsx"), icon="file-excel-outline"),
                                       Button(N_("Save PDF"), lambda: self.save(".pdf"), icon="content-save-outline"),
                                       Button(N_("Print"), self.print_paper, look="main", icon="printer", hint=N_("Ctrl+P")), spacing=6))
        right.addWidget(questions)
        right.addLayout(row(self._bar, self._stop))
        right.addWidget(self._view, 1)
        page.addLayout(right, 1)

    # --- what to show -----------------------------------------------------------------------------------------------------
    def refresh(self) -> None:
        from coopbooks.reports import catalogue

        if not self._list.count():
            group = ""
            for paper in catalogue.PAPERS:
                if paper.group != group:
                    group = paper.group
                    head = QListWidgetItem(tr(group))
                    head.setFlags(Qt.ItemFlag.NoItemFlags)
                    self._list.addItem(head)
                item = QListWidgetItem(tr(paper.title))
                item.setData(Qt.ItemDataRole.UserRole, paper.name)
                self._list.addItem(item)
            years = self.desk.runner.read(self._years, [])
            self._year.set_choices([(str(year), str(year)) for year in years])
            self._language.set_value(current_language())
        boxes = self.desk.runner.read(lambda: all_boxes(self.desk.book), ())
        self._account.set_choices([(box.word, box.name(current_language())) for box in boxes])
        if not self._list.currentItem():
            self._select(self._name)
        else:
            self.show_paper()

    def _years(self) -> list[int]:
        with self.desk.book.reading() as tx:
            coop, closed = settings.profile(tx), dividends.closed_years(tx)
            first, last = coop.year_of(coop.begins_on), coop.year_of(self.desk.today)
            order = list(range(last, first - 1, -1))
            # The last closed year first: that is what papers are asked for.
            return [closed[-1], *(year for year in order if year != closed[-1])] if closed else order

    def _select(self, name: str) -> None:
        for place in range(self._list.count()):
            item = self._list.item(place)
            if item is not None and item.data(Qt.ItemDataRole.UserRole) == name:
                self._list.setCurrentRow(place)

    def _choose(self, item: QListWidgetItem | None) -> None:
        name = item.data(Qt.ItemDataRole.UserRole) if item else None
        if name:
            self._name = str(name)
            self.show_paper()

    def show_for(self, what: object) -> None:
        given: tuple[Any, ...] = what if isinstance(what, tuple) else (what, "")
        name, number = str(given[0]), given[1]
        self._number.setText(str(number))
        self.refresh()
        if len(given) > 2 and isinstance(given[2], date):
            self._as_of.set_value(given[2])
        elif len(given) > 2:
            self._year.set_value(str(given[2]))
        self._name = name
        self._select(name)
        self.show_paper()

    def _wants(self) -> str:
        from coopbooks.reports import catalogue

        return next(paper.wants for paper in catalogue.PAPERS if paper.name == self._name)

    def _period(self) -> Period:
        year = int(self._year.value() or self.desk.today.year)
        with self.desk.book.reading() as tx:
            return settings.profile(tx).period(year)

    def _paper(self) -> Any:
        year = int(self._year.value() or self.desk.today.year)
        asked = Asked(self._as_of.value() or self.desk.today, self._period(), year, None, self._number.text().strip() or None,
                      self._account.value())
        return MAKERS[self._name](self.desk.book, asked)

    def show_paper(self) -> None:
        """Make the chosen paper and show its pages."""
        from coopbooks.reports import catalogue

        wants = self._wants()
        shown = {"period": ("year",), "year": ("year",), "member": ("year", "number"), "number": ("number",), "leaver": ("number",),
                 "as_of": ("as_of",),
                 "account": ("year", "account")}[wants]
        for name, widgets in self._asked.items():
            for widget in widgets:
                widget.setVisible(name in shown)
        self._number_label.tell(N_("Member no.") if wants in ("member", "leaver") else N_("Paper no."))
        if wants in ("number", "leaver") and not self._number.text().strip():
            return
        content = self.desk.runner.read(lambda: catalogue.render(self._paper(), ".pdf", self._language.value()), b"")
        self._show(content or b"")

    def _show(self, content: bytes) -> None:
        self._pdf = content
        self.document.close()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        if content:
            self.document.load(self._buffer)

    # --- the batch --------------------------------------------------------------------------------------------------------
    def make_all(self) -> None:
        """Make the statements of all members in one PDF on the worker, with progress and a way to stop."""
        from coopbooks.reports import catalogue

        period, language, book = self._period(), self._language.value(), self.desk.book

        def task(tell: Progress) -> bytes:
            papers = list(printing.member_statements(book, period))

            def counted() -> Any:
                for done, paper in enumerate(papers, 1):
                    yield paper
                    tell(done, len(papers))

            return catalogue.render_statements(counted(), ".pdf", language)

        self.desk.runner.work(task, self._made_all)

    def _made_all(self, content: bytes) -> None:
        if content:
            self._name = "member-statement"
            self._show(content)
            self.desk.say(tr(N_("{count} statements are ready."), count=self.document.pageCount()))

    def _progress(self, done: int, all_of_them: int) -> None:
        self._bar.setMaximum(all_of_them)
        self._bar.setValue(done)

    def _busy(self, busy: bool) -> None:
        self._bar.setVisible(busy)
        self._stop.setVisible(busy)

    # --- out of the window ------------------------------------------------------------------------------------------------
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
        part = path.with_name(path.name + ".part")
        part.write_bytes(content)
        part.replace(path)
        self.desk.say(tr(N_("Saved as {file}."), file=path.name))

    def print_paper(self) -> None:
        """Print the pages that are shown, through the system's dialog."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self._pdf and QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Draw every page on a printer at 300 dpi: the same pages as in the preview."""
        draw_pages(self.document, printer)

    def changeEvent(self, event: Any) -> None:
        if event.type() == event.Type.LanguageChange and self._list.count():
            self._list.blockSignals(True)
            self._list.clear()
            self._list.blockSignals(False)
            if self.isVisible():
                self.refresh()
        super().changeEvent(event)
