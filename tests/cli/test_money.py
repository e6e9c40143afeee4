"""Money headless: every deed and every paper of it, from JSON files; what is wrong is told at its place."""

import json
from pathlib import Path

import pytest

from coopbooks.cli.main import run
from coopbooks.services.checking import check_book
from tests.support.trade import new_trade

DEEDS = (
    ("keep-box", {"box": {"word": "5311", "code": "5311", "kind": "cash", "name_lo": "ກ່ອງນ້ອຍ", "name_en": "Petty cash"}, "is_new": True}),
    ("keep-category", {"category": {"code": "sacks", "way": "out", "account": "606", "name_lo": "ເປົາ", "name_en": "Sacks"}}),
    ("keep-supplier", {"supplier": {"number": "S01", "name": "ແສງຄຳ", "terms_days": 30}}),
    ("transfer-money", {"on": "2025-03-01", "from_money": "cash", "into": "5311", "amount_kip": 500000}),
    ("pay-expense", {"on": "2025-03-02", "money": "5311", "supplier": "S01", "lines": [{"category": "sacks", "amount_kip": 120000}]}),
    ("take-money", {"on": "2025-03-03", "money": "bank", "member": "1", "lines": [{"category": "interest", "amount_kip": 45000}]}),
    ("record-bill", {"supplier": "S01", "on": "2025-03-04", "lines": [{"category": "repair", "amount_kip": 90000}]}),
    ("pay-bill", {"paper": "SB-0001", "on": "2025-03-05", "amount_kip": 40000}),
    ("count-cash", {"on": "2025-03-06", "money": "5311", "notes": [{"note_kip": 100000, "count": 3}, {"note_kip": 50000, "count": 1}],
                    "reason": "ທອນຜິດ"}),
    ("receive-loan", {"lender": "ທະນາຄານ", "on": "2025-03-07", "principal_kip": 1200000, "rate_percent": "12", "instalments": 12,
                      "first_due_on": "2025-04-07"}),
    ("pay-loan", {"loan": "L-001", "on": "2025-04-07", "principal_kip": 100000, "interest_kip": 12000}),
    ("receive-grant", {"giver": "ໂຄງການ", "on": "2025-03-08", "amount_kip": 600000, "purpose": "equipment"}),
    ("buy-asset", {"name": "ເຄື່ອງຊັ່ງ", "account": "215", "on": "2025-03-09", "cost_kip": 600000, "life_months": 12, "money": "bank",
                   "grant_kip": 600000}),
    ("run-depreciation", {"until": "2025-06-30"}),
    ("end-asset", {"asset": "A-001", "on": "2025-07-01", "reason": "ເພ"}),
    ("keep-repeating", {"repeating": {"way": "out", "category": "rent", "amount_kip": 5000, "next_on": "2025-03-31"}}),
    ("settle-repeating", {"repeating_id": 1, "on": "2025-03-31"}), ("skip-repeating", {"repeating_id": 1}),
    ("match-bank", {"money": "bank", "statement_on": "2025-03-31", "statement_kip": 20000000, "lines": [2], "finish": True}),
    ("withdraw-count", {"count": "CN-0001", "on": "2025-07-02", "reason": "ນັບຜິດ"}))


def _do(book: Path, name: str, order: object) -> int:
    file = book.with_name("order.json")
    file.write_text(json.dumps(order), encoding="utf-8")
    return run(["do", "--lang", "en", str(book), name, str(file)])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    trade = new_trade(tmp_path)
    trade.begin_with()
    trade.book.close()
    return trade.book.path


def test_a_year_of_money_headless_with_every_paper(book, tmp_path, capsys):
    for name, order in DEEDS:
        assert _do(book, name, order) == 0, (name, capsys.readouterr().err)
    assert check_book(book) == []
    for paper, more in (("payables", ["--as-of", "2025-12-31"]), ("asset-register", ["--as-of", "2025-06-30"]), ("loan-schedule", ["--number", "L-001"]),
                        ("cash-count", ["--number", "CN-0001"]), ("bank-unmatched", ["--account", "bank"]), ("cash-book", ["--account", "5311"])):
        for ending in (".pdf", ".csv", ".json"):
            out = tmp_path / f"{paper}{ending}"
            assert run(["report", str(book), paper, *more, "--lang", "lo", "--out", str(out)]) == 0, (paper, capsys.readouterr().err)
            assert out.stat().st_size > 100
    payables = json.loads((tmp_path / "payables.json").read_text(encoding="utf-8"))
    assert (payables["bills"][0]["over_90_kip"], payables["other_kip"], payables["total_kip"]) == (50_000, 0, 50_000)
    assert json.loads((tmp_path / "cash-book.json").read_text(encoding="utf-8"))["account"] == "5311"
    assert json.loads((tmp_path / "asset-register.json").read_text(encoding="utf-8"))["total_value_kip"] == 400_000


@pytest.mark.parametrize(("name", "order", "told"), [
    ("transfer-money", {"on": "2025-03-01", "from_money": "cash", "into": "5999", "amount_kip": 5}, "5999"),
    ("pay-loan", {"loan": "L-9", "on": "2025-03-01", "principal_kip": 5}, "L-9"),
    ("count-cash", {"on": "2025-03-01", "money": "cash", "notes": [{"note_kip": 100000, "count": -1}]}, "-1 cannot be a number of notes"),
    ("take-money", {"on": "2025-03-01", "lines": [{"category": "fuel", "amount_kip": 5}]}, "no category “fuel”")])
def test_what_is_wrong_is_told_and_changes_nothing(book, capsys, name, order, told):
    assert _do(book, name, order) == 1
    assert told in capsys.readouterr().err


def test_everything_about_money_is_exported(book, tmp_path):
    for name, order in DEEDS:
        _do(book, name, order)
    assert run(["export", str(book), "--format", "json", "--out", str(tmp_path / "all.json")]) == 0
    told = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert [row["code"] for row in told["money_boxes"]] == ["5311"]
    assert [(row["bill"], row["supplier"], row["open_kip"]) for row in told["bills"]] == [("SB-0001", "S01", 50_000)]
    assert [row["number"] for row in told["loans"]] == ["L-001"]
