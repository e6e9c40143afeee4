"""Home: six tasks by word and key, the money there is, twelve months, what waits to be done, the latest papers."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from coopbooks.coop.produce import OWED_FOR_PRODUCE
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.figures import Figure
from coopbooks.services import explaining
from coopbooks.services.home import HomeFacts, kg_months, prepare_home
from coopbooks.services.outcome import Topic
from coopbooks.services.printing import MONEY_WORDS
from coopbooks.ui.home.tiles import Tiles
from coopbooks.ui.home.todo import Waiting
from coopbooks.ui.home.year import YearCard
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import Card, EmptyPage, clear, picture, row
from coopbooks.ui.kit.charts import Bars
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.fields import Segments
from coopbooks.ui.kit.papers import ICONS, paper_of, what
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.shell.page import Desk, Page

_IN = {"receipt", "share", "entry-fee", "income", "loan", "grant"}


LATEST = (
    Column(N_("Date"), lambda p: p.on, formats.day, width=104),
    Column(N_("No."), lambda p: p.number, width=106, icon=lambda p: ICONS.get(p.kind, "file-document-outline")),
    Column(N_("What"), lambda p: (what(p.kind, p.detail), p.who), lambda pair: " · ".join(part for part in pair if part), width=300,
           ink=lambda p: "disabled" if p.is_reversed else ""),
    Column(N_("Amount ₭"), lambda p: p.total_kip, kip, right=True, width=116, bold=True,
           ink=lambda p: "disabled" if p.is_reversed else "danger" if p.total_kip < 0 else "success" if p.kind in _IN else ""),
    Column(N_("How paid"), lambda p: p.box, lambda box: tr(MONEY_WORDS.get(box, "")) if box else "", width=112),
)


WIDE = 1500


def _itself(figure: Figure) -> Figure:
    return figure


class HomePage(Page):
    """The first page."""

    title = N_("Home")
    topics = frozenset(Topic)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.facts: HomeFacts | None = None
        self._greeting = Words(N_("Good day · {on}"), "hint", on=desk.today)
        self.tiles = Tiles(desk)
        amount = replace(LATEST[3], explain=lambda paper: desk.runner.read(lambda: explaining.of_paper(desk.book, paper.document_id)))
        self._latest = RecordTable((*LATEST[:3], amount, *LATEST[4:]), N_("Latest papers"))
        self._latest.opened.connect(lambda paper: desk.go("reports", "receipt", paper.number, *paper_of(paper.document_id)))
        self.year, self.waiting = YearCard(desk), Waiting(desk)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 14)
        page.setSpacing(10)
        page.addLayout(row(Words(N_("What do you want to do?"), "h1"), 10, self._greeting, None,
                           Button(N_("Customise"), self.tiles.customise, look="link", icon="cog-outline")))
        page.addWidget(self.tiles)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._make_money(), 2)
        top.addWidget(self._make_months(), 3)
        top.addWidget(self._make_produce(), 3)
        latest = Card()
        latest.column.addLayout(row(Words(N_("Latest papers"), "h3"), None, Button(N_("See all"), lambda: desk.go("ledger", "journal"), look="link")))
        self._none = EmptyPage("file-document-outline", N_("No paper was written yet. Begin with one of the tasks above."))
        latest.column.addWidget(self._latest, 1)
        latest.column.addWidget(self._none, 1)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(top)
        left.addWidget(latest, 1)
        side = QVBoxLayout()
        side.setSpacing(10)
        for card, part in ((self.year, 0), (self.waiting, 1)):
            card.setFixedWidth(330)
            side.addWidget(card, part)
        bottom = QHBoxLayout()
        bottom.setSpacing(10)
        bottom.addLayout(left, 1)
        bottom.addLayout(side)
        page.addLayout(bottom, 1)

    def _make_money(self) -> Card:
        money = Card()
        money.column.setSpacing(4)
        self._total, self._since = plain("–", "numxl"), Words("", "hint")
        explained(self._total, lambda: Figure(tuple(box[0] for box in self.facts.boxes)) if self.facts else None)
        explained(self._since, self._week)
        self._boxes = QGridLayout()
        self._boxes.setVerticalSpacing(5)
        money.column.addLayout(row(Words(N_("Money we have now"), "h3"), None,
                                   Button(N_("See"), lambda: self.desk.go("cash", "accounts"), look="link")))
        money.column.addWidget(self._total)
        money.column.addWidget(self._since)
        money.column.addLayout(self._boxes)
        money.column.addStretch(1)
        return money

    def _make_months(self) -> Card:
        months = Card()
        self._chart, self.shown = Bars(140), Segments((("money", N_("Money")), ("produce", N_("Produce"))))
        self.shown.chosen.connect(lambda _what: self._show_months())
        self._months_title = Words("", "h3")
        months.column.addLayout(row(self._months_title, None, self.shown))
        months.column.addWidget(self._chart)
        return months

    def _make_produce(self) -> Card:
        """The third chart, where the window is wide enough for it."""
        self._produce, self._produce_card = Bars(140), Card(N_("Produce received, 12 months"))
        self._produce_card.column.addWidget(self._produce)
        self._produce_card.hide()
        return self._produce_card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.facts is not None and self.is_wide() != self._produce_card.isVisibleTo(self):
            self.say_again()

    def is_wide(self) -> bool:
        """Whether there is room for what is owed and for the third chart."""
        return self.window().width() >= WIDE

    def refresh(self) -> None:
        self.facts = self.desk.runner.read(lambda: prepare_home(self.desk.book, self.desk.today), self.facts)
        self.say_again()

    def say_again(self) -> None:
        facts = self.facts
        if facts is None:
            return
        self._show_money(facts)
        self._show_months()
        self._latest.show_rows(facts.latest)
        self._latest.setVisible(bool(facts.latest))
        self._none.setVisible(not facts.latest)
        self.year.show_year(facts.ahead)
        self.waiting.show_tasks(facts, year_is_shown=facts.ahead is not None)

    def _week(self) -> Figure | None:
        facts = self.facts
        if facts is None:
            return None
        less = sum(box[3] for box in facts.boxes) < facts.week_before_kip
        return Figure(tuple(box[0] for box in facts.boxes), first_day=self.desk.today - timedelta(days=6), credit=less)

    def _show_money(self, facts: HomeFacts) -> None:
        total = sum(box[3] for box in facts.boxes)
        self._total.setText(f"{formats.kip(total).replace('-', '−')} ₭")
        more = total - facts.week_before_kip
        self._since.tell(N_("{more_kip} ₭ more than a week ago") if more > 0 else N_("{less_kip} ₭ less than a week ago") if more < 0 else
                         N_("as much as a week ago"), more_kip=more, less_kip=-more)
        clear(self._boxes)
        for place, (role, name_lo, name_en, held_kip) in enumerate(facts.boxes):
            self._boxes.addWidget(picture("bank-outline" if role == "bank" or role.startswith("512") else "cash", 20, "text2"), place, 0)
            self._boxes.addWidget(plain((name_lo or name_en) if current_language() == "lo" else (name_en or name_lo)), place, 1)
            amount = plain(kip(held_kip), "strong")
            amount.setAlignment(Qt.AlignmentFlag.AlignRight)
            explained(amount, partial(Figure, (role,)))
            self._boxes.addWidget(amount, place, 2)
        owed = ((N_("Customers owe us"), facts.customers_kip, Figure((AccountRole.RECEIVABLE,))),
                (N_("We owe members"), facts.owed_members[1], Figure(OWED_FOR_PRODUCE, credit=True, members=facts.owed_ids)),
                (N_("We owe suppliers"), facts.suppliers_kip, Figure((AccountRole.SUPPLIERS_PAYABLE,), credit=True)))
        for place, (message, owed_kip, figure) in enumerate(owed if self.is_wide() else (), len(facts.boxes)):
            self._boxes.addWidget(picture("account-group", 20, "text3"), place, 0)
            self._boxes.addWidget(Words(message, "label"), place, 1)
            amount = plain(kip(owed_kip), "label")
            amount.setAlignment(Qt.AlignmentFlag.AlignRight)
            explained(amount, partial(_itself, figure))
            self._boxes.addWidget(amount, place, 2)
        self._boxes.setColumnStretch(1, 1)

    def _show_months(self) -> None:
        if self.facts is None:
            return
        language = "lo" if current_language() == "lo" else "en"
        self._produce_card.setVisible(self.is_wide())
        self.shown.setVisible(not self.is_wide())
        self._months_title.tell(N_("Money in and out, 12 months") if self.is_wide() else N_("The last 12 months"))
        as_produce = self.shown.value() == "produce" and not self.is_wide()
        if as_produce or self.is_wide():
            grams = self.desk.runner.read(lambda: kg_months(self.desk.book, self.desk.today), ())
            chart = self._chart if as_produce else self._produce
            chart.show_groups([(formats.month_name(month, language, short=True), (net_g // 1_000,)) for _, month, net_g in grams], (), tr(N_("kg")))
        if not as_produce:
            self._chart.show_groups([(formats.month_name(month, language, short=True), (came // 1_000_000, went // 1_000_000))
                                     for _, month, came, went in self.facts.months], (tr(N_("Money in")), tr(N_("Money out"))), tr(N_("million ₭")))

    def add_new(self) -> None:
        self.desk.act("add-member")
