"""The calendar of months: open, counted, locked, closed with their year. Locking asks first and keeps the reason.

A month is offered as counted when every cash box was counted at its close, and the book still says what was counted.
"""

from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from coopbooks.books.months import MonthLine
from coopbooks.coop.counts import BoxAtClose
from coopbooks.coop.months import CLOSED, COUNTED, LOCKED, OPEN, SetMonth, check_month, last_locked, next_to_lock, shown
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.lao_breaks import insert_breaks
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure, balance
from coopbooks.ledger.periods import days_of_month, months_between
from coopbooks.services import counts, journal, months
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.ui.kit.cards import Card, clear, column, row
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.ledger.base import fiscal_year
from coopbooks.ui.ledger.calendar import STATES, YearOfMonths, spoken_month
from coopbooks.ui.shell.page import Desk, Page


class MonthForm(FormDialog):
    """Counting, locking or opening one month: what will happen, and why."""

    def __init__(self, parent: QWidget | None, desk: Desk, month: str, state: str) -> None:
        titles = {LOCKED: (N_("Lock a month"), N_("Lock it")), OPEN: (N_("Open a month again"), N_("Open it")),
                  COUNTED: (N_("Mark a month as counted"), N_("It is counted"))}
        super().__init__(parent, desk.runner, *titles[state], icon="calendar-lock-outline")
        self.resize(760, 340)
        self.desk, self._month, self._state = desk, month, state
        self.left.addWidget(Words(N_("Month {month}"), "h3", month=shown(month)))
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
        self.saved = lambda _outcome: desk.say(tr(N_("Month {month} is saved as: {state}."), month=shown(month), state=tr(STATES[state])))
        self.reason.setFocus()
        self.reason.selectAll()

    def order(self) -> SetMonth:
        return SetMonth(self._month, self._state, lao.normalise(self.reason.text()))

    def action(self, order: Any) -> Outcome:
        return months.set_month(self.desk.book, order, self.request_key)


def _box_at_close(one: BoxAtClose) -> Words:
    """How a cash box stood at the close of a month, and whether somebody counted it."""
    message = (N_("{box}: not counted. The book says {book_kip} ₭.") if not one.is_counted else
               N_("{box}: counted with {number}, {book_kip} ₭.") if one.count is not None else N_("{box}: nothing lies in it."))
    said = Words(message, "hint", wrap=True, box=one.box.name(current_language()), book_kip=one.book_kip,
                 number=one.count.number if one.count is not None else "")
    explained(said, lambda: balance(one.box.code, as_of=one.on) if one.book_kip else None)
    return said


class MonthsPage(Page):
    """The months of a year, and what is known of the one in hand."""

    title = N_("Month lock")
    topics = frozenset({Topic.JOURNAL, Topic.SETTINGS, Topic.CASH})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._year, self._lines = fiscal_year(desk), dict[str, MonthLine]()
        self._accounts = tuple(sorted({account.code for account in desk.accounts().values()}))
        self.calendar = YearOfMonths()
        self.calendar.moved.connect(self._look)
        self.calendar.opened.connect(self.lock)
        self._back = Button(N_("The year before"), lambda: self._turn(-1), look="quiet", icon="chevron-left", wordless=True)
        self._on = Button(N_("The year after"), lambda: self._turn(1), look="quiet", icon="chevron-right", wordless=True)
        self._named = plain("", "h3")
        self._count = Button(N_("It is counted"), lambda: self._decide(COUNTED), icon="check-circle-outline")
        self._open = Button(N_("Open again"), lambda: self._decide(OPEN), icon="lock-open-variant-outline")
        self._lock = Button(N_("Lock the month"), self.lock, look="main", icon="lock-outline")
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.setSpacing(10)
        page.addLayout(row(self._back, self._named, self._on, 12,
                           Words(N_("A locked month takes no papers. Months are locked in their order."), "hint"), None, spacing=4))
        body = row(self.calendar, self._card(), spacing=16)
        body.setStretch(0, 1)
        page.addLayout(body, 1)
        page.addLayout(row(self._count, self._open, None, self._lock))

    def _card(self) -> Card:
        card = Card(look="sunken")
        card.setFixedWidth(300)
        self._month, self._how = plain("", "h3"), Words("", "label", wrap=True)
        self._why, self._boxes = plain("", "hint"), column(spacing=4)
        self._why.setWordWrap(True)
        self._counting = Button(N_("Count cash"), lambda: self.desk.act("count-cash"), look="link")
        for thing in (self._month, self._how, self._why):
            card.column.addWidget(thing)
        card.column.addLayout(self._boxes)
        card.column.addLayout(row(self._counting, None))
        card.column.addStretch(1)
        return card

    # --- the year -----------------------------------------------------------------------------------------------------------
    def _turn(self, years: int) -> None:
        day = self._year.first_day - timedelta(days=1) if years < 0 else self._year.last_day + timedelta(days=1)
        self._year = self.desk.runner.read(lambda: journal.year_of_day(self.desk.book, day), self._year)
        self._show()
        last = max((month for month in self._months() if month in self._lines), default="")
        self.calendar.choose(last)

    def _months(self) -> tuple[str, ...]:
        return months_between(self._year.first_day, self._year.last_day)

    def _figure(self, line: MonthLine) -> Figure | None:
        days = days_of_month(line.month)
        return Figure(self._accounts, days.first_day, days.last_day, side="debit") if line.moved_kip else None

    def refresh(self) -> None:
        found = self.desk.runner.read(lambda: months.calendar(self.desk.book), ())
        self._lines = {line.month: line for line in found}
        self._show()
        if self.calendar.current() is None:
            facts = self.desk.runner.read(lambda: months.prepare_month(self.desk.book))
            wanted = (next_to_lock(facts) or last_locked(facts) or "") if facts is not None else ""
            if wanted and wanted not in self._months():
                self._year = self.desk.runner.read(lambda: journal.year_of_day(self.desk.book, days_of_month(wanted).first_day), self._year)
                self._show()
            self.calendar.choose(wanted or max(self._lines, default=""))
        self._look()

    def _show(self) -> None:
        shown, known = self._months(), sorted(self._lines)
        self.calendar.show_months(shown, self._lines, {month: self._figure(line) for month, line in self._lines.items()})
        first, last = self._year.first_day.year, self._year.last_day.year
        self._named.setText(str(first) if first == last else f"{first}/{last}")
        self._back.setEnabled(bool(known) and known[0] < shown[0])
        self._on.setEnabled(bool(known) and known[-1] > shown[-1])

    # --- the month in hand --------------------------------------------------------------------------------------------------
    def current(self) -> MonthLine | None:
        """The month in hand."""
        return self.calendar.current()

    def _look(self) -> None:
        line = self.current()
        state = line.state if line is not None else CLOSED
        boxes: tuple[BoxAtClose, ...] = ()
        if line is not None and state in (OPEN, COUNTED):
            day = days_of_month(line.month).last_day
            boxes = self.desk.runner.read(lambda: counts.at_close_of(self.desk.book, day), ())
        counted = all(one.is_counted for one in boxes)
        self._tell(line, boxes)
        self._count.setEnabled(state == OPEN and counted)
        self._count.setToolTip("" if counted else tr(N_("Count every cash box at the close of the month first.")))
        self._counting.setVisible(state == OPEN and not counted)
        self._open.setEnabled(state in (COUNTED, LOCKED))
        self._lock.setEnabled(state in (OPEN, COUNTED))

    def _tell(self, line: MonthLine | None, boxes: tuple[BoxAtClose, ...]) -> None:
        self._month.setText(spoken_month(line.month) if line is not None else "")
        self._why.setText(insert_breaks(line.reason) if line is not None else "")
        if line is None or not line.decided_by:
            self._how.tell(STATES[line.state] if line is not None else N_("Choose a month."))
        else:
            self._how.tell(N_("{state}, by {who} on {day}"), state=tr(STATES[line.state]), who=line.decided_by,
                           day=date.fromisoformat(line.decided_at[:10]))
        clear(self._boxes)
        for one in boxes:
            self._boxes.addWidget(_box_at_close(one))

    def _decide(self, state: str) -> None:
        line = self.current()
        if line is not None:
            MonthForm(self, self.desk, line.month, state).open()

    def lock(self) -> None:
        """Lock the month in hand, or open it when it is locked."""
        line = self.current()
        if line is not None and line.state != CLOSED:
            self._decide(OPEN if line.state == LOCKED else LOCKED)

    def say_again(self) -> None:
        self.calendar.say_again()
        self._show()
        self._look()
