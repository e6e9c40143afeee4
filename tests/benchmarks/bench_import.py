"""10,000 delivery slips from CSV, every rule asked, against reading the same file and inserting the same rows raw."""

import csv
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from coopbooks.books.book import DURABLE, PRAGMAS, Book
from coopbooks.services.checking import check_book
from coopbooks.services.imports.run import import_file
from tests.benchmarks.measure import Figure, book, cpu_s

COUNT = 10_000
TABLES = ("entry", "posting", "document", "delivery_line", "event")


def _write_csv(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("slip", "on", "member", "product", "grade", "gross_kg", "tare_kg", "price_kip", "paid"))
        for number in range(COUNT):
            day = date(2025, 1, 1) + timedelta(days=number * 360 // COUNT)
            rows.writerow((f"S-{number:05}", day.isoformat(), number % 500 + 1, "cherry", "AB"[number % 2], f"{50 + number % 90}.5", "1", "8925", "later"))


def _clock() -> datetime:
    return datetime(2025, 12, 31, 9, 30, tzinfo=UTC)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in (*PRAGMAS, *DURABLE):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _floor(path: Path, table: Path, rows: dict[str, list[tuple[object, ...]]], totals: dict[str, list[tuple[object, ...]]]) -> None:
    """Read the file, and put in what the import put in, with its indexes and triggers, in one durable transaction."""
    with table.open(encoding="utf-8", newline="") as file:
        assert sum(1 for _ in csv.DictReader(file)) == COUNT
    with closing(_connect(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        for name in TABLES:
            connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[name][0]))})", rows[name])
        for name, found in totals.items():
            connection.executemany(f"REPLACE INTO {name} VALUES ({', '.join('?' * len(found[0]))})", found)
        connection.execute("COMMIT")


def _ours(path: Path, table: Path) -> None:
    with Book.open(path, clock=_clock) as opened:
        assert import_file(opened, "deliveries", table).added_count == COUNT


def run() -> list[Figure]:
    """Name, figure and bar of each measure."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "deliveries.csv"
        _write_csv(table)
        places = [Path(folder) / name for name in ("ours.coop", "floor.coop")]
        shutil.copy(book(100_000), places[0])
        with closing(sqlite3.connect(places[0])) as connection:
            before = {name: connection.execute(f"SELECT max({name}_id) FROM {name}").fetchone()[0] for name in TABLES}
        once = cpu_s(lambda: _ours(places[0], table))
        assert check_book(places[0]) == []
        with Book.open(places[0], clock=_clock) as opened:
            assert import_file(opened, "deliveries", table).present_count == COUNT
        with closing(sqlite3.connect(places[0])) as connection:
            rows = {name: connection.execute(f"SELECT * FROM {name} WHERE {name}_id > ?", (before[name],)).fetchall() for name in TABLES}
            totals = {"balance_month": connection.execute("SELECT * FROM balance_month WHERE month >= '2025-01'").fetchall()}
        assert once > 0

        def fresh() -> None:
            for place in places:
                shutil.copy(book(100_000), place)

        def ours() -> None:
            _ours(places[0], table)

        def floor() -> None:
            _floor(places[1], table, rows, totals)

        figures = []
        for _ in range(5):
            fresh()
            figures.append(cpu_s(ours) / cpu_s(floor))
    return [("import of 10,000 slips / csv and raw inserts, 100,000", sorted(figures)[2], 5.0)]


