"""Customers: the list, one customer's page, and the form that adds or changes one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from coopbooks.books.sales_lists import ListedCustomer, StoryLine
from coopbooks.coop.customers import AddCustomer, ChangeCustomer, Customer, check_customer
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure
from coopbooks.ledger.money import Kip
from coopbooks.services import customer_figures, register, sales, sales_pages
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.services.sales_pages import CustomerPage
from coopbooks.ui.kit import export
from coopbooks.ui.kit.amounts import kip, kip_signed
from coopbooks.ui.kit.cards import Card, EmptyPage, row
from coopbooks.ui.kit.charts import Bars
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.fields import CountEdit, Field, MoneyEdit, Segments
from coopbooks.ui.kit.papers import KINDS, paper_of
from coopbooks.ui.kit.picker import MemberPicker
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.sales import behind
from coopbooks.ui.sales.after_sale import WithdrawForm
from coopbooks.ui.sales.base import SalesForm
from coopbooks.ui.sales.sale import Begin
from coopbooks.ui.shell.page import Desk, Page


class CustomerForm(SalesForm):
    """Adds a customer, or changes one."""

    paper = ""

    def __init__(self, parent: QWidget, desk: Desk, customer: Customer | None = None) -> None:
        super().__init__(parent, desk, N_("Change the customer") if customer else N_("Add a customer"), icon="account-outline")
        self._customer = customer
        self.number, self.name = self.text("number", N_("No."), 30), self.text("name", N_("Name"))
        self.add_pair(self.fields["number"], self.fields["name"])
        self.contact, self.phone = self.text("contact", N_("Whom to ask for (optional)")), self.text("phone", N_("Phone (optional)"), 60)
        self.add_pair(self.fields["contact"], self.fields["phone"])
        self.address, self.tax_no = self.text("address", N_("Address (optional)")), self.text("tax_no", N_("Tax no. (optional)"), 60)
        self.add_pair(self.fields["address"], self.fields["tax_no"])
        self.terms, self.limit = CountEdit(), MoneyEdit()
        self.terms.setPlaceholderText("")
        self.limit.setPlaceholderText("")
        self.add_pair(self.field("terms_days", N_("Days to pay (empty: at once)"), self.terms),
                      self.field("limit_kip", N_("May owe at most ₭ (empty: no limit)"), self.limit))
        self.language = Segments((("", N_("As the co-op")), ("lo", N_("Lao")), ("en", N_("English"))))
        self.member = MemberPicker(lambda text: desk.runner.read(lambda: register.find_members(desk.book, text), ()))
        self.add_pair(self.field("language", N_("Language of the papers"), self.language),
                      Field(N_("Is this a member? (optional)"), self.member))
        self.left.addStretch(1)
        self._fill(customer)
        self.preview()
        self.name.setFocus()

    def _fill(self, customer: Customer | None) -> None:
        if customer is None:
            self.number.setText(self.runner.read(lambda: sales_pages.next_customer_number(self.desk.book), ""))
            self.terms.setText("30")
            return
        for edit, text in ((self.number, customer.number), (self.name, customer.name), (self.contact, customer.contact),
                           (self.phone, customer.phone), (self.address, customer.address), (self.tax_no, customer.tax_no)):
            edit.setText(text)
        self.terms.setText("" if customer.terms_days is None else str(customer.terms_days))
        self.limit.setText("" if customer.limit_kip is None else formats.kip(customer.limit_kip))
        self.language.set_value(customer.language)
        member_id = customer.member_id
        if member_id is not None:
            page = self.runner.read(lambda: register.member_page(self.desk.book, member_id, self.desk.today))
            self.member.set_member(page.brief if page else None)

    def order(self) -> AddCustomer | None:
        terms, limit = self.terms.value(), self.limit.value()
        if terms is None or limit is None:
            return None
        return AddCustomer(self.words(self.number), self.words(self.name), self.words(self.phone),
                           int(terms) if self.terms.text().strip() else None, Kip(limit) if self.limit.text().strip() else None,
                           self.member.value(), self.words(self.contact), self.words(self.address), self.words(self.tax_no), self.language.value())

    def preview(self) -> None:
        order = self.order()
        if order is None or not order.name:
            self.after.wait_for(N_("Write the customer's name."))
            return
        key = self._customer.customer_id if self._customer else None
        facts = self.runner.read(lambda: sales.prepare_customer(self.desk.book, order, key))
        self.after.show_who(order.name, order.number)
        terms = tr(N_("{days} days"), days=order.terms_days) if order.terms_days else tr(N_("at once"))
        limit = kip(order.limit_kip) if order.limit_kip is not None else tr(N_("no limit"))
        self.after.show_changes([(N_("Time to pay"), terms, terms), (N_("Limit"), limit, limit)], check_customer(facts, order) if facts else ())

    def action(self, order: Any) -> Outcome:
        if self._customer is None:
            return sales.add_customer(self.desk.book, order, self.request_key)
        return sales.change_customer(self.desk.book, ChangeCustomer(self._customer.customer_id, order), self.request_key)


OWES, LATE, SOLD = N_("Owes us ₭"), N_("Overdue ₭"), N_("Sold this year ₭")
COLUMNS = (
    Column(N_("No."), lambda c: c.customer.number, width=70),
    Column(N_("Name"), lambda c: c.customer.name, key=lambda c: lao.sort_key(c.customer.name), width=250, bold=True,
           total=lambda rows: tr(N_("{count} customers"), count=len(rows))),
    Column(N_("Phone"), lambda c: c.customer.phone, width=120),
    Column(N_("Days to pay"), lambda c: c.customer.terms_days, lambda days: str(days) if days else "–", key=lambda c: c.customer.terms_days or 0,
           right=True, width=92),
    Column(N_("Limit ₭"), lambda c: c.customer.limit_kip, lambda limit: "–" if limit is None else kip(limit), key=lambda c: c.customer.limit_kip or 0,
           right=True, width=112, ink=lambda c: "danger" if c.is_over_limit else ""),
    Column(OWES, lambda c: c.debt.balance_kip, kip, right=True, width=122, bold=True,
           total=lambda rows: kip(sum(one.debt.balance_kip for one in rows))),
    Column(LATE, lambda c: c.overdue_kip, kip, right=True, width=116, ink=lambda c: "danger" if c.overdue_kip else "",
           total=lambda rows: kip(sum(one.overdue_kip for one in rows))),
    Column(SOLD, lambda c: c.sold_kip, kip, right=True, width=130, total=lambda rows: kip(sum(one.sold_kip for one in rows))),
    Column(N_("In time"), lambda c: f"{c.in_time_count} / {c.paid_count}" if c.paid_count else "–", key=lambda c: c.in_time_count, right=True,
           width=76),
)


def _late(desk: Desk, customer_id: int | None = None) -> Figure | None:
    return behind.of_age(desk, desk.today, sales_pages.LATE, customer_id)


def _sold(desk: Desk, customer_id: int | None = None) -> Figure | None:
    year = desk.runner.read(lambda: sales_pages.year_so_far(desk.book, desk.today))
    return behind.sold(desk.runner.read(lambda: sales_pages.sold_items(desk.book, year, customer_id), ()), year) if year else None


class CustomersList(Page):
    """Everybody who buys from the co-op."""

    title = N_("Customers")
    topics = frozenset({Topic.SALES, Topic.JOURNAL})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._every: tuple[ListedCustomer, ...] = ()
        self._find = QLineEdit(clearButtonEnabled=True)
        self._find.setMinimumWidth(240)
        self._find.textChanged.connect(lambda _text: self._show())
        self.table = RecordTable(self._columns(), N_("Customers"), key=lambda line: line.customer.customer_id)
        self.table.opened.connect(lambda line: desk.go("customer", line.customer.customer_id))
        self._empty = EmptyPage("account-group-outline", N_("There are no customers yet."),
                                Button(N_("Add a customer"), self.add_new, look="main", icon="account-plus-outline"))
        self._stack = QStackedWidget()
        for shown in (self.table, self._empty):
            self._stack.addWidget(shown)
        self._save = Button(N_("Save list"), lambda: export.ask_ending(self._save, self.export), icon="content-save-outline")
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 8)
        page.setSpacing(8)
        page.addLayout(row(self._find, None, self._save,
                           Button(N_("What customers owe us"), lambda: desk.go("reports", "receivables"), icon="printer"),
                           Button(N_("Add a customer"), self.add_new, look="main", icon="account-plus-outline", hint=N_("Ctrl+N"))))
        page.addWidget(self._stack, 1)
        self.say_again()

    def _columns(self) -> tuple[Column, ...]:
        desk = self.desk

        def explained_by(column: Column, figure: Callable[..., Figure | None]) -> Column:
            return replace(column, explain=lambda line: figure(line.customer.customer_id),
                           explain_total=lambda rows: figure() if len(rows) == len(self._every) else None)

        stands: dict[str, Callable[..., Figure | None]] = {OWES: partial(customer_figures.receivable, desk.today), LATE: partial(_late, desk),
                                                           SOLD: partial(_sold, desk)}
        return tuple(explained_by(column, stands[column.title]) if column.title in stands else column for column in COLUMNS)

    def refresh(self) -> None:
        self._every = self.desk.runner.read(lambda: sales_pages.customers_page(self.desk.book, self.desk.today), self._every)
        self._show()

    def _show(self) -> None:
        wanted = lao.fold(self._find.text())
        self.table.show_rows([line for line in self._every if wanted in lao.fold(
            f"{line.customer.number} {line.customer.name} {line.customer.phone} {line.customer.contact}")])
        self._stack.setCurrentWidget(self.table if self._every else self._empty)

    def export(self, ending: str) -> None:
        """Save the list as it is shown."""
        paper = export.shown_list(self.desk, self.table, N_("Customers"), N_("As at {as_of}"), as_of=self.desk.today)
        export.save_paper(self, self.desk, paper, tr(N_("Customers")), ending)

    def add_new(self) -> None:
        CustomerForm(self, self.desk).open()

    def start_find(self) -> None:
        self._find.setFocus()
        self._find.selectAll()

    def say_again(self) -> None:
        self._find.setPlaceholderText(tr(N_("Name, number or phone")))
        self._find.setAccessibleName(tr(N_("Find a customer")))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.say_again()
        super().changeEvent(event)


ASKED, PAID = N_("Asked for ₭"), N_("Paid ₭")
STORY = (
    Column(N_("Date"), lambda s: s.on, formats.day, width=100),
    Column(N_("Paper"), lambda s: s.kind, lambda kind: tr(KINDS[kind]), width=150),
    Column(N_("No."), lambda s: s.number, width=100, bold=True),
    Column(ASKED, lambda s: s.billed_kip, kip, right=True, width=124, total=lambda rows: kip(sum(one.billed_kip for one in rows))),
    Column(PAID, lambda s: s.paid_kip, kip, right=True, width=124, total=lambda rows: kip(sum(one.paid_kip for one in rows))),
    Column(OWES, lambda s: s.balance_kip, kip, right=True, width=124, bold=True),
)


class CustomerView(Page):
    """One customer: what is owed, how it is paid, open papers, the story of the year."""

    workspace = "sales"
    topics = frozenset({Topic.SALES, Topic.JOURNAL})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._customer_id: int | None = None
        self.page: CustomerPage | None = None
        self._name, self._about = plain("", "h2"), plain("", "hint")
        self._figures = [(Words(message, "label"), plain("–", "num")) for message in (
            N_("Owes us"), N_("Overdue"), N_("On account"), N_("Sold this year"), N_("Paid in time"))]
        stands: tuple[Callable[[int], Figure | None], ...] = (
            partial(customer_figures.receivable, desk.today), partial(_late, desk), partial(behind.on_account, desk.today), partial(_sold, desk))
        for (_label, figure), stand in zip(self._figures, stands, strict=False):
            explained(figure, partial(self._of_customer, stand))
        self.table = RecordTable(self._columns(), N_("Papers of the year"), key=lambda line: line.document_id)
        self.table.opened.connect(self._open)
        self._offers = QVBoxLayout()
        self._offers.setSpacing(2)
        self.bars = Bars(110)
        head = Card(padding=12)
        head.column.setSpacing(4)
        head.column.addLayout(row(self._name, None,
                                  Button(N_("Statement"), lambda: self._paper("customer-statement"), icon="file-document-outline"),
                                  Button(N_("Reminder"), lambda: self._paper("reminder"), icon="bell-outline"),
                                  Button(N_("Change"), self.change, look="quiet"),
                                  Button(N_("Receive money"), self.receive, icon="cash-plus", tint="success", hint=N_("F4")),
                                  Button(N_("New invoice"), self.add_new, look="main", icon="plus", hint=N_("F3"))))
        head.column.addWidget(self._about)
        figures = QHBoxLayout()
        figures.setSpacing(28)
        for label, figure in self._figures:
            place = QVBoxLayout()
            place.setSpacing(0)
            place.addWidget(label)
            place.addWidget(figure)
            figures.addLayout(place)
        figures.addStretch(1)
        head.column.addLayout(figures)
        side = Card(N_("Sold by month"), padding=12)
        side.column.addWidget(self.bars)
        side.column.addWidget(Words(N_("Quotations that stand"), "label"))
        side.column.addLayout(self._offers)
        side.column.addStretch(1)
        side.setFixedWidth(300)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 10, 16, 10)
        page.setSpacing(10)
        page.addWidget(head)
        body = QHBoxLayout()
        body.setSpacing(10)
        body.addWidget(self.table, 1)
        body.addWidget(side)
        page.addLayout(body, 1)

    # --- what a figure stands for -----------------------------------------------------------------------------------------
    def _of_customer(self, figure: Callable[[int], Figure | None]) -> Figure | None:
        return figure(self._customer_id) if self._customer_id is not None else None

    def _columns(self) -> tuple[Column, ...]:
        moved = {ASKED: partial(self._moved, "debit"), PAID: partial(self._moved, "credit")}
        return tuple(behind.explained_column(column, moved[column.title]) if column.title in moved else
                     replace(column, explain=self._owed_after) if column.title == OWES else column for column in STORY)

    def _moved(self, side: str, lines: Sequence[StoryLine]) -> Figure | None:
        return self._of_customer(partial(customer_figures.in_story, lines, side))

    def _owed_after(self, line: StoryLine) -> Figure | None:
        """What was owed after a paper, where it is the last one of its day."""
        last = next((one for one in reversed(self.page.story) if one.on == line.on), None) if self.page else None
        return self._of_customer(partial(customer_figures.receivable, line.on)) if last is line else None

    def title_text(self) -> tuple[str, dict[str, object]]:
        return (N_("Customer {number}"), {"number": self.page.listed.customer.number}) if self.page else (N_("Customer"), {})

    def show_for(self, what: object) -> None:
        self._customer_id, self.page = int(str(what)), None
        self.refresh()

    def refresh(self) -> None:
        key = self._customer_id
        if key is not None:
            self.page = self.desk.runner.read(lambda: sales_pages.customer_page(self.desk.book, key, self.desk.today), self.page)
            self._show()

    def _show(self) -> None:
        page = self.page
        if page is None:
            return
        one = page.listed
        self._name.setText(one.customer.name)
        who = one.customer
        self._about.setText(" · ".join(part for part in (who.number, who.contact, who.phone, who.address) if part))
        figures = (kip_signed(one.debt.balance_kip), kip_signed(one.overdue_kip), kip_signed(one.on_account_kip), kip_signed(one.sold_kip),
                   f"{one.in_time_count} / {one.paid_count}")
        for (_, label), text in zip(self._figures, figures, strict=True):
            label.setText(text)
        self.table.show_rows(list(reversed(page.story)))
        months = [f"{month:02}" for month in range(1, 13)]
        sold = dict.fromkeys(months, 0)
        for line in page.sold:
            sold[line.month[5:]] += line.net_kip
        self.bars.show_groups([(str(int(month)), (max(sold[month], 0) // 1000,)) for month in months], unit=tr(N_("thousand ₭")))
        _empty(self._offers)
        for offer in page.quotations:
            self._offers.addWidget(plain(f"{offer.number} · {formats.day(offer.on)} · {kip(offer.total_kip)} ₭"))
            self._offers.addLayout(row(Button(N_("Make the invoice"), partial(self._take_up, offer.paper_id), look="link"),
                                       Button(N_("Withdraw"), partial(self._withdraw, offer.paper_id), look="link"), None))
        if not page.quotations:
            self._offers.addWidget(Words(N_("None"), "hint"))

    def _take_up(self, quotation_id: int) -> None:
        self.desk.go("sale", Begin(quotation_id=quotation_id))

    def _withdraw(self, paper_id: int) -> None:
        WithdrawForm(self, self.desk, paper_id).open()

    def _open(self, line: Any) -> None:
        if line.kind == "invoice":
            self.desk.go("invoice", line.document_id)
        else:
            self.desk.go("reports", "credit-note" if line.kind == "credit-note" else "receipt", line.number, *paper_of(line.document_id))

    def _paper(self, name: str) -> None:
        if self.page is not None:
            self.desk.go("reports", name, self.page.listed.customer.number)

    def change(self) -> None:
        """Change what is known of the customer."""
        if self.page is not None:
            CustomerForm(self, self.desk, self.page.listed.customer).open()

    def receive(self) -> None:
        """Receive money from this customer."""
        self.desk.act("receive-money", self._customer_id)

    def add_new(self) -> None:
        self.desk.go("sale", Begin(customer_id=self._customer_id))

    def say_again(self) -> None:
        self._show()


def _empty(layout: QBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if isinstance(inner, QBoxLayout):
            _empty(inner)
            inner.deleteLater()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
