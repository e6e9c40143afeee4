"""What a co-op decided about taking in produce: sacks, moisture, deductions, and how advances are taken back. Pure.

Every figure is dated, so a slip of last season is judged by last season's terms. The terms work out what the day sheet proposes; a
clerk may take off more for other reasons, never less than the moisture asks for.
See also: coop.produce (the slip itself), services.intake (decides the terms).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from coopbooks.coop.boxes import check_texts
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import MAX_LINE_KIP, ZERO, Kip, decimal, is_percent, part_of, percent, value_of
from coopbooks.ledger.refusals import RuleBroken

MOST_BAG_G = 10_000
"""An empty sack heavier than this is a slip of the finger."""
AGES = (N_("Not yet due"), N_("1–30 days"), N_("31–60 days"), N_("61–90 days"), N_("Over 90 days"))
"""The ages of what is open, in days past due."""
LEAST_TO_JUDGE, LAST_WEIGHTS = 3, 10
"""From how many weights a usual one can be told, and how many of the last ones it is the mean of."""


@dataclass(frozen=True, slots=True)
class ProductTerms:
    """How a product is taken in from a day on. Also the order that decides it.

    Attributes:
        bag_g: weight taken off for every sack; 0: the sacks are weighed.
        asks_moisture: the day sheet asks for the moisture.
        base_moisture: percent up to which nothing is taken off.
        percent_per_point: percent of the value taken off for every point above it.
        off_kip_per_kg: taken off every kilogram: transport, a levy.
    """

    product_id: int
    since: date
    bag_g: int = 0
    asks_moisture: bool = False
    base_moisture: str = ""
    percent_per_point: str = ""
    off_kip_per_kg: Kip = ZERO
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Recovery:
    """How an advance is taken back from deliveries, from a day on. Also the order that decides it.

    Attributes:
        recover_by: percent (of each delivery) or fixed (kip from each delivery).
        most_percent: of a delivery is taken for all advances together; empty: no such limit.
    """

    since: date
    recover_by: str = "percent"
    percent: str = "100"
    fixed_kip: Kip = ZERO
    most_percent: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class OpenAdvance:
    """What is still open of one advance, and how it is taken back. `due_on`: agreed last day, if any; `posting_id`: the line that gave it."""

    number: str
    on: date
    kind: str
    amount_kip: Kip
    open_kip: Kip
    recover_by: str = "percent"
    percent: str = "100"
    fixed_kip: Kip = ZERO
    due_on: date | None = None
    posting_id: int = 0


@dataclass(frozen=True, slots=True)
class LineExtra:
    """What the day sheet asks beside the weights of a line: how many sacks, and the moisture in percent."""

    bag_count: int = 0
    moisture: str = ""


@dataclass(frozen=True, slots=True)
class Oddness:
    """A weight far from the usual one: how many times, and the gross weight that may have been meant (None: no guess)."""

    usual_g: int
    is_over: bool
    times: int
    meant_g: int | None


class BagTooHeavy(RuleBroken):
    """Sacks are light."""

    field, wording = "bag_g", N_("A sack weighs from 0 to {most_g} kg.")


class PercentWrong(RuleBroken):
    """A part of a whole."""

    wording = N_("“{value}” is not a percentage from 0 to 100.")


class MoistureMissing(RuleBroken):
    """Where moisture counts, it is measured."""

    field, wording = "moisture", N_("Give the moisture. It is asked for {product}.")


class MoistureTakesMore(RuleBroken):
    """What moisture takes off is decided, not haggled."""

    field, wording = "deduction_kip", N_("The terms take off {least_kip}. The deduction is only {deduction_kip}.")


class RecoveryMissing(RuleBroken):
    """A fixed amount is more than nothing."""

    field, wording = "fixed_kip", N_("Give the amount taken from each delivery.")


class RecoveryUnknown(RuleBroken):
    """An advance is taken back by a part or by an amount."""

    field, wording = "recover_by", N_("An advance is taken back by percent or by a fixed amount.")


class SetOffAboveRule(RuleBroken):
    """The rule is the most; less may be agreed."""

    field, wording = "advance_kip", N_("{advance_kip} is more than the {most_kip} that the rule takes back.")


def _check_percents(**texts: str) -> Iterator[RuleBroken]:
    for name, text in texts.items():
        if text and not is_percent(text):
            yield PercentWrong(value=text).at(name)


def check_terms(order: ProductTerms) -> list[RuleBroken]:
    """Whether a product may be taken in by these terms."""
    broken = [*check_texts(order), *_check_percents(base_moisture=order.base_moisture, percent_per_point=order.percent_per_point)]
    if not 0 <= order.bag_g <= MOST_BAG_G:
        broken.append(BagTooHeavy(most_g=MOST_BAG_G))
    if order.asks_moisture:
        broken += [PercentWrong(value="").at(name) for name in ("base_moisture", "percent_per_point") if not getattr(order, name)]
    if not 0 <= order.off_kip_per_kg <= MAX_LINE_KIP:
        broken.append(RecoveryMissing().at("off_kip_per_kg"))
    return broken


def check_recovery(order: Recovery) -> list[RuleBroken]:
    """Whether advances may be taken back so."""
    return [*check_texts(order), *check_recovery_parts(order.recover_by, order.percent, order.fixed_kip),
            *_check_percents(most_percent=order.most_percent)]


def check_recovery_parts(recover_by: str, percent_text: str, fixed_kip: int) -> Iterator[RuleBroken]:
    """The same for the terms of one advance."""
    if recover_by == "percent":
        if not is_percent(percent_text):
            yield PercentWrong(value=percent_text).at("percent")
    elif recover_by == "fixed":
        if not 0 < fixed_kip <= MAX_LINE_KIP:
            yield RecoveryMissing()
    else:
        yield RecoveryUnknown()


def tare_of(terms: ProductTerms, bag_count: int) -> int:
    """What the sacks weigh."""
    return bag_count * terms.bag_g


def deduction_of(terms: ProductTerms, net_g: int, price_kip: int, moisture: str) -> Kip:
    """What the terms take off a line: points above the base moisture × percent of the value, and so much for every kilogram.

    13.5 % at a base of 12 % and 1 % a point: 1.5 % of the value, rounded half up to the kip.
    """
    per_kg = value_of(net_g, terms.off_kip_per_kg)
    if not (terms.asks_moisture and is_percent(moisture)):
        return per_kg
    above = max(Fraction(0), decimal(moisture) - decimal(terms.base_moisture or "0"))
    return Kip(per_kg + part_of(value_of(net_g, price_kip), min(Fraction(1), above * percent(terms.percent_per_point or "0"))))


def check_extra(terms: ProductTerms, product: str, extra: LineExtra, line: tuple[int, Kip, Kip]) -> Iterator[RuleBroken]:
    """Whether a line (net grams, price, deduction) is taken in by the terms."""
    net_g, price_kip, deduction_kip = line
    if terms.asks_moisture and not extra.moisture:
        yield MoistureMissing(product=product)
    elif extra.moisture and not is_percent(extra.moisture):
        yield PercentWrong(value=extra.moisture).at("moisture")
    elif net_g > 0 and price_kip > 0 and deduction_kip < (least := deduction_of(terms, net_g, price_kip, extra.moisture)):
        yield MoistureTakesMore(least_kip=least, deduction_kip=deduction_kip)


def set_off(advances: Sequence[OpenAdvance], amount_kip: int, most_percent: str = "") -> Kip:
    """What a delivery of an amount takes back: each advance by its own rule, the oldest first, within the co-op's limit."""
    room = part_of(amount_kip, percent(most_percent)) if most_percent else amount_kip
    room = max(0, min(room, amount_kip))
    taken = 0
    for one in advances:
        wanted = part_of(amount_kip, percent(one.percent)) if one.recover_by == "percent" else one.fixed_kip
        taken += max(0, min(wanted, one.open_kip, room - taken))
    return Kip(taken)


def spread_recovered(amounts: Sequence[int], balance_kip: int) -> list[Kip]:
    """What is still open of advances given in this order, when so much is open of all together: the oldest is paid back first."""
    recovered = max(0, sum(amounts) - max(0, balance_kip))
    still = []
    for amount in amounts:
        off = min(amount, recovered)
        recovered -= off
        still.append(Kip(amount - off))
    return still


def days_over(advance: OpenAdvance, day: date) -> int:
    """How many days an advance is past the day it was due; one without such a day is due when it was given."""
    return (day - (advance.due_on or advance.on)).days


def age_of(advance: OpenAdvance, day: date) -> int:
    """The place in AGES on a day."""
    over = days_over(advance, day)
    return 0 if over <= 0 else min(4, (over - 1) // 30 + 1)


def usual_of(weights: Sequence[int]) -> int | None:
    """The mean of a member's last weights, rounded down; None where there are too few to judge by."""
    return sum(weights) // len(weights) if len(weights) >= LEAST_TO_JUDGE else None


def oddness(gross_g: int, tare_g: int, usual_g: int | None) -> Oddness | None:
    """Whether a weight is over three times or under a third of the usual one; with the weight that was perhaps meant.

    A point forgotten or a digit too many is the usual slip: 1,685 for 168.5.
    """
    net_g = gross_g - tare_g
    if not usual_g or net_g <= 0 or usual_g <= 3 * net_g <= 9 * usual_g:
        return None
    is_over = net_g > usual_g
    times = net_g // usual_g if is_over else usual_g // net_g
    guesses = (gross_g // 10, gross_g // 100) if is_over else (gross_g * 10, gross_g * 100)
    meant = next((guess for guess in guesses if usual_g <= 3 * (guess - tare_g) <= 9 * usual_g), None)
    return Oddness(usual_g, is_over, times, meant)
