"""A season without a window: terms, prices, slips, advances, runs, processing and counts from JSON files; every paper by its name."""

import json
from pathlib import Path

import pytest

from coopbooks.books import approvals, settings
from coopbooks.books.book import Book
from coopbooks.cli.main import run
from coopbooks.services.checking import check_book
from tests.support.trade import new_trade

SEASON = (
    ("add-product", {"code": "CH", "name_en": "Cherry", "grades": ["A", "B"]}),
    ("add-product", {"code": "PA", "name_en": "Parchment"}),
    ("set-prices", {"since": "2025-01-01", "prices": [{"product": "CH", "grade": "A", "price_kip": 9000}], "basis": "board 1"}),
    ("set-product-terms", {"product": "CH", "since": "2025-01-01", "bag_g": 500, "asks_moisture": True, "base_moisture": "12",
                           "percent_per_point": "1"}),
    ("set-recovery", {"since": "2025-01-01", "recover_by": "percent", "percent": "30"}),
    ("give-advance", {"member": "1", "on": "2025-07-01", "kind": "rice", "amount_kip": 300000, "recover_by": "fixed", "fixed_kip": 100000,
                      "due_on": "2025-12-31", "goods": "5 sacks"}),
    ("record-delivery", {"member": "1", "on": "2025-11-03", "lines": [
        {"product": "CH", "grade": "A", "gross_g": 101000, "tare_g": 1000, "price_kip": 9000, "deduction_kip": 9000, "advance_kip": 100000}],
        "extras": [{"bag_count": 2, "moisture": "13"}], "point": "ບ້ານໜອງບົວ"}),
    ("make-run", {"kind": "first", "on": "2025-11-07", "first_day": "2025-11-01", "last_day": "2025-11-07"}),
    ("approve-run", {"run": "PR-0001", "on": "2025-11-07", "approved_by": "Kham"}),
    ("pay-run", {"run": "PR-0001", "on": "2025-11-08", "members": ["1"]}),
    ("make-run", {"kind": "second", "on": "2025-11-09", "first_day": "2025-01-01", "last_day": "2025-12-31", "product": "CH", "rate_kip": 500}),
    ("calculate-run", {"run": "PR-0002", "on": "2025-11-09"}),
    ("approve-run", {"run": "PR-0002", "on": "2025-11-09", "approved_by": "Kham"}),
    ("end-run", {"run": "PR-0002", "on": "2025-11-10"}),
    ("process-lot", {"on": "2025-11-10", "product": "CH", "grade": "A", "in_milli": 100000, "outs": [
        {"product": "PA", "grade": "", "out_milli": 20000}]}),
    ("count-stock", {"on": "2025-12-31", "lines": [{"product": "PA", "grade": "", "counted_milli": 20000, "unit_kip": 45000}]}),
    ("undo-processing", {"processing": "PC-0001", "on": "2025-12-31", "reason": "weighed wrongly"}),
)
PAPERS = (("day-sheet", ("--as-of", "2025-11-03")), ("price-list", ("--as-of", "2025-11-03")), ("pay-list", ("--number", "PR-0001")),
          ("stock-card", ("--from", "2025-01-01", "--to", "2025-12-31")), ("advances", ("--as-of", "2025-12-31")),
          ("advance-agreement", ("--number", "AD-0001")), ("fairness", ("--from", "2025-01-01", "--to", "2025-12-31")))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    trade = new_trade(tmp_path)
    trade.begin_with()
    with trade.book.writing() as tx:
        settings.add_user(tx, "Kham", "chair")
    trade.book.close()
    return trade.book.path


def _do(book: Path, name: str, order: object, user: str = "") -> int:
    file = book.with_name("order.json")
    file.write_text(json.dumps(order), encoding="utf-8")
    return run(["do", "--lang", "en", str(book), name, str(file), *(["--user", user] if user else [])])


def test_a_season_from_files_and_every_paper_by_its_name(book, tmp_path, capsys):
    for name, order in SEASON:
        assert _do(book, name, order, "Noy") == 0, (name, capsys.readouterr().err)
    assert check_book(book) == []
    for name, asked in PAPERS:
        for ending in (".json", ".pdf"):
            out = tmp_path / f"{name}{ending}"
            assert run(["report", str(book), name, *asked, "--lang", "lo", "--out", str(out)]) == 0, capsys.readouterr().err
    told = {name: json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8")) for name, _ in PAPERS}
    assert told["pay-list"]["total_kip"] == 791_000
    assert told["advances"]["total_kip"] == 200_000
    assert told["day-sheet"]["amount_kip"] == 891_000
    assert [card["held_g"] for card in told["stock-card"]["cards"]] == [100_000, 0]


def test_what_is_wrong_in_a_file_is_told_at_its_place(book, capsys):
    for name, order in SEASON[:8]:
        assert _do(book, name, order) == 0
    assert _do(book, "pay-run", {"run": "PR-0001", "on": "2025-11-08"}) == 1
    assert "is not approved" in capsys.readouterr().err
    assert _do(book, "approve-run", {"run": "PR-0001", "on": "2025-11-08", "approved_by": "Noy"}) == 1
    assert "may not approve" in capsys.readouterr().err
    assert _do(book, "make-run", {"kind": "third", "on": "2025-11-08", "first_day": "2025-11-08", "last_day": "2025-11-08"}) == 1
    assert "third" in capsys.readouterr().err
    assert _do(book, "pay-run", {"run": "PR-0009", "on": "2025-11-08"}) == 1
    assert "PR-0009" in capsys.readouterr().err


def test_one_makes_a_run_and_another_approves_it(book, capsys):
    for name, order in SEASON[:7]:
        assert _do(book, name, order, "Kham") == 0
    make, approve = SEASON[7], ("approve-run", {"run": "PR-0001", "on": "2025-11-07"})
    assert _do(book, *make, "Nobody") == 1
    assert "“Nobody” is not enrolled in this book. These are: Noy, Kham." in capsys.readouterr().err
    assert _do(book, *make, "Kham") == 0
    assert _do(book, *approve, "Kham") == 1
    assert "Kham made it. Another person approves it." in capsys.readouterr().err
    assert _do(book, "void-run", {"run": "PR-0001", "on": "2025-11-07", "reason": "made by the chair"}, "Kham") == 0
    assert _do(book, *make, "Noy") == 0
    second = (approve[0], {**approve[1], "run": "PR-0002"})
    assert _do(book, *second) == 1
    assert "Choose who approves it." in capsys.readouterr().err
    assert _do(book, *second, "Kham") == 0
    with Book.open(book, read_only=True) as known, known.reading() as tx:
        approval = approvals.standing(tx, "payment-run", "PR-0002")
        assert approval is not None
        assert (approval.made_by, approval.approved_by) == ("Noy", "Kham")
        signed = {str(name) for (name,) in tx.all("SELECT user_name FROM event WHERE kind = 'payment_run_state'")}
    assert signed == {"Kham", "Noy"}
    assert check_book(book) == []


@pytest.mark.parametrize("verb", [
    ["close", "--year", "2025"], ["payout", "--year", "2025", "--on", "2025-11-08", "--all"]])
def test_every_verb_that_decides_asks_for_somebody_enrolled(book, capsys, verb):
    assert run([verb[0], "--lang", "en", str(book), *verb[1:], "--user", "Nobody"]) == 1
    assert "“Nobody” is not enrolled in this book. These are: Noy, Kham." in capsys.readouterr().err
