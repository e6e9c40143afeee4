"""Every figure of every page explains itself: what is shown is what the lines behind it add up to.

The whole book is opened page by page and tab by tab. Each amount and weight in a table, in a totals row or on a card is asked for its
figure; what stands in `WITHOUT` is left out, each with its reason.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTabWidget, QWidget

from coopbooks.books.book import Book
from coopbooks.ledger.figures import GRAMS, Figure
from coopbooks.services import explaining
from coopbooks.ui.kit.explain import Explain
from coopbooks.ui.kit.fields import Segments
from coopbooks.ui.kit.table import RecordTable
from coopbooks.ui.runner import Runner
from coopbooks.ui.shell.page import Desk
from coopbooks.ui.shell.tabs import TabbedPage
from coopbooks.ui.shell.workspaces import make_pages
from tests.support import whole_book

TODAY = date(2025, 3, 1)
AMOUNT = re.compile(r"(?<![\d/.-])([−-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?)(?![\d/.])")
NUMBER = re.compile(r"\d[\d,./-]*")
MEASURED = ("₭", "kg")

WITHOUT = {
    ("cash/repeating", "Amount ₭"): "what will be paid",
    ("deliveries/fairness", "Whole kg"): "how many weighings end in a whole kilogram",
    ("deliveries/prices", "Price ₭"): "a decision, not a sum",
    ("deliveries/sheet", "A …"): "the price of the day: a decision, not a sum",
    ("deliveries/sheet", "Enough for … kg more"): "the cash box divided by the price of the day",
    ("deliveries/sheet", "Price ₭"): "a decision, not a sum",
    ("invoice", "Price ₭"): "what was agreed, not a sum",
    ("member", "Price ₭"): "a decision, not a sum",
    ("member", "… ₭ · paid …"): "two sums in one line; each explains itself on the tab of shares",
    ("sales/customers", "Limit ₭"): "a decision, not a sum",
    ("shares/terms", "Share value ₭"): "a decision, not a sum",
}
"""What no lines stand behind, and why."""


@dataclass(frozen=True)
class Shown:
    """One figure on a page: where it stands, as it is written, and what it says it stands for."""

    place: str
    name: str
    text: str
    figure: Figure | None


@pytest.fixture
def desk(whole_once, tmp_path, told, qapp):
    path = shutil.copy(whole_once, tmp_path / "whole.coop")
    with Book.open(path, clock=whole_book.HandClock(TODAY), user_name="Noy") as book:
        yield Desk(book, Runner(), TODAY, told.go, told.say, told.act)


def _states(widget: QWidget) -> Iterator[None]:
    """Every inner tab and every choice of a page, one after the other."""
    tabs = [one for one in widget.findChildren(QTabWidget) if one.isVisibleTo(widget)]
    ways = [one for one in widget.findChildren(Segments) if one.isVisibleTo(widget)]
    yield
    for tab in tabs:
        for place in range(1, tab.count()):
            tab.setCurrentIndex(place)
            yield
        tab.setCurrentIndex(0)
    for way in ways:
        for button in way.findChildren(QAbstractButton):
            button.click()
            yield


def _in_tables(place: str, page: QWidget) -> Iterator[Shown]:
    for table in page.findChildren(RecordTable):
        if not table.isVisibleTo(page):
            continue
        model = table.model
        for at, column in enumerate(model.columns):
            for row in range(model.rowCount()):
                index = model.index(row, at)
                text = str(index.data() or "")
                if _counts(column, text):
                    yield Shown(place, column.title, text, table.figure_at(index))
            if table._totals is not None and column.total is not None:
                text = str(table._totals.model().index(0, at).data() or "")
                if _counts(column, text):
                    yield Shown(place, f"{column.title} (total)", text, table.total_figure(at))


def _counts(column, text: str) -> bool:
    """Whether a cell is an amount or a weight; a dash and 0 say that there is nothing."""
    is_measured = column.right and any(unit in column.title for unit in MEASURED) and text not in ("", "–", "0")
    return is_measured or (column.right and AMOUNT.fullmatch(text) is not None)


def _on_labels(place: str, page: QWidget) -> Iterator[Shown]:
    for label in page.findChildren(QLabel):
        if not label.isVisibleTo(page) or _inside(label, QLineEdit, page):
            continue
        for text in AMOUNT.findall(label.text()):
            asked: QWidget | None = label
            actions: list[Explain] = []
            while asked is not None and not actions:
                actions = [one for one in asked.actions() if isinstance(one, Explain)]
                asked = asked.parentWidget() if asked is not page else None
            yield Shown(place, NUMBER.sub("…", label.text()), text, actions[0].figure() if actions else None)


def _inside(widget: QWidget, kind: type[QWidget], page: QWidget) -> bool:
    while widget is not None and widget is not page:
        if isinstance(widget, kind):
            return True
        widget = widget.parentWidget()
    return False


def _value(text: str) -> Fraction:
    return Fraction(text.replace("−", "-").replace(",", ""))


OPENED = {"member": "SELECT 2", "customer": "SELECT 1", "invoice": "SELECT min(document_id) FROM document WHERE kind = 'invoice'"}
"""Whose pages are opened, where a page is of somebody or something."""


def shown_on(desk: Desk) -> Iterator[Shown]:
    """Every figure of every page."""
    for name, page in make_pages(desk).items():
        page.resize(1366, 690)
        page.show()
        tabs = [tab[0] for tab in page.tabs] if isinstance(page, TabbedPage) else [""]
        for tab in tabs:
            if tab:
                page.show_for((tab, "cash") if tab == "card" else tab)
            elif name in OPENED:
                with desk.book.reading() as tx:
                    (wanted,) = tx.one(OPENED[name])
                page.show_for(wanted)
            else:
                page.refresh()
            inner = page.page() if isinstance(page, TabbedPage) else page
            place = f"{name}/{tab}" if tab else name
            for _ in _states(inner):
                yield from _in_tables(place, inner)
                yield from _on_labels(place, inner)
        page.hide()
        page.deleteLater()


def test_every_figure_of_every_page_is_the_sum_of_the_lines_behind_it(desk):
    without, asked, sums = set(), 0, dict[Figure, int]()
    for one in shown_on(desk):
        if one.figure is None:
            without.add((one.place, one.name))
            continue
        asked += 1
        if one.figure not in sums:
            sums[one.figure] = explaining.explain(desk.book, one.figure).kip
        found = sums[one.figure]
        assert (Fraction(found, 1000) if one.figure.unit == GRAMS else found) == _value(one.text), one
    assert asked > 100
    assert sorted(without) == sorted(WITHOUT)
