"""Counting the stock, processing lots, and what the stock page and its cards show."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from coopbooks.books import documents, produce, stock
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.stock import LastCount
from coopbooks.books.transaction import Writing
from coopbooks.coop import stock as rules
from coopbooks.coop.produce import Product
from coopbooks.coop.stock import CountStock, Item, KeptProcessing, ProcessLot, StockFacts, UndoProcessing
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action
from coopbooks.services.roles import need_roles


@action(Topic.JOURNAL, Topic.PRODUCE, Topic.DOCUMENTS)
def count_stock(tx: Writing, order: CountStock) -> None:
    """Count the whole stock at the close of a day.

    Posts: the old value off the stock account and the counted value on it, against stock changes. Refused: LotNotCounted,
    DifferenceUnexplained, UnitValueMissing, BeforeLastMovement, PeriodClosed, …
    """
    need_roles(tx, AccountRole.STOCK_CHANGE)
    facts = stock.facts_for(tx, order.on, order.number)
    refuse_if(rules.check_count(facts, order))
    documents.prepare(tx, "stock-count", order.on)
    entry_id = tx.post(rules.count_entry(facts, order))
    document_id = documents.issue(tx, entry_id, Paper("stock-count", order.on, sum(line.value_kip for line in order.lines), order.number,
                                                      note=order.note, likeness=documents.likeness(order)))
    stock.keep_count(tx, entry_id, document_id, order, dict(facts.held))


@action(Topic.PRODUCE)
def process_lot(tx: Writing, order: ProcessLot) -> str:
    """Take a lot in and bring lots out: weights move, nothing is posted. Refused: TakesMoreThanHeld, OutMoreThanIn, InMissing, …"""
    refuse_if(rules.check_process(stock.facts_for(tx, order.on), order))
    number = stock.keep_processing(tx, order)
    return tr(N_("{number} is saved."), number=number)


@action(Topic.PRODUCE)
def undo_processing(tx: Writing, order: UndoProcessing) -> str:
    """Take a processing back with the reason; both stay visible. Refused: UndoneBefore, UndoReasonMissing, PeriodClosed."""
    kept = next(one for one in stock.processings(tx) if one.processing_id == order.processing_id)
    refuse_if(rules.check_undo(stock.facts_for(tx, order.on).days, kept, order))
    number = stock.keep_undo(tx, kept, order)
    return tr(N_("{number} takes {undone} back."), number=number, undone=kept.number)


# --- what the page shows ----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Lot:
    """One lot of the stock as the list shows it; `suggested_kip` is what a unit cost in the last year."""

    item: Item
    product: Product
    held_milli: int
    counted: LastCount | None
    suggested_kip: Kip


@dataclass(frozen=True, slots=True)
class Processed:
    """A processing with what usually comes out."""

    kept: KeptProcessing
    usual: Fraction | None


@dataclass(frozen=True, slots=True)
class StockView:
    """The stock on a day: lots, the account, processing, and what the forms judge by."""

    on: date
    lots: tuple[Lot, ...]
    account_kip: Kip
    processed: tuple[Processed, ...]
    products: tuple[Product, ...]
    facts: StockFacts


def prepare_stock(book: Book, on: date) -> StockView:
    """The one read of the stock page and its forms."""
    with book.reading() as tx:
        facts, counts, costs, known = stock.facts_for(tx, on), stock.last_counts(tx), stock.suggested(tx, on), produce.products(tx)
        every = sorted({*facts.held, *(item for item, one in counts.items() if one.counted_milli)})
        lots = tuple(Lot(item, known[item.product_id], facts.held.get(item, 0), counts.get(item),
                         costs.get(item) or costs.get(Item(item.product_id, item.grade)) or (counts[item].unit_kip if item in counts else Kip(0)))
                     for item in every)
        done = tuple(Processed(one, stock.usual_yield(tx, one.item.product_id, one.outs[0][0].product_id) if one.outs else None)
                     for one in stock.processings(tx)[:100])
        return StockView(on, lots, facts.account_kip, done, produce.all_products(tx), facts)


def usual_yield(book: Book, product_id: int, out_product_id: int) -> Fraction | None:
    """What usually comes out of a product."""
    with book.reading() as tx:
        return stock.usual_yield(tx, product_id, out_product_id)
