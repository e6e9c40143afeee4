"""Stock of produce by product, grade and lot: a card of weights that always moves, and a value that is posted at counts.

Weights come from deliveries, sales, processing and counts. Value does not: a delivery is a cost at once (headless interface, rule 18),
so the stock account moves by opening, journal and count only. A count says what is there and what a unit is worth. It takes the old
value of the whole stock off the account and puts the counted value on it, against the account of stock changes: therefore every lot
is counted together, and on the day of a count the value on the cards is what the account says, to the kip. Between two counts the
cards go on in kilograms and the account stands still; what was eaten up shows as a cost with the next count.

Processing takes a lot in and brings lots out (cherry → parchment → green). It moves weights only and posts nothing.
See also: books.stock (the cards), services.stock (does it), books.verify_produce (proves it).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from coopbooks.coop.boxes import LinesMissing, check_number, check_texts
from coopbooks.coop.produce import GradeUnknown, Product, ProductUnknown
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import MAX_LINE_KIP, MAX_MILLI, Kip, value_of
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken


class Item(NamedTuple):
    """One lot of the stock: product, grade, and the lot's own name ("" where nobody names lots)."""

    product_id: int
    grade: str
    lot: str = ""


@dataclass(frozen=True, slots=True)
class CountLine:
    """What was counted of one lot, what one unit is worth, and why it differs from the card."""

    product_id: int
    grade: str
    counted_milli: int
    unit_kip: Kip
    lot: str = ""
    reason: str = ""

    @property
    def item(self) -> Item:
        """Which lot."""
        return Item(self.product_id, self.grade, self.lot)

    @property
    def value_kip(self) -> Kip:
        """Quantity × value of a unit, rounded half up."""
        return value_of(self.counted_milli, self.unit_kip)


@dataclass(frozen=True, slots=True)
class CountStock:
    """Order: the whole stock was counted at the close of a day."""

    on: date
    lines: tuple[CountLine, ...]
    number: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProcessOut:
    """A lot that came out of processing."""

    product_id: int
    grade: str
    out_milli: int
    lot: str = ""


@dataclass(frozen=True, slots=True)
class ProcessLot:
    """Order: a lot was worked on. `anyway`: the card holds less, and it was there all the same."""

    on: date
    product_id: int
    grade: str
    in_milli: int
    outs: tuple[ProcessOut, ...] = ()
    lot: str = ""
    note: str = ""
    anyway: bool = False

    @property
    def item(self) -> Item:
        """Which lot went in."""
        return Item(self.product_id, self.grade, self.lot)


@dataclass(frozen=True, slots=True)
class UndoProcessing:
    """Order: a processing was recorded wrongly; it is taken back with the reason."""

    processing_id: int
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class StockFacts:
    """What the rules judge.

    Attributes:
        held: what the cards say at the close of the order's day.
        account_kip: what the stock account holds with everything in the book; `moved_on` its last day.
    """

    days: OpenDays
    products: Mapping[int, Product]
    held: Mapping[Item, int]
    account_kip: Kip
    moved_on: date | None
    number_taken: bool = False


@dataclass(frozen=True, slots=True)
class KeptProcessing:
    """A processing as kept; `undone_by` is the number that took it back."""

    processing_id: int
    number: str
    on: date
    item: Item
    in_milli: int
    outs: tuple[tuple[Item, int], ...]
    note: str
    undoes: int | None
    undone_by: str

    @property
    def yield_rate(self) -> Fraction:
        """What came out of what went in."""
        return Fraction(sum(out for _, out in self.outs), self.in_milli) if self.in_milli else Fraction(0)


class QuantityWrong(RuleBroken):
    """A quantity is nothing or more, and fits."""

    field, wording = "counted_milli", N_("Give a quantity from 0 to 999,999,999.")


class UnitValueMissing(RuleBroken):
    """What is there is worth something."""

    field, wording = "unit_kip", N_("Give what one unit is worth, above 0.")


class CountedTwice(RuleBroken):
    """Each lot is counted once."""

    field, wording = "product_id", N_("{item} stands twice in this count.")


class LotNotCounted(RuleBroken):
    """The value of the whole stock is counted together."""

    field, wording = "lines", N_("{item} is on the card with {held} and is not counted. Count it, or write 0.")


class DifferenceUnexplained(RuleBroken):
    """A difference has a reason."""

    field, wording = "reason", N_("The card says {held}, counted were {counted}. Write why.")


class BeforeLastMovement(RuleBroken):
    """A count stands on everything before it."""

    field, wording = "on", N_("The stock account moved on {moved_on}. Count on that day or later.")


class NothingToPost(RuleBroken):
    """A count without any value says nothing about the account."""

    field, wording = "lines", N_("Nothing was counted and the stock account holds nothing.")


class StockTooDear(RuleBroken):
    """One entry carries at most 999,999,999,999,999 kip."""

    field, wording = "lines", N_("The stock would be worth more than one entry can carry.")


class InMissing(RuleBroken):
    """Something goes in."""

    field, wording = "in_milli", N_("Give what went in, above 0.")


class TakesMoreThanHeld(RuleBroken):
    """The card does not hold so much; perhaps a delivery or a count is missing."""

    field, wording = "anyway", N_("The card holds {held}, less than {taken}. Say that it was there all the same.")


class OutMoreThanIn(RuleBroken):
    """Nothing grows by processing."""

    field, wording = "outs", N_("{out} came out of {taken}. That is more than went in.")


class LossUnexplained(RuleBroken):
    """What is gone has a reason."""

    field, wording = "note", N_("Nothing came out. Write why.")


class UndoneBefore(RuleBroken):
    """A processing is taken back once."""

    field, wording = "processing_id", N_("{number} is taken back already.")


class UndoReasonMissing(RuleBroken):
    """Whoever reads the trail wants to know why."""

    field, wording = "reason", N_("Write the reason.")


class UndoneTooEarly(RuleBroken):
    """The undoing does not come before the deed."""

    field, wording = "on", N_("{number} is dated {dated}. It cannot be taken back before.")


def quantity(milli: int) -> str:
    """Thousandths of a unit as people write them: 168500 → 168.5."""
    whole, rest = divmod(abs(milli), 1000)
    return ("-" if milli < 0 else "") + f"{whole:,}" + (f".{rest:03}".rstrip("0") if rest else "")


def named(products: Mapping[int, Product], item: Item) -> str:
    """A lot as lists name it: CH A lot 7."""
    product = products.get(item.product_id)
    return " ".join(part for part in (product.code if product else "?", item.grade, item.lot) if part)


def _check_item(products: Mapping[int, Product], item: Item) -> Iterator[RuleBroken]:
    product = products.get(item.product_id)
    if product is None:
        yield ProductUnknown()
    elif item.grade and product.grades and item.grade not in product.grades:
        yield GradeUnknown(product=product.code, grade=item.grade, grades=list(product.grades))


def check_count(facts: StockFacts, order: CountStock) -> list[RuleBroken]:
    """Whether a count may be posted. A line's complaints are tied to `lines.<place>.<field>`."""
    broken = [*check_open(facts.days, order.on), *check_texts(order), *check_number(order.number, facts.number_taken)]
    if not order.lines:
        return [*broken, LinesMissing()]
    seen: set[Item] = set()
    for place, line in enumerate(order.lines):
        broken += [one.at(f"lines.{place}.{one.field}") for one in _check_count_line(facts, line, seen)]
        seen.add(line.item)
    broken += [LotNotCounted(item=named(facts.products, item), held=quantity(held))
               for item, held in facts.held.items() if held and item not in seen]
    if facts.moved_on is not None and order.on < facts.moved_on:
        broken.append(BeforeLastMovement(moved_on=facts.moved_on))
    total = sum(line.value_kip for line in order.lines)
    if not broken and total > MAX_LINE_KIP:
        broken.append(StockTooDear())
    elif not broken and not total and not facts.account_kip:
        broken.append(NothingToPost())
    return broken


def _check_count_line(facts: StockFacts, line: CountLine, seen: set[Item]) -> Iterator[RuleBroken]:
    yield from _check_item(facts.products, line.item)
    if line.item in seen:
        yield CountedTwice(item=named(facts.products, line.item))
    if not 0 <= line.counted_milli <= MAX_MILLI:
        yield QuantityWrong()
        return
    if line.counted_milli and not 0 < line.unit_kip <= MAX_LINE_KIP:
        yield UnitValueMissing()
    held = facts.held.get(line.item, 0)
    if held != line.counted_milli and not line.reason.strip():
        yield DifferenceUnexplained(held=quantity(held), counted=quantity(line.counted_milli))


def count_entry(facts: StockFacts, order: CountStock) -> JournalEntry:
    """The old value off the stock account, the counted value on it, both against stock changes."""
    old, new = facts.account_kip, sum(line.value_kip for line in order.lines)
    return balanced(order.on, "stock-count", (
        leg(AccountRole.STOCK_CHANGE, old), leg(AccountRole.PRODUCE_STOCK, -old),
        leg(AccountRole.PRODUCE_STOCK, new), leg(AccountRole.STOCK_CHANGE, -new)), order.note)


def check_process(facts: StockFacts, order: ProcessLot) -> list[RuleBroken]:
    """Whether a processing may be recorded."""
    broken = [*check_open(facts.days, order.on), *check_texts(order), *_check_item(facts.products, order.item)]
    for place, out in enumerate(order.outs):
        judged = list(_check_item(facts.products, Item(out.product_id, out.grade, out.lot)))
        if not 0 < out.out_milli <= MAX_MILLI:
            judged.append(QuantityWrong().at("out_milli"))
        broken += [one.at(f"outs.{place}.{one.field}") for one in judged]
    if not 0 < order.in_milli <= MAX_MILLI:
        return [*broken, InMissing()]
    held, out_milli = facts.held.get(order.item, 0), sum(out.out_milli for out in order.outs)
    units = {facts.products[key].unit for key in (order.product_id, *(out.product_id for out in order.outs)) if key in facts.products}
    if order.in_milli > held and not order.anyway:
        broken.append(TakesMoreThanHeld(held=quantity(held), taken=quantity(order.in_milli)))
    if out_milli > order.in_milli and len(units) == 1:
        broken.append(OutMoreThanIn(out=quantity(out_milli), taken=quantity(order.in_milli)))
    if not order.outs and not order.note.strip():
        broken.append(LossUnexplained())
    return broken


def check_undo(days: OpenDays, kept: KeptProcessing, order: UndoProcessing) -> list[RuleBroken]:
    """Whether a processing may be taken back."""
    broken: list[RuleBroken] = list(check_open(days, order.on))
    if order.on < kept.on:
        broken.append(UndoneTooEarly(number=kept.number, dated=kept.on))
    if kept.undone_by or kept.undoes is not None:
        broken.append(UndoneBefore(number=kept.number))
    return broken if order.reason.strip() else [*broken, UndoReasonMissing()]


def yield_is_odd(rate: Fraction, usual: Fraction | None) -> bool:
    """Whether a yield is more than a quarter off the usual one."""
    return usual is not None and usual > 0 and abs(rate - usual) * 4 > usual
