"""A table out of a CSV or XLSX file, as text cells with the row numbers a spreadsheet shows.

Refused before anything is read: other encodings than UTF-8, workbooks that unpack to something huge, macros. A cell with a
formula, an error or a truth value is a fault of that cell: what it shows is not what it holds.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken, refuse_if
from coopbooks.papers.cells import rearm

LARGEST_UNPACKED = 200_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 200
LONGEST_CELL = 500


class FileUnreadable(RuleBroken):
    """The file cannot be read as a table at all."""

    wording = N_("{file} cannot be read: {why}.")


class NotUtf8(RuleBroken):
    """Text in another encoding would become wrong letters."""

    wording = N_("Row {row} of {file} is not UTF-8 text. Save the file as UTF-8 and import it again.")


class TooLarge(RuleBroken):
    """More than any co-op's year holds: a mistake or an attack."""

    wording = N_("{file} is too large: at most {most_rows} rows.")


class FormulaCell(RuleBroken):
    """A formula is not a value."""

    wording = N_("The cell holds a formula. Replace it by its value.")


class NoPlainValue(RuleBroken):
    """Errors and truth values are no figures and no names."""

    wording = N_("“{value}” is neither text nor a number.")


class CellTooLong(RuleBroken):
    """No name and no note is that long."""

    wording = N_("The text is longer than {most} characters.")


@dataclass(slots=True)
class TableRow:
    """One row: its number as a spreadsheet shows it, its cells by column, and faults of single cells."""

    number: int
    cells: dict[str, str]
    faults: list[tuple[str, str, RuleBroken]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FileTable:
    """A file as a table: the header's names as written, and the rows that are not empty."""

    file: str
    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_table(path: Path) -> FileTable:
    """Read a CSV or XLSX file. Raises Refused naming the file and, where there is one, the row."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        refuse_if([FileUnreadable(file=path.name, why=fault.strerror or str(fault))])
        raise
    lines = _xlsx(path.name, content) if content.startswith(b"PK") else _csv(path.name, content)
    headers: tuple[str, ...] = ()
    rows = []
    for number, cells in lines:
        if number == 1:
            headers = tuple("" if cell is None else str(cell).strip() for cell in cells)
            continue
        row = _row(number, headers, cells)
        if any(row.cells.values()) or row.faults:
            rows.append(row)
        if len(rows) > MOST_ROWS:
            refuse_if([TooLarge(file=path.name, most_rows=MOST_ROWS)])
    if not any(headers):
        refuse_if([FileUnreadable(file=path.name, why="no header row")])
    return FileTable(path.name, headers, tuple(rows))


def _row(number: int, headers: tuple[str, ...], cells: list[object]) -> TableRow:
    row = TableRow(number, {})
    for name, cell in zip(headers, cells, strict=False):
        if not name:
            continue
        if isinstance(cell, str):
            text = cell.strip()
        elif isinstance(cell, RuleBroken):
            row.faults.append((name, str(cell.facts.get("value", "")), cell))
            text = ""
        else:
            text = _as_text(cell)
        if len(text) > LONGEST_CELL:
            row.faults.append((name, text[:40], CellTooLong(most=LONGEST_CELL)))
            text = ""
        row.cells[name] = text
    return row


def _as_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    # Excel keeps every number as a double: 1250000 may arrive as 1250000.0 and 0.1 as exactly what it shows.
    text = repr(cell)
    return text.removesuffix(".0")


def _csv(file: str, content: bytes) -> Iterator[tuple[int, list[object]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        row = content[:fault.start].count(b"\n") + 1
        refuse_if([NotUtf8(file=file, row=row)])
        raise
    if "\x00" in text:
        refuse_if([NotUtf8(file=file, row=text[:text.index("\x00")].count("\n") + 1)])
    first = text[:text.find("\n")] if "\n" in text else text
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            yield number, [rearm(cell) for cell in cells]
    except csv.Error as fault:
        refuse_if([FileUnreadable(file=file, why=str(fault))])


def _xlsx(file: str, content: bytes) -> Iterator[tuple[int, list[object]]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
            if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
                refuse_if([TooLarge(file=file, most_rows=MOST_ROWS)])
            if any("vbaProject" in name for name in names):
                refuse_if([FileUnreadable(file=file, why="macros")])
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=False).worksheets[0]
        # A file may claim a million empty rows; only what is there is read.
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
            yield number, [_plain(cell) for cell in cells]
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError, SyntaxError, OSError) as fault:
        refuse_if([FileUnreadable(file=file, why=str(fault) or type(fault).__name__)])


def _plain(cell: object) -> object:
    kind, value = getattr(cell, "data_type", "n"), getattr(cell, "value", None)
    if kind == "f":
        return FormulaCell(value=str(value))
    if kind in ("e", "b"):
        return NoPlainValue(value=str(value))
    return value
