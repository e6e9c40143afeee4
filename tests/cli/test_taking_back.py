"""A file taken back without a window, and what the check says when somebody only pretends to have done so."""

import json
from pathlib import Path

from coopbooks.cli.main import run
from coopbooks.services.checking import check_book
from tests.support.meddling import run_unguarded
from tests.support.trade import new_trade


def test_a_deed_takes_back_the_last_file_of_a_name(tmp_path: Path, capsys) -> None:
    trade = new_trade(tmp_path)
    trade.book.close()
    path = trade.book.path
    (tmp_path / "people.csv").write_text("number,given_name,joined,entry_fee_kip\n77,ຄຳ,2025-02-01,20000\n", encoding="utf-8")
    (tmp_path / "order.json").write_text(json.dumps({"import": "people.csv", "on": "2025-12-31", "reason": "wrong list"}))
    assert run(["import", str(path), "members", str(tmp_path / "people.csv")]) == 0
    assert run(["do", "--lang", "en", str(path), "take-back-import", str(tmp_path / "order.json")]) == 0
    assert run(["report", str(path), "member-register", "--out", str(tmp_path / "register.json")]) == 0
    assert "ຄຳ" not in (tmp_path / "register.json").read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(["do", "--lang", "en", str(path), "take-back-import", str(tmp_path / "order.json")]) != 0
    assert "people.csv is taken back already." in "".join(capsys.readouterr())
    run_unguarded(path, "UPDATE member SET joined_on = '2025-02-01' WHERE number LIKE '77%'",
                  "DELETE FROM entry WHERE reverses IS NOT NULL")
    told = {finding.wording.format(**finding.facts) for finding in check_book(path) if finding.check == "imports"}
    assert told == {"people.csv was taken back, but EF-0001 still stands.", "people.csv was taken back, but member 77 ×1 still counts."}
