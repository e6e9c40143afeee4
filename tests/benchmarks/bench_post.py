"""One durable save through a real action against raw sqlite3 that writes the same rows in the same mode."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from coopbooks.books.book import DURABLE, PRAGMAS, Book
from coopbooks.coop.cash import ExpenseLine, PayExpense
from coopbooks.ledger.money import Kip
from coopbooks.services import cash
from coopbooks.services.checking import check_book
from tests.benchmarks.measure import Figure, book, cpu_s, ratio

DAY = date(2025, 12, 31)
ORDER = PayExpense(DAY, (ExpenseLine("wages", Kip(1_000)), ExpenseLine("transport", Kip(500))), "ທ້າວ ດາວ")
ROUNDS = 60


def _clock() -> datetime:
    return datetime(2025, 12, 31, 9, 30, tzinfo=UTC)


class _Raw:
    """The same rows by the plainest means, on a copy of the same book: its indexes, its triggers, its syncs."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in (*PRAGMAS, *DURABLE):
            self.connection.execute(f"PRAGMA {pragma}")
        self.ids = {table: self.connection.execute(f"SELECT max({table}_id) FROM {table}").fetchone()[0]
                    for table in ("event", "entry", "posting", "document")}
        self.serial = self.connection.execute("SELECT max(serial) FROM document WHERE kind = 'expense' AND series_year = 2025").fetchone()[0]
        accounts = dict(self.connection.execute("SELECT role, account_id FROM account"))
        self.accounts = (accounts["wages"], accounts["transport"], accounts["cash"])

    def save(self) -> None:
        """One voucher."""
        do, day = self.connection.execute, DAY.isoformat()
        self.serial += 1
        for table, step in (("event", 1), ("entry", 1), ("posting", 3), ("document", 1)):
            self.ids[table] += step
        event, entry, posting, document = self.ids.values()
        do("BEGIN IMMEDIATE")
        do("INSERT INTO entry VALUES (?, ?, ?, 'expense', '', NULL)", (entry, event, day))
        legs = list(zip(self.accounts, (1_000, 500, -1_500), strict=True))
        self.connection.executemany("INSERT INTO posting VALUES (?, ?, ?, ?, ?, NULL, NULL, '')", [
            (posting - 2 + place, entry, day, account, kip) for place, (account, kip) in enumerate(legs)])
        do("INSERT INTO document VALUES (?, ?, 'expense', 2025, ?, ?, ?, NULL, NULL, ?, 'cash', 1500, NULL, '', '', NULL, ?)",
           (document, entry, f"PV-{self.serial:04}", self.serial, day, "ທ້າວ ດາວ", "0123456789abcdef"))
        do("INSERT INTO event VALUES (?, '2025-12-31T09:30:00Z', '', 'entry', ?, '', ?)", (event, entry, bytes(32)))
        self.connection.executemany(
            "INSERT INTO balance_month VALUES (0, '2025-12', ?, ?, ?) ON CONFLICT DO UPDATE SET debit_kip = debit_kip + excluded.debit_kip, "
            "credit_kip = credit_kip + excluded.credit_kip", [(account, max(kip, 0), max(-kip, 0)) for account, kip in legs])
        do("COMMIT")


def _content(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in
                ("event", "entry", "posting", "document", "balance_month")}


def run() -> list[Figure]:
    """Name, figure and bar of each measure."""
    with tempfile.TemporaryDirectory() as folder:
        ours, floor, small = (Path(shutil.copy(source, Path(folder) / name)) for source, name in (
            (book(1_000_000), "ours.coop"), (book(1_000_000), "floor.coop"), (book(10_000), "small.coop")))
        raw = _Raw(floor)
        with Book.open(ours, clock=_clock) as opened, Book.open(small, clock=_clock) as short:
            against = ratio(lambda: cash.pay_expense(opened, ORDER), raw.save, ROUNDS)
            raw.connection.close()
            assert _content(ours) == _content(floor)
            cash.pay_expense(short, ORDER)
            pairs = [(cpu_s(lambda: cash.pay_expense(opened, ORDER)), cpu_s(lambda: cash.pay_expense(short, ORDER)))
                     for _ in range(ROUNDS)]
            growth = median(large for large, _ in pairs) / median(little for _, little in pairs)
        assert check_book(small) == []
    return [("one durable save / raw sqlite3 with the same rows, 1M", against, 4.0), ("one durable save, 1M / 10,000 postings", growth, 3.0)]
