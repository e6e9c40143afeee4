"""The program's figures against a second count that shares no line of code with it: the season, the frozen scenarios, the published examples."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from coopbooks.books.book import Book
from coopbooks.coop.policy_text import policy_from_toml
from coopbooks.services.dividends import what_if
from coopbooks.services.surplus_facts import plan_as_json
from tests.stories.test_season_policies import FOUR, policy_of
from tests.support import by_hand
from tests.support.season import SEASON, clock

GOLDEN = Path(__file__).parents[1] / "golden"
EXAMPLES = sorted((GOLDEN / "surplus").iterdir())


def figures(told: dict[str, Any]) -> dict[str, Any]:
    """What the headless interface tells, in the shape of the second count."""
    names = ("share_dividend_kip", "patronage_kip", "withheld_kip", "net_kip", "payable_now_kip", "carried_kip")
    return {**{name: told[name] for name in ("surplus_kip", "losses_covered_kip", "share_pool_kip", "patronage_pool_kip", "remainder_kip")},
            "funds": {fund["name"]: fund["kip"] for fund in told["funds"]},
            "members": {one["number"]: {name: one[name] for name in names} for one in told["members"]}}


def without_nobody(counted: dict[str, Any], members: set[str]) -> dict[str, Any]:
    """A member with neither shares nor business may stand in one list and not in the other: with nothing."""
    nothing = [line for number, line in counted["members"].items() if number not in members]
    assert not any(any(line.values()) for line in nothing)
    return {**counted, "members": {number: line for number, line in counted["members"].items() if number in members}}


@pytest.mark.parametrize("name", FOUR)
def test_the_season_counted_from_its_files_is_the_season_of_the_book(season_book, tmp_path, name):
    path = tmp_path / "season.coop"
    shutil.copy(season_book, path)
    text = policy_of(name)
    with Book.open(path, clock=clock, read_only=True) as book:
        told = figures(plan_as_json(what_if(book, 2025, policy_from_toml(text))))
    counted = by_hand.count(by_hand.season(SEASON), text)
    assert counted["surplus_kip"] == 84_337_452
    assert len(told["members"]) > 75
    assert without_nobody(counted, set(told["members"])) == told


@pytest.mark.parametrize("path", sorted((GOLDEN / "scenarios").glob("*.json")), ids=lambda path: path.stem)
def test_what_is_frozen_is_what_a_second_count_gives(path):
    frozen = json.loads(path.read_text(encoding="utf-8"))
    assert by_hand.count(by_hand.year_of(frozen["facts"]), frozen["policy"]) == figures(json.loads(frozen["outcome"]))


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_the_second_count_gives_the_published_figures_too(folder):
    published = json.loads((folder / "PUBLISHED.json").read_text(encoding="utf-8"))
    counted = by_hand.count(by_hand.year_of(json.loads((folder / "FACTS.json").read_text(encoding="utf-8"))),
                            (folder / "POLICY.toml").read_text(encoding="utf-8"))
    compared = 0
    for name, value in published.items():
        if name in counted and name != "members":
            assert counted[name] == value
            compared += 1
    for number, line in published.get("members", {}).items():
        for name, value in line.items():
            if name in counted["members"][number]:
                assert counted["members"][number][name] == value
                compared += 1
    assert compared
