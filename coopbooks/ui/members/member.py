"""The page of one member: who, five figures, and behind tabs every paper, shares, deliveries, payments, statements, the person."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QTabWidget, QVBoxLayout, QWidget

from coopbooks.books.register import TimelinePaper, YearLine
from coopbooks.coop.members import standing
from coopbooks.coop.produce import OWED_FOR_PRODUCE, Product
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.lao_breaks import insert_breaks
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure
from coopbooks.services import register
from coopbooks.services.outcome import Topic
from coopbooks.services.register import MemberPage
from coopbooks.ui.kit import icons
from coopbooks.ui.kit.cards import Card, OrEmpty, column, row
from coopbooks.ui.kit.charts import Bars
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.fields import Choice
from coopbooks.ui.kit.papers import paper_of
from coopbooks.ui.kit.table import RecordTable
from coopbooks.ui.kit.words import Button, Words, plain, tag
from coopbooks.ui.members import tables
from coopbooks.ui.members.columns import PAY_MODES, STATUS, TAGS
from coopbooks.ui.members.figures import OfMember
from coopbooks.ui.members.pane import Badge
from coopbooks.ui.members.personal import PersonalTab
from coopbooks.ui.members.photos import Photos
from coopbooks.ui.members.statements import save_one
from coopbooks.ui.shell.page import Desk, Page

TABS = (N_("Timeline"), N_("Shares"), N_("Deliveries"), N_("Payments"), N_("Statements"), N_("Personal details"))


class MemberPageView(Page):
    """One member."""

    title = N_("Member")
    workspace = "members"
    topics = frozenset({Topic.MEMBERS, Topic.SHARES, Topic.PRODUCE, Topic.JOURNAL, Topic.DIVIDENDS, Topic.DOCUMENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._member_id = 0
        self.facts: MemberPage | None = None
        self._photos = Photos(desk.book)
        self._by_document: dict[int, list[Any]] = {}
        self._year_of: dict[int, str] = {}
        self._of = OfMember(lambda: self.facts)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 12, 20, 12)
        page.setSpacing(10)
        page.addWidget(self._make_head())
        body = QHBoxLayout()
        body.setSpacing(10)
        body.addWidget(self._make_tabs(), 1)
        body.addWidget(self._make_side())
        page.addLayout(body, 1)

    # --- the parts --------------------------------------------------------------------------------------------------------
    def _make_head(self) -> Card:
        head = Card()
        self._badge = Badge(52)
        self._name, self._about = plain("", "h1"), plain("", "hint")
        self._status = tag("ok", N_("Active"))
        self._pay = Button(N_("Pay {owed_kip} ₭"), lambda: self.desk.act("pay-member", self._member_id), look="main", icon="cash-minus", owed_kip=0)
        self._admit = Button(N_("Admit"), lambda: self.desk.act("admit-applicant", self._member_id), look="main", icon="account-plus-outline")
        self._deliver = Button(N_("Delivery"), lambda: self.desk.act("delivery", self._member_id), icon="basket-outline", hint=N_("F2"))
        self._share = Button(N_("Share payment"), lambda: self.desk.act("share-payment", self._member_id), icon="certificate-outline", hint=N_("F7"))
        self._more = Button(N_("More"), self.show_more, icon="dots-horizontal")
        who = row(self._badge, spacing=14)
        who.addLayout(column(row(self._name, self._status, None), self._about, spacing=0), 1)
        for button in (self._deliver, self._share, self._pay, self._admit, self._more):
            who.addWidget(button)
        head.column.addLayout(who)
        self._figures = [(Words("", "label"), plain("–", "num"), plain("", "hint")) for _ in range(5)]
        boxes = QHBoxLayout()
        boxes.setSpacing(14)
        stands: tuple[tuple[int, Callable[[], Figure | None]], ...] = (
            (1, lambda: self._of.this_year("delivered")), (2, lambda: self._of.this_year("valued")), (4, self._of.last_dividend),
            (3, lambda: Figure(OWED_FOR_PRODUCE, last_day=self.facts.as_of, member_id=self._member_id, credit=True) if self.facts else None))
        for place, figure in stands:
            explained(self._figures[place][1], figure)
        for place, figures in enumerate(self._figures):
            if place:
                line = QFrame()
                line.setProperty("card", "plain")
                line.setFixedWidth(1)
                boxes.addWidget(line)
            boxes.addLayout(column(*figures, spacing=0), 1)
        head.column.addLayout(boxes)
        return head

    def _make_tabs(self) -> QTabWidget:
        self._timeline = RecordTable(tables.timeline(self._second, self._heads, self._of), N_("Timeline"), key=lambda paper: paper.document_id)
        self._timeline.view.clicked.connect(lambda at: self.print_paper(self._timeline.model.rows[at.row()]) if at.column() == tables.PRINT else None)
        QShortcut(QKeySequence("Ctrl+P"), self._timeline, lambda: self.print_paper(self._timeline.current()),
                  context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._shares = RecordTable(tables.shares(self._of), N_("Movements of shares"))
        self._certificates = Words("", "hint", wrap=True)
        self._deliveries = RecordTable(tables.deliveries(self._product, self._of), N_("Deliveries"))
        self._months = Bars(120)
        self._payments = RecordTable(tables.PAYMENTS, N_("Payments"))
        self._years = RecordTable(tables.years(self._of), N_("Statements by year"))
        self.personal = PersonalTab(self.desk, lambda: self.desk.act("change-member", self._member_id))
        for table in (self._timeline, self._payments, self._deliveries):
            table.opened.connect(lambda paper: self.desk.go("reports", "receipt", paper.number, *paper_of(paper.document_id)))
        self._shares.opened.connect(lambda line: self.desk.go("reports", "receipt", line[2], *paper_of(line[6])))
        self._years.opened.connect(lambda _line: self.preview_statement())
        self._months.setMaximumHeight(150)
        statements = row(Button(N_("Show statement"), self.preview_statement, icon="file-document-outline"),
                         Button(N_("Print statement"), self.print_statement, icon="printer"),
                         Button(N_("Save statement"), self.save_statement, icon="content-save-outline"), None)
        self._tabs = QTabWidget()
        said = ((self._timeline, "file-document-outline", N_("No paper tells of this person yet.")),
                (self._shares, "certificate-outline", N_("No share has moved yet.")),
                (self._deliveries, "basket-outline", N_("Nothing was delivered yet.")),
                (self._payments, "cash-multiple", N_("Nothing was paid yet.")))
        self._sheets = tuple(OrEmpty(*one) for one in said)
        timeline, shares, deliveries, payments = self._sheets
        for parts in ((timeline,), (shares, self._certificates), (deliveries, self._months), (payments,),
                      (self._years, statements), (self.personal,)):
            place = QWidget()
            room = QVBoxLayout(place)
            room.setContentsMargins(4, 4, 4, 4)
            for part in parts:
                if isinstance(part, QHBoxLayout):
                    room.addLayout(part)
                else:
                    room.addWidget(part, 0 if part in (self._months, self._certificates) else 1)
            self._tabs.addTab(place, "")
        self._year = Choice([("", N_("All years"))], is_user_text=True)
        self._year.setAccessibleName(tr(N_("Year")))
        self._year.currentIndexChanged.connect(lambda _place: self._show_rows())
        self._tabs.setCornerWidget(self._year, Qt.Corner.TopRightCorner)
        return self._tabs

    def _make_side(self) -> Card:
        self._chart = Bars(120)
        self._side = QGridLayout()
        self._side.setVerticalSpacing(6)
        side = Card(padding=12)
        side.column.addWidget(Words(N_("Deliveries of five years"), "label"))
        side.column.addWidget(self._chart)
        side.column.addLayout(self._side)
        side.column.addStretch(1)
        side.column.addWidget(Button(N_("Statement"), lambda: self.desk.act("statement", self._number()), icon="printer", hint=N_("F8")))
        side.setFixedWidth(270)
        return side

    # --- what is shown ----------------------------------------------------------------------------------------------------
    def member_at_hand(self) -> int | None:
        return self._member_id or None

    def _number(self) -> str:
        return self.facts.brief.number if self.facts else ""

    def _product(self, product_id: int) -> Product | None:
        return self.facts.products.get(product_id) if self.facts else None

    def _second(self, paper: TimelinePaper) -> str:
        lines = self._by_document.get(paper.document_id, ())
        return " + ".join(tables.delivered(line, self._product) for line in lines)

    def _heads(self, paper: TimelinePaper) -> str:
        return self._year_of.get(paper.document_id, "")

    def print_paper(self, paper: TimelinePaper | None) -> None:
        """Print a paper of the timeline."""
        if paper is not None:
            self.desk.act("print-paper", "receipt", paper.number, *paper_of(paper.document_id))

    def show_for(self, what: object) -> None:
        """Show a member, or a tab of the member: (id, tab)."""
        given: tuple[Any, ...] = what if isinstance(what, tuple) else (what,)
        if self._member_id != int(str(given[0])):
            self._member_id = int(str(given[0]))
            self._year.setCurrentIndex(0)
            self._tabs.setCurrentIndex(0)
        if len(given) > 1:
            self._tabs.setCurrentIndex(TABS.index(str(given[1])))
        self.refresh()

    def refresh(self) -> None:
        if not self._member_id:
            return
        self.facts = self.desk.runner.read(lambda: register.member_page(self.desk.book, self._member_id, self.desk.today), self.facts)
        self._by_document = {}
        for line in self.facts.deliveries if self.facts else ():
            self._by_document.setdefault(line.document_id, []).append(line)
        self.say_again()

    def say_again(self) -> None:
        facts = self.facts
        if facts is None:
            return
        for place, message in enumerate(TABS):
            self._tabs.setTabText(place, tr(message))
        self._year.set_choices([("", tr(N_("All years"))), *((str(line.year), str(line.year)) for line in facts.years)])
        self._say_who(facts)
        self._say_figures(facts)
        self._chart.show_groups([(str(year), (grams // 1000,)) for year, grams in facts.kg_by_year], (), tr(N_("kg")))
        self._say_side(facts)
        self.personal.show_facts(facts)
        self._show_rows()

    def _say_who(self, facts: MemberPage) -> None:
        one = facts.details
        stands = standing(one.joined_on, one.leaving_on, one.left_on, facts.as_of)
        status = "unpaid" if stands == "member" and facts.holding.unpaid_kip else stands
        self._badge.show_person(one.given_name, facts.brief.member_id, self._photos.of(facts.photo_id))
        self._name.setText(facts.brief.name)
        since = tr(N_("since {joined_on}"), joined_on=one.joined_on) if one.joined_on else (
            tr(N_("applied on {applied_on}"), applied_on=one.applied_on) if one.applied_on else "")
        until = tr(N_("until {left_on}"), left_on=one.left_on) if one.left_on else ""
        about = (one.latin_name, tr(N_("Member no. {number}"), number=one.number), one.village, one.phone, since, until)
        self._about.setText(" · ".join(part for part in about if part))
        self._status.tell(STATUS[status])
        self._status.setProperty("tag", TAGS[status] or "ok")
        self._status.style().unpolish(self._status)
        self._status.style().polish(self._status)
        self._pay.tell(N_("Pay {owed_kip} ₭"), owed_kip=facts.owed_kip)
        self._pay.setVisible(facts.owed_kip > 0)
        self._admit.setVisible(one.joined_on is None)
        for button in (self._deliver, self._share):
            button.setVisible(stands in ("member", "leaving"))

    def _say_figures(self, facts: MemberPage) -> None:
        average = facts.delivered_kip * 1000 // facts.delivered_g if facts.delivered_g else 0
        count, oldest = facts.owed_receipts
        owed = tr(N_("Receipts: {count}, oldest {oldest}"), count=count, oldest=oldest) if count else tr(
            N_("open advance {advance_kip} ₭"), advance_kip=facts.advance_kip) if facts.advance_kip else ""
        paid_on = next((paper.on for paper in facts.timeline if paper.kind == "payout" and paper.detail == str(facts.last_dividend_year)
                        and not paper.reversed_by), None)
        told = (
            (N_("Shares"), formats.kip(facts.holding.share_count), tr(N_("{capital_kip} ₭ · paid {paid_kip}"),
                                                                      capital_kip=facts.holding.capital_kip, paid_kip=facts.holding.paid_kip)),
            (N_("Delivered this year"), tr(N_("{net_g} kg"), net_g=facts.delivered_g),
             tr(N_("year before {net_g} kg"), net_g=facts.delivered_before_g)),
            (N_("Value of produce"), formats.kip(facts.delivered_kip), tr(N_("average {price_kip} a kg"), price_kip=average)),
            (N_("We owe"), formats.kip(facts.owed_kip).replace("-", "−"), owed),
            (N_("Last dividend"), formats.kip(facts.last_dividend_kip) if facts.last_dividend_year else "–",
             tr(N_("{year}, paid on {on}"), year=facts.last_dividend_year, on=paid_on) if paid_on else str(facts.last_dividend_year or "")))
        for (title, figure, below), (message, value, hint) in zip(self._figures, told, strict=True):
            title.tell(message)
            figure.setText(value)
            below.setText(hint)

    def _say_side(self, facts: MemberPage) -> None:
        while self._side.count():
            item = self._side.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        one = facts.details
        heirs = ", ".join(f"{heir.name} {heir.percent}%" for heir in one.heirs)
        told = ((N_("Heir"), heirs), (N_("Identity paper"), one.id_number), (N_("Plots"), one.plot),
                (N_("How to pay"), tr(PAY_MODES[one.payment_mode])))
        for place, (message, value) in enumerate((message, value) for message, value in told if value):
            said = plain(insert_breaks(value))
            said.setWordWrap(True)
            said.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._side.addWidget(Words(message, "label"), place, 0, Qt.AlignmentFlag.AlignTop)
            self._side.addWidget(said, place, 1)
        self._side.setColumnStretch(1, 1)

    def chosen_year(self) -> YearLine | None:
        """The year the tables are narrowed to; None for all."""
        wanted = self._year.value()
        return next((line for line in self.facts.years if str(line.year) == wanted), None) if self.facts else None

    def _show_rows(self) -> None:
        facts = self.facts
        if facts is None:
            return
        year = self.chosen_year()
        papers = tables.of_years(facts.timeline, year, lambda paper: paper.on)
        self._year_of = tables.first_of_years(papers, facts.years)
        self._timeline.show_rows(papers)
        self._payments.show_rows(tables.payments(papers))
        self._shares.show_rows(tables.of_years(facts.share_lines, year, lambda line: line[0]))
        valid = [one for one in facts.certificates if one.ended_on is None]
        self._certificates.tell(N_("Valid certificates: {numbers}") if valid else N_("No certificate is given out."),
                                numbers=", ".join(f"{one.number} ({one.share_count})" for one in valid))
        lines = tables.of_years(facts.deliveries, year, lambda line: line.on)
        self._deliveries.show_rows(lines)
        months = [0] * 12
        for line in lines:
            months[line.on.month - 1] += line.net_g
        self._months.show_groups([(str(month), (grams // 1000,)) for month, grams in enumerate(months, 1)], (), tr(N_("kg by month")))
        self._months.setVisible(bool(lines))
        self._years.show_rows(facts.years)
        for sheet, table in zip(self._sheets, (self._timeline, self._shares, self._deliveries, self._payments), strict=True):
            sheet.choose(table.model.rows)

    # --- what can be done -------------------------------------------------------------------------------------------------
    def show_more(self) -> QMenu:
        """What is done more seldom."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        gone = self.facts is not None and self.facts.details.left_on is not None
        applicant = self.facts is not None and self.facts.details.joined_on is None
        holds = self.facts is not None and self.facts.holding.share_count > 0
        here = not gone and not applicant
        for task, message, icon, shown in (
                ("change-member", N_("Change member"), "account-outline", True), ("give-notice", N_("Notice of leaving"), "calendar", here),
                ("leave-member", N_("Member leaves"), "arrow-right", here),
                ("share-transfer", N_("Transfer shares"), "swap-horizontal", holds), ("share-redeem", N_("Redeem shares"), "cash-minus", holds),
                ("share-certificate", N_("Give out a certificate"), "certificate-outline", holds),
                ("share-pledge", N_("Pledge or release"), "lock-outline", holds),
                ("set-off", N_("Set off debts"), "swap-horizontal", True), ("share-pay-out", N_("Pay for shares taken back"), "cash-minus", gone)):
            if shown:
                menu.addAction(icons.icon(icon, "text2"), tr(message)).triggered.connect(partial(self._act, task))
        for paper, message, shown in (("member-card", N_("Member card"), not applicant), ("settlement", N_("View settlement"), gone)):
            if shown:
                menu.addAction(icons.icon("file-document-outline", "text2"), tr(message)).triggered.connect(partial(self._paper, paper))
        menu.addAction(icons.icon("account-box-outline", "text2"), tr(N_("Add photo"))).triggered.connect(
            lambda: self.personal.ask_file("photo"))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        return menu

    def _act(self, task: str, _checked: bool = False) -> None:
        self.desk.act(task, self._member_id)

    def _paper(self, name: str, _checked: bool = False) -> None:
        self.desk.go("reports", name, self._number())

    def _statement_year(self) -> YearLine | None:
        chosen: YearLine | None = self._years.current()
        return chosen or (self.facts.years[0] if self.facts else None)

    def preview_statement(self) -> None:
        """Show the statement of the year under the cursor."""
        year = self._statement_year()
        if year is not None:
            self.desk.go("reports", "member-statement", self._number(), year.year)

    def print_statement(self) -> None:
        """Print the statement of the year under the cursor."""
        year = self._statement_year()
        if year is not None:
            self.desk.act("print-paper", "member-statement", self._number(), str(year.year))

    def save_statement(self) -> None:
        """Save the statement of the year under the cursor."""
        year = self._statement_year()
        if year is not None:
            save_one(self, self.desk, self._number(), year.year)

    def title_text(self) -> tuple[str, dict[str, object]]:
        return (N_("Member {name}"), {"name": self.facts.brief.name}) if self.facts else (self.title, {})
