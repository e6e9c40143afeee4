"""An entry by hand: lines with debit and credit, saved only when it balances. Nothing that was typed is lost by a refusal."""

from typing import Any
from uuid import uuid4

from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from coopbooks.coop.entries import PostEntry
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.lao_breaks import insert_breaks
from coopbooks.i18n.markers import N_
from coopbooks.ledger.periods import correction_day
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import explaining, journal
from coopbooks.services.journal import Person
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.drafts import DraftKeeper
from coopbooks.ui.kit.explain import account_name
from coopbooks.ui.kit.fields import DayEdit, Field
from coopbooks.ui.kit.lines import Cell
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.ledger.base import person_name
from coopbooks.ui.ledger.lines import EntryLines
from coopbooks.ui.shell.page import Desk, Page


class EntryPage(Page):
    """One entry at a time."""

    title = N_("Entry by hand")
    topics = frozenset({Topic.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.request_key = uuid4().hex
        self.on = DayEdit(desk.today)
        self.number, self.note = QLineEdit(maxLength=40), QLineEdit(maxLength=300)
        self.runner = desk.runner
        self.fields: dict[str, Any] = {"on": Field(N_("Date"), self.on), "number": Field(N_("No. (optional)"), self.number),
                       "note": Field(N_("What is it? (optional)"), self.note)}
        self.fields["on"].setFixedWidth(140)
        self.fields["number"].setFixedWidth(150)
        self.lines = EntryLines(desk, N_("Lines of the entry"))
        self.fields["lines"] = self.lines
        self.lines.changed.connect(self._changed)
        # What was typed is kept over a power cut, and offered when the page is opened again.
        self.drafts = DraftKeeper(self, desk.book, "entry")
        self._told = Words("", "error", wrap=True)
        self._told.hide()
        head = row(self.fields["on"], self.fields["number"], self.fields["note"], spacing=14)
        head.setStretch(2, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.setSpacing(10)
        page.addWidget(self.drafts.card)
        page.addLayout(head)
        page.addWidget(self.lines, 1)
        page.addWidget(self._told)
        self._save = Button(N_("Save"), self.save, look="main", icon="check", hint=N_("Ctrl+Enter"))
        page.addLayout(row(Words(N_("Shares, deliveries and sales have their own papers. Use an entry by hand for the rest."), "hint"), None,
                           Button(N_("Empty the form"), self.throw_away, look="quiet"), self._save))
        for keys, do in (("Ctrl+Return", self.save), ("Ctrl+Enter", self.save), ("Ctrl+B", self.lines.put_rest)):
            QShortcut(QKeySequence(keys), self, do)
        self._changed()
        self.drafts.begin()

    def restored(self) -> None:
        """The form holds again what somebody was writing."""
        self._changed()

    def hideEvent(self, event: QHideEvent) -> None:
        self.drafts.keep()
        super().hideEvent(event)

    def _changed(self) -> None:
        self._save.setEnabled(bool(self.lines.lines()) and not self.lines.difference_kip())

    def order(self) -> PostEntry | None:
        """What was typed; None while the day is none."""
        on = self.on.value()
        number = lao.normalise(self.number.text())
        return PostEntry(on, self.lines.lines(), number or None, lao.normalise(self.note.text())) if on is not None else None

    def save(self) -> None:
        """Save, or show every complaint at its place."""
        for name, field in self.fields.items():
            complain = getattr(field.editor, "complaint", None)
            field.complain(complain() if complain is not None and name != "lines" else "")
        order = self.order()
        if order is None:
            self.on.setFocus()
            return
        if self.lines.grid.complaint():
            place, name, _ = self.lines.grid.model.complaints()[0]
            self.lines.grid.go_to(place, name)
            return
        self.desk.runner.run(lambda: journal.post_entry(self.desk.book, order, self.request_key), then=self._saved, refused=self._refused)

    def _refused(self, broken: tuple[RuleBroken, ...]) -> None:
        homeless = []
        for one in self.lines.tell(broken):
            field = self.fields.get(one.field)
            if field is None:
                homeless.append(one)
            else:
                field.complain(say(one))
                field.editor.setFocus()
        self._told.setText("\n".join(insert_breaks(say(one)) for one in homeless))
        self._told.setVisible(bool(homeless))

    def _saved(self, outcome: Outcome) -> None:
        number = outcome.documents[-1][1]
        self.start_again()
        self.drafts.saved()
        self.desk.say(tr(N_("{number} is saved."), number=number), N_("View paper"), lambda: self.desk.go("reports", "receipt", number))

    def throw_away(self) -> None:
        """Empty the form; its draft goes too."""
        self.start_again()
        self.drafts.saved()

    def start_again(self) -> None:
        """Empty the form for the next entry; the day stays."""
        self.request_key = uuid4().hex
        self.number.clear()
        self.note.clear()
        self._told.hide()
        for field in self.fields.values():
            field.complain("")
        self.lines.show_lines(())
        self.lines.grid.go_to(0, "account")

    def show_for(self, what: object) -> None:
        """Begin with a copy of an entry, on its day while that is open, else on the first open day."""
        found = self.desk.runner.read(lambda: explaining.behind(self.desk.book, int(str(what))))
        days = self.desk.runner.read(lambda: journal.open_days(self.desk.book))
        if found is None or days is None:
            return
        self.add_new()
        self.on.set_value(correction_day(days, found.entry.on))
        self.note.setText(found.entry.note)
        shown = []
        for leg in found.entry.legs:
            line: dict[str, Any] = {"account": Cell(account_name(found.accounts[leg.account_code]), found.accounts[leg.account_code]),
                                    "debit_kip" if leg.kip > 0 else "credit_kip": Cell(kip(abs(leg.kip)), abs(leg.kip))}
            who = self._person(leg.member_number, leg.customer_number)
            if who is not None:
                line["who"] = Cell(person_name(who), who)
            if leg.note:
                line["note"] = Cell(leg.note, leg.note)
            shown.append(line)
        self.lines.show_lines(shown)

    def _person(self, member: str, customer: str) -> Person | None:
        found = self.desk.runner.read(lambda: journal.find_people(self.desk.book, member or customer, 50), ()) if member or customer else ()
        return next((one for one in found if one.number == (member or customer) and (one.member_id is not None) is bool(member)), None)

    def add_new(self) -> None:
        self.drafts.keep()
        self.start_again()
        self.drafts.another()

    def start_find(self) -> None:
        self.lines.grid.go_to(0, "account")
