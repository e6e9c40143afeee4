"""A process that posts without end and says on its standard output what is saved; made to be killed.

python posting_worker.py BOOK NAME [lying]: each line is a request key. The lying one says so before it is saved.
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from coopbooks.books.book import Book
from coopbooks.coop.cash import ExpenseLine, PayExpense
from coopbooks.coop.produce import DeliveryLine, RecordDelivery
from coopbooks.coop.shares import ShareOrder
from coopbooks.ledger.money import Kip
from coopbooks.services import cash, produce, shares

DAY = date(2025, 4, 1)


def order(number: int) -> tuple[object, object]:
    """The action and order of a number; the same number is the same save."""
    if number % 3 == 0:
        return shares.record_share_order, ShareOrder(1, "subscribe", DAY, 1, Kip(100_000))
    if number % 3 == 1:
        return produce.record_delivery, RecordDelivery(2, DAY, tuple(
            DeliveryLine(1, "A", 10_000 + place, 0, Kip(8_000)) for place in range(21)))
    return cash.pay_expense, PayExpense(DAY, (ExpenseLine("wages", Kip(1_000)), ExpenseLine("transport", Kip(500))), "ທ້າວ ດາວ")


def main() -> None:
    """Post until killed."""
    path, name, lying = Path(sys.argv[1]), sys.argv[2], len(sys.argv) > 3
    with Book.open(path, clock=lambda: datetime(2025, 4, 1, 5, tzinfo=UTC)) as book:
        print("open", flush=True)
        for number in range(1_000_000):
            action, asked = order(number)
            if lying:
                print(f"{name}-{number}", flush=True)
            action(book, asked, f"{name}-{number}")
            if not lying:
                print(f"{name}-{number}", flush=True)


if __name__ == "__main__":
    main()
