"""Sharing without a window at its edges: what is nonsense is refused with its place and value, what is only extreme adds up to the kip."""

import json
from pathlib import Path
from typing import Any

import pytest

from coopbooks.cli.main import run
from tests.support import by_hand

PEOPLE = [{"number": str(number), "shares": [{"on": "2020-01-01", "paid_up_kip": number * 100_000}], "patronage": {
    "value": number * 777_777, "kg": f"{number}.5", "purchases": 0, "hours": 0}} for number in (1, 2, 3)]
IDLE = [{**one, "patronage": {"value": 0}} for one in PEOPLE]
EMPTY = [{"number": "1", "shares": [], "patronage": {"value": 0}}]
MOST = 10**15 - 1


def facts(surplus_kip: int, members: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"year": 2025, "first_day": "2025-01-01", "last_day": "2025-12-31", "surplus_kip": surplus_kip, "members": members, **more}


def asked(folder: Path, told: dict[str, Any], policy: str) -> list[str]:
    (folder / "FACTS.json").write_text(json.dumps(told), encoding="utf-8")
    (folder / "POLICY.toml").write_text(policy, encoding="utf-8")
    return ["surplus", "--lang", "en", "--facts", str(folder / "FACTS.json"), "--policy", str(folder / "POLICY.toml"), "--json"]


@pytest.mark.parametrize(("policy", "place", "value"), [
    ('[[fund]]\nname = "reserve"\npercent = "101"', "[[fund]] 1 percent", "101"),
    ('[shares]\nrate = "-1"', "[shares] rate", "-1"), ('[shares]\npart = "-1"', "[shares] part", "-1"),
    ('[shares]\nrate = "1000000"', "[shares] rate", "1000000"), ('[patronage]\npart = "1000000"', "[patronage] part", "1000000"),
    ('[shares]\nrat = "5"', "[shares] rat", "no setting of this name"), ('[dividends]\nrate = "5"', "dividends", "no setting of this name"),
    ('[withholding]\nshare_dividend = "-1"', "[withholding] share_dividend", "-1"),
    ('[[withholding.rate]]\nkind = "patronage"\npercent = "200"\nsince = "2026-01-01"', "[[withholding.rate]] 1 percent", "200"),
    ("[rounding]\nunit_kip = -1", "[rounding] unit_kip", "-1"), ("[rounding]\npayout_unit_kip = 0", "[rounding] payout_unit_kip", "0")])
def test_a_policy_of_nonsense_is_refused_at_its_place(tmp_path, capsys, policy, place, value):
    assert run(asked(tmp_path, facts(9_000_000, PEOPLE), policy)) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert f"POLICY.toml, {place}" in told.err
    assert value in told.err


OVER = '[[fund]]\nname = "reserve"\npercent = "70"\n[[fund]]\nname = "education"\npercent = "60"\n'


@pytest.mark.parametrize("surplus_kip", [0, 1, 999, 9_000_000, MOST, -5])
@pytest.mark.parametrize("members", [PEOPLE, IDLE, EMPTY, []], ids=["people", "no-patronage", "nothing", "nobody"])
@pytest.mark.parametrize("policy", ["", OVER, '[rounding]\nrule = "half-up"\nunit_kip = 1000\n[shares]\ncap_rate = ""\n'],
                         ids=["default", "funds-above-the-whole", "half-up"])
def test_what_is_extreme_adds_up_to_the_kip(tmp_path, capsys, surplus_kip, members, policy):
    told = facts(surplus_kip, members)
    assert run(asked(tmp_path, told, policy)) == 0
    given = json.loads(capsys.readouterr().out)
    shared = sum(fund["kip"] for fund in given["funds"]) + sum(one["share_dividend_kip"] + one["patronage_kip"] for one in given["members"])
    assert shared + given["losses_covered_kip"] + given["remainder_kip"] == surplus_kip
    counted = by_hand.count(by_hand.year_of(told), policy)
    assert counted["remainder_kip"] == given["remainder_kip"]
    assert {one["number"]: one["net_kip"] for one in given["members"]} == {number: line["net_kip"] for number, line in counted["members"].items()}
    if policy == OVER and surplus_kip > 0:
        assert sum(fund["kip"] for fund in given["funds"]) == surplus_kip


@pytest.mark.parametrize("surplus_kip", [MOST + 1, "5", 1.5, None])
def test_an_amount_that_is_none_is_refused(tmp_path, capsys, surplus_kip):
    assert run(asked(tmp_path, facts(surplus_kip, PEOPLE), "")) == 1
    assert "FACTS.json, surplus_kip" in capsys.readouterr().err
