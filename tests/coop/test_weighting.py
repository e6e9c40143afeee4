"""Weighted capital: each method on a member anyone can redo by hand, and the laws that hold for all."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopbooks.coop.policy import DividendPolicy, Method, SharePolicy, YearDays
from coopbooks.coop.weighting import MemberYear, Patronage, is_twelve_months, split_moves, weigh
from coopbooks.ledger.periods import Period, period_of_year
from tests.support.surplus import YEAR_2025, member, members_of, plain_weight

# Of the promised example: 500,000 from before, 250,000 on 16 June, 100,000 taken out on 2 November.
EXAMPLE = member("1", 500_000, ("2025-06-16", 250_000), ("2025-11-02", -100_000))


def weight(method: str, of: MemberYear = EXAMPLE, period: Period = YEAR_2025, year_days: str = "actual") -> Fraction:
    policy = SharePolicy(Method(method), year_days=YearDays(year_days))
    return weigh(policy, period, [of]).total


@pytest.mark.parametrize(("method", "expected"), [
    ("closing", Fraction(650_000)),
    ("lowest", Fraction(500_000)),
    ("months-from-end", Fraction(500_000 * 6 + 750_000 * 5 + 650_000 * 1, 12)),     # at the start of each month
    ("months-from-start", Fraction(500_000 * 5 + 750_000 * 5 + 650_000 * 2, 12)),   # at the end of each month
    ("days", Fraction(500_000 * 166 + 750_000 * 139 + 650_000 * 60, 365)),
])
def test_the_promised_example_by_hand(method: str, expected: Fraction) -> None:
    assert weight(method) == expected


def test_a_move_on_the_last_day_of_a_month_weighs_as_one_on_the_first() -> None:
    first, last = (member("1", 0, (day, 120_000)) for day in ("2025-03-01", "2025-03-31"))
    assert weight("months-from-end", first) == weight("months-from-end", last) == 90_000
    assert weight("months-from-start", first) == weight("months-from-start", last) == 100_000


def test_december_weighs_nothing_from_the_end_and_a_twelfth_from_the_start() -> None:
    late = member("1", 0, ("2025-12-01", 120_000))
    assert weight("months-from-end", late) == 0
    assert weight("months-from-start", late) == 10_000


def test_shares_taken_out_in_january_count_eleven_twelfths_less() -> None:
    assert weight("months-from-end", member("1", 120_000, ("2025-01-02", -120_000))) == 10_000


def test_the_months_of_a_year_that_begins_in_october() -> None:
    year = period_of_year(2024, 10)
    assert weight("months-from-end", member("1", 0, ("2024-10-05", 120_000)), year) == 110_000
    assert weight("months-from-end", member("1", 0, ("2025-09-30", 120_000)), year) == 0
    assert weight("months-from-start", member("1", 0, ("2025-01-31", 120_000)), year) == 90_000


@pytest.mark.parametrize(("year_days", "expected"), [
    ("actual", Fraction(366, 366)), ("365", Fraction(366, 365)), ("360", Fraction(366, 360))])
def test_a_leap_year_has_366_days_whatever_divides_them(year_days: str, expected: Fraction) -> None:
    assert weight("days", member("1", 1_000), period_of_year(2024, 1), year_days) == 1_000 * expected


def test_a_day_weighs_from_its_own_day_on() -> None:
    """In on 31 December: one day of 365. Out on 1 January: not one day."""
    assert weight("days", member("1", 0, ("2025-12-31", 365_000))) == 1_000
    assert weight("days", member("1", 365_000, ("2025-01-01", -365_000))) == 0


def test_the_lowest_balance_is_that_of_a_day_s_end() -> None:
    """Out and in again on one day leaves the day's balance as it was."""
    assert weight("lowest", member("1", 500_000, ("2025-05-05", -500_000), ("2025-05-05", 500_000))) == 500_000
    assert weight("lowest", member("1", 500_000, ("2025-05-05", -400_000), ("2025-05-06", 900_000))) == 100_000
    assert weight("lowest", member("1", 200_000, ("2025-01-01", 300_000))) == 200_000


def test_moves_before_the_year_are_opening_capital_and_later_ones_are_not_seen() -> None:
    first, last = (date(2025, 1, 1), 7), (date(2025, 12, 31), 3)
    moves = [(date(2026, 1, 1), 9), (date(2019, 3, 1), 500), (date(2024, 12, 31), 20), first, last]
    assert split_moves(moves, YEAR_2025) == (520, (first, last))


def test_a_member_without_business_has_none() -> None:
    assert MemberYear("1", None, "", 5) == ("1", None, "", 5, (), Patronage())
    assert Patronage()[:5] == (0, 0, 0, 0, 0)


@pytest.mark.parametrize(("first", "last", "fits"), [
    ("2025-01-01", "2025-12-31", True), ("2024-03-01", "2025-02-28", True), ("2023-03-01", "2024-02-29", True),
    ("2025-01-01", "2025-12-30", False), ("2025-01-16", "2026-01-15", False), ("2025-05-01", "2025-12-31", False)])
def test_a_fiscal_year_is_twelve_whole_months(first: str, last: str, fits: bool) -> None:
    assert is_twelve_months(Period(date.fromisoformat(first), date.fromisoformat(last))) is fits


@given(st.data(), st.sampled_from(Method), st.sampled_from(YearDays), st.integers(1, 12), st.sampled_from([2023, 2024]))
def test_every_weight_is_that_of_the_balances_of_its_days(data: st.DataObject, method: Method, year_days: YearDays,
                                                          month: int, year: int) -> None:
    period, policy = period_of_year(year, month), SharePolicy(method, year_days=year_days)
    members = data.draw(members_of(period, 3))
    weights = weigh(policy, period, members)
    assert [Fraction(value, weights.scale) for value in weights.values] == [
        plain_weight(DividendPolicy(shares=policy), period, one) for one in members]
    assert all(value >= 0 for value in weights.values)


@given(st.data(), st.sampled_from([method for method in Method if method is not Method.LOWEST]))
def test_a_transfer_between_members_keeps_the_capital_whole(data: st.DataObject, method: Method) -> None:
    """On purpose: what changes hands on a day weighs the same in and out (not so for the lowest balance)."""
    members = data.draw(members_of(YEAR_2025, 4).filter(lambda found: len(found) >= 2))
    day = date(2025, data.draw(st.integers(1, 12)), data.draw(st.integers(1, 28)))
    giver, receiver = members[0], members[1]
    after = [giver._replace(movements=(*giver.movements, (day, -50_000))),
             receiver._replace(movements=(*receiver.movements, (day, 50_000))), *members[2:]]
    policy = SharePolicy(method)
    assert weigh(policy, YEAR_2025, after).total == weigh(policy, YEAR_2025, members).total
