"""Shares without a window: every deed from JSON, every paper to every ending, the register as at and as known on a day."""

import json
from pathlib import Path

import pypdfium2
import pytest

from coopbooks.cli.main import run
from coopbooks.services.checking import check_book
from tests.support.trade import new_trade


@pytest.fixture
def book(tmp_path: Path) -> Path:
    trade = new_trade(tmp_path)
    trade.begin_with(50_000_000)
    trade.book.close()
    return trade.book.path


def _do(book: Path, name: str, order: object) -> int:
    file = book.with_name("order.json")
    file.write_text(json.dumps(order), encoding="utf-8")
    return run(["do", "--lang", "en", str(book), name, str(file)])


def _report(book: Path, name: str, *more: str, ending: str = ".json", lang: str = "lo") -> Path:
    out = book.with_name(f"{name}{ending}")
    assert run(["report", str(book), name, "--lang", lang, "--out", str(out), *more]) == 0
    return out


def _json(book: Path, name: str, *more: str) -> dict:
    return json.loads(_report(book, name, *more).read_text(encoding="utf-8"))


TERMS = {"since": "2025-01-01", "par_value_kip": 250000, "least_count": 1, "most_percent": "", "basis": "by-laws 9", "class_code": "B"}


def test_a_year_of_shares_headless(book, capsys):
    def share(**order):
        return _do(book, "share", {"kind": "subscribe", **order})

    assert share(member="1", on="2025-02-01", share_count=10, paid_kip=900000) == 0
    assert share(member="2", on="2025-02-01", share_count=5, paid_kip=500000, money="bank") == 0
    assert _do(book, "keep-share-class", {"share_class": {"code": "B", "name_lo": "ຮຸ້ນພິເສດ", "name_en": "Special"}, "terms": TERMS}) == 0
    assert share(member="2", kind="convert", on="2025-02-02", share_count=5, to_class="B") == 0
    assert _do(book, "pledge", {"member": "1", "on": "2025-02-03", "share_count": 2, "basis": "loan 7"}) == 0
    assert _do(book, "issue-certificates", {"on": "2025-02-04"}) == 0
    assert share(member="1", kind="transfer", to_member="3", on="2025-02-05", share_count=3, numbers="1-3", meeting="4/2025") == 0
    assert share(member="1", kind="redeem", on="2025-02-06", share_count=5) == 1
    assert "pledged" in capsys.readouterr().err
    assert share(member="1", kind="redeem", on="2025-02-06", share_count=2, money="owed", meeting="committee 5") == 0
    assert share(member="1", kind="pay-out", on="2025-02-07", paid_kip=200000) == 0
    assert share(member="1", kind="cancel", on="2025-02-08", share_count=1) == 0
    new = {"terms": {**TERMS, "class_code": "A", "since": "2025-03-01", "par_value_kip": 120000, "basis": "AGM 3"}, "way": "owed"}
    assert _do(book, "change-terms", new) == 0
    assert _do(book, "issue-certificate", {"member": "1", "on": "2025-03-02"}) in (0, 1)
    assert check_book(book) == []
    found = _json(book, "share-register", "--as-of", "2025-12-31")
    assert [(line["number"], line["class"], line["shares"], line["numbers"]) for line in found["members"]] == [
        ("1", "Ordinary share", 4, "4–7"), ("2", "Special", 2, "1–2"), ("3", "Ordinary share", 3, "1–3")]
    assert found["movement"]["closing_kip"] == found["movement"]["ledger_kip"] == 7 * 120_000 + 500_000


def test_heirs_inherit_and_a_certificate_is_replaced_headless(book, capsys):
    assert _do(book, "share", {"member": "1", "kind": "subscribe", "on": "2025-02-01", "share_count": 3, "paid_kip": 300000}) == 0
    assert _do(book, "issue-certificate", {"member": "1", "on": "2025-02-02"}) == 0
    assert _do(book, "end-certificate", {"certificate": "CT-0001", "on": "2025-02-03", "reason": "lost"}) == 0
    assert _json(book, "share-certificate", "--number", "CT-0002")["replaces"] == "CT-0001"
    assert _do(book, "pass-to-heirs", {"member": "1", "on": "2025-03-01"}) == 1
    assert "No heirs of" in capsys.readouterr().err


@pytest.mark.parametrize("ending", [".pdf", ".xlsx", ".csv", ".json"])
@pytest.mark.parametrize("name", ["share-register", "share-movements", "instalments-due", "share-certificate", "share-transfer"])
def test_every_paper_of_shares_comes_in_every_ending(book, name, ending):
    _do(book, "share", {"member": "1", "kind": "subscribe", "on": "2025-02-01", "share_count": 3, "paid_kip": 250000})
    _do(book, "share", {"member": "1", "kind": "transfer", "to_member": "2", "on": "2025-02-02", "share_count": 1})
    _do(book, "issue-certificate", {"member": "1", "on": "2025-02-03"})
    number = {"share-certificate": "CT-0001", "share-transfer": "SH-0002"}.get(name)
    out = _report(book, name, *(("--number", number) if number else ("--as-of", "2025-12-31")), ending=ending)
    assert out.stat().st_size > 100


def test_a_lao_certificate_holds_no_english_word(book):
    _do(book, "share", {"member": "1", "kind": "subscribe", "on": "2025-02-01", "share_count": 3, "paid_kip": 300000})
    _do(book, "issue-certificate", {"member": "1", "on": "2025-02-03"})
    page = pypdfium2.PdfDocument(_report(book, "share-certificate", "--number", "CT-0001", ending=".pdf"))[0].get_textpage().get_text_range()
    words = {word.strip(".,:()–") for word in page.replace("-", " ").split() if word.isascii() and word.isalpha() and word.islower() and len(word) > 2}
    assert words == set()


def test_a_paper_that_is_not_there_is_told_and_nothing_is_written(book, capsys):
    out = book.with_name("x.pdf")
    assert run(["report", str(book), "share-certificate", "--lang", "en", "--number", "CT-0009", "--out", str(out)]) == 1
    assert "There is no certificate CT-0009." in capsys.readouterr().err
    assert not out.exists()


def test_debts_meet_headless_alone_with_a_redemption_and_with_leaving(book, capsys):
    def part(what, kip):
        return {"what": what, "amount_kip": kip}

    assert _do(book, "share", {"member": "1", "kind": "subscribe", "on": "2025-02-01", "share_count": 10, "paid_kip": 1000000}) == 0
    assert _do(book, "give-advance", {"member": "1", "on": "2025-02-02", "kind": "cash", "amount_kip": 300000, "money": "cash"}) == 0
    lines = [{"account": "reserve", "debit_kip": 80000}, {"account": "producers-payable", "credit_kip": 80000, "member": "1"}]
    assert _do(book, "post-entry", {"on": "2025-02-03", "lines": lines}) == 0
    wrong = {"member": "1", "on": "2025-03-01", "we_owe": [part("produce", 80001)], "owes_us": [part("advance", 80001)]}
    assert _do(book, "set-off", wrong) == 1
    assert "80,001 is more than what stands: 80,000 (We owe for produce)." in capsys.readouterr().err
    assert _do(book, "set-off", {**wrong, "we_owe": [part("produce", 80000)], "owes_us": [part("advance", 80000)]}) == 0
    share = {"member": "1", "kind": "redeem", "on": "2025-03-02", "share_count": 4, "money": "cash"}
    both = {"member": "1", "on": "2025-03-02", "we_owe": [part("redemption", 100000)], "owes_us": [part("advance", 100000)]}
    assert _do(book, "redeem-and-settle", {"share": share, "set_off": both}) == 0
    out = {"member": "1", "kind": "redeem", "on": "2025-03-31", "share_count": 6, "money": "owed"}
    paid = {"member": "1", "kind": "pay-out", "on": "2025-03-31", "paid_kip": 480000, "money": "cash"}
    last = {**both, "on": "2025-03-31", "we_owe": [part("redemption", 120000)], "owes_us": [part("advance", 120000)]}
    assert _do(book, "leave", {"member": "1", "last_day": "2025-03-31", "reason": "resigned", "shares": [paid, out], "set_off": last}) == 0
    document = _json(book, "settlement", "--member", "1")
    assert (document["left_kip"], [one["number"] for one in document["papers"]]) == (0, ["SH-0004", "SO-0003", "SH-0005"])
    assert check_book(book) == []
