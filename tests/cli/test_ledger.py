"""The ledger without a window: every statement by name in every form, and the ledger's deeds from JSON files."""

import csv
import io
import json
from datetime import date

import pytest

from coopbooks.cli.main import run
from tests.support.trade import new_trade

NAMES = ("trial-balance", "trial-balance-wide", "income-statement", "income-by-product", "income-by-business", "balance-sheet", "cash-flow",
         "budget", "account-card", "journal", "chart-of-accounts")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    coop = new_trade(tmp_path_factory.mktemp("headless"), date(2025, 12, 31))
    coop.begin_with()
    coop.book.close()
    return coop.book.path


def _do(path, tmp_path, deed, order) -> int:
    file = tmp_path / "order.json"
    file.write_text(json.dumps(order), encoding="utf-8")
    return run(["do", str(path), deed, str(file)])


def test_a_statement_stands_beside_what_is_asked_for(path, tmp_path):
    beside = {key: json.loads(_report(path, tmp_path, "income-statement", ".json", "--beside", key)) for key in ("before", "year", "nothing")}
    assert beside["before"] == json.loads(_report(path, tmp_path, "income-statement", ".json"))
    assert beside["year"]["before"]["from"] == "2024-01-01"
    assert "before" not in beside["nothing"]
    assert beside["nothing"]["surplus_kip"] == beside["before"]["surplus_kip"]


def _report(path, tmp_path, name, ending, *more) -> bytes:
    out = tmp_path / f"{name}{ending}"
    assert run(["report", str(path), name, "--from", "2025-01-01", "--to", "2025-12-31", *more, "--out", str(out)]) == 0
    return out.read_bytes()


def test_the_ledgers_deeds_are_done_from_files_and_refused_with_a_sentence(path, tmp_path, capsys):
    assert _do(path, tmp_path, "add-account", {"code": "628", "kind": "expense", "name_lo": "ຄ່າໂທລະສັບ", "name_en": "Telephone"}) == 0
    assert _do(path, tmp_path, "post-entry", {"on": "2025-02-01", "lines": [
        {"account": "628", "debit_kip": 90000}, {"account": "cash", "credit_kip": 90000}]}) == 0
    assert _do(path, tmp_path, "set-budget", {"year": 2025, "decided_on": "2025-01-20", "basis": "01/2025", "lines": [
        {"account": "628", "amount_kip": 1200000}, {"account": "sales", "amount_kip": 50000000, "month": "2025-11"}]}) == 0
    assert _do(path, tmp_path, "set-month", {"month": "2025-01", "state": "locked", "reason": "counted"}) == 0
    capsys.readouterr()
    for deed, order, said in (
            ("set-month", {"month": "2025-03", "state": "locked", "reason": "x"}, "02/2025"),
            ("set-month", {"month": "2025-02", "state": "shut", "reason": "x"}, "shut"),
            ("post-entry", {"on": "2025-01-31", "lines": [{"account": "628", "debit_kip": 1}, {"account": "cash", "credit_kip": 1}]}, "01/02/2025"),
            ("post-entry", {"on": "2025-02-01", "lines": [{"account": "628", "debit_kip": 2}, {"account": "cash", "credit_kip": 1}]}, "1"),
            ("post-entry", {"on": "2025-02-01", "lines": [{"account": "628", "debit_kip": 10**15}, {"account": "cash", "credit_kip": 1}]},
             "999,999,999,999,999"),
            ("post-entry", {"on": "2025-02-01", "lines": [{"account": "9999", "debit_kip": 1}, {"account": "cash", "credit_kip": 1}]}, "9999"),
            ("add-account", {"code": "628", "kind": "expense", "name_lo": "x"}, "628"),
            ("change-account", {"code": "531", "kind": "income", "name_lo": "x"}, "531"),
            ("set-budget", {"year": 2025, "decided_on": "2025-01-20", "basis": "x", "lines": [{"account": "628", "amount_kip": -1}]}, "-1")):
        assert _do(path, tmp_path, deed, order) == 1, deed
        told = capsys.readouterr().err
        assert said in told
        assert "Traceback" not in told


@pytest.mark.parametrize("name", NAMES)
def test_every_statement_is_written_in_every_form(path, tmp_path, name):
    document = json.loads(_report(path, tmp_path, name, ".json"))
    assert document
    for ending, beginning in ((".pdf", b"%PDF"), (".xlsx", b"PK"), (".csv", b"\xef\xbb\xbf")):
        assert _report(path, tmp_path, name, ending, "--lang", "lo").startswith(beginning)


def test_the_trial_balance_keeps_its_promise(path, tmp_path):
    paper = json.loads(_report(path, tmp_path, "trial-balance", ".json"))
    assert set(paper) == {"as_of", "accounts", "total_debit_kip", "total_credit_kip"}
    assert set(paper["accounts"][0]) == {"code", "role", "name_lo", "name_en", "debit_kip", "credit_kip"}


def test_the_card_of_an_account_and_a_member_by_name(path, tmp_path, capsys):
    paper = json.loads(_report(path, tmp_path, "account-card", ".json", "--account", "reserve"))
    assert (paper["account"]["role"], paper["opening_kip"], paper["closing_kip"]) == ("reserve", -25_000_000, -25_000_000)
    assert json.loads(_report(path, tmp_path, "account-card", ".json", "--account", "403", "--member", "2"))["who"] == "ສົມພອນ 2"
    table = list(csv.reader(io.StringIO(_report(path, tmp_path, "account-card", ".csv", "--account", "531").decode("utf-8-sig"))))
    assert table[-1][-1] == str(json.loads(_report(path, tmp_path, "account-card", ".json", "--account", "cash"))["closing_kip"])
    capsys.readouterr()
    for more, said in ((("--account", "9999"), "9999"), (("--account", "403", "--member", "77"), "77")):
        out = tmp_path / "none.json"
        assert run(["report", str(path), "account-card", *more, "--out", str(out)]) == 1
        told = capsys.readouterr().err
        assert said in told
        assert not out.exists()
