"""Killed in the middle of an import: every row of the file is in the book, or none; importing again brings the rest."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coopbooks.books.book import Book
from coopbooks.services.checking import check_book
from coopbooks.services.imports.run import import_file
from tests.books.test_book import ROOT, clock

SCRIPT = ("import sys\nfrom pathlib import Path\nfrom coopbooks.books.book import Book\nfrom coopbooks.services.imports.run import import_file\n"
          "from tests.books.test_book import clock\nwith Book.open(Path(sys.argv[1]), clock=clock) as book:\n    print('open', flush=True)\n"
          "    import_file(book, 'deliveries', Path(sys.argv[2]))\n    print('done', flush=True)\n")


def _slips(book: Path) -> int:
    with Book.open(book, read_only=True) as opened, opened.reading() as tx:
        return int(tx.one("SELECT count(*) FROM document WHERE number GLOB 'S-*'")[0])


@pytest.mark.parametrize(("kills", "rows"), [(2, 300), pytest.param(20, 600, marks=pytest.mark.heavy)])
def test_an_import_is_all_or_nothing(whole: Path, tmp_path: Path, kills: int, rows: int) -> None:
    """Two kills and 300 rows here; the heavy run makes twenty kills among 600."""
    table, chance = tmp_path / "slips.csv", random.Random(3)
    table.write_text("slip,on,member,product,grade,gross_kg,price_kip\n" + "".join(
        f"S-{number:04},2025-03-{number % 28 + 1:02},{number % 3 + 1},cherry,A,{50 + number % 9}.5,8925\n" for number in range(rows)))
    for _ in range(kills):
        worker = subprocess.Popen([sys.executable, "-c", SCRIPT, str(whole), str(table)], cwd=ROOT, stdout=subprocess.PIPE)
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"open\n"
        time.sleep(chance.uniform(0, 0.25))
        os.kill(worker.pid, signal.SIGKILL)
        told = worker.stdout.read()
        worker.stdout.close()
        worker.wait()
        assert _slips(whole) in ((rows,) if told else (0, rows))
        assert check_book(whole) == []
    with Book.open(whole, clock=clock) as book:
        result = import_file(book, "deliveries", table)
    assert result.added_count + result.present_count == rows
    assert _slips(whole) == rows
    assert check_book(whole) == []
