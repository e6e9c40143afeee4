"""A process that pays a year's dividends one member and one percent at a time, and says what is saved; made to be killed.

python paying_worker.py BOOK NAME: each line is a request key. It begins where the book says that it stopped, and first tries
to pay the last part once more, as somebody would who does not know whether it was saved: "twice" if the book lets it.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from coopbooks.books import dividends
from coopbooks.books.book import Book
from coopbooks.coop.payout import PayDividends
from coopbooks.ledger.refusals import Refused
from coopbooks.services.payout import pay_dividends

YEAR, DAY = 2025, date(2026, 3, 1)


def order(member_id: int, percent: int) -> PayDividends:
    """Bring one member to so many percent."""
    return PayDividends(YEAR, DAY, "bank", (member_id,), to_the_kip=True, percent=str(percent), round_no=percent)


def parts(book: Book) -> Iterator[tuple[int, int, bool]]:
    """Member, percent, and whether it was paid already: from the last part paid to the last of all."""
    with book.reading() as tx:
        lines = dividends.lines_of(tx, YEAR)
    for percent in range(1, 101):
        for line in lines:
            if line.net_kip * (percent + 1) // 100 > line.paid_kip:
                yield line.member_id, percent, line.net_kip * percent // 100 <= line.paid_kip


def main() -> None:
    """Pay until everybody has all, or killed."""
    path, name = Path(sys.argv[1]), sys.argv[2]
    with Book.open(path, clock=lambda: datetime(2026, 3, 15, 10, tzinfo=UTC)) as book:
        print("open", flush=True)
        for member_id, percent, was_paid in parts(book):
            key = f"{name}-{member_id}-{percent}"
            try:
                pay_dividends(book, order(member_id, percent), key)
            except Refused:
                if was_paid:
                    continue
                raise
            print("twice" if was_paid else key, flush=True)


if __name__ == "__main__":
    main()
