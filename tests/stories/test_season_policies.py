"""The year of the season files under four policies, to the kip: by what-if, and by closing, deciding, posting and paying it."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from coopbooks.books import dividends
from coopbooks.books.book import Book
from coopbooks.coop.closing import CloseYear
from coopbooks.coop.meeting import DecideSharing
from coopbooks.coop.payout import PayDividends
from coopbooks.coop.policy_text import policy_from_toml
from coopbooks.services import payout
from coopbooks.services import yearend as steps
from coopbooks.services.checking import check_book
from coopbooks.services.dividends import close_year, what_if
from coopbooks.services.surplus_facts import plan_as_json
from tests.support.make_scenarios import FUNDS, RATE, WEIGHED
from tests.support.season import SEASON, clock

FROZEN = Path(__file__).parents[1] / "golden" / "scenarios" / "season"
FOUR = {"own": "", "rate": RATE, "funds": FUNDS, "weighed": WEIGHED}


def policy_of(name: str) -> str:
    return (SEASON / "policy.toml").read_text(encoding="utf-8") if name == "own" else FOUR[name]


@pytest.mark.parametrize("name", FOUR)
def test_the_season_is_shared_to_the_kip(season_book, tmp_path, name):
    path = tmp_path / "season.coop"
    shutil.copy(season_book, path)
    policy = policy_from_toml(policy_of(name))
    with Book.open(path, clock=clock) as book:
        plan = what_if(book, 2025, policy)
        told = json.dumps(plan_as_json(plan), ensure_ascii=False, indent=1) + "\n"
        kept = FROZEN / f"{name}.json"
        assert told == kept.read_text(encoding="utf-8")
        with book.reading() as tx:
            people = tx.all("SELECT name, role FROM user")
        chair = next((who for who, role in people if role == "chair"), "")
        book.user_name = next(who for who, role in people if role != "chair")
        close_year(book, CloseYear(2025))
        on = date(2026, 2, 28)
        steps.decide_sharing(book, DecideSharing(2025, on, "1/2026", policy, 70, 60, 2, 3, approved_by=chair or book.user_name))
        steps.post_sharing(book, steps.PostSharing(2025))
        payout.pay_dividends(book, PayDividends(2025, date(2026, 3, 1), "bank", to_the_kip=True))
        with book.reading() as tx:
            lines = dividends.lines_of(tx, 2025)
        assert sum(line.net_kip for line in lines) == plan.members.total("net_kip")
        assert sum(line.paid_kip for line in lines) == plan.members.total("net_kip")
        assert {line.number: (line.share_dividend_kip, line.patronage_kip) for line in lines} == {
            part.number: (part.share_dividend_kip, part.patronage_kip) for part in plan.members if part.share_dividend_kip or part.patronage_kip}
    assert check_book(path) == []
