"""Freeze scenarios of sharing for ever: python -m tests.support.make_scenarios. One that is frozen is never made anew.

Each file of tests/golden/scenarios holds facts, policy and the outcome as text. A change of the program that changes a byte of an
outcome changes what members were promised; the test says so.
"""

import json
import sys
from pathlib import Path
from random import Random
from typing import Any

from coopbooks.coop.allocation import share_surplus
from coopbooks.coop.policy_text import policy_from_toml
from coopbooks.services.surplus_facts import facts_from_json, plan_as_json

FOLDER = Path(__file__).parents[1] / "golden" / "scenarios"

DEFAULT = ""
RATE = '[shares]\nrate = "8"\nmethod = "days"\n[patronage]\nbasis = "kg"\npart = "100"\n[withholding]\npatronage = "5"\n'
FUNDS = ('[[fund]]\nname = "reserve"\npercent = "25"\nceiling_of_share_capital = "100"\nleast_percent = "10"\n[[fund]]\nname = "education"\npercent = "10"\n'
         'base = "remaining"\n[shares]\npart = "40"\ncap_rate = ""\nmethod = "lowest"\n[rounding]\nrule = "floor"\nunit_kip = 500\n'
         'remainder_to = "surplus-forward"\n')
WEIGHED = ('[patronage]\nbasis = "value"\npart = "70"\nrate_cap_times_share_rate = "2"\n[[patronage.weight]]\nproduct = "CH"\ngrade = "A"\n'
           'factor = "1.2"\n[shares]\nmethod = "months-from-start"\n[rounding]\nrule = "half-up"\npayout_unit_kip = 5000\n')
HOURS = '[patronage]\nbasis = "hours"\npart = "50"\npart_of = "surplus"\n[shares]\nmethod = "closing"\npart = "20"\n'
FEES = '[patronage]\nbasis = "fees"\npart = "60"\n[refund]\ncash = "60"\nunpaid_shares_first = true\n'

POLICIES = {"default": DEFAULT, "rate": RATE, "funds": FUNDS, "weighed": WEIGHED, "hours": HOURS, "fees": FEES}


def member(random: Random, number: int) -> dict[str, Any]:
    """One member of a drawn co-op."""
    shares: list[dict[str, Any]] = [{"on": "2020-01-01", "paid_up_kip": random.randrange(1, 60) * 50_000}]
    held = shares[0]["paid_up_kip"]
    for month in sorted(random.sample(range(1, 13), random.randrange(3))):
        kip = max(random.randrange(-10, 20) * 50_000, -held)
        held += kip
        shares.append({"on": f"2025-{month:02}-{random.randrange(1, 29):02}", "paid_up_kip": kip})
    value = random.randrange(0, 60_000_000)
    first = value // 3
    return {"number": str(number), "name": f"member {number}", "shares": shares, "patronage": {
        "value": value, "kg": f"{random.randrange(0, 9_000_000) / 1000:.3f}", "purchases": random.randrange(0, 3_000_000),
        "hours": str(random.randrange(0, 2_000)), "fees": random.randrange(0, 90_000),
        "products": [{"product": "CH", "grade": "A", "value": first, "kg": "0"}, {"product": "CH", "grade": "B", "value": value - first, "kg": "0"}]}}


def drawn(seed: int, people: int, surplus_kip: int, losses_kip: int = 0) -> dict[str, Any]:
    """The facts of a drawn co-op: always the same for a seed."""
    random = Random(seed)
    return {"year": 2025, "first_day": "2025-01-01", "last_day": "2025-12-31", "surplus_kip": surplus_kip,
            "losses_brought_forward_kip": losses_kip, "fund_balances_kip": {"reserve": 4_000_000},
            "members": [member(random, number) for number in range(1, people + 1)]}


SCENARIOS = {
    "village-of-twenty": drawn(1, 20, 48_000_000), "losses-first": drawn(2, 9, 30_000_001, 12_345_678), "loss-year": drawn(3, 5, -4_000_000),
    "one-kip": drawn(4, 7, 1), "nobody": drawn(5, 0, 9_000_000), "largest": drawn(6, 12, 10**15 - 1)}


def outcome(facts: dict[str, Any], policy: str) -> str:
    """The outcome as text: what is compared byte for byte."""
    plan = share_surplus(policy_from_toml(policy), facts_from_json(json.dumps(facts)))
    return json.dumps(plan_as_json(plan), ensure_ascii=False, indent=1)


def main() -> None:
    """Write every scenario that is not frozen yet."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, facts in SCENARIOS.items():
        for policy, text in POLICIES.items():
            path = FOLDER / f"{name}--{policy}.json"
            if not path.exists():
                frozen = {"facts": facts, "policy": text, "outcome": outcome(facts, text)}
                path.write_text(json.dumps(frozen, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
                sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    main()
