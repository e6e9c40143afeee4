"""Killed in the middle of a save: whatever the user was told is saved is there, whole; nothing is there twice."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coopbooks.books import dividends
from coopbooks.books.book import Book
from coopbooks.coop.closing import CloseYear
from coopbooks.services import yearend
from coopbooks.services.checking import check_book
from coopbooks.services.dividends import close_year
from tests.stories.test_year_end import a_year, meeting
from tests.support import paying_worker, posting_worker

WORKER = Path(posting_worker.__file__)


def _killed(book: Path, name: str, after_s: float, *how: str, program: Path = WORKER) -> list[str]:
    """Start a worker, kill it after a while; the keys it said were saved."""
    worker = subprocess.Popen([sys.executable, str(program), str(book), name, *how], stdout=subprocess.PIPE)
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"open\n"
    time.sleep(after_s)
    os.kill(worker.pid, signal.SIGKILL)
    told = worker.stdout.read()
    worker.stdout.close()
    worker.wait()
    # The last line may be torn: then nobody has been told.
    return told.decode().split("\n")[:-1]


def _saved(book: Path) -> dict[str, int]:
    with Book.open(book, read_only=True) as opened, opened.reading() as tx:
        return {str(key): int(count) for key, count in tx.all("SELECT request_key, count(*) FROM request GROUP BY request_key")}


@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=pytest.mark.heavy)])
def test_nothing_that_was_told_is_lost(whole: Path, kills: int) -> None:
    """Four kills here; the heavy run makes two hundred."""
    chance, told = random.Random(kills), list[str]()
    for kill in range(kills):
        told += _killed(whole, f"w{kill}", chance.uniform(0, 0.06))
        assert set(told) <= _saved(whole).keys()
        if kill % 10 == 9:
            assert check_book(whole) == []
    assert check_book(whole) == []
    assert told
    # Each save made its entries once: what is remembered is what is in the journal.
    with Book.open(whole, read_only=True) as book, book.reading() as tx:
        (saves,) = tx.one("SELECT count(*) FROM request WHERE request_key LIKE 'w%-%'")
        (entries,) = tx.one("SELECT count(*) FROM entry WHERE entry_date = '2025-04-01'")
    assert saves == entries


def test_pressing_save_again_after_a_kill_gives_exactly_one(whole: Path) -> None:
    told = _killed(whole, "w", 0.05)
    last = len(told)
    with Book.open(whole, clock=lambda: datetime(2025, 4, 1, 6, tzinfo=UTC)) as book:
        for number in range(max(0, last - 2), last + 1):
            action, order = posting_worker.order(number)
            first = action(book, order, f"w-{number}")
            assert action(book, order, f"w-{number}") == first
        with book.reading() as tx:
            assert tx.one("SELECT count(*) FROM entry WHERE entry_date = '2025-04-01'") == (last + 1,)
    assert check_book(whole) == []


def test_a_writer_that_tells_too_early_is_caught(whole: Path) -> None:
    chance = random.Random(1)
    for kill in range(40):
        told = _killed(whole, f"w{kill}", chance.uniform(0.002, 0.03), "lying")
        if not set(told) <= _saved(whole).keys():
            return
    pytest.fail("forty lies and none was caught: the test is blind")


@pytest.mark.parametrize("kills", [4, pytest.param(100, marks=pytest.mark.heavy)])
def test_nobody_is_paid_twice_not_after_a_kill(tmp_path: Path, kills: int) -> None:
    trade = a_year(tmp_path)
    path = trade.book.path
    with trade.book as book:
        close_year(book, CloseYear(2025))
        yearend.decide_sharing(book, meeting())
        yearend.post_sharing(book, yearend.PostSharing(2025))
    chance, told = random.Random(kills), list[str]()
    for kill in range(kills):
        told += _killed(path, f"d{kill}", chance.uniform(0.02, 0.4 if kills < 10 else 0.1), program=Path(paying_worker.__file__))
        with Book.open(path, read_only=True) as book, book.reading() as tx:
            for line in dividends.lines_of(tx, 2025):
                # A payment is one percent, whole: what was told is paid, and one more at most that nobody was told of.
                last = max((int(key.rsplit("-", 1)[1]) for key in told if key.split("-")[1] == str(line.member_id)), default=0)
                untold = {line.net_kip * (last + more) // 100 for more in range(kill + 2)}
                assert line.paid_kip in untold
                assert line.paid_kip <= line.net_kip
    assert told
    assert "twice" not in told
    assert len({key.split("-", 1)[1] for key in told}) == len(told)
    assert set(told) <= _saved(path).keys()
    assert check_book(path) == []
