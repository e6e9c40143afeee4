"""The movement view: everything that moved the register in a period, as known on any day; each paper can be looked at or reversed."""

from datetime import date

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout

from coopbooks.books import settings
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.periods import Period
from coopbooks.papers.share_register import MOVED, Moved
from coopbooks.services import share_papers
from coopbooks.services.outcome import Topic
from coopbooks.ui.kit import export
from coopbooks.ui.kit.cards import EmptyPage, row
from coopbooks.ui.kit.fields import DayEdit
from coopbooks.ui.kit.papers import paper_of
from coopbooks.ui.kit.reverse import ReverseForm
from coopbooks.ui.kit.table import RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shares.columns import MOVES
from coopbooks.ui.shell.page import Desk, Page


class MovementsPage(Page):
    """The list of a period."""

    title = N_("Movements of shares")
    topics = frozenset({Topic.SHARES, Topic.JOURNAL})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._all: tuple[Moved, ...] = ()
        self._find = QLineEdit(clearButtonEnabled=True)
        self._find.setMinimumWidth(220)
        self._find.textChanged.connect(lambda _text: self._show())
        whole = desk.runner.read(self._year)
        self._first, self._last, self._known_on = DayEdit(desk.today), DayEdit(desk.today), DayEdit(desk.today)
        if whole is not None:
            self._first.set_value(whole.first_day)
        for edit, name in ((self._first, N_("From")), (self._last, N_("To")), (self._known_on, N_("As known on"))):
            edit.setFixedWidth(112)
            edit.setAccessibleName(tr(name))
            edit.editingFinished.connect(self.refresh)
        self._knew = Button(N_("As known on"), self.refresh, look="chip")
        self._knew.setCheckable(True)
        self._known_on.hide()
        self.table = RecordTable(MOVES, N_("Movements of shares"), key=lambda line: (line.paper, line.number, line.share_count))
        self.table.opened.connect(self._open)
        self._empty = EmptyPage("certificate-outline", N_("Nothing moved the register in these days."))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self._export = Button(N_("Save list"), lambda: export.ask_ending(self._export, self.export), icon="content-save-outline")
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 10)
        page.setSpacing(8)
        page.addLayout(row(self._find, Words(N_("From"), "label"), self._first, Words(N_("To"), "label"), self._last, self._knew, self._known_on,
                           None, Button(N_("Reverse"), self.reverse_current, icon="undo-variant", hint=N_("Ctrl+R")), self._export,
                           Button(N_("Open paper"), lambda: self._open(self.table.current()), look="main", icon="file-document-outline")))
        page.addWidget(self._stack, 1)
        self.say_again()

    def _year(self) -> Period:
        with self.desk.book.reading() as tx:
            coop = settings.profile(tx)
            return coop.period(coop.year_of(self.desk.today))

    def period(self) -> Period:
        """The days that are shown."""
        first, last = self._first.value() or date.min, self._last.value() or self.desk.today
        return Period(min(first, last), last)

    def known_on(self) -> date | None:
        """The day whose knowledge is shown; None for today's."""
        return self._known_on.value() if self._knew.isChecked() else None

    def refresh(self) -> None:
        self._known_on.setVisible(self._knew.isChecked())
        self._all = self.desk.runner.read(lambda: share_papers.moved_lines(self.desk.book, self.period(), self.known_on()), self._all)
        self._show()

    def _show(self) -> None:
        words = lao.fold(self._find.text()).split()
        found = [line for line in self._all if all(
            word in lao.fold(" ".join((line.paper, line.number, line.name, line.ranges, tr(MOVED.get(line.kind, ""))))) for word in words)]
        self.table.show_rows(found)
        self._stack.setCurrentWidget(self.table if found else self._empty)

    def _open(self, line: Moved | None) -> None:
        if line is None:
            self.desk.say(tr(N_("Choose a line in the list.")))
            return
        self.desk.go("reports", "share-transfer" if line.kind == "transfer" else "receipt", line.paper, *paper_of(line.document_id))

    def reverse_current(self) -> None:
        """Undo the paper the cursor is on, after asking for the reason."""
        line = self.table.current()
        if line is None:
            self.desk.say(tr(N_("Choose a line in the list.")))
            return
        ReverseForm(self.window(), self.desk, line.document_id).open()

    def reverse_last(self) -> None:
        """What Ctrl+R does here."""
        self.reverse_current()

    def export(self, ending: str) -> None:
        """Save the movements of the period and the knowledge that are shown."""
        paper = self.desk.runner.read(lambda: share_papers.movements(self.desk.book, self.period(), self.known_on()))
        export.save_paper(self, self.desk, paper, "share-movements", ending)

    def add_new(self) -> None:
        self.desk.act("share-payment")

    def start_find(self) -> None:
        self._find.setFocus()

    def say_again(self) -> None:
        self._find.setPlaceholderText(tr(N_("Paper, member or what")))
        self._find.setAccessibleName(tr(N_("Find a movement")))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.say_again()
        super().changeEvent(event)
