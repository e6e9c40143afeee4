"""The whole check of a book of a million postings against SQLite's own full check; time, and memory that stays."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.benchmarks.measure import Figure, book, children_cpu_s, cpu_s

ROOT = Path(__file__).parents[2]
_CHECK = ("import resource, sys\nfrom pathlib import Path\nfrom coopbooks.services.checking import check_book\n"
          "assert check_book(Path(sys.argv[1])) == []\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)")


def _sqlite_check(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None


def run() -> list[Figure]:
    """Name, figure and bar of each measure."""
    path, peaks = book(1_000_000), list[float]()

    def ours() -> None:
        told = subprocess.run([sys.executable, "-c", _CHECK, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
        peaks.append(float(told.stdout))

    ours_s = children_cpu_s(ours)
    floor_s = cpu_s(lambda: _sqlite_check(path))
    return [("whole check / SQLite's integrity and key check, 1M", ours_s / floor_s, 3.0),
            ("whole check of 1M postings, processor seconds", ours_s, 15.0), ("memory of the whole check, MB", peaks[0], 200.0)]
