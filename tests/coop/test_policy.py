"""The policy: its defaults, its text, and every way to write it wrong."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

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
    TaxKind,
    WithholdingPolicy,
    YearDays,
)
from coopbooks.coop.policy_text import (
    NotAChoice,
    NotADate,
    NotANumber,
    NotAPercentage,
    NotATable,
    NotText,
    NotToml,
    NotWholeKip,
    RatesNotComparable,
    RateTwice,
    UnknownKey,
    exact_number,
    policy_from_toml,
    policy_to_toml,
)
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused, RuleBroken
from tests.support.surplus import policies

BY_LAWS = """
[[fund]]
name = "reserve"
percent = "20"
base = "surplus"
ceiling_kip = 30_000_000
by_law = "art. 31"
[[fund]]
name = "ກອງທຶນເຍົາວະຊົນ"
percent = "2.5"
base = "remaining"
account = "1069"
[shares]
method = "days"
rate = "7.25"
part = ""
cap_rate = ""
year_days = "360"
[patronage]
basis = "purchases"
part = "100"
part_of = "surplus"
rate_cap_times_share_rate = "2"
[rounding]
rule = "half-up"
unit_kip = 500
payout_unit_kip = 5000
remainder_to = "surplus-forward"
[withholding]
share_dividend = ""
patronage = "5"
"""


def part(percent: str) -> Fraction:
    return Fraction(percent) / 100


def complaints(text: str) -> tuple[RuleBroken, ...]:
    with pytest.raises(Refused) as refused:
        policy_from_toml(text, "by-laws.toml")
    return refused.value.broken


def test_the_defaults_are_those_of_the_design_and_an_empty_file_is_the_default() -> None:
    usual = DividendPolicy()
    assert usual.funds == (Fund("reserve", part("20"), least=part("10"), is_indivisible=True), Fund("education", part("5")), Fund("welfare", part("5")))
    assert usual.shares == SharePolicy(
        Method.MONTHS_FROM_END, None, part("30"), PartOf.REST, part("10"), YearDays.ACTUAL)
    assert usual.patronage == PatronagePolicy(Basis.VALUE, part("70"), PartOf.REST, None)
    assert usual.rounding == RoundingPolicy(RoundingRule.LARGEST_REMAINDER, 1, 1_000, "reserve")
    assert usual.withholding == WithholdingPolicy(part("10"), part("0"))
    assert policy_from_toml("") == usual


def test_a_whole_set_of_by_laws_is_read_exactly() -> None:
    policy = policy_from_toml(BY_LAWS)
    assert policy.funds == (
        Fund("reserve", part("20"), ceiling_kip=Kip(30_000_000), by_law="art. 31"),
        Fund("ກອງທຶນເຍົາວະຊົນ", part("2.5"), FundBase.REMAINING, account="1069"))
    assert policy.shares == SharePolicy(Method.DAYS, part("7.25"), part("30"), PartOf.REST, None, YearDays.D360)
    assert policy.patronage == PatronagePolicy(Basis.PURCHASES, part("100"), PartOf.SURPLUS, Fraction(2))
    assert policy.rounding == RoundingPolicy(RoundingRule.HALF_UP, 500, 5_000, "surplus-forward")
    assert policy.withholding == WithholdingPolicy(part("0"), part("5"))


def test_one_fund_replaces_the_three_defaults_and_a_missing_cap_is_ten_percent() -> None:
    policy = policy_from_toml('[[fund]]\nname = "reserve"\npercent = "40"\n[shares]\nmethod = "closing"\n')
    assert policy.funds == (Fund("reserve", Fraction(2, 5)),)
    assert policy.shares.cap_rate == Fraction(1, 10)
    assert policy_from_toml('[shares]\ncap_rate = ""\n').shares.cap_rate is None


def test_numbers_without_quotes_are_read_as_exactly_as_text() -> None:
    assert policy_from_toml("[shares]\nrate = 7.25\ncap_rate = 10\nyear_days = 365\n") == policy_from_toml(
        '[shares]\nrate = "7.25"\ncap_rate = "10"\nyear_days = "365"\n')


@given(policies)
def test_writing_and_reading_gives_the_same_policy(policy: DividendPolicy) -> None:
    if policy.patronage.most_share_rates is not None and not policy.patronage.basis.is_money:
        return
    again = policy_from_toml(policy_to_toml(policy))
    assert again.funds == (policy.funds or (Fund("reserve", Fraction(0)),))
    assert (again.shares, again.patronage, again.rounding, again.withholding) == (
        policy.shares, policy.patronage, policy.rounding, policy.withholding)


def test_names_with_quotes_break_marks_and_by_laws_survive_writing() -> None:
    policy = DividendPolicy(funds=(
        Fund('the "old" fund \\ ກອງ\u200bທຶນ', Fraction(1, 3000), account="1069", by_law="art. 5 §2"),
        Fund("=1+1", Fraction(1, 4))))
    assert policy_from_toml(policy_to_toml(replace(policy, funds=policy.funds[1:]))).funds == policy.funds[1:]
    assert policy_from_toml(policy_to_toml(policy).replace("1/30", "0.25")).funds[0] == replace(
        policy.funds[0], rate=Fraction(1, 400))


@pytest.mark.parametrize(("text", "kind", "place", "value"), [
    ('[shares]\nmethod = "monthly"', NotAChoice, "[shares] method", "monthly"),
    ("[shares]\nyear_days = 364", NotAChoice, "[shares] year_days", "364"),
    ('[shares]\nrate = "-1"', NotAPercentage, "[shares] rate", "-1"),
    ('[shares]\nrate = "ten"', NotAPercentage, "[shares] rate", "ten"),
    ('[shares]\nrate = "1e1"', NotAPercentage, "[shares] rate", "1e1"),
    ('[shares]\ncap_rate = "5000"', NotAPercentage, "[shares] cap_rate", "5000"),
    ('[shares]\npart = "100.01"', NotAPercentage, "[shares] part", "100.01"),
    ('[shares]\npart = ""', NotAPercentage, "[shares] part", ""),
    ("[shares]\npart = true", NotAPercentage, "[shares] part", "True"),
    ('[patronage]\nbasis = "litres"', NotAChoice, "[patronage] basis", "litres"),
    ('[patronage]\nrate_cap_times_share_rate = "two"', NotANumber, "[patronage] rate_cap_times_share_rate", "two"),
    ('[patronage]\nrate_cap_times_share_rate = "-2"', NotANumber, "[patronage] rate_cap_times_share_rate", "-2"),
    ("[rounding]\nunit_kip = 0", NotWholeKip, "[rounding] unit_kip", "0"),
    ("[rounding]\npayout_unit_kip = 0.5", NotWholeKip, "[rounding] payout_unit_kip", "0.5"),
    ("[rounding]\nunit_kip = inf", NotWholeKip, "[rounding] unit_kip", "Infinity"),
    ("[rounding]\nremainder_to = 3", NotText, "[rounding] remainder_to", "3"),
    ('[withholding]\npatronage = "101"', NotAPercentage, "[withholding] patronage", "101"),
    ('[shares]\nrate = "1000000"', NotAPercentage, "[shares] rate", "1000000"),
    ('[[withholding.rate]]\nkind = "wages"\npercent = "1"\nsince = "2026-01-01"', NotAChoice, "[[withholding.rate]] 1 kind", "wages"),
    ('[[withholding.rate]]\npercent = "1"\nsince = "2026-01-01"', NotAChoice, "[[withholding.rate]] 1 kind", ""),
    ('[[withholding.rate]]\nkind = "patronage"\nsince = "2026-01-01"', NotAPercentage, "[[withholding.rate]] 1 percent", ""),
    ('[[withholding.rate]]\nkind = "patronage"\npercent = "-1"\nsince = "2026-01-01"', NotAPercentage, "[[withholding.rate]] 1 percent", "-1"),
    ('[[withholding.rate]]\nkind = "patronage"\npercent = "1"\nsince = "20260101"', NotADate, "[[withholding.rate]] 1 since", "20260101"),
    ('[[withholding.rate]]\nkind = "patronage"\npercent = "1"', NotADate, "[[withholding.rate]] 1 since", ""),
    ('[[withholding.rate]]\nkind = "patronage"\npercent = "1"\nsince = 2026-01-01T00:00:00', NotADate, "[[withholding.rate]] 1 since", "2026-01-01 00:00:00"),
    ('[[withholding.rate]]\nkind = "patronage"\npercent = "1"\nsince = 2026-01-01\n[[withholding.rate]]\nkind = "patronage"\npercent = "2"\n'
     'since = "2026-01-01"', RateTwice, "[[withholding.rate]] 2 since", "patronage"),
    ('[[fund]]\nname = "a"\npercent = "1"\n[[fund]]\nname = ""\npercent = "1"', NotText, "[[fund]] 2 name", ""),
    ('[[fund]]\nname = "a\\nb"\npercent = "1"', NotText, "[[fund]] 1 name", "a\nb"),
    ('[[fund]]\nname = "a"', NotAPercentage, "[[fund]] 1 percent", ""),
    ('[[fund]]\nname = "a"\npercent = "1"\nceiling_kip = -1', NotWholeKip, "[[fund]] 1 ceiling_kip", "-1"),
    ('[[fund]]\nname = "a"\npercent = "1"\nbase = "rest"', NotAChoice, "[[fund]] 1 base", "rest"),
])
def test_what_is_wrong_is_named_with_file_place_and_value(text: str, kind: type[RuleBroken], place: str,
                                                          value: str) -> None:
    (told,) = complaints(text)
    assert type(told) is kind
    assert (told.facts["file"], told.facts["place"], told.facts["value"]) == ("by-laws.toml", place, value)
    assert place in str(told)


def test_rates_of_tax_begin_on_their_days_whatever_the_order_of_the_file() -> None:
    policy = policy_from_toml('[withholding]\nshare_dividend = "10"\nby_law = "old"\n'
                              '[[withholding.rate]]\nkind = "share-dividend"\npercent = "15"\nsince = 2027-01-01\n'
                              '[[withholding.rate]]\nkind = "share-dividend"\npercent = "12.5"\nsince = "2026-07-01"\nby_law = "new"\n')
    tax = policy.withholding
    assert [tax.on(TaxKind.SHARE_DIVIDEND, day) for day in (date(2026, 6, 30), date(2026, 7, 1), date(2027, 1, 1))] == [
        (part("10"), "old", None), (part("12.5"), "new", date(2026, 7, 1)), (part("15"), "", date(2027, 1, 1))]
    assert tax.rate_on(TaxKind.PATRONAGE, date(2030, 1, 1)) == 0
    assert policy_from_toml(policy_to_toml(policy)) == policy


@pytest.mark.parametrize(("text", "place"), [
    ('[withholding]\nrate = 5', "[withholding] rate"), ("[patronage]\nweight = 5", "[patronage] weight"),
    ("[withholding]\nrate = [5]", "[[withholding.rate]] 1")])
def test_a_list_of_rates_or_weights_is_a_list_of_tables(text: str, place: str) -> None:
    assert (NotATable, place) in [(type(told), told.facts["place"]) for told in complaints(text)]


@pytest.mark.parametrize(("text", "place"), [
    ('[shares]\nmetod = "days"', "[shares] metod"), ("[share]\n", "share"), ("[rounding]\nunit = 5", "[rounding] unit"),
    ('[[fund]]\nname = "a"\npercent = "1"\nrate = "2"', "[[fund]] 1 rate")])
def test_a_mistyped_word_is_refused_by_name(text: str, place: str) -> None:
    (told,) = complaints(text)
    assert type(told) is UnknownKey
    assert told.facts["place"] == place


@pytest.mark.parametrize(("text", "place"), [
    ("shares = 5", "[shares]"), ("fund = 5", "[[fund]]"), ("fund = [5]", "[[fund]] 1")])
def test_a_section_is_a_section(text: str, place: str) -> None:
    assert (NotATable, place) in [(type(told), told.facts["place"]) for told in complaints(text)]


@pytest.mark.parametrize("basis", ["kg", "hours"])
def test_a_refund_per_kilogram_has_no_rate_to_compare(basis: str) -> None:
    (told,) = complaints(f'[patronage]\nbasis = "{basis}"\nrate_cap_times_share_rate = "2"')
    assert type(told) is RatesNotComparable


def test_a_text_that_is_no_toml_says_where() -> None:
    (told,) = complaints('[shares]\nmethod = "days\n')
    assert type(told) is NotToml
    assert "line 2" in str(told)


def test_all_faults_are_told_at_once() -> None:
    assert len(complaints('[shares]\nmethod = "x"\nrate = "y"\n[rounding]\nrule = "z"\n[patronage]\nbasis = "q"')) == 4


def test_the_by_laws_of_the_season_are_read() -> None:
    text = '[[fund]]\nname = "development"\npercent = "7.5"\nbase = "remaining"\n'
    assert policy_from_toml("\ufeff" + text).funds[0].rate == Fraction(3, 40)


@pytest.mark.parametrize("value", [None, True, [], {}, "1,5", "", " ", "٥"])
def test_only_plain_numbers_are_numbers(value: object) -> None:
    assert exact_number(value) is None
