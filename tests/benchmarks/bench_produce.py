"""The day sheet on a book with 100,000 weighings: a line posts and shows, lists open. Ratios to a small book, and milliseconds."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from coopbooks.books.book import Book
from coopbooks.books.members import load_all
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


def _in_the_window(opened: Book, folder: Path) -> list[Figure]:
    """What a clerk sees: Enter at the end of a line until it stands painted on the sheet, and a tab until its list is painted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from coopbooks.ui.deliveries.advances import AdvancesPage
    from coopbooks.ui.deliveries.day import DaySheetPage
    from coopbooks.ui.deliveries.fairness import FairnessPage
    from coopbooks.ui.deliveries.runs import RunsPage
    from coopbooks.ui.deliveries.sheets import SheetsPage
    from coopbooks.ui.deliveries.stock import StockPage
    from coopbooks.ui.kit import theme
    from coopbooks.ui.runner import Runner
    from coopbooks.ui.shell.page import Desk

    app = QApplication.instance() or QApplication([])
    theme.load_fonts(app)
    desk = Desk(opened, Runner(), DAY, lambda *_place: None, lambda *_said: None, lambda *_task: None)
    page = DaySheetPage(desk, QSettings(str(folder / "machine.ini"), QSettings.Format.IniFormat))
    desk.runner.book_changed.connect(lambda _topics: page.refresh())
    with opened.reading() as tx:
        members = list(load_all(tx).values())[:ROUNDS]
    page.resize(1138, 600)
    page.show()
    page.refresh()
    app.processEvents()
    took = []
    for member in members:
        page.entry.member.set_member(member)
        page.entry.gross.setText("50.5")
        page.entry.price.setText("8500")
        app.processEvents()
        before, begun = len(page.sheet.lines), time.process_time()
        page.add_line()
        app.processEvents()
        took.append(time.process_time() - begun)
        assert len(page.sheet.lines) == before + 1
    figures: list[Figure] = [("window: a line posts and shows, ms", median(took) * 1000, 100)]
    # Fairness is no list: it counts the digits of every weighing of the year.
    for name, kind in (("sheets", SheetsPage), ("advances", AdvancesPage), ("payment runs", RunsPage), ("stock", StockPage), ("fairness", FairnessPage)):
        waited = []
        for _ in range(5):
            begun = time.process_time()
            made = kind(desk)
            made.resize(1138, 600)
            made.refresh()
            made.show()
            app.processEvents()
            waited.append(time.process_time() - begun)
            made.close()
            made.deleteLater()
        figures.append((f"window: the list of {name} opens, ms", median(waited) * 1000, 300 if kind is FairnessPage else 200))
    return figures


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
                    *_both("the list of sheets opens", lambda b: intake.prepare_sheets(b, DAY), large, small, (200, 60)),
                    *_both("open advances by age", lambda b: intake.prepare_advances(b, DAY), large, small, (100, 10)),
                    *_both("payment runs open", payment_runs.prepare_runs, large, small, (100, 40)),
                    *_both("the stock opens", lambda b: stock.prepare_stock(b, DAY), large, small, (200, 100)),
                    *_in_the_window(large, Path(folder)),
                    *_both("fairness of a year", lambda b: fairness.prepare_fairness(b, date(2025, 1, 1), DAY), large, small, (300, 200))]
