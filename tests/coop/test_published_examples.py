"""Worked examples from cooperative textbooks, by-laws and member pages of four countries give the published figures.

Each folder of tests/golden/surplus holds the facts, the policy, the published figures and where they were read. Only
figures that were published (or follow from them by one subtraction) are compared.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from coopbooks.services.surplus_facts import plan_as_json, surplus_from_files

EXAMPLES = sorted((Path(__file__).parents[1] / "golden" / "surplus").iterdir())


def figures(folder: Path) -> dict[str, Any]:
    told = plan_as_json(surplus_from_files(folder / "FACTS.json", folder / "POLICY.toml"))
    told["funds"] = {fund["name"]: fund["kip"] for fund in told["funds"]}
    told["members"] = {member["number"]: member for member in told["members"]}
    return told


def published_part_of(told: Any, published: Any) -> Any:
    if isinstance(published, dict):
        return {key: published_part_of(told[key], wanted) for key, wanted in published.items()}
    return told


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_the_published_figures_come_out(folder: Path) -> None:
    published = json.loads((folder / "PUBLISHED.json").read_text(encoding="utf-8"))
    assert published_part_of(figures(folder), published) == published


def test_there_are_examples_of_four_countries_with_their_sources() -> None:
    countries = [folder.name.split("-")[0] for folder in EXAMPLES]
    assert set(countries) == {"indonesia", "kenya", "thailand", "usa"}
    assert len(EXAMPLES) >= 6
    for folder in EXAMPLES:
        source = (folder / "SOURCE.md").read_text(encoding="utf-8")
        assert all(word in source for word in ("What:", "Published", "Here:", "Rounding:"))


def test_early_and_late_payments_differ_by_one_month_of_every_payment() -> None:
    """The credit union's own table prints the difference: 200.00 baht."""
    early, late = (figures(Path(EXAMPLES[0]).parent / f"thailand-phuket-{when}") for when in ("early", "late"))
    assert early["share_pool_kip"] - late["share_pool_kip"] == 20_000
