"""The opening balances: what the book began with; or, in a new book, the grid to begin with."""

from datetime import timedelta
from uuid import uuid4

from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from coopbooks.books.journal import EntryLeg, WholeEntry
from coopbooks.coop.entries import PostOpening
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.lao_breaks import insert_breaks
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import journal
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.drafts import DraftKeeper
from coopbooks.ui.kit.explain import account_name
from coopbooks.ui.kit.reverse import ReverseForm
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.ledger.base import legs_figure
from coopbooks.ui.ledger.lines import EntryLines
from coopbooks.ui.shell.page import Desk, Page


class OpeningPage(Page):
    """The balances at the close of the day before the book's first day."""

    title = N_("Opening balances")
    topics = frozenset({Topic.JOURNAL, Topic.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.request_key = uuid4().hex
        self.entry: WholeEntry | None = None
        self._accounts = desk.accounts()
        self.table = RecordTable((
            Column(N_("Account"), lambda leg: leg.account_code, lambda code: account_name(self._accounts[code]), width=330),
            Column(N_("Member or customer"), lambda leg: leg.who, width=220),
            Column(N_("Debit ₭"), lambda leg: max(leg.kip, 0), kip, right=True, width=140,
                   total=lambda rows: kip(sum(max(leg.kip, 0) for leg in rows)), explain=lambda leg: legs_figure([leg], 1),
               explain_total=lambda rows: legs_figure(rows, 1)),
            Column(N_("Credit ₭"), lambda leg: max(-leg.kip, 0), kip, right=True, width=140,
                   total=lambda rows: kip(sum(max(-leg.kip, 0) for leg in rows)), explain=lambda leg: legs_figure([leg], -1),
               explain_total=lambda rows: legs_figure(rows, -1)),
            Column(N_("Note"), lambda leg: leg.note, width=160)), N_("Opening balances"))
        self.table.opened.connect(self._open_card)
        self.lines = EntryLines(desk, N_("Opening balances"))
        self.lines.changed.connect(self._changed)
        self.runner, self.fields = desk.runner, {"lines": self.lines}
        self.drafts = DraftKeeper(self, desk.book, "opening")
        self._about, self._told = Words("", "hint"), Words("", "error", wrap=True)
        self._told.hide()
        self._save = Button(N_("Begin the book with these"), self.save, look="main", icon="check", hint=N_("Ctrl+Enter"))
        self._stack = QStackedWidget()
        shown, typed = QWidget(), QWidget()
        for place in (shown, typed):
            self._stack.addWidget(place)
        seen = QVBoxLayout(shown)
        seen.setContentsMargins(0, 0, 0, 0)
        seen.addWidget(self.table, 1)
        seen.addLayout(row(Button(N_("Account card"), lambda: self._open_card(self.table.current()), icon="book-open-page-variant-outline"),
                           Button(N_("Reverse"), self.reverse, icon="undo-variant"), None))
        writing = QVBoxLayout(typed)
        writing.setContentsMargins(0, 0, 0, 0)
        writing.addWidget(self.drafts.card)
        writing.addWidget(self.lines, 1)
        writing.addWidget(self._told)
        writing.addLayout(row(Words(N_("Shares, advances and debts name their member; what customers owe names the customer."), "hint"), None,
                              self._save))
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.setSpacing(10)
        page.addWidget(self._about)
        page.addWidget(self._stack, 1)
        for keys, do in (("Ctrl+Return", self.save), ("Ctrl+Enter", self.save), ("Ctrl+B", self.lines.put_rest)):
            QShortcut(QKeySequence(keys), self, do)
        self._changed()
        self.drafts.begin()

    def restored(self) -> None:
        """The grid holds again what somebody was writing."""
        self._changed()

    def hideEvent(self, event: QHideEvent) -> None:
        self.drafts.keep()
        super().hideEvent(event)

    def refresh(self) -> None:
        self.entry = self.desk.runner.read(lambda: journal.opening_of(self.desk.book))
        self._accounts = self.desk.accounts()
        self._stack.setCurrentIndex(0 if self.entry is not None else 1)
        if self.entry is not None:
            self.table.show_rows(self.entry.legs)
            self._about.tell(N_("The book began on {on} with {number}."), on=self.entry.on + timedelta(days=1), number=self.entry.number)
        else:
            days = self.desk.runner.read(lambda: journal.open_days(self.desk.book))
            if days is not None:
                self._about.tell(N_("Write the balances at the close of {on}, all at once."), on=days.begins_on - timedelta(days=1))

    def _changed(self) -> None:
        self._save.setEnabled(bool(self.lines.lines()) and not self.lines.difference_kip())

    def save(self) -> None:
        """Post the balances, or show every complaint at its cell."""
        if self.entry is not None:
            return
        if self.lines.grid.complaint():
            place, name, _ = self.lines.grid.model.complaints()[0]
            self.lines.grid.go_to(place, name)
            return
        order = PostOpening(self.lines.lines())
        self.desk.runner.run(lambda: journal.post_opening(self.desk.book, order, self.request_key), then=self._saved, refused=self._refused)

    def _refused(self, broken: tuple[RuleBroken, ...]) -> None:
        homeless = self.lines.tell(broken)
        self.lines.complain("")
        self._told.setText("\n".join(insert_breaks(say(one)) for one in homeless))
        self._told.setVisible(bool(homeless))

    def _saved(self, outcome: Outcome) -> None:
        self.request_key = uuid4().hex
        self._told.hide()
        self.lines.show_lines(())
        self.drafts.saved()
        self.desk.say(tr(N_("{number} is saved."), number=outcome.documents[0][1]))
        self.refresh()

    def _open_card(self, leg: EntryLeg | None) -> None:
        if leg is not None:
            self.desk.go("ledger", "card", leg.account_code)

    def reverse(self) -> None:
        """Undo the opening balances, to write them anew."""
        if self.entry is not None and self.entry.document_id is not None:
            form = ReverseForm(self, self.desk, self.entry.document_id)
            form.on.set_value(self.entry.on)
            form.open()
