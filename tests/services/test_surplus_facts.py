"""FACTS.json and POLICY.toml: the promised shapes, and a sentence for every fault."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from coopbooks.coop.allocation import share_surplus
from coopbooks.coop.plan import SurplusPlan
from coopbooks.coop.policy import DividendPolicy
from coopbooks.coop.weighting import Patronage
from coopbooks.ledger.refusals import Refused, RuleBroken
from coopbooks.services.surplus_facts import (
    MOST_FAULTS,
    BelowZero,
    CapitalBelowZero,
    FileUnreadable,
    KeyMissing,
    KeyTwice,
    KeyUnknown,
    NotADay,
    NotAQuantity,
    NotAYear,
    NotJson,
    NotKip,
    NotTwelveMonths,
    NumberTwice,
    OpeningBelowZero,
    WrongShape,
    facts_from_json,
    plan_as_json,
    read_facts,
    read_policy,
    surplus_from_files,
)

PROMISED = """{"year": 2025, "first_day": "2025-01-01", "last_day": "2025-12-31", "surplus_kip": 48000000,
 "losses_brought_forward_kip": 0,
 "members": [
   {"number": "1", "name": "…", "joined": "2019-03-01", "left": null,
    "shares": [{"on": "2019-03-01", "paid_up_kip": 500000}, {"on": "2025-06-16", "paid_up_kip": 250000},
               {"on": "2025-11-02", "paid_up_kip": -100000}],
    "patronage": {"value": 12000000, "kg": "3400.5", "purchases": 0, "hours": 0}}
 ]}"""


def with_(**changes: Any) -> str:
    return json.dumps({**json.loads(PROMISED), **changes})


def with_member(**changes: Any) -> str:
    promised = json.loads(PROMISED)
    return json.dumps({**promised, "members": [{**promised["members"][0], **changes}]})


def complaints(text: str) -> tuple[RuleBroken, ...]:
    with pytest.raises(Refused) as refused:
        facts_from_json(text, "season.json")
    return refused.value.broken


def test_the_promised_file_is_read() -> None:
    facts = facts_from_json(PROMISED)
    assert (facts.year, facts.surplus_kip, facts.losses_brought_forward_kip) == (2025, 48_000_000, 0)
    assert facts.fund_balances_kip == {}
    (member,) = facts.members
    assert (member.number, member.opening_kip) == ("1", 500_000)
    assert member.movements == ((date(2025, 6, 16), 250_000), (date(2025, 11, 2), -100_000))
    assert member.patronage == Patronage(12_000_000, 3_400_500, 0, 0)


def test_the_output_has_exactly_the_promised_shape() -> None:
    told = plan_as_json(surplus_from_files_of(PROMISED))
    assert list(told) == ["year", "surplus_kip", "funds", "share_pool_kip", "patronage_pool_kip", "losses_covered_kip",
                          "remainder_kip", "share_rate_percent", "members", "proof"]
    assert told["funds"] == [{"name": "reserve", "kip": 9_600_000}, {"name": "education", "kip": 2_400_000},
                             {"name": "welfare", "kip": 2_400_000}]
    assert told["members"] == [{
        "number": "1", "weighted_capital": "1850000/3", "share_dividend_kip": 61_666, "patronage_basis": "12000000",
        "patronage_kip": 23_520_000, "withheld_kip": 6_166, "net_kip": 23_575_500, "payable_now_kip": 23_575_000,
        "carried_kip": 500}]
    assert told["proof"] == {
        "rule": "largest-remainder",
        "share": {"pool": 61_666, "sum_of_floors": 61_666, "units_left": 0, "given_to": []},
        "patronage": {"pool": 23_520_000, "sum_of_floors": 23_520_000, "units_left": 0, "given_to": []}}
    assert Fraction(told["share_rate_percent"]) == Fraction(61_666 * 3 * 100, 1_850_000)
    assert json.loads(json.dumps(told)) == told


def surplus_from_files_of(text: str) -> SurplusPlan:
    return share_surplus(DividendPolicy(), facts_from_json(text))


def test_files_are_read_with_or_without_a_policy(tmp_path: Path) -> None:
    facts, policy = tmp_path / "facts.json", tmp_path / "policy.toml"
    facts.write_text("\ufeff" + PROMISED, encoding="utf-8")
    policy.write_text('[patronage]\nbasis = "kg"\n', encoding="utf-8")
    assert plan_as_json(surplus_from_files(facts, policy))["members"][0]["patronage_basis"] == "3400.5"
    assert surplus_from_files(facts, None).patronage_pool_kip == 23_520_000


def test_fund_balances_stop_at_a_ceiling(tmp_path: Path) -> None:
    facts, policy = tmp_path / "facts.json", tmp_path / "policy.toml"
    facts.write_text(with_(fund_balances_kip={"reserve": 900_000, "education": 5}), encoding="utf-8")
    policy.write_text('[[fund]]\nname = "reserve"\npercent = "20"\nceiling_kip = 1_000_000\n', encoding="utf-8")
    assert surplus_from_files(facts, policy).funds == (("reserve", 100_000),)


def test_what_may_be_left_out(tmp_path: Path) -> None:
    facts = facts_from_json('{"first_day": "2025-07-01", "last_day": "2026-06-30", "surplus_kip": 5,'
                            ' "members": [{"number": 7}], "note": "taken from the minutes"}')
    assert (facts.year, facts.members[0].number, facts.members[0].patronage) == (2025, "7", Patronage())


@pytest.mark.parametrize("kg", ["0.33333", 0.33333])
def test_weights_are_exact_however_fine_they_are(kg: object) -> None:
    member = facts_from_json(with_member(patronage={"kg": kg, "hours": "7.5"})).members[0]
    assert (member.patronage.weight_g, member.patronage.hours) == (Fraction("333.33"), Fraction(15, 2))


@pytest.mark.parametrize(("text", "kind", "place"), [
    (with_(surplus_kip=1.5), NotKip, "surplus_kip"),
    (with_(surplus_kip="48000000"), NotKip, "surplus_kip"),
    (with_(surplus_kip=True), NotKip, "surplus_kip"),
    (with_(surplus_kip=10**15), NotKip, "surplus_kip"),
    (with_(surplus_kip=None), KeyMissing, "surplus_kip"),
    (with_(losses_brought_forward_kip=-1), BelowZero, "losses_brought_forward_kip"),
    (with_(year="2025"), NotAYear, "year"),
    (with_(first_day="01/01/2025"), NotADay, "first_day"),
    (with_(first_day="20250101"), NotADay, "first_day"),
    (with_(last_day=None), KeyMissing, "last_day"),
    (with_(members=None), KeyMissing, "members"),
    (with_(members={}), WrongShape, "members"),
    (with_(members=[5]), WrongShape, "members 1"),
    (with_(fund_balances_kip=[1]), WrongShape, "fund_balances_kip"),
    (with_(fund_balances_kip={"reserve": "x"}), NotKip, "fund_balances_kip, reserve"),
    (with_(surplus=5), KeyUnknown, "surplus"),
    (with_member(number=None), KeyMissing, "members 1, number"),
    (with_member(number=[1]), WrongShape, "members 1, number"),
    (with_member(name=5), WrongShape, "members 1 (number 1), name"),
    (with_member(joined="yesterday"), NotADay, "members 1 (number 1), joined"),
    (with_member(share=[]), KeyUnknown, "members 1, share"),
    (with_member(shares=5), WrongShape, "members 1 (number 1), shares"),
    (with_member(shares=["x"]), WrongShape, "members 1 (number 1), shares 1"),
    (with_member(shares=[{"on": "2025-02-29", "paid_up_kip": 5}]), NotADay, "members 1 (number 1), shares 1, on"),
    (with_member(shares=[{"on": "2025-02-28"}]), KeyMissing, "members 1 (number 1), shares 1, paid_up_kip"),
    (with_member(shares=[{"on": "2024-02-28", "paid_up_kip": -5}]), OpeningBelowZero, "members 1 (number 1), shares"),
    (with_member(shares=[{"on": "2025-02-28", "paid_up_kip": -5}, {"on": "2025-03-01", "paid_up_kip": 9}]),
     CapitalBelowZero, "members 1 (number 1), shares"),
    (with_member(patronage={"kg": "-1"}), NotAQuantity, "members 1 (number 1), patronage, kg"),
    (with_member(patronage={"kg": "1,5"}), NotAQuantity, "members 1 (number 1), patronage, kg"),
    (with_member(patronage={"hours": None}), NotAQuantity, "members 1 (number 1), patronage, hours"),
    (with_member(patronage={"value": -1}), BelowZero, "members 1 (number 1), patronage, value"),
    (with_member(patronage={"purchases": "1.5"}), NotKip, "members 1 (number 1), patronage, purchases"),
    (with_member(patronage={"litres": 5}), KeyUnknown, "members 1 (number 1), patronage, litres"),
    (with_member(patronage=7), WrongShape, "members 1 (number 1), patronage"),
])
def test_what_is_wrong_is_named_with_file_and_place(text: str, kind: type[RuleBroken], place: str) -> None:
    told = complaints(text)
    assert (kind, "season.json", place) in [(type(one), one.facts["file"], one.facts["place"]) for one in told]
    assert all(str(one).startswith("season.json, ") for one in told)


def test_the_value_is_shown_as_it_stands_and_not_at_length() -> None:
    (told,) = complaints(with_(first_day="x" * 500))
    assert told.facts["value"] == "x" * 57 + "…"
    assert complaints(with_(surplus_kip=[1, 2]))[0].facts["value"] == "[1, 2]"


def test_two_members_cannot_have_one_number() -> None:
    member = json.loads(PROMISED)["members"][0]
    (told,) = complaints(with_(members=[member, {**member, "number": " 1 "}]))
    assert told == NumberTwice(file="season.json", place="members 2", number="1")


@pytest.mark.parametrize(("first", "last"), [
    ("2025-01-01", "2025-12-30"), ("2025-01-01", "9999-12-31"), ("2025-06-15", "2026-06-14"),
    ("2026-01-01", "2025-12-31")])
def test_a_year_has_twelve_months(first: str, last: str) -> None:
    assert NotTwelveMonths in map(type, complaints(with_(first_day=first, last_day=last)))


@pytest.mark.parametrize("text", [
    "", "{", "[1,]", '{"year": NaN}', '{"year": -Infinity}', "[" * 100_000, '{"year": ' + "9" * 5000 + "}"])
def test_a_file_that_is_no_json_says_where(text: str) -> None:
    (told,) = complaints(text)
    assert type(told) is NotJson
    assert (told.facts["line"], told.facts["file"]) == (1, "season.json")


def test_a_key_that_stands_twice_is_not_lost_silently() -> None:
    (told,) = complaints(PROMISED.replace('"year": 2025', '"year": 2024, "year": 2025'))
    assert told == KeyTwice(file="season.json", key="year")


def test_a_file_of_another_kind_does_not_flood_the_screen() -> None:
    assert len(complaints(with_(members=[{}] * 5_000))) == MOST_FAULTS


def test_all_faults_are_told_at_once() -> None:
    assert [type(one) for one in complaints(with_(year="x", surplus_kip="y"))] == [NotAYear, NotKip]


def test_the_faults_of_both_files_are_told_together(tmp_path: Path) -> None:
    facts, policy = tmp_path / "facts.json", tmp_path / "policy.toml"
    facts.write_text(with_(year="x"), encoding="utf-8")
    policy.write_text('[rounding]\nrule = "up"\n', encoding="utf-8")
    with pytest.raises(Refused) as refused:
        surplus_from_files(facts, policy)
    assert [one.facts["file"] for one in refused.value.broken] == ["policy.toml", "facts.json"]


def test_a_file_that_is_not_there_or_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="nothing.json"):
        read_facts(tmp_path / "nothing.json")
    (tmp_path / "old.toml").write_bytes("name = \"ກອງທຶນ\"".encode("utf-16"))
    with pytest.raises(FileUnreadable, match=r"old\.toml"):
        read_policy(tmp_path / "old.toml")
    with pytest.raises(FileUnreadable):
        read_policy(tmp_path)
