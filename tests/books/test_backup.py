"""Backups are good or not there; a restore never loses the book it replaces."""

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from coopbooks.books import backup
from coopbooks.books.book import Book
from coopbooks.books.trouble import BookDamaged, BookInUse, BookNotFound, BookTrouble, NotABook, NotSaved
from coopbooks.coop.members import AdmitMember, MemberDetails
from coopbooks.services import members
from coopbooks.services.checking import check_book
from tests.support import meddling

NOW = datetime(2025, 6, 1, 3, 4, tzinfo=UTC)


def test_a_backup_is_the_book(whole: Path, tmp_path: Path) -> None:
    made = backup.back_up(whole, tmp_path / "stick", NOW)
    assert meddling.content(made) == meddling.content(whole)
    assert check_book(made) == []
    again = backup.back_up(whole, tmp_path / "stick", NOW)
    assert {path.name for path in (tmp_path / "stick").iterdir()} == {made.name, again.name}


def test_without_a_place_it_goes_into_a_folder_beside_the_book(whole: Path) -> None:
    assert backup.back_up(whole, None, NOW).parent == whole.parent / "backups"


def test_a_book_that_is_open_is_backed_up_as_it_stands(whole: Path, tmp_path: Path) -> None:
    with Book.open(whole, clock=lambda: NOW) as book:
        members.admit_member(book, AdmitMember(MemberDetails("77", "ໃໝ່", date(2025, 5, 1))))
        with book.writing():
            made = backup.back_up(whole, tmp_path, NOW)
        assert meddling.content(made) == meddling.content(whole)


def test_a_damaged_book_makes_no_backup(whole: Path, tmp_path: Path) -> None:
    meddling.run_unguarded(whole, "UPDATE posting SET amount_kip = 7 WHERE posting_id = 3")
    with pytest.raises(BookDamaged):
        backup.back_up(whole, tmp_path / "stick", NOW)
    assert list((tmp_path / "stick").iterdir()) == []


def test_what_cannot_be_written_is_told(whole: Path) -> None:
    with pytest.raises(NotSaved):
        backup.back_up(whole, whole / "no folder", NOW)
    with pytest.raises(BookNotFound):
        backup.back_up(whole.with_name("other.coop"), None, NOW)


def test_restore_keeps_the_book_that_was_there_and_says_so_in_the_chain(whole: Path, tmp_path: Path) -> None:
    made = backup.back_up(whole, tmp_path / "stick", NOW)
    with Book.open(whole, clock=lambda: NOW) as book:
        code_then = book.head_code()
        members.admit_member(book, AdmitMember(MemberDetails("77", "ໃໝ່", date(2025, 5, 1))))
        replaced, later = book.head_code(), meddling.content(whole)
    kept = backup.restore(made, whole, NOW)
    assert kept is not None
    assert meddling.content(kept) == later
    assert meddling.content(whole)["member"] == meddling.content(made)["member"] != later["member"]
    assert check_book(whole, (code_then,)) == []
    assert [one.check for one in check_book(whole, (replaced,))] == ["code"]
    with Book.open(whole) as book, book.reading() as tx:
        assert replaced in tx.one("SELECT body FROM event WHERE kind = 'restore'")[0]


def test_restore_to_a_new_place(whole: Path, tmp_path: Path) -> None:
    assert backup.restore(whole, tmp_path / "new.coop", NOW) is None
    assert check_book(tmp_path / "new.coop") == []


def test_restore_of_something_bad_leaves_the_book(whole: Path, tmp_path: Path) -> None:
    before = meddling.content(whole)
    bad = Path(shutil.copy(whole, tmp_path / "bad.coop"))
    meddling.run_unguarded(bad, "DELETE FROM posting WHERE posting_id = 3")
    (tmp_path / "text.coop").write_text("not a book " * 20)
    for source, trouble in ((bad, BookDamaged), (tmp_path / "text.coop", NotABook), (tmp_path / "none.coop", BookNotFound)):
        with pytest.raises(trouble):
            backup.restore(source, whole, NOW)
    assert meddling.content(whole) == before
    assert not list(tmp_path.glob("*before restore*"))
    assert not list(tmp_path.glob("*.part"))


def test_a_book_in_use_is_not_replaced(whole: Path, tmp_path: Path) -> None:
    made = backup.back_up(whole, tmp_path / "stick", NOW)
    with Book.open(whole), pytest.raises(BookInUse):
        backup.restore(made, whole, NOW)


def test_a_book_that_cannot_be_read_is_kept_with_its_journal(whole: Path, tmp_path: Path) -> None:
    made = backup.back_up(whole, tmp_path / "stick", NOW)
    whole.write_bytes(b"overwritten " * 500)
    whole.with_name(whole.name + "-journal").write_bytes(b"half of a save")
    kept = backup.restore(made, whole, NOW)
    assert kept is not None
    assert kept.stat().st_size == 6000
    assert kept.with_name(kept.name + "-journal").read_bytes() == b"half of a save"
    assert check_book(whole) == []


def test_damaged_backups_are_refused_or_the_same(whole: Path, tmp_path: Path) -> None:
    good, random = whole.read_bytes(), Random(5)
    content = meddling.content(whole)
    content.pop("event")
    for number in range(30):
        other = bytearray(good)
        for _ in range(random.randrange(1, 30)):
            other[random.randrange(len(other))] = random.randrange(256)
        bad = tmp_path / f"{number}.coop"
        bad.write_bytes(other[:random.randrange(4096, len(other) + 1)] if number % 3 == 0 else other)
        target = tmp_path / f"restored {number}.coop"
        try:
            backup.restore(bad, target, NOW)
        except BookTrouble:
            assert not target.exists()
        else:
            restored = meddling.content(target)
            restored.pop("event")
            assert restored == content


def test_a_killed_backup_leaves_nothing_that_looks_finished(whole: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    script = ("import sys; from pathlib import Path; from datetime import datetime, UTC; from coopbooks.books import backup\n"
              "while True: backup.back_up(Path(sys.argv[1]), Path(sys.argv[2]), datetime.now(UTC))")
    worker = subprocess.Popen([sys.executable, "-c", script, str(whole), str(stick)], cwd=Path(__file__).parents[2])
    while not stick.is_dir() or len(list(stick.glob("*.coop"))) < 3:
        assert worker.poll() is None
        time.sleep(0.02)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    finished = list(stick.glob("*.coop"))
    assert len(finished) >= 3
    assert all(check_book(path) == [] for path in finished)


def test_rotation_keeps_days_months_and_years(tmp_path: Path) -> None:
    day = date(2019, 1, 1)
    while day <= date(2025, 12, 31):
        for time_of_day in ("0800", "1700"):
            (tmp_path / f"book {day} {time_of_day}.coop").touch()
        day += timedelta(days=1)
    (tmp_path / "book before restore 2020-01-01 0800.coop").touch()
    (tmp_path / "bookkeeping 2020-01-01 0800.coop").touch()
    backup.rotate(tmp_path, "book")
    left = sorted(path.name for path in tmp_path.iterdir())
    assert "book before restore 2020-01-01 0800.coop" in left
    assert "bookkeeping 2020-01-01 0800.coop" in left
    left = [name for name in left if name.startswith("book 2")]
    assert len(left) == 14 + 23 + 5
    assert all(name.endswith("1700.coop") for name in left)
    assert "book 2019-12-31 1700.coop" in left
