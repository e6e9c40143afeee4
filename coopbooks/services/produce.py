"""Deliveries, advances and payments to producers; products and prices."""

from dataclasses import dataclass
from datetime import date

from coopbooks.books import balances, documents, intake, produce, settings
from coopbooks.books.balances import EVER
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.produce import DeliveryEntry
from coopbooks.books.transaction import Writing
from coopbooks.coop import produce as rules
from coopbooks.coop.intake import OpenAdvance, ProductTerms, Recovery
from coopbooks.coop.produce import (
    AddProduct,
    GiveAdvance,
    PayProducer,
    ProduceFacts,
    Product,
    RecordDelivery,
    SetPrice,
)
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import OpenDays
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


@action(Topic.PRODUCE, Topic.SETTINGS)
def add_product(tx: Writing, order: AddProduct) -> None:
    """Add a product. Refused: CodeTaken, CodeMissing."""
    refuse_if(rules.check_product(produce.as_order(tx, order.code) is not None, order))
    produce.keep_product(tx, None, order)


@action(Topic.PRODUCE, Topic.SETTINGS)
def set_price(tx: Writing, order: SetPrice) -> None:
    """Decide the price of a product and grade from a day on. Refused: PriceMissing."""
    refuse_if(rules.check_price(order))
    produce.keep_price(tx, order)


@action(Topic.JOURNAL, Topic.PRODUCE, Topic.MEMBERS, Topic.CASH, Topic.DOCUMENTS)
def record_delivery(tx: Writing, order: RecordDelivery) -> None:
    """Record a delivery slip.

    Posts: debit produce cost; credit the advance set off, and what is owed to the member or the money box.
    Refused: WeightMissing, TareTooHeavy, SetOffAboveAdvance, MemberHasLeft, PeriodClosed, … (all found at once).
    """
    facts = produce.facts_for(tx, order.member_id, order.paid, order.on)
    refuse_if(rules.check_delivery(facts, order))
    documents.prepare(tx, "delivery", order.on)
    entry_id = tx.post(rules.delivery_entry(order))
    document_id = documents.issue(tx, entry_id, Paper(
        "delivery", order.on, sum(line.amount_kip for line in order.lines), order.number, order.member_id, box=order.paid,
        note=order.note, likeness=documents.likeness(order)))
    produce.keep_lines(tx, entry_id, document_id, order)


@action(Topic.JOURNAL, Topic.PRODUCE, Topic.MEMBERS, Topic.CASH, Topic.DOCUMENTS)
def give_advance(tx: Writing, order: GiveAdvance) -> None:
    """Give an advance. Posts: debit advances of the member, credit the money box. Refused: NotEnoughMoney, …"""
    refuse_if(rules.check_advance(produce.facts_for(tx, order.member_id, order.money), order))
    documents.prepare(tx, "advance", order.on)
    usual = intake.recovery_on(tx, order.on)
    entry_id = tx.post(rules.advance_entry(order))
    document_id = documents.issue(tx, entry_id, Paper("advance", order.on, order.amount_kip, order.number, order.member_id, box=order.money,
                                                      detail=order.kind, note=order.note, likeness=documents.likeness(order)))
    if order.recover_by or order.due_on or order.goods:
        agreed = rules.agreed_terms(order, usual)
        intake.keep_advance_terms(tx, entry_id, document_id, agreed, order.goods)


@action(Topic.JOURNAL, Topic.PRODUCE, Topic.MEMBERS, Topic.CASH, Topic.DOCUMENTS)
def pay_producer(tx: Writing, order: PayProducer) -> None:
    """Pay a member for produce. Posts: debit what is owed, credit the money box. Refused: MoreThanWeOwe, …"""
    facts = produce.facts_for(tx, order.member_id, order.money)
    refuse_if(rules.check_payment(facts, order))
    documents.prepare(tx, "payment", order.on)
    entry_id = tx.post(rules.payment_entry(facts, order))
    documents.issue(tx, entry_id, Paper("payment", order.on, order.amount_kip, order.number, order.member_id, box=order.money,
                                        note=order.note, likeness=documents.likeness(order)))


def prepare_payment(book: Book, member_id: int, money: str) -> ProduceFacts:
    """The one read of the form that pays a member."""
    with book.reading() as tx:
        return produce.facts_for(tx, member_id, money)


@dataclass(frozen=True, slots=True)
class DaySheet:
    """What the delivery page shows for a day: products, prices, the day's lines, the cash box, and the last lines of this clerk."""

    on: date
    days: OpenDays
    products: tuple[Product, ...]
    prices: dict[tuple[int, str], Kip]
    lines: tuple[DeliveryEntry, ...]
    cash_kip: Kip
    terms: dict[int, ProductTerms]
    points: tuple[str, ...]
    last_own: tuple[DeliveryEntry, ...] = ()


def prepare_day_sheet(book: Book, on: date) -> DaySheet:
    """The one read of the delivery page."""
    with book.reading() as tx:
        return DaySheet(on, settings.open_days(tx), produce.all_products(tx), produce.prices_on(tx, on),
                        tuple(produce.day_sheet(tx, on)), balances.of_all_days(tx, AccountRole.CASH), intake.terms_on(tx, on),
                        produce.points(tx), tuple(produce.last_of_clerk(tx, book.user_name)))


@dataclass(frozen=True, slots=True)
class DeliveryFacts:
    """What the entry card shows of a member: what the rule judges, the year so far, the usual weight of the product, open advances."""

    facts: ProduceFacts
    year_net_g: int
    usual_net_g: int | None
    advances: tuple[OpenAdvance, ...]
    recovery: Recovery


def prepare_delivery(book: Book, member_id: int, product_id: int, on: date, paid: str = "later") -> DeliveryFacts:
    """The one read of the entry card, once a member is chosen."""
    with book.reading() as tx:
        coop = settings.profile(tx)
        period = coop.period(coop.year_of(on))
        return DeliveryFacts(produce.facts_for(tx, member_id, paid, on),
                             produce.of_member(tx, member_id, period.first_day, period.last_day)[1],
                             produce.usual_net_g(tx, member_id, product_id),
                             tuple(intake.open_advances(tx, EVER, member_id).get(member_id, ())), intake.recovery_on(tx, on))
