"""The first look: what it says is what the book says, it needs the standard library alone, and it is over in a moment."""

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from coopbooks.books import boxes, documents, glance, settings
from coopbooks.books.book import Book
from coopbooks.books.trouble import BookDamaged, BookNotFound, BookTrouble, NotABook
from tests.support import meddling


def test_it_says_what_the_book_says(whole: Path) -> None:
    before = whole.read_bytes()
    seen = glance.read(whole)
    assert whole.read_bytes() == before
    with Book.open(whole, read_only=True) as book, book.reading() as tx:
        coop = settings.profile(tx)
        assert (seen.name_lo, seen.name_en, seen.language) == (coop.name_lo, coop.name_en, coop.language)
        assert [(word, kip) for word, _, _, kip in seen.boxes] == [(word, boxes.held_kip(tx, word)) for word in ("cash", "bank", "5311")]
        assert {word for word, *_ in seen.boxes} == boxes.words(tx)
        latest = documents.latest(tx, 20)
        assert [(one.kind, one.number, one.on, one.total_kip) for one in seen.latest] == [
            (one.kind, one.number, one.on, one.total_kip) for one in latest]
        assert [one.is_reversed for one in seen.latest] == [one.reversed_by is not None for one in latest]
    assert next(one.who for one in seen.latest if one.kind == "delivery") == "ທ້າວ ຄຳຫຼ້າ ວົງສາ"
    assert seen.member_count == 4
    assert seen.closed_until == date(2024, 12, 31)
    assert seen.years == ((2024, True), (2025, False))


def test_it_loads_nothing_heavy(whole: Path) -> None:
    script = ("import sys\nfrom pathlib import Path\nfrom coopbooks.books import glance\nglance.read(Path(sys.argv[1]))\n"
              "print(sorted({'sqlalchemy', 'alembic', 'babel', 'reportlab', 'PySide6', 'json'} & set(sys.modules)))")
    told = subprocess.run([sys.executable, "-c", script, str(whole)], capture_output=True, text=True, check=True,
                          cwd=Path(__file__).parents[2])
    assert told.stdout == "[]\n"


def test_files_that_are_no_books_are_told(whole: Path, tmp_path: Path) -> None:
    (tmp_path / "x.coop").write_bytes(b"PK" * 200)
    with pytest.raises(NotABook):
        glance.read(tmp_path / "x.coop")
    with pytest.raises(BookNotFound):
        glance.read(tmp_path / "y.coop")
    whole.write_bytes(whole.read_bytes()[:20_000])
    with pytest.raises(BookTrouble):
        glance.read(whole)


@pytest.mark.parametrize("posing", [
    "CREATE VIEW {} AS WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a AS key, '' AS value, '' AS since, 1 AS setting_id FROM n",
    "CREATE VIRTUAL TABLE {} USING fts5(key, value, since)", "CREATE TABLE {} (a)"])
def test_a_hostile_book_is_given_up_in_a_moment(whole: Path, posing: str) -> None:
    meddling.run_unguarded(whole, "CREATE TABLE moved AS SELECT 1")
    meddling.run(whole, *(f"DROP TRIGGER setting_refuses_{deed}" for deed in ("update", "delete")), "DROP TABLE setting",
                 posing.format("setting"))
    begun = time.monotonic()
    with pytest.raises(BookDamaged):
        glance.read(whole)
    assert time.monotonic() - begun < 2
