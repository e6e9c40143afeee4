"""Every deed of the window works from a JSON file; what is wrong in the file is told at its place and changes nothing."""

import json
from pathlib import Path

import pytest

from coopbooks.__main__ import COMMANDS
from coopbooks.cli import commands
from coopbooks.cli.main import run
from coopbooks.services.checking import check_book
from coopbooks.services.deeds import DEEDS, fields_of, order_class
from tests.support.trade import new_trade


@pytest.fixture
def book(tmp_path: Path) -> Path:
    trade = new_trade(tmp_path)
    trade.begin_with()
    trade.book.close()
    return trade.book.path


def _do(book: Path, name: str, order: object, *more: str) -> int:
    file = book.with_name("order.json")
    file.write_text(json.dumps(order), encoding="utf-8")
    return run(["do", "--lang", "en", str(book), name, str(file), *more])


def test_the_program_knows_its_own_commands():
    assert tuple(command.name for command in commands.COMMANDS) == COMMANDS


def test_every_deed_names_its_fields(capsys):
    assert run(["do", "--list"]) == 0
    told = capsys.readouterr().out
    for name in DEEDS:
        assert name in told
        assert fields_of(order_class(name))


def test_a_member_joins_buys_moves_and_leaves_headless(book, capsys):
    join = {"admit": {"details": {"number": "10", "given_name": "ບົວ", "joined_on": "2025-02-01",
                                  "heirs": [{"name": "ຄຳ", "percent": "100"}]}, "entry_fee_kip": 20000},
            "share_count": 4, "paid_kip": 300000}
    assert _do(book, "join", join) == 0
    assert _do(book, "collect-instalments", {"on": "2025-03-01", "money": "cash", "paid": [["10", 100000]]}) == 0
    assert _do(book, "issue-certificate", {"member": "10", "on": "2025-03-02"}) == 0
    give = {"member": "10", "to_member": "2", "kind": "transfer", "on": "2025-04-01", "share_count": 1, "meeting": "4"}
    assert _do(book, "share", give, "--dry-run") == 0
    assert _do(book, "share", give, "--json") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["documents"] == [{"kind": "share", "number": "SH-0003"}]
    out = {"member": "10", "kind": "redeem", "on": "2025-06-30", "share_count": 3}
    assert _do(book, "leave", {"member": "10", "last_day": "2025-06-30", "reason": "resigned", "shares": [out]}) == 0
    assert check_book(book) == []


@pytest.mark.parametrize(("name", "order", "told"), [
    ("sell-moon", {}, "“sell-moon” is not one of the deeds"),
    ("share", [], "– “[]”: This should be a group of named values."),
    ("share", {"member": "99", "kind": "pay", "on": "2025-02-01"}, "member “99”: There is no “99” in the book."),
    ("share", {"member": "1", "kind": "pay", "on": "soon"}, "on “soon”: This should be a day like 2025-03-31."),
    ("share", {"member": "1", "on": "2025-02-01"}, "kind “”: This is needed."),
    ("share", {"member": "1", "kind": "pay", "on": "2025-02-01", "paid_kip": 1.5}, "paid_kip “1.5”: This should be a whole number."),
    ("share", {"member": "1", "kind": "pay", "on": "2025-02-01", "paid_kip": 10**30}, "is too large"),
    ("share", {"member": "1", "kind": "steal", "on": "2025-02-01"}, "kind “steal”"),
    ("share", {"member": "1", "kind": "pay", "on": "2025-02-01", "money": "gold"}, "money “gold”"),
    ("share", {"member": "1", "kind": "pay", "on": "2025-02-01", "oops": 1}, "oops “1”: This is not known here. Known are: advance_kip"),
    ("join", {"admit": {"details": {"number": "11", "given_name": "x", "joined_on": None, "consents": [1]}}},
     "admit.details.consents[0] “1”: This should be a text."),
    ("attach", {"subject": "member", "subject_id": 1, "kind": "photo", "name": "x", "body_file": "none.png", "on": "2025-01-01"},
     "body_file “none.png”"),
])
def test_what_is_wrong_is_told_at_its_place(book, capsys, name, order, told):
    before = book.read_bytes()
    assert _do(book, name, order) == 1
    assert told in capsys.readouterr().err
    assert book.read_bytes() == before


def test_a_file_that_is_no_json_is_told(book, capsys):
    file = book.with_name("x.json")
    file.write_text("{", encoding="utf-8")
    assert run(["do", "--lang", "en", str(book), "share", str(file)]) == 1
    assert "The file is not JSON" in capsys.readouterr().err


def test_a_number_that_stands_on_several_papers_is_asked_back(book, capsys):
    line = {"account": "rent", "amount_kip": 1000}
    assert _do(book, "pay-expense", {"on": "2025-03-01", "lines": [line], "number": "77"}) == 0
    assert _do(book, "take-money", {"on": "2025-03-02", "lines": [{"category": "shop", "amount_kip": 500}], "number": "77"}) == 0
    before, order = book.read_bytes(), {"on": "2025-03-03", "reason": "x"}
    assert _do(book, "reverse", {**order, "paper": "77"}) == 1
    assert "This number stands on 2 papers. Write document_id and one of these: 2 (01/03/2025), 3 (02/03/2025)." in capsys.readouterr().err
    assert book.read_bytes() == before
    assert _do(book, "reverse", {**order, "document_id": 2}) == 0
