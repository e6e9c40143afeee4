"""The day sheet on a book with 100,000 weighings: a line posts and shows, lists open. Ratios to a small book, and milliseconds."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from coopbooks.books.book import Book
from coopbooks.coop.produce import DeliveryLine, RecordDelivery
from coopbooks.ledger.money import Kip
from coopbooks.services import fairness, intake, payment_runs, produce, stock
from tests.benchmarks.measure import Figure, cpu_s, season

DAY = date(2025, 12, 31)
ROUNDS = 15
LEAST_WEIGHINGS = 100_000


def _clock() -> datetime:
    return datetime(2025, 12, 31, 9, 30, tzinfo=UTC)


def _post_and_show(opened: Book) -> None:
    """What a clerk waits for: the member's facts, the save, and the sheet again."""
    produce.prepare_delivery(opened, 7, 1, DAY)
    produce.record_delivery(opened, RecordDelivery(7, DAY, (DeliveryLine(1, "A", 50_500, 500, Kip(8_500)),)))
    produce.prepare_day_sheet(opened, DAY)


def _both(name: str, run: Callable[[Book], object], large: Book, small: Book, most: tuple[float, float]) -> list[Figure]:
    run(large)
    run(small)
    pairs = [(cpu_s(lambda: run(large)), cpu_s(lambda: run(small))) for _ in range(ROUNDS)]
    ours, floor = median(one for one, _ in pairs), median(other for _, other in pairs)
    return [(f"{name}, ms", ours * 1000, most[0]), (f"{name}, by a hundredth of it", ours / floor, most[1])]


def run() -> list[Figure]:
    """Name, figure and bar of each measure."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(shutil.copy(season(slips), Path(folder) / f"{slips}.coop")) for slips in (50_000, 500)]
        with Book.open(paths[0], clock=_clock) as large, Book.open(paths[1], clock=_clock) as small:
            with large.reading() as tx:
                (count,) = tx.one("SELECT count(*) FROM weighing")
            assert count >= LEAST_WEIGHINGS, count
            return [*_both("a line posts and shows", _post_and_show, large, small, (40, 3)),
                    *_both("the day sheet opens", lambda b: produce.prepare_day_sheet(b, DAY), large, small, (40, 5)),
                    *_both("the list of sheets opens", lambda b: intake.prepare_sheets(b, DAY), large, small, (300, 60)),
                    *_both("open advances by age", lambda b: intake.prepare_advances(b, DAY), large, small, (100, 10)),
                    *_both("payment runs open", payment_runs.prepare_runs, large, small, (100, 40)),
                    *_both("the stock opens", lambda b: stock.prepare_stock(b, DAY), large, small, (400, 100)),
                    *_both("fairness of a year", lambda b: fairness.prepare_fairness(b, date(2025, 1, 1), DAY), large, small, (1_500, 200))]
