"""Numbers and days: what is written can be read back, and what is unclear is refused."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopbooks.i18n import formats
from coopbooks.i18n.formats import NotWhole, UnclearNumber, parse_day, parse_kg, parse_kip

LAO_DIGITS = str.maketrans("0123456789", "໐໑໒໓໔໕໖໗໘໙")
KIP = st.integers(min_value=-10**15, max_value=10**15)


@given(KIP)
def test_kip_are_read_as_they_are_written(amount: int) -> None:
    assert parse_kip(formats.kip(amount)) == amount
    assert parse_kip(str(amount)) == amount
    assert parse_kip(f" {formats.kip(amount)} ".replace(",", "\u00a0")) == amount
    assert parse_kip(formats.kip(amount).translate(LAO_DIGITS)) == amount


@given(KIP)
def test_dots_between_groups_are_read_when_they_are_clear(amount: int) -> None:
    assert parse_kip(formats.kip(amount).replace(",", "."), lone_dot=True) == amount


@given(KIP)
def test_kilograms_are_read_as_they_are_written(grams: int) -> None:
    assert parse_kg(formats.kg(grams)) == grams
    assert parse_kg(formats.kg(grams).translate(LAO_DIGITS)) == grams


@given(st.dates(min_value=date(1000, 1, 1)))
def test_days_are_read_as_they_are_written(on: date) -> None:
    assert parse_day(formats.day(on)) == on
    assert parse_day(on.isoformat()) == on
    assert parse_day(formats.day(on).translate(LAO_DIGITS)) == on


@pytest.mark.parametrize(("text", "amount"), [
    ("0", 0), ("1250", 1250), ("1,250", 1250), ("1,250,000", 1_250_000), ("1.250.000", 1_250_000), ("1 250 000", 1_250_000),
    ("໑໒໓", 123), ("໑,໒໕໐", 1250), (" 5 ", 5), ("-1,250", -1250), ("9" * 40, 10**30),
])
def test_kip_are_read(text: str, amount: int) -> None:
    assert parse_kip(text) == amount


@pytest.mark.parametrize("text", ["1.250", "12.500", "-1.250", "໑.໒໕໐"])
def test_a_lone_dot_group_is_unclear(text: str) -> None:
    with pytest.raises(UnclearNumber):
        parse_kip(text)
    assert parse_kip(text, lone_dot=True) == int(formats.western_digits(text).replace(".", ""))


@pytest.mark.parametrize("text", ["1,25", "1.25", "12,5", "1.5", "1,250.50", "1,250.000"])
def test_a_fraction_of_a_kip_is_refused(text: str) -> None:
    with pytest.raises(NotWhole):
        parse_kip(text)


@pytest.mark.parametrize("text", [
    "", " ", "-", "1.25.000", "1250,000", "1,250,00", ",250", "1-2", "1 2", "1,250.000,000", "abc", "1e3", "+5", "12kip", "₭5", "0x1F",
])
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_kip(text)
    assert type(refused.value) is ValueError


@pytest.mark.parametrize(("text", "grams"), [
    ("168.5", 168_500), ("1,168.5", 1_168_500), ("0.001", 1), ("1.2500", 1250), ("-2.5", -2500), ("໑໖໘.໕", 168_500), ("7", 7000),
])
def test_kilograms_are_read(text: str, grams: int) -> None:
    assert parse_kg(text) == grams


@pytest.mark.parametrize("text", ["", "168,5", "1,16", "0.0005", "1.2.3", ".5", "5.", "1 168", "abc", "+1"])
def test_an_unclear_weight_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_kg(text)


@pytest.mark.parametrize("text", ["31/3/2025", "31.03.2025", "31/03/2025", "2025-03-31", "໓໑/໐໓/໒໐໒໕", " 31/03/2025 "])
def test_days_are_read(text: str) -> None:
    assert parse_day(text) == date(2025, 3, 31)


@pytest.mark.parametrize("text", ["", "31/02/2025", "3/31/2025", "31-03-2025", "31/03/25", "20250331", "2025-W01-1", "2025-3-31", "today"])
def test_an_unclear_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_day(text)


@pytest.mark.parametrize(("rate", "text"), [
    (Fraction(1, 8), "12.5%"), (Fraction(1, 3), "33.3333%"), (Fraction(0), "0%"), (Fraction(-1, 4), "-25%"), (Fraction(12), "1,200%"),
])
def test_percent(rate: Fraction, text: str) -> None:
    assert formats.percent_text(rate) == text


def test_units_and_long_days() -> None:
    assert formats.kip_with_unit(1_250_000, "lo") == "1,250,000 ກີບ"
    assert formats.kip_with_unit(-5, "en") == "-5 kip"
    assert formats.long_day(date(2025, 12, 31), "lo") == "31 ທັນວາ 2025"
    assert formats.long_day(date(2025, 12, 31), "en") == "31 December 2025"
    assert formats.month_name(3, "en", short=True) == "Mar"
