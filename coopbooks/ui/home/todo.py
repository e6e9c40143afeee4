"""Home's list of what waits: a sentence for each thing, the figure behind it, and one verb that goes where it is done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from coopbooks.coop.produce import OWED_FOR_PRODUCE
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.figures import Figure
from coopbooks.services import sales_pages, suppliers
from coopbooks.services.home import HomeFacts
from coopbooks.ui.kit.cards import Card, clear, picture, row
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.shell.page import Desk

MOST_TO_DO = 6


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: how it looks, what it says, its verb, the place or deed, and how its figure is found."""

    icon: str
    token: str
    message: str
    verb: str
    place: tuple[object, ...]
    facts: dict[str, Any] = field(default_factory=dict)
    figure: Callable[[], Figure | None] | None = None


class Waiting(Card):
    """The list. A place that begins with "act" is a deed of the window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._count = plain("", "hint")
        self.column.addLayout(row(Words(N_("To do"), "h3"), self._count, None))
        inner, scroll = QWidget(), QScrollArea()
        room = QVBoxLayout(inner)
        room.setContentsMargins(0, 0, 0, 0)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        room.addLayout(self._rows)
        room.addStretch(1)
        # A low window has no room for six things: the list is scrolled, never cut.
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        inner.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        self.column.addWidget(scroll, 1)
        self.tasks: tuple[Task, ...] = ()

    def show_tasks(self, facts: HomeFacts, *, year_is_shown: bool) -> None:
        """Show what waits, the most urgent first; the year's end has a card of its own where `year_is_shown`."""
        clear(self._rows)
        found = [*(() if year_is_shown else _year(facts)), *self._money(facts), *_members(facts)]
        self.tasks = tuple(found[:MOST_TO_DO])
        self._count.setText(str(len(found)) if found else "")
        for task in self.tasks:
            words = Words(task.message, "", wrap=True, **task.facts)
            words.setText(words.text().replace(" ₭", "\N{NO-BREAK SPACE}₭"))
            if task.figure is not None:
                explained(words, task.figure)
            do = Button(task.verb, partial(self.do, task), look="link")
            do.setAccessibleName(f"{tr(task.verb)}: {words.text()}")
            line = row(picture(task.icon, 22, task.token), words, do)
            line.setStretch(1, 1)
            self._rows.addLayout(line)
        if not self.tasks:
            self._rows.addWidget(Words(N_("Nothing is waiting. Well done."), "label", wrap=True))

    def do(self, task: Task) -> None:
        """Go where the thing is done."""
        first, *rest = task.place
        if first == "act":
            self._desk.act(*rest)
        else:
            self._desk.go(first, *rest)

    def _money(self, facts: HomeFacts) -> Iterator[Task]:
        if facts.overdue_customers[0]:
            yield Task("alert-circle-outline", "danger", N_("{count} customers are late with {late_kip} ₭."), N_("Show"),
                       ("sales", "invoices", "overdue"), dict(zip(("count", "late_kip"), facts.overdue_customers, strict=True)), self.late)
        if facts.bills_due[0]:
            yield Task("file-document-outline", "danger", N_("{count} bills are to be paid now: {due_kip} ₭."), N_("Pay"), ("cash", "bills"),
                       dict(zip(("count", "due_kip"), facts.bills_due, strict=True)), self.due)
        if facts.repeating_due:
            yield Task("repeat", "warn", N_("{count} payments that come again are due."), N_("Pay"), ("cash", "repeating"),
                       {"count": facts.repeating_due})
        if facts.wear_until is not None:
            yield Task("calendar", "info", N_("Depreciation up to {until} is not taken yet."), N_("Take it"), ("cash", "assets"),
                       {"until": facts.wear_until})
        if facts.counts_behind:
            yield Task("calculator-variant-outline", "warn", N_("{count} counted cash boxes: the book says something else now."), N_("Show"),
                       ("cash", "accounts", facts.counts_behind[0]), {"count": len(facts.counts_behind)})
        if facts.uncounted:
            yield Task("calculator-variant-outline", "info", N_("{count} cash boxes were not counted for a month."), N_("Count"),
                       ("act", "count-cash"), {"count": facts.uncounted})

    # --- what a figure stands for -----------------------------------------------------------------------------------------
    def late(self) -> Figure | None:
        """The items of the customers who are late."""
        items = self._desk.runner.read(lambda: sales_pages.items_of_age(self._desk.book, self._desk.today), ())
        return Figure(("receivable",), last_day=self._desk.today, register="invoice", items=items) if items else None

    def due(self) -> Figure | None:
        """The bills that are to be paid."""
        today = self._desk.today
        bills, _other = self._desk.runner.read(lambda: suppliers.bills(self._desk.book, today), ([], 0))
        items = tuple(bill.document_id for bill in bills if bill.due_on <= today)
        return Figure(("suppliers-payable",), last_day=today, credit=True, register="bill", items=items) if items else None


def _year(facts: HomeFacts) -> Iterator[Task]:
    if facts.year_to_close is not None:
        yield Task("calendar", "warn", N_("The year {year} can be closed."), N_("Show"), ("year-end", facts.year_to_close),
                   {"year": facts.year_to_close})
    if facts.year_to_share is not None:
        yield Task("calendar", "warn", N_("The surplus of {year} waits for the meeting."), N_("Show"), ("year-end", facts.year_to_share),
                   {"year": facts.year_to_share})


def _members(facts: HomeFacts) -> Iterator[Task]:
    told = (("account", "warn", N_("We owe {count} members {waiting_kip} ₭ for produce."), N_("Pay"), ("deliveries", "runs"), facts.owed_members,
             facts.owed_ids, OWED_FOR_PRODUCE, True),
            ("certificate-outline", "accent_text", N_("{count} members have {waiting_kip} ₭ unpaid on shares."), N_("Show"), ("shares", "register"),
             facts.unpaid_shares, facts.unpaid_ids, (AccountRole.UNPAID_SHARES,), False),
            ("cash-multiple", "info", N_("{count} members have not fetched {waiting_kip} ₭ of dividends."), N_("Pay"),
             ("year-end", *((facts.dividend_year, 6) if facts.dividend_year else ())), facts.unclaimed_dividends, facts.unclaimed_ids,
             (AccountRole.DIVIDENDS_PAYABLE, AccountRole.PATRONAGE_PAYABLE), True))
    for icon, token, message, verb, place, (count, kip), ids, roles, credit in told:
        if count:
            yield Task(icon, token, message, verb, place, {"count": count, "waiting_kip": kip},
                       partial(Figure, tuple(roles), credit=credit, members=ids))
