"""The first run's book: the co-op's profile with its VAT, its way of sharing, its products and the money it begins with. All or nothing.

What is told here can be changed later like anything else: rules by a dated decision, products and prices on their page, the opening
balances by reversing them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

from coopbooks.books.book import Clock, computer_clock
from coopbooks.books.transaction import Writing
from coopbooks.coop.entries import EntryLine, PostOpening
from coopbooks.coop.policy import DividendPolicy
from coopbooks.coop.produce import AddProduct, SetPrice
from coopbooks.coop.vat import DecideVat
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import MAX_LINE_KIP, ZERO, Kip
from coopbooks.ledger.refusals import Refused, RuleBroken, refuse_if
from coopbooks.papers.parts import Sentence
from coopbooks.services import journal, paper_settings, produce, sales, sharing_rules
from coopbooks.services.new_book import DEFAULT_BASIS, NewBook, create_book
from coopbooks.services.paper_settings import SetLogo

UNDIVIDED = "1068"
"""The reserve in which the money of the first day stands, until somebody divides it."""

KINDS: dict[str, tuple[str, tuple[tuple[str, str, str, str, str], ...]]] = {
    "coffee": (N_("Coffee"), (("CH", "ໝາກກາເຟສຸກ", "Coffee cherry", "kg", "A; B"), ("PA", "ກາເຟກະລາ", "Parchment coffee", "kg", "A; B"))),
    "liquor": (N_("Rice liquor"), (("LQ", "ເຫຼົ້າຂາວ", "Rice liquor", "l", ""), ("RI", "ເຂົ້າໜຽວ", "Sticky rice", "kg", ""))),
    "bees": (N_("Bees and honey"), (("HO", "ນ້ຳເຜິ້ງ", "Honey", "kg", "A; B"), ("WX", "ຂີ້ເຜິ້ງ", "Beeswax", "kg", ""))),
    "rice": (N_("Rice"), (("PD", "ເຂົ້າເປືອກ", "Paddy rice", "kg", "A; B"), ("MR", "ເຂົ້າສານ", "Milled rice", "kg", ""))),
    "weaving": (N_("Weaving"), (("CL", "ຜ້າແພ", "Woven cloth", "m", "A; B"),)),
    "other": (N_("Something else"), ())}
"""What a co-op does, and the products that are proposed: code, Lao name, English name, unit, grades."""

SHARING = {"both": N_("Both: a part by shares, the rest by produce"), "shares": N_("By shares"), "produce": N_("By produce delivered")}
"""How what is left of a surplus after the funds goes to the members."""


@dataclass(frozen=True, slots=True)
class FirstProduct:
    """A product of the first day with its buying price; 0 for no price yet."""

    code: str
    name_lo: str
    name_en: str
    unit: str
    grades: tuple[str, ...]
    price_kip: Kip


@dataclass(frozen=True, slots=True)
class FoundCoop:
    """Everything the first run asks."""

    new: NewBook
    vat_rate: str = ""
    sharing: str = "both"
    products: tuple[FirstProduct, ...] = ()
    cash_kip: Kip = ZERO
    bank_kip: Kip = ZERO
    logo: tuple[str, bytes] = ("", b"")


class BeginsWithLess(RuleBroken):
    """A box cannot hold less than nothing, nor more than a book can say."""

    field, wording = "cash_kip", N_("{amount_kip} cannot be the money of the first day.")


class PriceWrong(RuleBroken):
    """A price is nothing yet, or above it."""

    field, wording = "price_kip", N_("{price_kip} cannot be a price.")


class UserMissing(RuleBroken):
    """Somebody keeps the book: every entry says who."""

    field, wording = "user", N_("Write your name: every entry says who made it.")


def check_first(order: FoundCoop) -> list[RuleBroken]:
    """What the services behind it would not be asked: the money, the prices, and who keeps the book."""
    broken: list[RuleBroken] = [] if order.new.users else [UserMissing()]
    broken += [BeginsWithLess(amount_kip=kip).at(name) for name, kip in (("cash_kip", order.cash_kip), ("bank_kip", order.bank_kip))
               if not 0 <= kip <= MAX_LINE_KIP]
    broken += [PriceWrong(price_kip=one.price_kip).at(f"products.{place}.price_kip") for place, one in enumerate(order.products)
               if not 0 <= one.price_kip <= MAX_LINE_KIP]
    return broken


def found_coop(path: Path, order: FoundCoop, *, clock: Clock = computer_clock) -> tuple[Sentence, ...]:
    """Make the book with everything in it; answers in sentences what was made. Raises Refused, BookExists, NotSaved: then there is none."""
    refuse_if(check_first(order))
    with create_book(path, order.new, clock=clock) as book:
        try:
            with book.writing() as tx:
                told = tuple(_begin(tx, order))
        except BaseException:
            book.close()
            path.unlink(missing_ok=True)
            raise
    return told


def _begin(tx: Writing, order: FoundCoop) -> Iterator[Sentence]:
    first = order.new.first_day
    yield Sentence(N_("The book begins on {first_day}. One share is worth {par_kip} kip."), {"first_day": first, "par_kip": order.new.par_value_kip})
    if order.vat_rate:
        sales.decide_vat.within(tx, DecideVat(first, order.vat_rate, DEFAULT_BASIS))
        yield Sentence(N_("Sales carry VAT of {rate}%."), {"rate": order.vat_rate})
    if order.sharing != "both":
        sharing_rules.change_policy.within(tx, sharing_rules.ChangePolicy(policy_of(order.sharing), first, DEFAULT_BASIS))
    for place, one in enumerate(order.products):
        try:
            produce.add_product.within(tx, AddProduct(one.code, one.name_lo, one.name_en, one.unit, one.grades))
        except Refused as refusal:
            raise Refused(one.at(f"products.{place}.{one.field}") for one in refusal.broken) from refusal
        (product_id,) = tx.one("SELECT product_id FROM product WHERE code = ?", one.code)
        for grade in (one.grades or ("",)) if one.price_kip else ():
            produce.set_price.within(tx, SetPrice(int(product_id), grade, first, one.price_kip, DEFAULT_BASIS))
    if order.products:
        yield Sentence(N_("{count} products can be bought and sold."), {"count": len(order.products)})
    if order.logo[1]:
        paper_settings.set_logo.within(tx, SetLogo(*order.logo, first))
    if order.cash_kip or order.bank_kip:
        whole = Kip(order.cash_kip + order.bank_kip)
        lines = [EntryLine(box, kip) for box, kip in (("cash", order.cash_kip), ("bank", order.bank_kip)) if kip]
        journal.post_opening.within(tx, PostOpening((*lines, EntryLine(UNDIVIDED, credit_kip=whole))))
        yield Sentence(N_("The boxes held {whole_kip} kip on {on}."), {"whole_kip": whole, "on": first - timedelta(days=1)})


def policy_of(sharing: str) -> DividendPolicy:
    """The program's policy with all that is left going one way."""
    policy, everything = DividendPolicy(), Fraction(1)
    if sharing == "shares":
        return replace(policy, shares=replace(policy.shares, part=everything), patronage=replace(policy.patronage, part=Fraction(0)))
    if sharing == "produce":
        return replace(policy, shares=replace(policy.shares, part=Fraction(0)), patronage=replace(policy.patronage, part=everything))
    return policy
