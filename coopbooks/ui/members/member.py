"""The page of one member: who, five figures, and the timeline with what we owe after each paper."""

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout

from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services import register
from coopbooks.services.outcome import Topic
from coopbooks.services.printing import MONEY_WORDS, SHARE_WORDS
from coopbooks.services.register import MemberPage
from coopbooks.ui.kit.cards import Card, column, row
from coopbooks.ui.kit.charts import Bars
from coopbooks.ui.kit.papers import ICONS, what
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words, plain, tag
from coopbooks.ui.shell.page import Desk, Page


def _kip(value: int) -> str:
    return formats.kip(value).replace("-", "−") if value else "–"


TIMELINE = (
    Column(N_("Date"), lambda p: p.on, formats.day, width=100),
    Column(N_("No."), lambda p: p.number, width=110, icon=lambda p: ICONS.get(p.kind, "file-document-outline")),
    Column(N_("What"), lambda p: (p.kind, p.detail), lambda pair: what(*pair), width=260, ink=lambda p: "disabled" if p.reversed_by else ""),
    Column(N_("Amount ₭"), lambda p: p.total_kip, _kip, right=True, width=130, bold=True),
    Column(N_("How paid"), lambda p: p.box, lambda box: tr(MONEY_WORDS.get(box, "")) if box else "", width=150),
    Column(N_("We owe after it ₭"), lambda p: p.owed_after_kip, _kip, right=True, width=150),
)
SHARES = (
    Column(N_("Date"), lambda s: s[0], formats.day, width=110),
    Column(N_("What"), lambda s: s[1], lambda kind: tr(SHARE_WORDS.get(kind, N_("reversal"))), width=200),
    Column(N_("No."), lambda s: s[2], width=110),
    Column(N_("Shares"), lambda s: s[3], _kip, right=True, width=100, total=lambda rows: _kip(sum(line[3] for line in rows))),
    Column(N_("Share capital ₭"), lambda s: s[4], _kip, right=True, width=140, total=lambda rows: _kip(sum(line[4] for line in rows))),
    Column(N_("Paid up ₭"), lambda s: s[5], _kip, right=True, width=140, total=lambda rows: _kip(sum(line[5] for line in rows))),
)


class MemberPageView(Page):
    """One member."""

    title = N_("Member")
    workspace = "members"
    topics = frozenset({Topic.MEMBERS, Topic.SHARES, Topic.PRODUCE, Topic.JOURNAL, Topic.DIVIDENDS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._member_id = 0
        self.facts: MemberPage | None = None
        self._name, self._about = plain("", "h1"), plain("", "hint")
        self._status = tag("ok", N_("Active"))
        head = Card()
        actions = row(Button(N_("Delivery"), lambda: desk.act("delivery", self._member_id), icon="basket-outline", hint=N_("F2")),
                      Button(N_("Share payment"), lambda: desk.act("share-payment", self._member_id), icon="certificate-outline",
                             hint=N_("F7")),
                      Button(N_("Statement"), lambda: desk.act("statement", self._number()), look="main", icon="file-document-outline",
                             hint=N_("F8")))
        head_row = QHBoxLayout()
        head_row.addLayout(column(row(self._name, self._status, None), self._about, spacing=2), 1)
        head_row.addLayout(actions)
        head.column.addLayout(head_row)
        self._figures = [(Words("", "label"), plain("–", "num"), plain("", "hint")) for _ in range(5)]
        boxes = QHBoxLayout()
        boxes.setSpacing(10)
        for title, figure, below in self._figures:
            card = Card(padding=12)
            for widget in (title, figure, below):
                card.column.addWidget(widget)
            boxes.addWidget(card, 1)
        self._timeline = RecordTable(TIMELINE, N_("Timeline"))
        self._shares = RecordTable(SHARES, N_("Shares"))
        self._tabs = QTabWidget()
        self._tabs.addTab(self._timeline, "")
        self._tabs.addTab(self._shares, "")
        self._chart = Bars(130)
        chart = Card(N_("Five years"))
        chart.column.addWidget(self._chart)
        chart.setFixedWidth(300)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.setSpacing(10)
        page.addWidget(head)
        page.addLayout(boxes)
        body = QHBoxLayout()
        body.setSpacing(10)
        body.addWidget(self._tabs, 1)
        body.addWidget(chart)
        page.addLayout(body, 1)

    def member_at_hand(self) -> int | None:
        return self._member_id or None

    def _number(self) -> str:
        return self.facts.brief.number if self.facts else ""

    def show_for(self, what: object) -> None:
        self._member_id = int(str(what))
        self.refresh()

    def refresh(self) -> None:
        if not self._member_id:
            return
        self.facts = self.desk.runner.read(lambda: register.member_page(self.desk.book, self._member_id, self.desk.today), self.facts)
        self.say_again()

    def say_again(self) -> None:
        facts = self.facts
        if facts is None:
            return
        self._name.setText(facts.brief.name)
        about = (facts.brief.latin_name, tr(N_("Member no. {number}"), number=facts.brief.number), facts.brief.village,
                 facts.details.phone, tr(N_("since {joined_on}"), joined_on=facts.brief.joined_on))
        self._about.setText(" · ".join(part for part in about if part))
        gone = facts.brief.left_on is not None and facts.brief.left_on < facts.as_of
        self._status.tell(N_("Left") if gone else N_("Active"))
        unpaid = facts.holding.unpaid_kip
        average = facts.delivered_kip * 1000 // facts.delivered_g if facts.delivered_g else 0
        told = (
            (N_("Shares"), formats.kip(facts.holding.share_count), tr(N_("unpaid {unpaid_kip} ₭"), unpaid_kip=unpaid) if unpaid else
             tr(N_("capital {capital_kip} ₭"), capital_kip=facts.holding.capital_kip)),
            (N_("Delivered this year"), tr(N_("{net_g} kg"), net_g=facts.delivered_g),
             tr(N_("year before {net_g} kg"), net_g=facts.delivered_before_g)),
            (N_("Value of produce"), formats.kip(facts.delivered_kip), tr(N_("average {price_kip} a kg"), price_kip=average)),
            (N_("We owe"), formats.kip(facts.owed_kip).replace("-", "−"), tr(N_("open advance {advance_kip} ₭"),
                                                                             advance_kip=facts.advance_kip)),
            (N_("Last dividend"), formats.kip(facts.last_dividend_kip) if facts.last_dividend_year else "–",
             str(facts.last_dividend_year or "")))
        for (title, figure, below), (message, value, hint) in zip(self._figures, told, strict=True):
            title.tell(message)
            figure.setText(value)
            below.setText(hint)
        self._timeline.show_rows(facts.timeline)
        self._shares.show_rows(facts.share_lines)
        self._tabs.setTabText(0, tr(N_("Timeline")))
        self._tabs.setTabText(1, tr(N_("Shares")))
        self._chart.show_groups([(str(year), (grams // 1000,)) for year, grams in facts.kg_by_year], (), tr(N_("kg")))

    def title_text(self) -> tuple[str, dict[str, object]]:
        return (N_("Member {name}"), {"name": self.facts.brief.name}) if self.facts else (self.title, {})
