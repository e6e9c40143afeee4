"""The headless interface: its exit codes, its sentences, and files that other programs agree with."""

import json
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from coopbooks.cli.main import run
from coopbooks.reports import catalogue
from coopbooks.services.checking import check_book
from coopbooks.services.demo import DemoSize, write_demo
from coopbooks.services.imports.columns import COLUMNS

SEASON = Path(__file__).parents[1] / "golden" / "season"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    assert run(["demo", str(folder), "--members", "12", "--years", "1", "--seed", "5", "--no-window"]) == 0
    return folder


def test_the_practice_co_op_comes_with_its_papers_and_passes_the_check(demo, capsys):
    papers = demo / "papers"
    assert len(list((papers / "statements").glob("*.pdf"))) == 12
    names = {path.name.split(".")[0] for path in papers.glob("*.pdf")}
    # Receipts are shown by kind, and nobody has left so young a co-op yet.
    assert {paper.name for paper in catalogue.PAPERS} - names == {"receipt", "settlement"}
    assert {"all-statements", "receipt-share", "receipt-delivery", "receipt-payment", "receipt-advance", "receipt-payout"} <= names
    assert run(["check", str(demo / "demo.coop")]) == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "")


def test_the_same_seed_gives_the_same_figures(demo, tmp_path):
    write_demo(tmp_path, DemoSize(12, 1, 5), datetime.now().astimezone().date(), lambda *_: None)  # without its papers, which take longer
    balances = []
    for folder in (demo, tmp_path):
        assert run(["report", str(folder / "demo.coop"), "trial-balance", "--out", str(folder / "tb.json")]) == 0
        balances.append((folder / "tb.json").read_text())
    assert balances[0] == balances[1]


@pytest.mark.parametrize("today", [date(2026, 2, 1), date(2026, 3, 2), date(2028, 2, 29)])
def test_the_practice_co_op_can_be_made_on_any_day(tmp_path, today):
    assert check_book(write_demo(tmp_path, DemoSize(8, 1, 7), today, lambda *_: None)) == []


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed here")
def test_hledger_totals_to_the_same_trial_balance(demo, tmp_path):
    book, journal, balance = demo / "demo.coop", tmp_path / "out.journal", tmp_path / "tb.json"
    assert run(["export", str(book), "--format", "hledger", "--out", str(journal)]) == 0
    subprocess.run(["hledger", "-f", str(journal), "check"], check=True, capture_output=True)
    said = subprocess.run(["hledger", "-f", str(journal), "bal", "--flat", "--no-total", "-O", "json"], check=True, capture_output=True).stdout
    theirs = {name.split(":")[1].split()[0]: amounts[0]["aquantity"]["decimalMantissa"] // 10**amounts[0]["aquantity"]["decimalPlaces"]
              for name, _, _, amounts in json.loads(said)[0] if amounts}
    assert run(["report", str(book), "trial-balance", "--out", str(balance)]) == 0
    ours = {line["code"]: line["debit_kip"] - line["credit_kip"] for line in json.loads(balance.read_text())["accounts"]}
    assert theirs == ours


@pytest.mark.parametrize(("arguments", "code", "told"), [
    (["report", "{book}", "no-such-paper", "--out", "x.pdf"], 2, "no-such-paper"),
    (["report", "{book}", "trial-balance", "--out", "x.doc"], 2, "x.doc"),
    (["report", "{book}", "member-statement", "--member", "999", "--out", "x.pdf"], 1, "999"),
    (["report", "{book}", "dividend-sheet", "--year", "1999", "--out", "x.pdf"], 1, "1999"),
    (["close", "{book}", "--year", "1999"], 1, "1999"), (["close", "{book}", "--year", "2999"], 1, "2999"),
    (["payout", "{book}", "--year", "2025"], 2, "--on"), (["check", "none.coop"], 3, "none.coop"), (["check", "{csv}"], 3, "members"),
    (["import", "{book}", "members", "none.csv"], 1, "none.csv"), (["import", "{book}", "cats", "none.csv"], 2, "cats"),
    (["words", "1.250"], 1, "1.250"), (["words", "ten"], 1, "ten"), (["new", "{book}", "--profile", "{profile}"], 3, "demo.coop"),
    (["new", "n.coop", "--profile", "none.toml"], 1, "none.toml"), (["surplus", "--policy", "x.toml"], 2, "facts"),
    (["restore", "none.coop", "--to", "{book}"], 3, "none.coop"), (["export", "{book}", "--format", "word", "--out", "x"], 2, "word"),
])
def test_what_is_wrong_is_told_with_its_code_and_value(demo, tmp_path, monkeypatch, capsys, arguments, code, told):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    shutil.copy(SEASON / "members.xlsx", tmp_path / "members.xlsx")
    places = {"book": demo / "demo.coop", "csv": "members.xlsx", "profile": SEASON / "profile.toml"}
    before = (demo / "demo.coop").read_bytes()
    try:
        answered = run([*(part.format(**places) for part in arguments)])
    except SystemExit as leaving:
        answered = leaving.code
    said = capsys.readouterr().err
    assert (answered, told in said, "Traceback" in said) == (code, True, False), said
    assert (demo / "demo.coop").read_bytes() == before
    assert not (tmp_path / "x.pdf").exists()


def test_refusals_speak_lao_when_asked(demo, capsys):
    assert run(["close", str(demo / "demo.coop"), "--year", "1999", "--lang", "lo"]) == 1
    assert any("\u0e80" <= letter <= "\u0eff" for letter in capsys.readouterr().err)


def test_words(capsys):
    for arguments, said in ((["words", "1,250,000", "--lang", "lo"], "ໜຶ່ງລ້ານສອງແສນຫ້າສິບພັນກີບຖ້ວນ"),
                            (["words", "121021", "--lang", "en"], "one hundred twenty-one thousand twenty-one kip")):
        assert run(arguments) == 0
        assert capsys.readouterr().out.strip() == said


@pytest.mark.parametrize("language", ["lo", "en"])
def test_templates_have_the_columns_that_imports_read(tmp_path, language, capsys):
    assert run(["templates", str(tmp_path), "--lang", language]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2 * len(COLUMNS)
    for kind, columns in COLUMNS.items():
        sheet = load_workbook(tmp_path / f"{kind}.xlsx").worksheets[0]
        assert [cell.value for cell in sheet[1]] == [column.lao if language == "lo" else column.name for column in columns]
        assert sheet.max_row == 1


def test_a_backup_verifies_and_restoring_keeps_the_book_that_was_there(demo, tmp_path, capsys):
    book = tmp_path / "book.coop"
    shutil.copy(demo / "demo.coop", book)
    assert run(["backup", str(book), "--to", str(tmp_path / "usb")]) == 0
    (copy,) = (tmp_path / "usb").glob("*.coop")
    assert run(["check", str(copy)]) == 0
    assert run(["restore", str(copy), "--to", str(book)]) == 0
    assert run(["check", str(book)]) == 0
    assert len(list(tmp_path.glob("*.coop"))) == 2
    capsys.readouterr()


def test_the_program_starts_as_a_module():
    said = subprocess.run([sys.executable, "-m", "coopbooks", "--version"], check=True, capture_output=True, text=True).stdout
    assert said.startswith("CoopBooks 0.")


def test_statements_go_into_one_file_or_a_folder_and_again_from_a_number(demo, tmp_path):
    book = str(demo / "demo.coop")
    assert run(["report", book, "member-statement", "--all", "--order", "number", "--start", "10", "--out", str(tmp_path / "each")]) == 0
    assert sorted(path.stem for path in (tmp_path / "each").glob("*.pdf")) == ["0010", "0011", "0012"]
    assert run(["report", book, "member-statement", "--all", "--start", "99999", "--out", str(tmp_path / "none.json")]) == 0
    assert json.loads((tmp_path / "none.json").read_text()) == []


def test_the_report_of_the_meeting_is_written_and_printed_headless(demo, tmp_path):
    book, order = shutil.copy(demo / "demo.coop", tmp_path), tmp_path / "agm.json"
    order.write_text(json.dumps({"year": 2025, "sections": ["surplus", "members"], "meeting_place": "hall", "words": "# Good **year**"}))
    assert run(["do", str(book), "keep-agm-report", str(order)]) == 0
    assert run(["report", str(book), "agm-report", "--year", "2025", "--out", str(tmp_path / "agm.pdf")]) == 0
    assert run(["report", str(book), "agm-report", "--year", "2025", "--out", str(tmp_path / "agm.json")]) == 0
    assert json.loads((tmp_path / "agm.json").read_text())["sections"] == ["surplus", "members"]


def test_a_printing_from_the_command_line_is_in_the_trail_when_it_is_asked_for(demo, tmp_path):
    book = shutil.copy(demo / "demo.coop", tmp_path)
    outs = [tmp_path / f"{n}.pdf" for n in range(4)]
    for out, more in zip(outs, ([], ["--issue"], [], ["--issue"]), strict=True):
        assert run(["report", str(book), "receipt", "--number", "SH-0001", *more, "--out", str(out)]) == 0
    first, issued, again, copy = (out.read_bytes() for out in outs)
    assert first == issued
    assert again == copy != first
    assert run(["check", str(book)]) == 0
