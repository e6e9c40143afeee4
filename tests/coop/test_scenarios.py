"""What was promised once comes out byte for byte the same, for ever."""

import json
from pathlib import Path

import pytest

from tests.support.make_scenarios import FOLDER, POLICIES, SCENARIOS, outcome


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_a_frozen_scenario_comes_out_byte_for_byte(path: Path) -> None:
    frozen = json.loads(path.read_text(encoding="utf-8"))
    assert outcome(frozen["facts"], frozen["policy"]) == frozen["outcome"]
    told = json.loads(frozen["outcome"])
    shared = sum(fund["kip"] for fund in told["funds"]) + sum(one["share_dividend_kip"] + one["patronage_kip"] for one in told["members"])
    assert shared + told["losses_covered_kip"] + told["remainder_kip"] == told["surplus_kip"]


def test_every_scenario_is_frozen() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} >= {f"{name}--{policy}" for name in SCENARIOS for policy in POLICIES}
