"""The open book: one writer who is named, a full disk told plainly, numbers without gaps, hostile files kept out in time."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coopbooks.books import header
from coopbooks.books.book import Book
from coopbooks.books.rows import PostingRow
from coopbooks.books.trouble import (
    BookDamaged,
    BookExists,
    BookInUse,
    BookIsReadOnly,
    BookNotFound,
    BookTrouble,
    NotABook,
    NotSaved,
)
from coopbooks.coop.cash import ExpenseLine, PayExpense
from coopbooks.ledger.journal import JournalEntry, Posting
from coopbooks.ledger.money import MAX_LINE_KIP, Kip
from coopbooks.services import cash
from coopbooks.services.checking import check_book
from tests.support import meddling, posting_worker, whole_book

DAY = date(2025, 4, 1)
WORKER = Path(posting_worker.__file__)
ROOT = Path(__file__).parents[2]


def clock() -> datetime:
    """Noon of the day on which everything here happens."""
    return datetime(2025, 4, 1, 5, tzinfo=UTC)


def expense(kip: int = 1_000, note: str = "") -> PayExpense:
    """A small voucher."""
    return PayExpense(DAY, (ExpenseLine("wages", Kip(kip)),), "ທ້າວ ດາວ", note=note)


# --- one writer -------------------------------------------------------------------------------------------------------
def test_a_second_writer_is_told_who_has_the_book_and_a_kill_frees_it(whole: Path) -> None:
    worker = subprocess.Popen([sys.executable, str(WORKER), str(whole), "w"], stdout=subprocess.PIPE)
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"open\n"
    begun = time.monotonic()
    with pytest.raises(BookInUse) as told:
        Book.open(whole)
    assert time.monotonic() - begun < 1
    assert str(worker.pid) in str(told.value.facts["holder"])
    with Book.open(whole, read_only=True, clock=clock) as book, book.reading() as tx:
        assert tx.head_code()
    os.kill(worker.pid, signal.SIGKILL)
    worker.stdout.close()
    worker.wait()
    with Book.open(whole, clock=clock) as book:
        cash.pay_expense(book, expense())


def test_a_reader_cannot_write(whole: Path) -> None:
    with Book.open(whole, read_only=True) as book:
        with pytest.raises(BookIsReadOnly), book.writing():
            pass
        before = whole.read_bytes()
        with book.rehearsing() as tx:
            cash.pay_expense.within(tx, expense())
        with book.reading() as tx, pytest.raises(Exception, match="readonly"):
            tx.all("UPDATE book_year SET year = 1")
    assert whole.read_bytes() == before


def test_a_new_book_never_overwrites_a_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.coop"
    path.write_text("my notes")
    with pytest.raises(BookExists):
        Book.create(path)
    assert path.read_text() == "my notes"


# --- the disk ---------------------------------------------------------------------------------------------------------
def test_a_full_disk_is_told_and_work_goes_on_when_there_is_room(whole: Path) -> None:
    with Book.open(whole, clock=clock) as book:
        before = meddling.content(whole)
        with book._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(NotSaved, match="full"):
            for _ in range(500):
                cash.pay_expense(book, expense(note="x" * 400))
                before = meddling.content(whole)
        assert meddling.content(whole) == before
        with pytest.raises(NotSaved):
            cash.pay_expense(book, expense(note="x" * 400))
        with book._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        cash.pay_expense(book, expense())
    assert check_book(whole) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is a POSIX one")
def test_a_file_that_may_not_grow_is_told_too(whole: Path) -> None:
    script = (
        "import resource, signal, sys\nfrom pathlib import Path\nfrom coopbooks.books.trouble import NotSaved\n"
        "from coopbooks.books.book import Book\nfrom coopbooks.services import cash\nfrom tests.books.test_book import clock, expense\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\npath = Path(sys.argv[1])\nwith Book.open(path, clock=clock) as book:\n"
        "    size = path.stat().st_size\n    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))\n    saved = 0\n    try:\n"
        "        while True:\n            cash.pay_expense(book, expense(note='x' * 400), f'k{saved}')\n            saved += 1\n"
        "    except NotSaved:\n        pass\n    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\n"
        "    cash.pay_expense(book, expense(), f'k{saved}')\n    print(saved + 1)\n")
    done = subprocess.run([sys.executable, "-c", script, str(whole)], cwd=ROOT, capture_output=True, text=True, check=True)
    with Book.open(whole, read_only=True) as book, book.reading() as tx:
        assert tx.one("SELECT count(*) FROM request WHERE request_key LIKE 'k%'") == (int(done.stdout),)
        assert tx.one("SELECT count(*) FROM entry WHERE entry_date = '2025-04-01'") == (int(done.stdout),)
    assert check_book(whole) == []


def test_a_fault_in_an_action_leaves_nothing(whole: Path) -> None:
    with Book.open(whole, clock=clock) as book:
        before = meddling.content(whole)
        with pytest.raises(ZeroDivisionError), book.writing() as tx:
            cash.pay_expense.within(tx, expense())
            tx.flush()
            raise ZeroDivisionError
        assert meddling.content(whole) == before
        cash.pay_expense(book, expense())


# --- numbers ----------------------------------------------------------------------------------------------------------
def _serials(path: Path) -> list[int]:
    with Book.open(path, read_only=True) as book, book.reading() as tx:
        return [serial for (serial,) in tx.all("SELECT serial FROM document WHERE kind = 'expense' AND series_year = 2025 ORDER BY serial")]


def test_numbers_from_several_threads_have_no_gaps(whole: Path) -> None:
    with Book.open(whole, clock=clock) as book:
        workers = [threading.Thread(target=lambda: [cash.pay_expense(book, expense()) for _ in range(40)]) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert _serials(whole) == list(range(1, 161))
    assert check_book(whole) == []


def test_numbers_from_several_processes_have_no_gaps(whole: Path) -> None:
    script = ("import sys, time\nfrom pathlib import Path\nfrom coopbooks.books.trouble import BookInUse\nfrom coopbooks.books.book import Book\n"
              "from coopbooks.services import cash\nfrom tests.books.test_book import clock, expense\nleft = 15\nwhile left:\n    try:\n"
              "        with Book.open(Path(sys.argv[1]), clock=clock) as book:\n            cash.pay_expense(book, expense())\n"
              "            left -= 1\n    except BookInUse:\n        time.sleep(0.001)\n")
    workers = [subprocess.Popen([sys.executable, "-c", script, str(whole)], cwd=ROOT) for _ in range(3)]
    assert [worker.wait() for worker in workers] == [0, 0, 0]
    assert _serials(whole) == list(range(1, 46))
    assert check_book(whole) == []


# --- hostile files ----------------------------------------------------------------------------------------------------
def _other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE posting (a)")


def _posing(path: Path, version: int, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA application_id = {0x436F4270}")
        connection.execute(f"PRAGMA user_version = {version}")
        for statement in statements:
            connection.execute(statement)


def test_other_files_are_not_books(tmp_path: Path, whole: Path) -> None:
    path = tmp_path / "x.coop"
    for content in (b"", b"PK\x03\x04" * 100, b"\0" * 8192, b"SQLite format 3\0", whole.read_bytes()[:99]):
        path.write_bytes(content)
        with pytest.raises(NotABook):
            Book.open(path)
        with pytest.raises(NotABook):
            check_book(path)
        assert path.read_bytes() == content
    path.unlink()
    _other_database(path)
    with pytest.raises(NotABook):
        Book.open(path)
    with pytest.raises(BookNotFound):
        Book.open(tmp_path / "none.coop")
    with pytest.raises(BookNotFound):
        Book.open(tmp_path)


@pytest.mark.parametrize("version", [0, 1, header.VERSION])
@pytest.mark.parametrize("statements", [
    (), ("CREATE TABLE event (event_id)",),
    ("CREATE VIEW event AS WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a AS event_id, '' AS hash FROM n",),
    ("CREATE TABLE event (event_id INTEGER PRIMARY KEY, hash BLOB AS (zeroblob(1000000000)))", "INSERT INTO event VALUES (1)"),
    ("CREATE TABLE t (a)", "CREATE TRIGGER u AFTER INSERT ON t BEGIN SELECT load_extension('x'); END"),
    ("CREATE VIRTUAL TABLE event USING fts5(hash)",)])
def test_a_file_that_poses_as_a_book_is_refused_in_time(tmp_path: Path, statements: tuple[str, ...], version: int) -> None:
    path = tmp_path / "x.coop"
    _posing(path, version, *statements)
    before = path.read_bytes()
    begun = time.monotonic()
    for read_only in (True, False):
        with pytest.raises(BookDamaged):
            Book.open(path, read_only=read_only)
    assert {finding.check for finding in check_book(path)} == {"schema"}
    assert time.monotonic() - begun < 5
    assert path.read_bytes() == before


@pytest.mark.parametrize("length", [100, 4096, 5000, 100_000])
def test_a_truncated_book_is_damaged_or_found(whole: Path, length: int) -> None:
    whole.write_bytes(whole.read_bytes()[:length])
    try:
        assert check_book(whole) != []
    except BookTrouble as trouble:
        assert trouble.wording
    with pytest.raises(BookTrouble):
        Book.open(whole)


def test_a_book_with_zeroed_pages_is_found(whole: Path) -> None:
    content = bytearray(whole.read_bytes())
    content[40_960:49_152] = bytes(8_192)
    whole.write_bytes(content)
    try:
        assert check_book(whole) != []
    except BookDamaged:
        pass


def test_after_a_refusal_the_next_one_may_open(whole: Path) -> None:
    good = whole.read_bytes()
    meddling.run(whole, "DROP TRIGGER posting_refuses_update")
    with pytest.raises(BookDamaged):
        Book.open(whole)
    whole.write_bytes(good)
    with Book.open(whole):
        pass


@pytest.mark.parametrize("name", ["ບັນຊີ.coop", "50% 'of' \"it\"#1?mode=ro&x.coop", "a" * 200 + ".coop", " .coop"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    whole_book.make(path)
    assert check_book(path) == []
    assert path.is_file()


# --- bounds -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kip", [1, -1, MAX_LINE_KIP, -MAX_LINE_KIP])
def test_amounts_up_to_the_bound_are_kept_exactly(whole: Path, kip: int) -> None:
    with Book.open(whole, clock=clock) as book:
        with book.writing() as tx:
            entry = tx.post(JournalEntry(DAY, "journal", (Posting("bank", Kip(kip)), Posting("loans", Kip(-kip)))))
        with book.reading() as tx:
            assert tx.all("SELECT amount_kip FROM posting WHERE entry_id = ? ORDER BY posting_id", entry) == [(kip,), (-kip,)]
    assert check_book(whole) == []


@pytest.mark.parametrize("kip", [0, MAX_LINE_KIP + 1, -MAX_LINE_KIP - 1, 2**63, "12", "zwölf", 1.5, 1e300, None, b"5", True])
def test_other_values_never_become_an_amount(whole: Path, kip: object) -> None:
    """The table itself: text of digits and True are integers to SQLite, so they are stored as such or not at all."""
    with Book.open(whole, clock=clock) as book:
        before = meddling.content(whole)
        try:
            with book.writing() as tx:
                entry = tx.post(JournalEntry(DAY, "journal", (Posting("bank", Kip(7)), Posting("loans", Kip(-7)))))
                assert tx._open is not None
                legs = tx._open[PostingRow]
                # Past the checks of Posting, as a bug of ours would come.
                for place, value in ((0, kip), (1, -int(kip) if kip in ("12", True) else -7)):
                    legs[place] = (*legs[place][:4], value, *legs[place][5:])  # type: ignore[assignment]
        except Exception:  # noqa: BLE001 - refused at whichever wall comes first
            assert meddling.content(whole) == before
        else:
            with book.reading() as tx:
                assert kip in ("12", True)
                (kept,) = tx.one("SELECT amount_kip FROM posting WHERE entry_id = ? AND amount_kip > 0", entry)
                assert (type(kept), kept) == (int, int(str(kip) if kip == "12" else 1))


def test_sums_past_the_machines_integers_are_told(whole: Path) -> None:
    with Book.open(whole, clock=clock) as book, pytest.raises(sqlite3.IntegrityError, match="REAL"):
        for _ in range(100):
            with book.writing() as tx:
                for _ in range(200):
                    tx.post(JournalEntry(DAY, "journal", (Posting("bank", MAX_LINE_KIP), Posting("loans", Kip(-MAX_LINE_KIP)))))
    assert check_book(whole) == []


def test_every_pragma_that_durability_stands_on_is_in_force(whole: Path) -> None:
    with Book.open(whole) as book, book._engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in
                 ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "trusted_schema")}
    assert found == {"journal_mode": "truncate", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "trusted_schema": 0}
    assert re.fullmatch("[A-Z2-7]{4}(-[A-Z2-7]{4}){3}", _code(whole))


def _code(path: Path) -> str:
    with Book.open(path, read_only=True) as book:
        return book.head_code()


def test_where_nothing_may_be_written_a_new_book_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotSaved):
        Book.create(tmp_path / "file" / "x.coop")
