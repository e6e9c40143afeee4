"""The stock: lots with what the cards say and what the last count was worth; counting, processing, cards to print."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coopbooks.coop.stock import Item, named, quantity, yield_is_odd
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.figures import Figure, balance
from coopbooks.services import stock
from coopbooks.services.outcome import Topic
from coopbooks.services.stock import Lot, Processed, StockView
from coopbooks.ui.deliveries.figures import of_items
from coopbooks.ui.deliveries.stock_forms import CountForm, ProcessForm, UndoForm
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import Card, EmptyPage, column, row
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.shell.page import Desk, Page


def _quantity(milli: int) -> str:
    return quantity(milli).replace("-", "−") if milli else "–"


def _percent(rate: Fraction) -> str:
    return formats.percent_text(Fraction(round(rate * 1000), 1000)) if rate else "–"


def _outs(one: Processed, names: dict[Item, str]) -> str:
    return " + ".join(f"{names.get(item, '?')} {quantity(out)}" for item, out in one.kept.outs) or "–"


def _counted(lots: Sequence[Lot]) -> Figure | None:
    """What the last count says these lots are worth."""
    return of_items([lot.counted.line_id for lot in lots if lot.counted and lot.counted.value_kip], AccountRole.PRODUCE_STOCK, register="count")


LOTS = (
    Column(N_("Product"), lambda lot: lot.product.name(current_language()), lambda name: name, width=180, bold=True),
    Column(N_("Grade"), lambda lot: lot.item.grade, lambda grade: grade or "–", width=66),
    Column(N_("Lot"), lambda lot: lot.item.lot, lambda name: name or "–", width=100),
    Column(N_("On the card"), lambda lot: lot.held_milli, _quantity, right=True, width=110, bold=True,
           ink=lambda lot: "danger" if lot.held_milli < 0 else ""),
    Column(N_("Unit"), lambda lot: lot.product.unit, lambda unit: formats.unit(unit, current_language()), width=56),
    Column(N_("Counted on"), lambda lot: lot.counted.on if lot.counted else date.min,
           lambda on: formats.day(on) if on != date.min else "–", width=112),
    Column(N_("Counted quantity"), lambda lot: lot.counted.counted_milli if lot.counted else 0, _quantity, right=True, width=130),
    Column(N_("Value ₭"), lambda lot: lot.counted.value_kip if lot.counted else 0, kip, right=True, width=120,
           total=lambda rows: kip(sum(lot.counted.value_kip for lot in rows if lot.counted)), explain=lambda lot: _counted([lot]),
           explain_total=_counted),
)


class StockPage(Page):
    """The stock of produce."""

    title = N_("Deliveries")
    topics = frozenset({Topic.PRODUCE, Topic.SALES, Topic.JOURNAL})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view: StockView | None = None
        self._names: dict[Item, str] = {}
        self.lots = RecordTable(LOTS, N_("Stock"))
        self.lots.opened.connect(lambda lot: self.print_card(named(self.view.facts.products, lot.item) if self.view else ""))
        self.processed = RecordTable((
            Column(N_("Date"), lambda p: p.kept.on, formats.day, width=112),
            Column(N_("No."), lambda p: p.kept.number, width=84, ink=lambda p: "disabled" if p.kept.undone_by or p.kept.undoes else ""),
            Column(N_("Went in"), lambda p: f"{self._names.get(p.kept.item, '?')} {quantity(p.kept.in_milli)}", width=150),
            Column(N_("Came out"), lambda p: _outs(p, self._names), width=220),
            Column(N_("Yield"), lambda p: p.kept.yield_rate, _percent, right=True, width=80,
                   ink=lambda p: "warn" if yield_is_odd(p.kept.yield_rate, p.usual) else ""),
            Column(N_("Usual"), lambda p: p.usual or Fraction(0), _percent, right=True, width=80)),
            N_("Processing"))
        self._account, self._counted = plain("–", "num"), plain("–", "strong")
        explained(self._account, lambda: balance(AccountRole.PRODUCE_STOCK, as_of=self.view.on) if self.view else None)
        explained(self._counted, lambda: _counted(self.view.lots) if self.view else None)
        self._agrees = Words("", "hint", wrap=True)
        side = Card(N_("Value of the stock"), padding=12)
        side.setFixedWidth(220)
        for part in (Words(N_("The stock account says"), "label"), self._account, Words(N_("Counted last"), "label"), self._counted, self._agrees):
            side.column.addWidget(part)
        side.column.addStretch(1)
        self._empty = EmptyPage("database-outline", N_("Nothing is in stock yet."))
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 10)
        page.setSpacing(8)
        page.addLayout(row(Words(N_("Kilograms move with every slip and sale. The value is posted when the stock is counted."), "hint"), None,
                           Button(N_("Print stock cards"), lambda: self.print_card(""), icon="printer"),
                           Button(N_("Processing"), self.process, icon="plus"),
                           Button(N_("Count the stock"), self.count, look="main", icon="scale")))
        body = QHBoxLayout()
        body.setSpacing(10)
        undo = Button(N_("Take a processing back"), self.undo, look="link", icon="undo-variant")
        lists = column(self.lots, row(Words(N_("Processing"), "h3"), None, undo), self.processed, spacing=6)
        lists.setStretch(0, 3)
        lists.setStretch(2, 2)
        body.addLayout(lists, 1)
        body.addWidget(side)
        page.addLayout(body, 1)
        page.addWidget(self._empty)

    def refresh(self) -> None:
        self.view = self.desk.runner.read(lambda: stock.prepare_stock(self.desk.book, self.desk.today), self.view)
        self.say_again()

    def say_again(self) -> None:
        view = self.view
        if view is None:
            return
        every = {lot.item for lot in view.lots} | {one.kept.item for one in view.processed} | {
            item for one in view.processed for item, _ in one.kept.outs}
        self._names = {item: named(view.facts.products, item) for item in every}
        self.lots.show_rows(view.lots)
        self.processed.show_rows(view.processed)
        self._empty.setVisible(not view.lots and not view.processed)
        counted = sum(lot.counted.value_kip for lot in view.lots if lot.counted)
        self._account.setText(kip(view.account_kip))
        self._counted.setText(kip(counted))
        self._agrees.tell(N_("Both are equal.") if counted == view.account_kip else N_("They are equal again after the next count."))

    def count(self) -> None:
        """Count every lot."""
        if self.view is not None:
            CountForm(self, self.desk, self.view).open()

    def process(self) -> None:
        """Record what went in and what came out."""
        if self.view is not None:
            ProcessForm(self, self.desk, self.view).open()

    def undo(self) -> None:
        """Take back the processing that is marked, else the last one that stands."""
        marked = self.processed.current()
        standing = [one for one in self.processed.model.rows if not one.kept.undone_by and one.kept.undoes is None]
        chosen = marked if marked in standing else next(iter(standing), None)
        if chosen is not None:
            UndoForm(self, self.desk, chosen.kept).open()

    def reverse_last(self) -> None:
        """Ctrl+R: take a processing back."""
        self.undo()

    def print_card(self, code: str) -> None:
        """Show the card of a lot, or the cards of all."""
        self.desk.go("reports", "stock-card", code)

    def add_new(self) -> None:
        self.count()
