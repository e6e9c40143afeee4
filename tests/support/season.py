"""A stranger's whole year, brought in from the season's files: minutes of typing, so it is made once for all who ask about it."""

from datetime import UTC, date, datetime
from pathlib import Path

from coopbooks.ledger.periods import Period
from coopbooks.services.imports.run import import_file
from coopbooks.services.new_book import create_book, read_profile

SEASON = Path(__file__).parents[1] / "golden" / "season"
ORDER = ("members.xlsx", "products.csv", "customers.csv", "opening.csv", "sales.csv", "receipts.csv", "transfers.csv", "advances.csv",
         "deliveries.csv", "shares.csv", "payments.csv", "expenses.csv", "journal.csv")
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


def clock() -> datetime:
    """The moment after the year at which it is brought in."""
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def make(path: Path) -> None:
    """Import every file, in their order."""
    with create_book(path, read_profile(SEASON / "profile.toml"), clock=clock) as book:
        for name in ORDER:
            import_file(book, name.partition(".")[0], SEASON / name)
