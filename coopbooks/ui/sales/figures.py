"""Two further tabs: what was sold, by product, customer or month; and the numbers of all papers with what is missing."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from coopbooks.books.sales_lists import SoldLine
from coopbooks.coop.numbering import ExplainNumber, MissingNumber, Series
from coopbooks.coop.vat import DecideVat
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure
from coopbooks.services import numbering, sales, sales_pages
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.services.sales_pages import SalesOfYear
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import Card, EmptyPage, row
from coopbooks.ui.kit.charts import Bars
from coopbooks.ui.kit.papers import KINDS
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.sales import behind
from coopbooks.ui.sales.base import SalesForm
from coopbooks.ui.shell.page import Desk, Page

VIEWS = (("product", N_("By product")), ("customer", N_("By customer")), ("month", N_("By month")))


class Sold:
    """One row of what was sold."""

    def __init__(self, key: str, lines: list[SoldLine], view: str) -> None:
        first = lines[0]
        language = current_language()
        self.key = key
        self.name = (formats.month_name(int(first.month[5:]), language) if view == "month" else first.customer.name if view == "customer"
                     else (first.name_lo or first.name_en) if language == "lo" else (first.name_en or first.name_lo))
        self.detail = first.customer.number if view == "customer" else first.grade if view == "product" else ""
        self.net_kip = sum(line.net_kip for line in lines)
        self.items = tuple(item for line in lines for item in line.items)
        quantity = sum(int(line.quantity * 1000) for line in lines)
        same = view == "product" and len({line.unit for line in lines}) == 1
        self.quantity, self.unit = (quantity, first.unit) if same else (0, "")

    @property
    def price_kip(self) -> int:
        """The average price of one."""
        return self.net_kip * 1000 // self.quantity if self.quantity > 0 else 0


NET = N_("Sold without VAT ₭")
COLUMNS = (
    Column(N_("What"), lambda s: s.name, key=lambda s: s.key, width=260, bold=True, total=lambda rows: tr(N_("{count} lines"), count=len(rows))),
    Column(N_("Grade or no."), lambda s: s.detail, width=100),
    Column(N_("Quantity"), lambda s: s.quantity, lambda milli: formats.kg(milli) if milli else "–", right=True, width=110),
    Column(N_("Unit"), lambda s: s.unit, lambda unit: formats.unit(unit, current_language()), width=64),
    Column(N_("Average price ₭"), lambda s: s.price_kip, kip, right=True, width=130),
    Column(NET, lambda s: s.net_kip, kip, right=True, width=150, bold=True,
           total=lambda rows: kip(sum(one.net_kip for one in rows))),
)


class ProductsTab(Page):
    """What was sold this year so far."""

    title = N_("What was sold")
    topics = frozenset({Topic.SALES, Topic.JOURNAL})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sales: SalesOfYear | None = None
        self._view = "product"
        self.bars = Bars(150)
        self.table = RecordTable(tuple(behind.explained_column(column, self._behind) if column.title == NET else column for column in COLUMNS),
                                 N_("What was sold"), key=lambda line: line.key)
        self._empty = EmptyPage("chart-bar", N_("Nothing is sold this year."))
        group = QButtonGroup(self)
        chips = []
        for key, message in VIEWS:
            chip = Button(message, partial(self.choose, key), look="chip")
            chip.setCheckable(True)
            chip.setChecked(key == "product")
            group.addButton(chip)
            chips.append(chip)
        self._stack = QStackedWidget()
        whole = QWidget()
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        card = Card(padding=10)
        card.column.addWidget(self.bars)
        inside.addWidget(card)
        inside.addWidget(self.table, 1)
        for shown in (whole, self._empty):
            self._stack.addWidget(shown)
        self._whole = whole
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 8)
        page.setSpacing(8)
        page.addLayout(row(*chips, None, Button(N_("VAT"), self.decide_vat, look="link"),
                           Button(N_("Paper"), lambda: desk.go("reports", f"sales-by-{self._view}"), icon="printer")))
        page.addWidget(self._stack, 1)

    def refresh(self) -> None:
        self.sales = self.desk.runner.read(lambda: sales_pages.products_page(self.desk.book, self.desk.today), self.sales)
        self._show()

    def _behind(self, lines: Sequence[Sold]) -> Figure | None:
        return behind.sold((item for line in lines for item in line.items), self.sales.period if self.sales else None)

    def choose(self, view: str) -> None:
        """Show sales by product, customer or month."""
        self._view = view
        self._show()

    def _show(self) -> None:
        lines = self.sales.lines if self.sales else ()
        groups: dict[str, list[SoldLine]] = {}
        for line in lines:
            keys = {"product": f"{line.code} {line.name_lo} {line.grade} {line.unit}", "customer": line.customer.number, "month": line.month}
            key = keys[self._view]
            groups.setdefault(key, []).append(line)
        found = [Sold(key, of_it, self._view) for key, of_it in groups.items()]
        if self._view != "month":
            found.sort(key=lambda one: -one.net_kip)
        self.table.show_rows(found)
        bars = [(f"{one.name} {one.detail}".strip(), (max(one.net_kip, 0) // 1000,)) for one in found[:12]]
        self.bars.show_groups(bars, unit=tr(N_("thousand ₭")))
        self._stack.setCurrentWidget(self._whole if found else self._empty)

    def decide_vat(self) -> None:
        """Decide whether VAT is charged, and how much."""
        VatForm(self, self.desk).open()

    def say_again(self) -> None:
        self._show()


class VatForm(SalesForm):
    """From a day on the co-op charges VAT at a rate, or no longer."""

    paper = ""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk, N_("VAT"), icon="storefront-outline")
        self.since = self.day("since", N_("From which day?"))
        self.rate, self.basis = self.text("rate", N_("Rate in % (empty: not registered)"), 10), self.text("basis", N_("What does it rest on?"))
        form = desk.runner.read(lambda: sales_pages.sale_form(desk.book, desk.today))
        self.rate.setText(form.vat_percent if form else "")
        for name in ("since", "rate", "basis"):
            self.left.addWidget(self.fields[name])
        self.left.addStretch(1)
        self.after.wait_for(N_("Earlier invoices keep the rate of their day."))

    def order(self) -> DecideVat | None:
        since = self.since.value()
        return DecideVat(since, self.rate.text().strip().removesuffix("%"), self.words(self.basis)) if since else None

    def action(self, order: Any) -> Outcome:
        return sales.decide_vat(self.desk.book, order, self.request_key)


# --- numbers ------------------------------------------------------------------------------------------------------------------
SERIES = (
    Column(N_("Paper"), lambda s: s.kind, lambda kind: tr(KINDS[kind]), width=190, bold=True),
    Column(N_("Year"), lambda s: s.year, str, width=64),
    Column(N_("First"), lambda s: s.first, width=110),
    Column(N_("Last"), lambda s: s.last, width=110),
    Column(N_("Papers"), lambda s: s.count, str, right=True, width=80),
    Column(N_("Void"), lambda s: s.void_count, lambda count: str(count) if count else "–", right=True, width=90),
    Column(N_("Missing"), lambda s: len(s.missing), lambda count: str(count) if count else "–", right=True, width=90,
           ink=lambda s: "danger" if s.unexplained_count else "text3"),
    Column(N_("From"), lambda s: s.is_ours, lambda ours: tr(N_("our own numbers")) if ours else tr(N_("from outside")), width=150),
)
GAPS = (
    Column(N_("Missing"), lambda m: m.number, width=120, bold=True),
    Column(N_("Paper"), lambda m: m.kind, lambda kind: tr(KINDS[kind]), width=160),
    Column(N_("Year"), lambda m: m.year, str, width=64),
    Column(N_("What became of it"), lambda m: m.explanation,
           lambda text: text or "–", width=320, ink=lambda m: "" if m.explanation else "danger" if m.is_ours else "warn"),
    Column(N_("Who answers for it"), lambda m: m.signed_by, lambda text: text or "–", width=170),
    Column(N_("Date"), lambda m: m.explained_on, lambda day: formats.day(day) if day else "–", key=lambda m: str(m.explained_on or ""), width=100),
)


class NumbersTab(Page):
    """Every series of numbered papers; a missing number is explained here, with a name."""

    title = N_("Missing numbers")
    topics = frozenset(Topic)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._series: tuple[Series, ...] = ()
        self.table = RecordTable(SERIES, N_("Series of numbers"), key=lambda line: (line.kind, line.year, line.first))
        self.gaps = RecordTable(GAPS, N_("Missing numbers"), key=lambda line: (line.kind, line.year, line.number))
        self.gaps.opened.connect(self.explain)
        self._fine = EmptyPage("check-circle-outline", N_("No number is missing."))
        self._stack = QStackedWidget()
        for shown in (self.gaps, self._fine):
            self._stack.addWidget(shown)
        self._explain = Button(N_("Explain"), lambda: self.explain(self.gaps.current()), look="main")
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 8)
        page.setSpacing(8)
        page.addLayout(row(Words(N_("Our own numbers have no gaps. Numbers from outside may have some; say what became of each."), "hint"), None,
                           Button(N_("Paper"), lambda: desk.go("reports", "missing-numbers"), icon="printer"), self._explain))
        page.addWidget(self.table, 3)
        page.addWidget(self._stack, 2)

    def refresh(self) -> None:
        self._series = self.desk.runner.read(lambda: sales_pages.numbers_page(self.desk.book), self._series)
        self.table.show_rows(self._series)
        missing = sorted((gap for one in self._series for gap in one.missing), key=lambda gap: (bool(gap.explanation), -gap.year, gap.number))
        self.gaps.show_rows(missing)
        self._stack.setCurrentWidget(self.gaps if missing else self._fine)
        self._explain.setEnabled(bool(missing))

    def explain(self, gap: MissingNumber | None) -> None:
        """Say what became of a missing number."""
        chosen = gap or (self.gaps.model.rows[0] if self.gaps.model.rows else None)
        if chosen is not None:
            ExplainForm(self, self.desk, chosen).open()


class ExplainForm(SalesForm):
    """A signed word on a missing number."""

    paper = ""

    def __init__(self, parent: QWidget, desk: Desk, gap: MissingNumber) -> None:
        super().__init__(parent, desk, N_("Explain a missing number"), icon="information-outline")
        self._gap = gap
        self.explanation = self.text("explanation", N_("What became of it?"))
        self.signed_by = self.text("signed_by", N_("Who answers for it?"), 100)
        self.signed_by.setText(desk.book.user_name)
        for name in ("explanation", "signed_by"):
            self.left.addWidget(self.fields[name])
        self.left.addStretch(1)
        self.after.show_who(gap.number, tr(KINDS[gap.kind]))
        self.after.show_changes((), (), checks=(tr(N_("The word stays for ever, with the name and the day.")),))

    def order(self) -> ExplainNumber:
        return ExplainNumber(self._gap.kind, self._gap.year, self._gap.number, self.words(self.explanation), self.words(self.signed_by))

    def action(self, order: Any) -> Outcome:
        return numbering.explain_number(self.desk.book, order, self.request_key)
