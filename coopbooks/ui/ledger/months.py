"""The calendar of months: open, counted, locked, closed with their year. Locking asks first and keeps the reason."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from coopbooks.books.months import MonthLine
from coopbooks.coop.months import CLOSED, COUNTED, LOCKED, OPEN, SetMonth, check_month, last_locked, next_to_lock
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure
from coopbooks.ledger.periods import days_of_month
from coopbooks.services import months
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.ledger.base import kip
from coopbooks.ui.shell.page import Desk, Page

STATES = {OPEN: N_("open"), COUNTED: N_("counted"), LOCKED: N_("locked"), CLOSED: N_("closed with its year")}
_LOOKS = {OPEN: "warn", COUNTED: "ok", LOCKED: "neutral", CLOSED: "neutral"}
_ICONS = {OPEN: "lock-open-variant-outline", COUNTED: "check-circle-outline", LOCKED: "lock-outline", CLOSED: "lock-outline"}


def month_name(month: str) -> str:
    """A month as people write it: 03/2025."""
    return f"{month[5:]}/{month[:4]}"


class MonthForm(FormDialog):
    """Counting, locking or opening one month: what will happen, and why."""

    def __init__(self, parent: QWidget | None, desk: Desk, month: str, state: str) -> None:
        titles = {LOCKED: (N_("Lock a month"), N_("Lock it")), OPEN: (N_("Open a month again"), N_("Open it")),
                  COUNTED: (N_("Mark a month as counted"), N_("It is counted"))}
        super().__init__(parent, desk.runner, *titles[state], icon="calendar-lock-outline")
        self.resize(800, 430)
        self.desk, self._month, self._state = desk, month, state
        self.left.addWidget(Words(N_("Month {month}"), "h3", month=month_name(month)))
        self.left.addWidget(Words({
            LOCKED: N_("No paper can be dated in this month or before it. A correction is dated on the first open day."),
            OPEN: N_("Papers can be dated in this month again. The reason stays in the trail."),
            COUNTED: N_("The money was counted and agrees. Papers can still be dated in this month.")}[state], "hint", wrap=True))
        self.reason = QLineEdit(tr(N_("Counted and agreed")) if state == LOCKED else "", maxLength=300)
        self.add("reason", N_("Why?") if state != COUNTED else N_("Note (optional)"), self.reason)
        self.left.addStretch(1)
        facts = desk.runner.read(lambda: months.prepare_month(desk.book))
        if facts is not None:
            order = SetMonth(month, state, "…")
            complaints = [one for one in check_month(facts, order) if one.field != "reason"]
            self.after.show_changes([(N_("State of the month"), tr(STATES[facts.state(month)]), tr(STATES[state]))], complaints)
        self.saved = lambda _outcome: desk.say(tr(N_("Month {month} is saved as: {state}."), month=month_name(month), state=tr(STATES[state])))
        self.reason.setFocus()
        self.reason.selectAll()

    def order(self) -> SetMonth:
        return SetMonth(self._month, self._state, lao.normalise(self.reason.text()))

    def action(self, order: Any) -> Outcome:
        return months.set_month(self.desk.book, order, self.request_key)


class MonthsPage(Page):
    """Every month of the book, the newest first."""

    title = N_("Month lock")
    topics = frozenset({Topic.JOURNAL, Topic.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = RecordTable((
            Column(N_("Month"), lambda line: line.month, month_name, width=110, bold=True, icon=lambda line: _ICONS[line.state]),
            Column(N_("State"), lambda line: line.state, lambda state: tr(STATES[state]), width=170, tag=lambda line: _LOOKS[line.state]),
            Column(N_("Entries"), lambda line: line.entry_count, kip, right=True, width=90),
            Column(N_("Moved ₭"), lambda line: line.moved_kip, kip, right=True, width=150, explain=self._figure),
            Column(N_("Who"), lambda line: line.decided_by, width=140),
            Column(N_("Decided"), lambda line: line.decided_at, lambda at: f"{at[8:10]}/{at[5:7]}/{at[:4]}" if at else "", width=110),
            Column(N_("Reason"), lambda line: line.reason, width=300)), N_("Month lock"), key=lambda line: line.month)
        self.table.opened.connect(lambda _line: self.lock())
        self.table.moved.connect(lambda _line: self._offer())
        self._count = Button(N_("It is counted"), lambda: self._decide(COUNTED), icon="check-circle-outline")
        self._open = Button(N_("Open again"), lambda: self._decide(OPEN), icon="lock-open-variant-outline")
        self._lock = Button(N_("Lock the month"), self.lock, look="main", icon="lock-outline")
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.setSpacing(10)
        page.addWidget(Words(N_("A locked month takes no papers. Months are locked in their order."), "hint"))
        page.addWidget(self.table, 1)
        page.addLayout(row(self._count, self._open, None, self._lock))

    def _figure(self, line: MonthLine) -> Figure | None:
        days, accounts = days_of_month(line.month), {account.code for account in self.desk.accounts().values()}
        return Figure(tuple(sorted(accounts)), days.first_day, days.last_day, side="debit") if line.moved_kip else None

    def refresh(self) -> None:
        self.table.show_rows(self.desk.runner.read(lambda: months.calendar(self.desk.book), ()))
        facts = self.desk.runner.read(lambda: months.prepare_month(self.desk.book))
        wanted = (next_to_lock(facts) or last_locked(facts)) if facts is not None else None
        if self.table.current() is None and self.table.model.rows:
            self.table.view.selectRow(next((place for place, line in enumerate(self.table.model.rows) if line.month == wanted), 0))
        self._offer()

    def _offer(self) -> None:
        line: MonthLine | None = self.table.current()
        state = line.state if line is not None else CLOSED
        self._count.setEnabled(state == OPEN)
        self._open.setEnabled(state in (COUNTED, LOCKED))
        self._lock.setEnabled(state in (OPEN, COUNTED))

    def _decide(self, state: str) -> None:
        line: MonthLine | None = self.table.current()
        if line is not None:
            MonthForm(self, self.desk, line.month, state).open()

    def lock(self) -> None:
        """Lock the month the cursor is on, or open it when it is locked."""
        line: MonthLine | None = self.table.current()
        if line is not None and line.state != CLOSED:
            self._decide(OPEN if line.state == LOCKED else LOCKED)

    def say_again(self) -> None:
        self.table.say_again()
