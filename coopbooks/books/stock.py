"""The stock as kept: what moved each lot, what the cards say on a day, counts and processing."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from coopbooks.books import balances, documents, produce, settings
from coopbooks.books.rows_produce import ProcessingOutRow, ProcessingRow, StockCountRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.stock import CountStock, Item, KeptProcessing, ProcessLot, StockFacts, UndoProcessing
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip, value_of

PREFIX = "PC"
"""Letters before the number of a processing."""
EVER = "9999-12-31"
CHAIN = 3
"""How many steps of processing the cost of a lot is followed through: cherry → parchment → green."""

_MOVES = """
SELECT l.doc_date AS moved_on, 'delivery' AS kind, d.number, l.product_id, l.grade, '' AS lot, l.net_g AS milli, NULL AS value_kip
  FROM delivery_line AS l JOIN document AS d USING (document_id)
UNION ALL
SELECT l.doc_date, 'sale', d.number, l.product_id, l.grade, coalesce(x.lot, ''), -l.quantity_milli, NULL
  FROM invoice_line AS l JOIN document AS d USING (document_id) LEFT JOIN invoice_lot AS x USING (invoice_line_id) WHERE l.product_id IS NOT NULL
UNION ALL
SELECT p.done_on, 'processing', p.number, p.product_id, p.grade, p.lot, -p.in_milli, NULL FROM processing AS p
UNION ALL
SELECT p.done_on, 'processing', p.number, o.product_id, o.grade, o.lot, o.out_milli, NULL
  FROM processing_out AS o JOIN processing AS p USING (processing_id)
UNION ALL
SELECT c.counted_on, 'count', d.number, c.product_id, c.grade, c.lot, c.counted_milli - c.book_milli, c.value_kip
  FROM stock_count AS c JOIN document AS d USING (document_id)
"""


@dataclass(frozen=True, slots=True)
class CardLine:
    """One movement of a lot's card: in or out, what was there after it, and at a count its value."""

    on: date
    kind: str
    number: str
    milli: int
    held_milli: int
    value_kip: Kip | None


def held(tx: Reading, day: date) -> dict[Item, int]:
    """What the cards say at the close of a day, by lot; lots with nothing are left out."""
    found = tx.all(f"SELECT product_id, grade, lot, sum(milli) FROM ({_MOVES}) WHERE moved_on <= ? GROUP BY 1, 2, 3 HAVING sum(milli) <> 0 "
                   "ORDER BY 1, 2, 3", day.isoformat())
    return {Item(int(key), str(grade), str(lot)): int(milli) for key, grade, lot, milli in found}


def card(tx: Reading, item: Item, first_day: date, last_day: date) -> tuple[int, list[CardLine]]:
    """What a lot held before a period, and its movements in it in the order of days."""
    (before,) = tx.one(f"SELECT coalesce(sum(milli), 0) FROM ({_MOVES}) WHERE product_id = ? AND grade = ? AND lot = ? AND moved_on < ?",
                       *item, first_day.isoformat())
    balance, lines = int(before), []
    for on, kind, number, milli, value in tx.all(
            f"SELECT moved_on, kind, number, milli, value_kip FROM ({_MOVES}) WHERE product_id = ? AND grade = ? AND lot = ? "
            "AND moved_on BETWEEN ? AND ? "
            "ORDER BY moved_on, instr('delivery processing sale count', kind), number", *item, first_day.isoformat(), last_day.isoformat()):
        balance += milli
        if milli or value:
            lines.append(CardLine(date.fromisoformat(on), kind, number, int(milli), balance, Kip(value) if value is not None else None))
    return int(before), lines


def items(tx: Reading) -> list[Item]:
    """Every lot that ever moved."""
    return [Item(int(key), str(grade), str(lot)) for key, grade, lot in tx.all(
        f"SELECT DISTINCT product_id, grade, lot FROM ({_MOVES}) ORDER BY 1, 2, 3")]


def suggested(tx: Reading, day: date) -> dict[Item, Kip]:
    """What one unit of each lot cost in the year up to a day: bought at the scale, or what went into its processing.

    An average by weight; second payments are left out, because they come after most counts.
    """
    since = date(day.year - 1, day.month, min(day.day, 28)).isoformat()
    costs: dict[Item, Fraction] = {}
    for key, grade, net_g, kip in tx.all("SELECT product_id, grade, sum(net_g), sum(amount_kip) FROM delivery_line "
                                         "WHERE doc_date BETWEEN ? AND ? GROUP BY 1, 2 HAVING sum(net_g) > 0", since, day.isoformat()):
        costs[Item(int(key), str(grade))] = Fraction(kip * 1000, net_g)
    done = [one for one in processings(tx) if since <= one.on.isoformat() <= day.isoformat() and one.undoes is None and not one.undone_by]
    for _ in range(CHAIN):
        sums: dict[Item, tuple[Fraction, int]] = {}
        for one in done:
            cost = costs.get(one.item) or costs.get(Item(one.item.product_id, one.item.grade))
            whole = sum(out for _, out in one.outs)
            if cost and whole:
                for item, out in one.outs:
                    money, milli = sums.get(item, (Fraction(0), 0))
                    sums[item] = (money + cost * one.in_milli * out / whole / 1000, milli + out)
        costs.update({item: money * 1000 / milli for item, (money, milli) in sums.items() if milli and item not in costs})
    return {item: Kip(int(cost + Fraction(1, 2))) for item, cost in costs.items()}


# --- counts -----------------------------------------------------------------------------------------------------------
def facts_for(tx: Reading, on: date, number: str | None = None) -> StockFacts:
    """What the rules of stock judge on a day."""
    account_id = tx.account_id(AccountRole.PRODUCE_STOCK)
    (moved_on,) = tx.one("SELECT max(entry_date) FROM posting WHERE account_id = ?", account_id)
    return StockFacts(settings.open_days(tx), produce.products(tx), held(tx, on), balances.of_all_days(tx, AccountRole.PRODUCE_STOCK),
                      date.fromisoformat(moved_on) if moved_on else None, documents.taken(tx, "stock-count", number, on))


def keep_count(tx: Writing, entry_id: int, document_id: int, order: CountStock, before: dict[Item, int]) -> None:
    """Append the lines of a count to its open entry; `before` is what the cards said."""
    for line in order.lines:
        tx.append(StockCountRow, entry_id=entry_id, document_id=document_id, counted_on=order.on.isoformat(), product_id=line.product_id,
                  grade=line.grade, lot=line.lot, book_milli=before.get(line.item, 0), counted_milli=line.counted_milli, unit_kip=line.unit_kip,
                  value_kip=value_of(line.counted_milli, line.unit_kip), reason=line.reason)


@dataclass(frozen=True, slots=True)
class LastCount:
    """The last count of a lot that stands."""

    on: date
    number: str
    counted_milli: int
    unit_kip: Kip
    value_kip: Kip
    line_id: int


def last_counts(tx: Reading) -> dict[Item, LastCount]:
    """The lots of the last count that stands."""
    found = tx.all("SELECT c.product_id, c.grade, c.lot, c.counted_on, d.number, c.counted_milli, c.unit_kip, c.value_kip, stock_count_id "
                   "FROM stock_count AS c JOIN document AS d USING (document_id) WHERE d.document_id = "
                   "(SELECT max(d.document_id) FROM document AS d WHERE "
                   "d.kind = 'stock-count' AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id))")
    return {Item(int(key), grade, lot): LastCount(date.fromisoformat(on), number, milli, Kip(unit), Kip(value), int(line))
            for key, grade, lot, on, number, milli, unit, value, line in found}


def counted_on(tx: Reading) -> date | None:
    """The day of the last count that stands."""
    (on,) = tx.one("SELECT max(doc_date) FROM document AS d WHERE kind = 'stock-count' AND NOT EXISTS "
                   "(SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id)")
    return date.fromisoformat(on) if on else None


def later_counts(tx: Reading, entry_id: int) -> list[str]:
    """Counts that stand and follow the one of an entry: they build on it."""
    return [str(number) for (number,) in tx.all(
        "SELECT d.number FROM document AS d WHERE d.kind = 'stock-count' AND d.entry_id > ?1 AND EXISTS (SELECT 1 FROM stock_count AS c "
        "WHERE c.entry_id = ?1) AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id) ORDER BY d.document_id LIMIT 5", entry_id)]


# --- processing -------------------------------------------------------------------------------------------------------
def keep_processing(tx: Writing, order: ProcessLot) -> str:
    """Append a processing; returns its number."""
    number = _next_number(tx)
    key = tx.decide(ProcessingRow, number=number, done_on=order.on.isoformat(), product_id=order.product_id, grade=order.grade, lot=order.lot,
                    in_milli=order.in_milli, note=order.note, undoes=None)
    for out in order.outs:
        tx.decide(ProcessingOutRow, processing_id=key, product_id=out.product_id, grade=out.grade, lot=out.lot, out_milli=out.out_milli)
    return number


def keep_undo(tx: Writing, kept: KeptProcessing, order: UndoProcessing) -> str:
    """Append what takes a processing back; returns its number."""
    number = _next_number(tx)
    key = tx.decide(ProcessingRow, number=number, done_on=order.on.isoformat(), product_id=kept.item.product_id, grade=kept.item.grade,
                    lot=kept.item.lot, in_milli=-kept.in_milli, note=order.reason, undoes=kept.processing_id)
    for item, out in kept.outs:
        tx.decide(ProcessingOutRow, processing_id=key, product_id=item.product_id, grade=item.grade, lot=item.lot, out_milli=-out)
    return number


def _next_number(tx: Reading) -> str:
    (count,) = tx.one("SELECT count(*) FROM processing")
    return f"{PREFIX}-{count + 1:04}"


def processings(tx: Reading) -> list[KeptProcessing]:
    """Every processing, newest first."""
    outs: dict[int, list[tuple[Item, int]]] = {}
    for key, product, grade, lot, milli in tx.all("SELECT processing_id, product_id, grade, lot, out_milli FROM processing_out "
                                                  "ORDER BY processing_out_id"):
        outs.setdefault(int(key), []).append((Item(int(product), grade, lot), int(milli)))
    found = tx.all("SELECT processing_id, number, done_on, product_id, grade, lot, in_milli, note, undoes, coalesce((SELECT u.number "
                   "FROM processing AS u WHERE u.undoes = p.processing_id), '') FROM processing AS p ORDER BY processing_id DESC")
    return [KeptProcessing(int(key), number, date.fromisoformat(on), Item(int(product), grade, lot), int(milli), tuple(outs.get(int(key), ())),
                           note, undoes, undone_by)
            for key, number, on, product, grade, lot, milli, note, undoes, undone_by in found]


def usual_yield(tx: Reading, product_id: int, out_product_id: int, last: int = 10) -> Fraction | None:
    """What usually comes out of a product: all out by all in of the last processings; None where there is none."""
    same = [one for one in processings(tx) if one.undoes is None and not one.undone_by and one.item.product_id == product_id
            and any(item.product_id == out_product_id for item, _ in one.outs)][:last]
    went_in = sum(one.in_milli for one in same)
    return Fraction(sum(out for one in same for item, out in one.outs if item.product_id == out_product_id), went_in) if went_in else None
