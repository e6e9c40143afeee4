"""Produce from members: products, prices of the day, deliveries with weighings, advances and payments.

Weights are whole grams, prices whole kip per kilogram. The value of a line is net × price rounded half up to the kip, less the
deduction; an advance is set off from it before anything is owed. A delivery debits the cost of produce; stock moves by opening,
journal and count only (headless interface, rule 18).
See also: services.produce (does it), books.produce (keeps it).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from coopbooks.coop.boxes import LATER, check_texts, is_box
from coopbooks.coop.intake import LineExtra, OpenAdvance, ProductTerms, Recovery, check_extra, check_recovery_parts
from coopbooks.coop.members import MemberBrief, check_began, check_is_member
from coopbooks.coop.share_rules import NotEnoughMoney, PaymentMissing
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import MAX_LINE_KIP, ZERO, Kip, value_of
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

ADVANCE_KINDS = ("cash", "rice", "fertiliser")
PAID = ("later", "cash", "bank")


OWED_FOR_PRODUCE = (AccountRole.PRODUCERS_PAYABLE, AccountRole.SECOND_PAYABLE)
"""Where members are owed for produce: by their slips, and by second payments."""


@dataclass(frozen=True, slots=True)
class AddProduct:
    """Order: something the co-op buys or sells. Grades in the order in which they are chosen."""

    code: str
    name_lo: str = ""
    name_en: str = ""
    unit: str = "kg"
    grades: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetPrice:
    """Order: the price of a product and grade from a day on."""

    product_id: int
    grade: str
    since: date
    price_kip: Kip
    basis: str = ""


@dataclass(frozen=True, slots=True)
class PriceOf:
    """One line of a price list."""

    product_id: int
    grade: str
    price_kip: Kip


@dataclass(frozen=True, slots=True)
class SetPrices:
    """Order: a whole price list from a day on."""

    since: date
    prices: tuple[PriceOf, ...]
    basis: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One product and grade of a slip. `weighings` are the sacks' gross weights, when weighed in several."""

    product_id: int
    grade: str
    gross_g: int
    tare_g: int
    price_kip: Kip
    deduction_kip: Kip = ZERO
    advance_kip: Kip = ZERO
    weighings: tuple[int, ...] = ()

    @property
    def net_g(self) -> int:
        """Gross less sacks."""
        return self.gross_g - self.tare_g

    @property
    def amount_kip(self) -> Kip:
        """Net × price rounded half up, less the deduction."""
        return Kip(value_of(self.net_g, self.price_kip) - self.deduction_kip)


@dataclass(frozen=True, slots=True)
class RecordDelivery:
    """Order: a member brought produce. `paid` is later, cash or bank.

    `extras` say for each line what the day sheet asks beside the weights; none where a slip comes from elsewhere. `point`: taken in there.
    """

    member_id: int
    on: date
    lines: tuple[DeliveryLine, ...]
    paid: str = "later"
    number: str | None = None
    note: str = ""
    extras: tuple[LineExtra, ...] = field(default=(), metadata=LATER)
    point: str = field(default="", metadata=LATER)


@dataclass(frozen=True, slots=True)
class GiveAdvance:
    """Order: money, rice or fertiliser before the harvest, to be set off against deliveries.

    Attributes:
        recover_by: percent or fixed, with its figure: taken from each delivery; empty: as the co-op decided for all.
        due_on: day by which it is to be paid back; `goods` what was given, in own words.
    """

    member_id: int
    on: date
    kind: str
    amount_kip: Kip
    money: str = "cash"
    number: str | None = None
    note: str = ""
    recover_by: str = field(default="", metadata=LATER)
    percent: str = field(default="", metadata=LATER)
    fixed_kip: Kip = field(default=ZERO, metadata=LATER)
    due_on: date | None = field(default=None, metadata=LATER)
    goods: str = field(default="", metadata=LATER)


@dataclass(frozen=True, slots=True)
class PayProducer:
    """Order: pay a member what the co-op owes for produce."""

    member_id: int
    on: date
    amount_kip: Kip
    money: str = "cash"
    number: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """A product as kept."""

    product_id: int
    code: str
    name_lo: str
    name_en: str
    unit: str
    grades: tuple[str, ...]

    def name(self, language: str) -> str:
        """The name in a language; in the other when that one is empty, else the code."""
        return ((self.name_lo or self.name_en) if language == "lo" else (self.name_en or self.name_lo)) or self.code


@dataclass(frozen=True, slots=True)
class ProduceFacts:
    """Everything the produce forms show and their rules judge.

    `money_box_kip` None: the money box is judged by whoever saves many papers at once, on each day's closing balance.
    `terms`: how each product is taken in on the day, where something was decided.
    """

    member: MemberBrief
    owed_kip: Kip
    advance_kip: Kip
    money_box_kip: Kip | None
    days: OpenDays
    products: dict[int, Product]
    terms: Mapping[int, ProductTerms] = field(default_factory=dict)
    second_owed_kip: Kip = ZERO

    @property
    def all_owed_kip(self) -> Kip:
        """What slips left owed, and what second payments added."""
        return Kip(self.owed_kip + self.second_owed_kip)


class CodeTaken(RuleBroken):
    """A code stands for one product."""

    field, wording = "code", N_("Code {code} is in use.")


class CodeMissing(RuleBroken):
    """Every product has a code."""

    field, wording = "code", N_("Give the product a code.")


class PriceMissing(RuleBroken):
    """Nothing is bought for nothing."""

    field, wording = "price_kip", N_("Give a price above 0.")


class LinesMissing(RuleBroken):
    """A slip has at least one line."""

    field, wording = "lines", N_("Give at least one weight.")


class WeightMissing(RuleBroken):
    """A weight is more than nothing."""

    field, wording = "gross_g", N_("Give a gross weight above 0.")


class TareTooHeavy(RuleBroken):
    """Sacks weigh less than what is in them and they together."""

    field, wording = "tare_g", N_("The sacks ({tare_g} kg) weigh as much as everything ({gross_g} kg).")


class WeighingsDisagree(RuleBroken):
    """The sacks add up to the gross weight."""

    field, wording = "gross_g", N_("The weighings add up to {sum_g} kg, not {gross_g} kg.")


class ProductUnknown(RuleBroken):
    """A product the book does not have."""

    field, wording = "product_id", N_("Choose a product.")


class GradeUnknown(RuleBroken):
    """A grade the product does not have."""

    field, wording = "grade", N_("{product} has no grade {grade}. Its grades are: {grades}.")


class DeductionTooLarge(RuleBroken):
    """A deduction leaves something of the value; what is worth nothing is no delivery."""

    field, wording = "deduction_kip", N_("The deduction of {deduction_kip} leaves nothing of the value of {value_kip}.")


class SetOffAboveAmount(RuleBroken):
    """No more is set off than the line is worth."""

    field, wording = "advance_kip", N_("{advance_kip} is more than the {amount_kip} of this line.")


class SetOffAboveAdvance(RuleBroken):
    """Only an open advance can be set off."""

    field, wording = "advance_kip", N_("{advance_kip} is more than the open advance of {open_kip}.")


class AmountTooLarge(RuleBroken):
    """One line carries at most 999,999,999,999,999 kip."""

    field, wording = "price_kip", N_("The line is worth more than one entry can carry.")


class ExtrasDoNotMatch(RuleBroken):
    """What is asked beside the weights is asked of every line."""

    field, wording = "lines", N_("Say sacks and moisture for every line.")


class DueBeforeGiven(RuleBroken):
    """Nothing is due before it is given."""

    field, wording = "due_on", N_("{due_on} is before the advance on {on}.")


class ChoiceUnknown(RuleBroken):
    """A word that is not on the short list."""

    wording = N_("{value} is not one of: {choices}.")


class MoreThanWeOwe(RuleBroken):
    """A payment is at most what is owed."""

    field, wording = "amount_kip", N_("{amount_kip} is more than the {owed_kip} we owe {member}.")


def check_product(code_taken: bool, order: AddProduct) -> list[RuleBroken]:
    """Whether a product may be added."""
    if not order.code:
        return [CodeMissing()]
    return [CodeTaken(code=order.code)] if code_taken else []


def check_price(order: SetPrice) -> list[RuleBroken]:
    """Whether a price may be set."""
    return [] if 0 < order.price_kip <= MAX_LINE_KIP else [PriceMissing()]


def check_prices(products: Mapping[int, Product], order: SetPrices) -> list[RuleBroken]:
    """Whether a price list may be decided. A line's complaints are tied to `prices.<place>.<field>`."""
    broken: list[RuleBroken] = [*check_texts(order)]
    if not order.prices:
        broken.append(LinesMissing())
    for place, one in enumerate(order.prices):
        product = products.get(one.product_id)
        if product is None:
            broken.append(ProductUnknown().at(f"prices.{place}.product_id"))
        elif one.grade and one.grade not in product.grades:
            broken.append(GradeUnknown(product=product.code, grade=one.grade, grades=list(product.grades)).at(f"prices.{place}.grade"))
        broken += [each.at(f"prices.{place}.price_kip") for each in check_price(SetPrice(one.product_id, one.grade, order.since, one.price_kip))]
    return broken


def check_delivery(facts: ProduceFacts, order: RecordDelivery) -> list[RuleBroken]:
    """Whether a delivery may be recorded. Complaints about a line have its place in their field: `lines.0.tare_g`."""
    broken = [*check_open(facts.days, order.on), *check_is_member(facts.member, order.on), *check_texts(order)]
    if order.paid not in PAID and not is_box(order.paid):
        broken.append(ChoiceUnknown(value=order.paid, choices=list(PAID)).at("paid"))
    if not order.lines:
        broken.append(LinesMissing())
    for place, line in enumerate(order.lines):
        broken += [one.at(f"lines.{place}.{one.field}") for one in _check_line(facts, line)]
    broken += _check_extras(facts, order)
    set_off = sum(line.advance_kip for line in order.lines)
    if set_off > max(0, facts.advance_kip):
        broken.append(SetOffAboveAdvance(advance_kip=set_off, open_kip=facts.advance_kip).at("lines.0.advance_kip"))
    if order.paid != "later" and facts.money_box_kip is not None and not broken:
        paid = sum(line.amount_kip for line in order.lines) - set_off
        if paid > facts.money_box_kip:
            broken.append(NotEnoughMoney(held_kip=facts.money_box_kip, needed_kip=paid).at("paid"))
    return broken


def _check_extras(facts: ProduceFacts, order: RecordDelivery) -> Iterator[RuleBroken]:
    if not order.extras:
        return
    if len(order.extras) != len(order.lines):
        yield ExtrasDoNotMatch()
        return
    for place, (line, extra) in enumerate(zip(order.lines, order.extras, strict=True)):
        terms, product = facts.terms.get(line.product_id), facts.products.get(line.product_id)
        if terms is not None and product is not None:
            judged = check_extra(terms, product.code, extra, (line.net_g, line.price_kip, line.deduction_kip))
            yield from (one.at(f"lines.{place}.{one.field}") for one in judged)


def _check_line(facts: ProduceFacts, line: DeliveryLine) -> Iterator[RuleBroken]:
    product = facts.products.get(line.product_id)
    if product is None:
        yield ProductUnknown()
    elif line.grade and product.grades and line.grade not in product.grades:
        yield GradeUnknown(product=product.code, grade=line.grade, grades=list(product.grades))
    if line.gross_g <= 0:
        yield WeightMissing()
    elif line.net_g <= 0:
        yield TareTooHeavy(tare_g=line.tare_g, gross_g=line.gross_g)
    elif line.weighings and sum(line.weighings) != line.gross_g:
        yield WeighingsDisagree(sum_g=sum(line.weighings), gross_g=line.gross_g)
    if line.price_kip <= 0:
        yield PriceMissing()
    if line.price_kip <= 0 or line.net_g <= 0:
        return
    value = value_of(line.net_g, line.price_kip)
    if value > MAX_LINE_KIP:
        yield AmountTooLarge()
    elif line.deduction_kip >= value:
        yield DeductionTooLarge(deduction_kip=line.deduction_kip, value_kip=value)
    elif line.advance_kip > line.amount_kip:
        yield SetOffAboveAmount(advance_kip=line.advance_kip, amount_kip=line.amount_kip)


def delivery_entry(order: RecordDelivery) -> JournalEntry:
    """Dr produce cost; Cr the advance set off; Cr what is owed to the member, or the money box."""
    amount = sum(line.amount_kip for line in order.lines)
    set_off = sum(line.advance_kip for line in order.lines)
    rest = (leg(AccountRole.PRODUCERS_PAYABLE, set_off - amount, order.member_id) if order.paid == "later"
            else leg(order.paid, set_off - amount))
    return balanced(order.on, "delivery", (leg(AccountRole.PRODUCE_COST, amount),
                                           leg(AccountRole.ADVANCES, -set_off, order.member_id), rest), order.note)


def check_advance(facts: ProduceFacts, order: GiveAdvance) -> list[RuleBroken]:
    """Whether an advance may be given."""
    broken = [*check_open(facts.days, order.on), *check_is_member(facts.member, order.on), *check_texts(order)]
    if order.kind not in ADVANCE_KINDS:
        broken.append(ChoiceUnknown(value=order.kind, choices=list(ADVANCE_KINDS)).at("kind"))
    if order.recover_by:
        broken += check_recovery_parts(order.recover_by, order.percent, order.fixed_kip)
    if order.due_on is not None and order.due_on < order.on:
        broken.append(DueBeforeGiven(due_on=order.due_on, on=order.on))
    return broken + list(_check_money(facts, order.amount_kip))


def _check_money(facts: ProduceFacts, amount_kip: int) -> Iterator[RuleBroken]:
    if not 0 < amount_kip <= MAX_LINE_KIP:
        yield PaymentMissing().at("amount_kip")
    elif facts.money_box_kip is not None and amount_kip > facts.money_box_kip:
        yield NotEnoughMoney(held_kip=facts.money_box_kip, needed_kip=amount_kip)


def agreed_terms(order: GiveAdvance, usual: Recovery) -> OpenAdvance:
    """The advance as it is agreed: by its own rule, or by the co-op's where the paper names none."""
    by = (order.recover_by, order.percent, order.fixed_kip) if order.recover_by else (usual.recover_by, usual.percent, usual.fixed_kip)
    return OpenAdvance(order.number or "", order.on, order.kind, order.amount_kip, order.amount_kip, *by, order.due_on)


def advance_entry(order: GiveAdvance) -> JournalEntry:
    """Dr advances of the member, Cr the money box."""
    return balanced(order.on, "advance", (leg(AccountRole.ADVANCES, order.amount_kip, order.member_id),
                                          leg(order.money, -order.amount_kip)), order.note)


def check_payment(facts: ProduceFacts, order: PayProducer) -> list[RuleBroken]:
    """Whether a producer may be paid; payments may follow the last day of membership."""
    broken = [*check_open(facts.days, order.on), *check_texts(order)]
    broken += check_began(facts.member, order.on)
    if order.amount_kip > facts.all_owed_kip:
        broken.append(MoreThanWeOwe(amount_kip=order.amount_kip, owed_kip=facts.all_owed_kip, member=facts.member.name))
    return broken + list(_check_money(facts, order.amount_kip))


def payment_entry(facts: ProduceFacts, order: PayProducer) -> JournalEntry:
    """Dr what is owed to the member, what slips left before what second payments added; Cr the money box."""
    second_kip = min(max(order.amount_kip - facts.owed_kip, 0), max(facts.second_owed_kip, 0))
    return balanced(order.on, "payment", (leg(AccountRole.PRODUCERS_PAYABLE, order.amount_kip - second_kip, order.member_id),
                                          leg(AccountRole.SECOND_PAYABLE, second_kip, order.member_id),
                                          leg(order.money, -order.amount_kip)), order.note)
