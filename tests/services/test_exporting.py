"""The journal for other programs: they total to the very figures of our trial balance, balance sheet and income statement."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from coopbooks.books.book import Book
from coopbooks.ledger.periods import Period
from coopbooks.services import exporting, printing, statements
from tests.support import whole_book

YEARS = {"whole": Period(date(2024, 1, 1), date(2024, 12, 31)), "season": Period(date(2025, 1, 1), date(2025, 12, 31))}


@pytest.fixture
def whole(whole_once, tmp_path):
    return shutil.copy(whole_once, tmp_path / "whole.coop")


@pytest.fixture
def season(season_book, tmp_path):
    return shutil.copy(season_book, tmp_path / "season.coop")


# --- what our own papers say ------------------------------------------------------------------------------------------
def trial(book: Book, as_of: date) -> dict[str, int]:
    return {line["code"]: line["debit_kip"] - line["credit_kip"] for line in printing.trial_balance(book, as_of).to_json()["accounts"]}


def results(book: Book, year: Period) -> dict[str, int]:
    """Income and expense of a year by code, debit positive."""
    paper = statements.income_statement(book, year).to_json()
    return {**{line["code"]: -line["kip"] for line in paper["income"] if line["kip"]},
            **{line["code"]: line["kip"] for line in paper["expense"] if line["kip"]}}


def sides(book: Book, as_of: date) -> dict[str, int]:
    """The totals of the balance sheet; what is left over is the surplus of the open year."""
    paper = statements.balance_sheet(book, as_of).to_json()
    sums = {name: sum(line["kip"] for line in paper[name]) for name in ("assets", "liabilities", "equity")}
    assert sums["assets"] - sums["liabilities"] - sums["equity"] == paper["surplus_of_open_year_kip"]
    return sums


# --- a small reader of our own ----------------------------------------------------------------------------------------
Posted = tuple[date, bool, str, int]


def read_hledger(text: str) -> list[Posted]:
    found, day, closes = [], date.min, False
    for line in text.split("closing balances", maxsplit=1)[0].splitlines():
        if head := re.match(r"(\d{4}-\d\d-\d\d) \(", line):
            day, closes = date.fromisoformat(head.group(1)), line.endswith(", closing:")
        elif leg := re.match(r"    \w+:(\d+) .*?  (-?\d+) LAK", line):
            found.append((day, closes, leg.group(1), int(leg.group(2))))
    return found


def read_beancount(text: str) -> list[Posted]:
    found, day, closes = [], date.min, False
    for line in text.splitlines():
        if head := re.match(r"(\d{4}-\d\d-\d\d) \* ", line):
            day, closes = date.fromisoformat(head.group(1)), '" #closing  ;' in line
        elif leg := re.match(r"  \w+:(\d+)-\S+  (-?\d+) LAK", line):
            found.append((day, closes, leg.group(1), int(leg.group(2))))
    return found


def summed(posted: list[Posted], first: date, last: date, *, closes: bool = True) -> dict[str, int]:
    sums: dict[str, int] = {}
    for day, closing, code, kip in posted:
        if first <= day <= last and (closes or not closing):
            sums[code] = sums.get(code, 0) + kip
    return {code: kip for code, kip in sums.items() if kip}


@pytest.mark.parametrize(("make", "read"), [(exporting.hledger_journal, read_hledger), (exporting.beancount_journal, read_beancount)])
def test_every_posting_stands_in_the_file_and_adds_up_to_our_papers(whole, make: Callable, read: Callable):
    with Book.open(whole, read_only=True) as book:
        posted = read(make(book))
        for as_of in (date(2024, 1, 1), date(2024, 11, 30), date(2024, 12, 31), date(2025, 3, 1)):
            assert summed(posted, date.min, as_of) == trial(book, as_of)
        year = YEARS["whole"]
        assert summed(posted, year.first_day, year.last_day, closes=False).items() >= results(book, year).items()
        codes = set(results(book, year))
        assert not codes & set(summed(posted, year.first_day, year.last_day)), "a closed year leaves nothing on income and expense"


def test_text_of_people_means_nothing_to_the_other_program(whole, tmp_path):
    from coopbooks.coop.entries import EntryLine, PostEntry
    from coopbooks.ledger.money import Kip
    from coopbooks.services.journal import post_entry

    path = Path(shutil.copy(whole, tmp_path / "b.coop"))
    nasty = '; tag: x, "quoted" @ 5 USD\n2024-01-01 * "x" | [2024-01-02] = 7 #closing ^link'
    with Book.open(path, clock=whole_book.HandClock(date(2025, 3, 3))) as book:
        lines = (EntryLine("rent", Kip(7), note=nasty), EntryLine("cash", credit_kip=Kip(7)))
        post_entry(book, PostEntry(date(2025, 3, 2), lines, note=nasty))
        for make, read in ((exporting.hledger_journal, read_hledger), (exporting.beancount_journal, read_beancount)):
            assert summed(read(make(book)), date.min, date(2025, 12, 31)) == trial(book, date(2025, 12, 31))


# --- the real programs ------------------------------------------------------------------------------------------------
def _hledger(journal: Path, *asked: str) -> list[list[str]]:
    done = subprocess.run(["hledger", "-f", str(journal), *asked, "-O", "csv"], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return list(csv.reader(io.StringIO(done.stdout)))


def _kip(text: str) -> int:
    return int(re.sub(r"[^\d-]", "", text.replace(".", "")) or 0)


def _by_code(rows: list[list[str]]) -> dict[str, int]:
    return {found.group(1): _kip(amount) for name, amount, *_ in rows if (found := re.search(r":(\d+) ", name)) and _kip(amount)}


@pytest.mark.heavy
@pytest.mark.skipif(shutil.which("hledger") is None, reason="the program hledger is not installed (Debian package hledger)")
@pytest.mark.parametrize("name", YEARS)
def test_hledger_totals_to_our_papers(name, tmp_path, request):
    year, journal = YEARS[name], tmp_path / "book.journal"
    with Book.open(request.getfixturevalue(name), read_only=True) as book:
        journal.write_text(exporting.hledger_journal(book), encoding="utf-8")
        until, after = year.last_day, str(year.last_day.year + 1)
        assert _by_code(_hledger(journal, "balance", "--flat", "--no-total", "-e", after)) == trial(book, until)
        found = _hledger(journal, "balance", "--flat", "--no-total", "-b", str(year.first_day), "-e", after, "type:rx", "not:tag:closing")
        assert _by_code(found) == results(book, year)
        sheet = {kind: sum(_by_code(_hledger(journal, "balance", "--flat", "--no-total", "-e", after, f"type:{letter}")).values())
                 for kind, letter in (("assets", "a"), ("liabilities", "l"), ("equity", "e"))}
        ours = sides(book, until)
        assert sheet == {"assets": ours["assets"], "liabilities": -ours["liabilities"], "equity": -ours["equity"]}


_BEAN = """
import datetime, json, re, sys
from beancount import loader
from beancount.core import data
entries, errors, _ = loader.load_file(sys.argv[1])
posted = [[e.date.isoformat(), "closing" in (e.tags or ()), re.search(r":(\\d+)-", p.account).group(1), int(p.units.number)]
          for e in entries if isinstance(e, data.Transaction) for p in e.postings]
roots = {re.search(r":(\\d+)-", p.account).group(1): p.account.partition(":")[0]
         for e in entries if isinstance(e, data.Transaction) for p in e.postings}
print(json.dumps({"roots": roots, "errors": [str(one) for one in errors], "posted": posted, "checked": sum(isinstance(e, data.Balance) for e in entries)}))
"""


@pytest.fixture(scope="session")
def beancount(tmp_path_factory) -> Path:
    """A Python with beancount, made for this run; skipped where it cannot be had."""
    folder = tmp_path_factory.mktemp("beancount")
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    for step in ([sys.executable, "-m", "venv", str(folder)], [str(python), "-m", "pip", "install", "-q", "beancount>=3,<4"]):
        done = subprocess.run(step, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            pytest.skip(f"beancount cannot be installed here: {done.stderr.strip()[-200:]}")
    return python


@pytest.mark.heavy
@pytest.mark.parametrize("name", YEARS)
def test_beancount_totals_to_our_papers(name, tmp_path, request, beancount):
    year, journal = YEARS[name], tmp_path / "book.beancount"
    with Book.open(request.getfixturevalue(name), read_only=True) as book:
        journal.write_text(exporting.beancount_journal(book), encoding="utf-8")
        done = subprocess.run([str(beancount), "-c", _BEAN, str(journal)], capture_output=True, text=True, timeout=300, check=True)
        found = json.loads(done.stdout)
        assert found["errors"] == []
        assert found["checked"] >= len(trial(book, date.max.replace(year=9000)))
        posted = [(date.fromisoformat(day), closes, code, kip) for day, closes, code, kip in found["posted"]]
        assert summed(posted, date.min, year.last_day) == trial(book, year.last_day)
        assert summed(posted, year.first_day, year.last_day, closes=False).items() >= results(book, year).items()
        # The balance sheet by the other program's own classes of accounts.
        sheet = {kind: sum(kip for day, _, code, kip in posted if day <= year.last_day and found["roots"][code] == root)
                 for kind, root in (("assets", "Assets"), ("liabilities", "Liabilities"), ("equity", "Equity"))}
        ours = sides(book, year.last_day)
        assert sheet == {"assets": ours["assets"], "liabilities": -ours["liabilities"], "equity": -ours["equity"]}
        income = sum(kip for day, closes, code, kip in posted if year.first_day <= day <= year.last_day and not closes
                     and found["roots"][code] in ("Income", "Expenses"))
        assert -income == statements.income_statement(book, year).to_json()["surplus_kip"]
