"""A list as it is shown, as a paper: to Excel, CSV or PDF, with the columns, order and totals of the screen."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from coopbooks.books.book import Book
from coopbooks.i18n.catalogue import speaking, tr
from coopbooks.i18n.markers import N_
from coopbooks.papers.parts import Cell, Label, Letterhead, Listing, Section
from coopbooks.papers.parts import Column as PaperColumn
from coopbooks.services import paper_language
from coopbooks.services.printing import letterhead
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.shell.page import Desk

ENDINGS = ((".xlsx", N_("Excel (XLSX)")), (".csv", N_("Text table (CSV)")), (".pdf", N_("Paper (PDF)")))
WIDE = 640


def shown_list(desk: Desk, table: RecordTable, title: str, period: str, **facts: object) -> Listing | None:
    """What a table shows, as a paper in the language of the co-op's papers; None where the book cannot be read."""
    return chosen_list(desk, table, table.model.rows, title, period, facts)


def chosen_list(desk: Desk, table: RecordTable, rows: Sequence[Any], title: str, period: str, facts: Mapping[str, object]) -> Listing | None:
    """The same of some of a table's rows."""
    def read() -> tuple[Letterhead, str]:
        with desk.book.reading() as tx:
            return letterhead(tx), paper_language.of_coop(tx)

    found = desk.runner.read(read)
    if found is None:
        return None
    with speaking("en" if found[1] == "en" else "lo"):
        return _listing(table, rows, found[0], title, period, facts)


def listing_of(table: RecordTable, letterhead: Letterhead, title: str, period: str, **facts: object) -> Listing:
    """The rows and columns that a table shows, as a paper: figures stay figures, days stay days."""
    return _listing(table, table.model.rows, letterhead, title, period, facts)


def _listing(table: RecordTable, shown_rows: Sequence[Any], letterhead: Letterhead, title: str, period: str,
             facts: Mapping[str, object]) -> Listing:
    columns, rows = table.shown_columns(), list(shown_rows)
    kinds = [_kind(column, rows) for column in columns]
    cells = tuple(tuple(_cell(column, kind, row) for column, kind in zip(columns, kinds, strict=True)) for row in rows)
    totals = tuple(_total(column, kind, rows) for column, kind in zip(columns, kinds, strict=True))
    shown = tuple(PaperColumn(column.title, kind, max(column.width // 10, 4)) for column, kind in zip(columns, kinds, strict=True))
    return Listing("list", title, period, dict(facts), letterhead, shown, (Section("", cells),),
                   totals if any(cell is not None for cell in totals) else (), wide=sum(column.width for column in columns) > WIDE)


def _kind(column: Column, rows: list[Any]) -> str:
    values = [value for value in (column.get(row) for row in rows[:50]) if value is not None]
    if values and all(isinstance(value, date) for value in values):
        return "day"
    return "count" if column.right and values and all(isinstance(value, int) for value in values) else "text"


def _cell(column: Column, kind: str, row: Any) -> Cell:
    value: Cell = column.get(row)
    if value is None or kind in ("day", "count"):
        return value
    return Label(column.show(value), "")


def _total(column: Column, kind: str, rows: list[Any]) -> Cell:
    if column.total is None:
        return None
    return sum(int(column.get(row)) for row in rows) if kind == "count" else Label(column.total(rows), "")


def ask_ending(button: QWidget, choose: Callable[[str], object]) -> QMenu:
    """A menu of what a list can be saved as, under a button."""
    menu = QMenu(button)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for ending, message in ENDINGS:
        menu.addAction(tr(message)).triggered.connect(partial(_chosen, choose, ending))
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    return menu


def _chosen(choose: Callable[[str], object], ending: str, _checked: bool = False) -> None:
    choose(ending)


def save_paper(parent: QWidget, desk: Desk, paper: Any, name: str, ending: str) -> None:
    """Ask where, and save a paper there; nothing where there is none."""
    if paper is None:
        return
    chosen, _ = QFileDialog.getSaveFileName(parent, tr(N_("Save as")), f"{name}{ending}")
    if chosen:
        written = desk.runner.read(lambda: write_paper(desk.book, Path(chosen), paper, ending))
        if written is not None:
            desk.say(tr(N_("Saved as {file}."), file=written.name))


def write_paper(book: Book, path: Path, paper: Any, ending: str) -> Path:
    """Write a paper whole, or leave what was there; answers the path. It speaks the language of whom it is for."""
    from coopbooks.reports import catalogue  # what draws papers is heavy

    put_file(path, catalogue.render(paper, ending, paper_language.spoken(book, paper)))
    return path


def put_file(path: Path, content: bytes) -> None:
    """Put a file in its place at once."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)
