"""The waterfall: from a year's surplus to every member's kip.

Order: losses of earlier years, the funds as listed, the dividend on shares, the patronage refund, the remainder. A
year without a surplus pays nothing. Source: headless interface, rules 5 to 16; the steps are those of the surplus
allocation algorithm.
See also: coop.policy (the numbers that decide), coop.weighting (weighted capital), coop.division (to the kip),
coop.plan (the outcome and its proof), coop.dividends (approval and payment).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import lcm
from operator import itemgetter
from typing import cast

from coopbooks.coop.division import Pool, Weights, divide
from coopbooks.coop.plan import FundPart, MemberParts, SurplusPlan, prove
from coopbooks.coop.policy import Basis, DividendPolicy, FundBase, PartOf, PatronagePolicy, TaxKind
from coopbooks.coop.weighting import MemberYear, Patronage, weigh_columns
from coopbooks.ledger.money import Kip, part_of
from coopbooks.ledger.periods import Period


@dataclass(frozen=True, slots=True)
class YearFacts:
    """What is shared and among whom.

    Attributes:
        surplus_kip: income less expense of the year; zero or negative means that nothing is shared.
        losses_brought_forward_kip: losses of earlier years, positive; they are covered first.
        members: in any order; the parts come back in the same order.
        share_capital_kip: paid-up capital that a ceiling may be measured by; None = what the members hold at the end.
        fund_balances_kip: what stands on funds with a ceiling before this year; a missing fund stands at 0.
        decided_on: day of the decision, whose tax rates count; None = the day after the year.
    """

    year: int
    period: Period
    surplus_kip: int
    members: Sequence[MemberYear]
    losses_brought_forward_kip: int = 0
    fund_balances_kip: Mapping[str, int] = field(default_factory=dict)
    share_capital_kip: int | None = None
    decided_on: date | None = None

    @property
    def tax_day(self) -> date:
        """The day whose tax rates count: no meeting decides before the year is over."""
        return self.decided_on or self.period.last_day + timedelta(1)

    @property
    def capital_kip(self) -> int:
        """Paid-up share capital at the end of the year."""
        if self.share_capital_kip is not None:
            return self.share_capital_kip
        return sum(one.opening_kip + sum(kip for _, kip in one.movements) for one in self.members)


def share_surplus(policy: DividendPolicy, facts: YearFacts) -> SurplusPlan:
    """Share a year's surplus by a policy. Pure: the same facts give the same plan, whatever the order of members.

    Raises ValueError for a negative weight or basis, NotToTheKip if the parts should ever fail to add up (a bug).
    """
    # From rows to columns: everything after it is a pass over plain lists. (zip(*members) makes an iterator of each.)
    numbers, ids, names, openings, moves, patronage_of = (
        list(map(itemgetter(place), facts.members)) for place in range(len(MemberYear._fields)))
    weights = weigh_columns(policy.shares, facts.period, openings, moves)
    business = business_of(policy.patronage, patronage_of)
    if min(weights.values, default=0) < 0 or min(business.values, default=0) < 0:
        raise ValueError("a weight below zero")
    base = max(facts.surplus_kip, 0)
    covered = min(facts.losses_brought_forward_kip, base)
    base -= covered
    needs_capital = any(fund.ceiling_of_capital is not None for fund in policy.funds)
    funds = fill_funds(policy, base, facts.fund_balances_kip, facts.capital_kip if needs_capital else 0)
    rest = base - sum(fund.kip for fund in funds)
    share = share_pool(policy, base, rest, weights.total)
    patronage = patronage_pool(policy, base, rest - share.asked_kip, business.total,
                               share.kip / weights.total if weights.total else Fraction(0), rest)
    dividends, share_proof = divide(policy.rounding, share, weights, numbers)
    refunds, patronage_proof = divide(policy.rounding, patronage, business, numbers)
    # Piece by piece, not as a difference to the surplus: so `prove` has something to find.
    remainder = min(facts.surplus_kip, 0) + (rest - share.kip - patronage.kip) + (share.kip - sum(dividends)) + (
        patronage.kip - sum(refunds))
    members = _lines(policy, facts.tax_day, (numbers, ids, names), weights, dividends, business, refunds)
    return prove(SurplusPlan(
        facts.year, policy.rounding.rule, policy.rounding.unit_kip, facts.surplus_kip, covered, funds, share.kip,
        patronage.kip, remainder, weights.scale, sum(weights.values), business.scale, sum(business.values), members,
        share_proof, patronage_proof))


def fill_funds(policy: DividendPolicy, base_kip: int, balances_kip: Mapping[str, int], share_capital_kip: int = 0) -> tuple[FundPart, ...]:
    """What each fund receives, in the order listed: rounded half up to the unit, never more than is left or fits."""
    left, parts = base_kip, []
    standing = dict(balances_kip)
    for fund in policy.funds:
        wanted = part_of(base_kip if fund.base is FundBase.SURPLUS else left, fund.rate, policy.rounding.unit_kip)
        held = standing.get(fund.name, 0)
        ceiling = fund.ceiling(share_capital_kip)
        room = left if ceiling is None else max(ceiling - held, 0)
        kip = Kip(min(wanted, room, left))
        standing[fund.name] = held + kip
        left -= kip
        parts.append(FundPart(fund.name, kip))
    return tuple(parts)


def share_pool(policy: DividendPolicy, base_kip: int, rest_kip: int, capital: Fraction) -> Pool:
    """The dividend pool: a fixed rate on weighted capital, or a part; then the cap.

    A cap's excess is not handed on: `asked_kip` keeps it away from the patronage pool (rule 7). Without capital there
    is nobody to give to, and what was asked stays in the remainder.
    """
    terms, unit = policy.shares, policy.rounding.unit_kip
    rate: Fraction | None = None
    if terms.rate is not None:
        wanted = _cut(terms.rate * capital, unit)
        rate = terms.rate if wanted <= rest_kip else None
    else:
        wanted = part_of(base_kip if terms.part_of is PartOf.SURPLUS else rest_kip, terms.part, unit)
    asked = min(wanted, rest_kip)
    if not capital:
        return Pool(asked, 0, None)
    reached = rate if rate is not None else asked / capital
    if terms.cap_rate is not None and reached > terms.cap_rate:
        return Pool(asked, _cut(terms.cap_rate * capital, unit), terms.cap_rate)
    return Pool(asked, asked, rate)


def patronage_pool(policy: DividendPolicy, base_kip: int, left_kip: int, business: Fraction, share_rate: Fraction,
                   rest_kip: int) -> Pool:
    """The refund pool: a part of the rest or the surplus, limited to what the share pool has left, then by the rate.

    A rate per kilogram or hour cannot be compared with a rate on kip; the reader of a policy refuses that pair.
    """
    terms, unit = policy.patronage, policy.rounding.unit_kip
    asked = min(part_of(base_kip if terms.part_of is PartOf.SURPLUS else rest_kip, terms.part, unit), left_kip)
    if not business:
        return Pool(asked, 0, None)
    if terms.most_share_rates is not None and terms.basis.is_money:
        limit = terms.most_share_rates * share_rate
        if asked / business > limit:
            return Pool(asked, _cut(limit * business, unit), limit)
    return Pool(asked, asked, None)


def _cut(exact: Fraction, unit: int) -> int:
    """Cut down to whole units."""
    return exact.numerator // (exact.denominator * unit) * unit


_PLACES = {Basis.VALUE: 0, Basis.KG: 1, Basis.PURCHASES: 2, Basis.HOURS: 3, Basis.FEES: 4}


def business_of(terms: PatronagePolicy, patronage_of: Sequence[Patronage]) -> Weights:
    """Each member's patronage on the chosen basis, in kip, kilograms or hours; products weighed where the policy says so."""
    place = _PLACES[terms.basis]
    scale = 1000 if terms.basis is Basis.KG else 1  # weights come in grams
    exact: list[int | Fraction] = [cast("int | Fraction", patronage[place]) for patronage in patronage_of]
    if terms.weights:
        exact = [whole + _extra(terms, patronage) for whole, patronage in zip(exact, patronage_of, strict=True)]
    if set(map(type, exact)) <= {int}:
        return Weights(cast("list[int]", exact), scale)
    common = lcm(*{value.denominator for value in exact})
    return Weights([int(value * common) for value in exact], scale * common)


def _extra(terms: PatronagePolicy, patronage: Patronage) -> Fraction:
    """What the weights add to (or take from) counting everything once. A grade's own weight goes before its product's."""
    factors = {(one.product, one.grade): one.factor for one in terms.weights}
    extra = Fraction(0)
    for line in patronage.lines:
        factor = factors.get((line.product, line.grade), factors.get((line.product, "")))
        if factor is not None:
            extra += (factor - 1) * (line.value_kip if terms.basis is Basis.VALUE else line.weight_g)
    return extra


def _lines(policy: DividendPolicy, tax_day: date, who: tuple[list[str], list[int | None], list[str]], weights: Weights,
           dividends: list[int], business: Weights, refunds: list[int]) -> MemberParts:
    """The members' lines: tax cut down to 1 kip per kind, the net to the pay-out unit on the member's total."""
    share_taxes = _taxes(dividends, policy.withholding.rate_on(TaxKind.SHARE_DIVIDEND, tax_day))
    refund_taxes = _taxes(refunds, policy.withholding.rate_on(TaxKind.PATRONAGE, tax_day))
    unit = policy.rounding.payout_unit_kip
    nets = [a - b + c - d for a, b, c, d in zip(dividends, share_taxes, refunds, refund_taxes, strict=True)]
    payable = [net - net % unit for net in nets]
    return MemberParts(*who, weights.values, dividends, share_taxes, business.values, refunds, refund_taxes, nets,
                       payable)


def _taxes(gross: list[int], rate: Fraction) -> list[int]:
    above, below = rate.numerator, rate.denominator
    return [kip * above // below for kip in gross] if above else [0] * len(gross)
