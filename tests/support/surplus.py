"""Builders, Hypothesis strategies and a slow but plain second opinion for the sharing of a surplus."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from hypothesis import strategies as st

from coopbooks.coop.allocation import YearFacts
from coopbooks.coop.policy import (
    Basis,
    DividendPolicy,
    Fund,
    FundBase,
    Method,
    PartOf,
    PatronagePolicy,
    RoundingPolicy,
    RoundingRule,
    SharePolicy,
    WithholdingPolicy,
    YearDays,
)
from coopbooks.coop.weighting import MemberYear, Patronage
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import Period, period_of_year

YEAR_2025 = period_of_year(2025, 1)


def member(number: str, opening_kip: int = 0, *moves: tuple[str, int], value: int = 0, kg: str = "0",
           purchases: int = 0, hours: str = "0") -> MemberYear:
    """A member in one line: member("7", 500_000, ("2025-06-16", 250_000), value=12_000_000, kg="3400.5")."""
    weight, worked = Fraction(kg) * 1000, Fraction(hours)
    return MemberYear(number, int(number) if number.isdecimal() else None, f"member {number}", opening_kip,
                      tuple((date.fromisoformat(on), kip) for on, kip in moves),
                      Patronage(value, weight.numerator if weight.denominator == 1 else weight, purchases,
                                worked.numerator if worked.denominator == 1 else worked))


def year(surplus_kip: int, *members: MemberYear, losses_kip: int = 0, period: Period = YEAR_2025,
         balances: dict[str, int] | None = None) -> YearFacts:
    """The facts of a year."""
    return YearFacts(period.first_day.year, period, surplus_kip, members, losses_kip, balances or {})


def percents(most: int = 100) -> st.SearchStrategy[Fraction]:
    """Percentages as by-laws write them: hundredths of a percent."""
    return st.integers(0, most * 100).map(lambda hundredths: Fraction(hundredths, 10_000))


one_fund = st.builds(Fund, st.sampled_from(["reserve", "education", "welfare", "bonus"]), percents(40),
                     st.sampled_from(FundBase), st.sampled_from([Kip(0), Kip(0), Kip(5_000_000)]))
funds = st.lists(one_fund, max_size=4).map(tuple)
shares = st.builds(SharePolicy, st.sampled_from(Method), st.none() | percents(15), percents(), st.sampled_from(PartOf),
                   st.none() | percents(15), st.sampled_from(YearDays))
patronages = st.builds(PatronagePolicy, st.sampled_from(Basis), percents(), st.sampled_from(PartOf),
                       st.none() | st.integers(0, 400).map(lambda n: Fraction(n, 100)))
roundings = st.builds(RoundingPolicy, st.sampled_from(RoundingRule), st.sampled_from([1, 1, 500, 1000]),
                      st.sampled_from([1, 500, 1000, 5000]))
taxes = st.builds(WithholdingPolicy, percents(30), percents(30))
policies = st.builds(DividendPolicy, funds, shares, patronages, roundings, taxes)


@st.composite
def members_of(draw: st.DrawFn, period: Period, most: int = 12) -> list[MemberYear]:
    """Members with a share account that never goes below zero, in any order, with numbers that are not all plain."""
    number = st.integers(1, 999).map(str) | st.integers(1, 99).map("A-{}".format)
    return [_member(draw, one, period) for one in draw(st.lists(number, unique=True, max_size=most))]


def _member(draw: st.DrawFn, number: str, period: Period) -> MemberYear:
    opening = draw(st.integers(0, 50)) * 100_000
    days = (period.last_day - period.first_day).days
    balance, moves = opening, []
    for offset in sorted(draw(st.lists(st.integers(0, days), max_size=5))):
        kip = max(draw(st.integers(-20, 20)) * 50_000, -balance)
        balance += kip
        moves.append((period.first_day + timedelta(offset), kip))
    business = st.just(0) | st.integers(0, 10**8)
    return MemberYear(number, None, "", opening, tuple(draw(st.permutations(moves))), Patronage(
        draw(business), draw(business), draw(business), draw(st.integers(0, 4000).map(lambda n: Fraction(n, 4)))))


@st.composite
def years(draw: st.DrawFn) -> YearFacts:
    """The facts of any year: any starting month, leap years, losses, loss years."""
    period = period_of_year(draw(st.sampled_from([2023, 2024, 2025])), draw(st.integers(1, 12)))
    return YearFacts(period.first_day.year, period, draw(
        st.integers(10**5, 10**10) | st.integers(-10**9, 10**10)), draw(members_of(period)),
                     draw(st.just(0) | st.integers(0, 10**9)), draw(st.dictionaries(
                         st.sampled_from(["reserve", "education"]), st.integers(0, 10**7), max_size=2)))


# --- the second opinion -----------------------------------------------------------------------------------------------
class Plain(NamedTuple):
    """What the oracle says."""

    funds: list[int]
    share_pool: int
    patronage_pool: int
    dividends: list[int]
    refunds: list[int]
    remainder: int


def plain_sharing(policy: DividendPolicy, facts: YearFacts) -> Plain:
    """The waterfall again, one member and one day at a time in fractions, straight from the promise's wording."""
    unit = policy.rounding.unit_kip
    base = max(facts.surplus_kip, 0) - min(facts.losses_brought_forward_kip, max(facts.surplus_kip, 0))
    left, given, standing = base, [], dict(facts.fund_balances_kip)
    for fund in policy.funds:
        kip = min(half_up((base if fund.base == "surplus" else left) * fund.rate, unit), left)
        if fund.ceiling_kip:
            kip = min(kip, max(0, fund.ceiling_kip - standing.get(fund.name, 0)))
        standing[fund.name] = standing.get(fund.name, 0) + kip
        left -= kip
        given.append(kip)
    weights = [plain_weight(policy, facts.period, one) for one in facts.members]
    share_pool, taken, share_exact = plain_share_pool(policy, base, left, weights)
    basis = [plain_basis(policy.patronage.basis, one.patronage) for one in facts.members]
    share_rate = Fraction(share_pool) / sum(weights) if sum(weights) else Fraction(0)
    refund_pool, refund_exact = plain_refund_pool(policy, base, left, left - taken, basis, share_rate)
    numbers = [one.number for one in facts.members]
    dividends = plain_parts(policy.rounding, share_pool, share_exact, numbers)
    refunds = plain_parts(policy.rounding, refund_pool, refund_exact, numbers)
    covered = min(facts.losses_brought_forward_kip, max(facts.surplus_kip, 0))
    remainder = facts.surplus_kip - covered - sum(given) - sum(dividends) - sum(refunds)
    return Plain(given, share_pool, refund_pool, dividends, refunds, remainder)


def half_up(exact: Fraction, unit: int) -> int:
    return int((exact / unit + Fraction(1, 2)) // 1) * unit


def floor(exact: Fraction, unit: int) -> int:
    return int(exact / unit // 1) * unit


def plain_share_pool(policy: DividendPolicy, base: int, left: int, weights: list[Fraction],
                     ) -> tuple[int, int, list[Fraction]]:
    terms, unit, capital = policy.shares, policy.rounding.unit_kip, sum(weights, Fraction(0))
    if terms.rate is not None:
        asked = min(floor(terms.rate * capital, unit), left)
        rate = terms.rate if floor(terms.rate * capital, unit) <= left else None
    else:
        asked, rate = min(half_up((base if terms.part_of == "surplus" else left) * terms.part, unit), left), None
    if capital == 0:
        return 0, asked, [Fraction(0)] * len(weights)
    if terms.cap_rate is not None and (rate if rate is not None else asked / capital) > terms.cap_rate:
        pool = floor(terms.cap_rate * capital, unit)
        return pool, asked, [terms.cap_rate * weight for weight in weights]
    return asked, asked, [rate * weight if rate is not None else asked * weight / capital for weight in weights]


def plain_refund_pool(policy: DividendPolicy, base: int, rest: int, left: int, basis: list[Fraction],
                      share_rate: Fraction) -> tuple[int, list[Fraction]]:
    terms, unit, business = policy.patronage, policy.rounding.unit_kip, sum(basis, Fraction(0))
    pool = min(half_up((base if terms.part_of == "surplus" else rest) * terms.part, unit), left)
    if business == 0:
        return 0, [Fraction(0)] * len(basis)
    if terms.most_share_rates is not None and terms.basis in ("value", "purchases"):
        limit = terms.most_share_rates * share_rate
        if pool / business > limit:
            return floor(limit * business, unit), [limit * one for one in basis]
    return pool, [pool * one / business for one in basis]


def plain_parts(rounding: RoundingPolicy, pool: int, exact: list[Fraction], numbers: list[str]) -> list[int]:
    unit = rounding.unit_kip
    if pool == 0:  # a pool of nothing gives nobody anything, even where half a unit would round up
        return [0] * len(exact)
    if rounding.rule == "half-up":
        return [half_up(one, unit) for one in exact]
    parts = [floor(one, unit) for one in exact]
    if rounding.rule == "largest-remainder":
        places = sorted(range(len(parts)), key=lambda i: (-(exact[i] / unit % 1), plain_order(numbers[i])))
        for place in places[: pool // unit - sum(parts) // unit]:
            parts[place] += unit
    return parts


def plain_order(number: str) -> tuple[int, int]:
    """Plain numbers before those with a letter, both as numbers: enough for the numbers drawn here."""
    return (0, int(number)) if number.isdecimal() else (1, int(number.removeprefix("A-")))


def plain_basis(basis: Basis, patronage: Patronage) -> Fraction:
    figures: dict[str, Any] = {"value": patronage.value_kip, "kg": Fraction(patronage.weight_g) / 1000,
                               "purchases": patronage.purchases_kip, "hours": patronage.hours, "fees": patronage.fees_kip}
    return Fraction(figures[basis.value])


def plain_weight(policy: DividendPolicy, period: Period, one: MemberYear) -> Fraction:
    """Weighted capital from the balances of all days, as a member would redo it."""
    by_day: list[int] = []
    balance, day = one.opening_kip, period.first_day
    while day <= period.last_day:
        balance += sum(kip for on, kip in one.movements if on == day)
        by_day.append(balance)
        day += timedelta(1)
    starts = [i for i in range(len(by_day)) if (period.first_day + timedelta(i)).day == 1]
    at_start = [one.opening_kip if i == 0 else by_day[i - 1] for i in starts]
    at_end = [*(by_day[i - 1] for i in starts[1:]), by_day[-1]]
    days = {"actual": len(by_day), "365": 365, "360": 360}[policy.shares.year_days.value]
    return {"closing": Fraction(by_day[-1]), "lowest": Fraction(min(one.opening_kip, *by_day)),
            "months-from-end": Fraction(sum(at_start), 12), "months-from-start": Fraction(sum(at_end), 12),
            "days": Fraction(sum(by_day), days)}[policy.shares.method.value]
