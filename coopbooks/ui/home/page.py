"""Home: six tasks by word and key, the money there is, twelve months, what waits to be done, the latest papers."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout

from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure
from coopbooks.services import explaining, sales_pages, suppliers
from coopbooks.services.home import HomeFacts, prepare_home
from coopbooks.services.outcome import Topic
from coopbooks.services.printing import MONEY_WORDS
from coopbooks.ui.home.tiles import Tiles
from coopbooks.ui.kit.cards import Card, picture, row
from coopbooks.ui.kit.charts import Bars
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.papers import ICONS, paper_of, what
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.shell.page import Desk, Page

_IN = {"receipt", "share", "entry-fee", "income", "loan", "grant"}


def _kip(value: int) -> str:
    return formats.kip(value).replace("-", "−") if value else "–"


LATEST = (
    Column(N_("Date"), lambda p: p.on, formats.day, width=112),
    Column(N_("No."), lambda p: p.number, width=112, icon=lambda p: ICONS.get(p.kind, "file-document-outline")),
    Column(N_("What"), lambda p: (what(p.kind, p.detail), p.who), lambda pair: " · ".join(part for part in pair if part), width=320,
           ink=lambda p: "disabled" if p.is_reversed else ""),
    Column(N_("Amount ₭"), lambda p: p.total_kip, _kip, right=True, width=120, bold=True,
           ink=lambda p: "disabled" if p.is_reversed else "danger" if p.total_kip < 0 else "success" if p.kind in _IN else ""),
    Column(N_("How paid"), lambda p: p.box, lambda box: tr(MONEY_WORDS.get(box, "")) if box else "", width=150),
)


MOST_TO_DO = 6
LATE, DUE, OWED = (N_("{count} customers are late with {late_kip} ₭."), N_("{count} bills are to be paid now: {due_kip} ₭."),
                   N_("We owe {count} members {owed_kip} ₭ for produce."))


class HomePage(Page):
    """The first page."""

    title = N_("Home")
    topics = frozenset(Topic)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.facts: HomeFacts | None = None
        self._greeting = Words(N_("Good day · {on}"), "hint", on=desk.today)
        self.tiles = Tiles(desk)
        self._total = plain("–", "numxl")
        explained(self._total, lambda: Figure(tuple(box[0] for box in self.facts.boxes)) if self.facts else None)
        self._money = Card(N_("Money we have now"))
        self._money.column.addWidget(self._total)
        self._boxes = QGridLayout()
        self._boxes.setVerticalSpacing(6)
        self._money.column.addLayout(self._boxes)
        self._money.column.addStretch(1)
        self._chart = Bars(140)
        months = Card(N_("Money in and out, 12 months"))
        months.column.addWidget(self._chart)
        self._todo = Card(N_("To do"))
        self._tasks = QVBoxLayout()
        self._tasks.setSpacing(6)
        self._todo.column.addLayout(self._tasks)
        self._todo.column.addStretch(1)
        self._todo.setFixedWidth(310)
        self._latest = RecordTable(LATEST, N_("Latest papers"))
        self._latest.opened.connect(lambda paper: desk.go("reports", "receipt", paper.number, *paper_of(paper.document_id)))
        latest = Card(N_("Latest papers"))
        latest.column.addWidget(self._latest, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 12, 20, 14)
        page.setSpacing(10)
        page.addWidget(self._greeting)
        page.addLayout(row(Words(N_("What do you want to do?"), "h1"), None,
                           Button(N_("Customise"), self.tiles.customise, look="link", icon="cog-outline")))
        page.addWidget(self.tiles)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._money, 2)
        top.addWidget(months, 3)
        bottom = QHBoxLayout()
        bottom.setSpacing(10)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(top)
        left.addWidget(latest, 1)
        bottom.addLayout(left, 1)
        bottom.addWidget(self._todo)
        page.addLayout(bottom, 1)

    def refresh(self) -> None:
        self.facts = self.desk.runner.read(lambda: prepare_home(self.desk.book, self.desk.today), self.facts)
        self.say_again()

    def say_again(self) -> None:
        facts = self.facts
        if facts is None:
            return
        lao = current_language() == "lo"
        self._total.setText(f"{formats.kip(sum(box[3] for box in facts.boxes))} ₭")
        _clear(self._boxes)
        for place, (role, name_lo, name_en, kip) in enumerate(facts.boxes):
            self._boxes.addWidget(picture("bank-outline" if role == "bank" or role.startswith("512") else "cash", 20, "text2"), place, 0)
            self._boxes.addWidget(plain(name_lo if lao else name_en), place, 1)
            amount = plain(_kip(kip), "strong")
            amount.setAlignment(Qt.AlignmentFlag.AlignRight)
            explained(amount, partial(Figure, (role,)))
            self._boxes.addWidget(amount, place, 2)
        self._boxes.setColumnStretch(1, 1)
        language = "lo" if lao else "en"
        self._chart.show_groups([(formats.month_name(month, language, short=True), (came // 1_000_000, went // 1_000_000))
                                 for _, month, came, went in facts.months], (tr(N_("Money in")), tr(N_("Money out"))), tr(N_("million ₭")))
        self._latest.show_rows(facts.latest)
        self._show_todo(facts)

    def _show_todo(self, facts: HomeFacts) -> None:
        _clear(self._tasks)
        told: tuple[tuple[bool, str, str, str, dict[str, Any]], ...] = (
            (facts.year_to_close is not None, "calendar", "warn", N_("The year {year} can be closed."), {"year": facts.year_to_close or 0}),
            (facts.year_to_share is not None, "calendar", "warn", N_("The surplus of {year} waits for the meeting."),
             {"year": facts.year_to_share or 0}),
            (bool(facts.overdue_customers[0]), "alert-circle-outline", "danger", LATE,
             {"count": facts.overdue_customers[0], "late_kip": facts.overdue_customers[1]}),
            (bool(facts.bills_due[0]), "file-document-outline", "danger", DUE,
             {"count": facts.bills_due[0], "due_kip": facts.bills_due[1]}),
            (bool(facts.repeating_due), "repeat", "warn", N_("{count} payments that come again are due."), {"count": facts.repeating_due}),
            (facts.wear_until is not None, "calendar", "info", N_("Depreciation up to {until} is not taken yet."), {"until": facts.wear_until or 0}),
            (bool(facts.uncounted), "calculator-variant-outline", "info", N_("{count} cash boxes were not counted for a month."),
             {"count": facts.uncounted}),
            (bool(facts.owed_members[0]), "account", "warn", OWED,
             {"count": facts.owed_members[0], "owed_kip": facts.owed_members[1]}),
            (bool(facts.unpaid_shares[0]), "certificate-outline", "accent_text", N_("{count} members have {unpaid_kip} ₭ unpaid on shares."),
             {"count": facts.unpaid_shares[0], "unpaid_kip": facts.unpaid_shares[1]}),
            (bool(facts.unclaimed_dividends[0]), "cash-multiple", "info", N_("{count} members have not fetched {waiting_kip} ₭ of dividends."),
             {"count": facts.unclaimed_dividends[0], "waiting_kip": facts.unclaimed_dividends[1]}))
        shown = [one[1:] for one in told if one[0]][:MOST_TO_DO]
        stands = {LATE: self._late, DUE: self._due, OWED: self._owed}
        for icon, token, message, given in shown:
            words = Words(message, "", wrap=True, **given)
            words.setMinimumWidth(230)
            if message in stands:
                explained(words, stands[message])
            line = row(picture(icon, 22, token), words)
            line.setStretch(1, 1)
            self._tasks.addLayout(line)
        if not shown:
            self._tasks.addWidget(Words(N_("Nothing is waiting. Well done."), "label", wrap=True))

    # --- what a figure stands for -----------------------------------------------------------------------------------------
    def _late(self) -> Figure | None:
        items = self.desk.runner.read(lambda: sales_pages.items_of_age(self.desk.book, self.desk.today), ())
        return Figure(("receivable",), last_day=self.desk.today, register="invoice", items=items) if items else None

    def _due(self) -> Figure | None:
        today = self.desk.today
        bills, _other = self.desk.runner.read(lambda: suppliers.bills(self.desk.book, today), ([], 0))
        items = tuple(bill.document_id for bill in bills if bill.due_on <= today)
        return Figure(("suppliers-payable",), last_day=today, credit=True, register="bill", items=items) if items else None

    def _owed(self) -> Figure | None:
        # A member who owes us for produce lowers the account, but not what we owe the others.
        figure = Figure(("producers-payable",), credit=True)
        found = self.desk.runner.read(lambda: explaining.explain(self.desk.book, figure))
        return figure if found is not None and self.facts is not None and found.kip == self.facts.owed_members[1] else None

    def add_new(self) -> None:
        self.desk.act("add-member")


def _clear(layout: QLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            _clear(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()
