"""Deciding how produce is taken in and how advances are taken back; whole price lists; what the day sheet's tabs show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopbooks.books import boxes, intake, members, produce, settings
from coopbooks.books.book import Book
from coopbooks.books.produce import PriceDecision, SheetDay
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop import intake as rules
from coopbooks.coop import produce as produce_rules
from coopbooks.coop.boxes import MoneyBox
from coopbooks.coop.intake import OpenAdvance, ProductTerms, Recovery
from coopbooks.coop.members import MemberBrief
from coopbooks.coop.produce import Product, ProductUnknown, SetPrice, SetPrices
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


@action(Topic.PRODUCE, Topic.SETTINGS)
def set_product_terms(tx: Writing, order: ProductTerms) -> None:
    """Decide sacks, moisture and deductions of a product from a day on. Refused: PercentWrong, BagTooHeavy, ProductUnknown."""
    unknown = [] if order.product_id in produce.products(tx) else [ProductUnknown()]
    refuse_if([*unknown, *rules.check_terms(order)])
    intake.keep_terms(tx, order)


@action(Topic.PRODUCE, Topic.SETTINGS)
def set_recovery(tx: Writing, order: Recovery) -> None:
    """Decide how advances are taken back from a day on. Refused: PercentWrong, RecoveryMissing, RecoveryUnknown."""
    refuse_if(rules.check_recovery(order))
    intake.keep_recovery(tx, order)


@action(Topic.PRODUCE, Topic.SETTINGS)
def set_prices(tx: Writing, order: SetPrices) -> None:
    """Decide a whole price list from a day on: one save, or nothing. Refused: PriceMissing, ProductUnknown, GradeUnknown."""
    refuse_if(produce_rules.check_prices(produce.products(tx), order))
    for one in order.prices:
        produce.keep_price(tx, SetPrice(one.product_id, one.grade, order.since, one.price_kip, order.basis))


@dataclass(frozen=True, slots=True)
class PriceList:
    """Products with the prices of a day, the terms of intake, how advances are taken back, and every price before."""

    on: date
    products: tuple[Product, ...]
    prices: dict[tuple[int, str], Kip]
    terms: dict[int, ProductTerms]
    recovery: Recovery
    history: tuple[PriceDecision, ...]


def prepare_prices(book: Book, on: date) -> PriceList:
    """The one read of the price page."""
    with book.reading() as tx:
        return PriceList(on, produce.all_products(tx), produce.prices_on(tx, on), intake.terms_on(tx, on), intake.recovery_on(tx, on),
                         tuple(produce.price_history(tx)))


@dataclass(frozen=True, slots=True)
class AdvanceLine:
    """One open advance with whose it is; `days` past due, and its place among the ages."""

    member: MemberBrief
    advance: OpenAdvance
    days: int
    age: int


@dataclass(frozen=True, slots=True)
class AdvancesView:
    """Every open advance on a day, oldest first, and how advances are taken back."""

    lines: tuple[AdvanceLine, ...]
    recovery: Recovery


def advance_lines(tx: Reading, day: date) -> tuple[AdvanceLine, ...]:
    """Every open advance on a day, oldest first."""
    everybody = members.load_all(tx)
    found = [AdvanceLine(everybody[key], one, rules.days_over(one, day), rules.age_of(one, day))
             for key, advances in intake.open_advances(tx, day).items() for one in advances]
    return tuple(sorted(found, key=lambda line: (line.advance.on, members.number_key(line.member.number))))


def prepare_advances(book: Book, day: date) -> AdvancesView:
    """The one read of the advances page."""
    with book.reading() as tx:
        return AdvancesView(advance_lines(tx, day), intake.recovery_on(tx, day))


def boxes_of(book: Book) -> tuple[MoneyBox, ...]:
    """The money boxes in use."""
    with book.reading() as tx:
        return tuple(box for box in boxes.all_boxes(tx) if box.is_used)


def prepare_sheets(book: Book, today: date) -> tuple[Period, tuple[SheetDay, ...]]:
    """The one read of the list of day sheets: those of the fiscal year and the one before."""
    with book.reading() as tx:
        coop = settings.profile(tx)
        year = coop.year_of(today)
        period = Period(coop.period(year - 1).first_day, coop.period(year).last_day)
        return period, tuple(produce.sheet_days(tx, period.first_day, period.last_day))


def lines_of_sheets(book: Book, days: Sequence[SheetDay]) -> tuple[int, ...]:
    """The lines that day sheets add up: what their figures are made of."""
    with book.reading() as tx:
        return produce.lines_of_sheets(tx, days)
