"""The divisions of money: every kip is given, none is invented."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopbooks.ledger.money import decimal, part_of, percent, round_half_up, share_out, value_of

pots = st.integers(0, 10**15)
weights = st.lists(st.integers(0, 10**12), min_size=1, max_size=60).filter(any)


def test_a_pot_for_three_gives_the_odd_kip_to_the_first():
    assert share_out(100, [1, 1, 1]) == [34, 33, 33]


def test_the_largest_rest_is_served_first():
    assert share_out(10, [5, 3, 1]) == [6, 3, 1]
    assert share_out(7, [0, 1, 2]) == [0, 2, 5]


def test_an_empty_pot_needs_nobody():
    assert share_out(0, []) == []
    assert share_out(0, [0, 0]) == [0, 0]


@pytest.mark.parametrize(("pot", "parts"), [(-1, [1]), (1, [-1, 2]), (1, [0]), (5, [])])
def test_impossible_pots_are_refused(pot, parts):
    with pytest.raises(ValueError, match=r".*"):
        share_out(pot, parts)


@given(pots, weights)
def test_parts_add_up_and_stay_within_one_kip_of_the_exact_share(pot, shares):
    parts = share_out(pot, shares)
    assert sum(parts) == pot
    total = sum(shares)
    assert all(abs(Fraction(part) - Fraction(pot * weight, total)) < 1 for part, weight in zip(parts, shares, strict=True))
    assert all(part == 0 for part, weight in zip(parts, shares, strict=True) if weight == 0)


@given(pots, weights, st.integers(1, 10**6))
def test_scaling_the_weights_changes_nothing(pot, shares, factor):
    assert share_out(pot, [weight * factor for weight in shares]) == share_out(pot, shares)


def test_halves_go_away_from_zero():
    assert [round_half_up(Fraction(n, 2)) for n in (5, -5, 3, 1, -1)] == [3, -3, 2, 1, -1]
    assert round_half_up(Fraction(1499), 1000) == 1000
    assert round_half_up(Fraction(1500), 1000) == 2000


@given(st.fractions(), st.integers(1, 1000))
def test_rounding_stays_within_half_a_unit(exact, unit):
    rounded = round_half_up(exact, unit)
    assert rounded % unit == 0
    assert abs(rounded - exact) <= Fraction(unit, 2)


def test_a_quarter_of_a_real_surplus():
    assert part_of(7_097_245, percent("25")) == 1_774_311


@pytest.mark.parametrize("text", ["", "1e3", "inf", "nan", "1,5", "1.2.3", "٣", "0x1", "1_000", "--1"])
def test_only_plain_decimals_are_rates(text):
    with pytest.raises(ValueError, match=r".*"):
        decimal(text)


def test_decimals_are_exact():
    assert decimal("168.5") == Fraction(337, 2)
    assert decimal("-0.1") == Fraction(-1, 10)
    assert percent("7.5") == Fraction(3, 40)


def test_a_weight_has_its_value_rounded_half_up():
    assert value_of(54_900, 8_925) == 489_983


@given(st.integers(0, 10**9), st.integers(0, 10**7))
def test_value_is_weight_times_price_to_half_a_kip(weight_g, price_kip):
    assert abs(value_of(weight_g, price_kip) - Fraction(weight_g * price_kip, 1000)) <= Fraction(1, 2)
