"""Real Excel sheets: numbers as numbers, days as days, and text that is text whatever it begins with."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList

Cell = str | int | Decimal | date | None
_HEAD = PatternFill("solid", fgColor="E1F1E9")
FONT = "Phetsarath OT"
"""The official Lao typeface."""
_BOLD = Font(name=FONT, size=11, bold=True)
_WIDEST = 60
_ALWAYS = datetime(2000, 1, 1)  # noqa: DTZ001 (a workbook knows no zones)


def workbook_bytes(sheets: Iterable[tuple[str, Sequence[str], Sequence[Sequence[Cell]]]]) -> bytes:
    """A workbook with one sheet per (name, column titles, rows); the title row is bold and stays in view."""
    book = Workbook(write_only=True)
    # Offices in Laos have the official typeface; where it is missing, Excel takes another that has Lao letters.
    vars(book)["_named_styles"]["Normal"].font = Font(name=FONT, size=11)
    vars(book)["_fonts"] = IndexedList([Font(name=FONT, size=11)])
    for name, titles, rows in sheets:
        sheet = book.create_sheet(name[:31])
        for place, title in enumerate(titles, 1):
            longest = max((_letters(row[place - 1]) for row in rows if row[place - 1] is not None), default=0)
            sheet.column_dimensions[get_column_letter(place)].width = min(_WIDEST, max(_letters(title), longest) + 3)
        sheet.freeze_panes = "A2"
        head = [_cell(sheet, title) for title in titles]
        for cell in head:
            cell.font, cell.fill = _BOLD, _HEAD
        sheet.append(head)
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    book.properties.created = book.properties.modified = _ALWAYS
    out = io.BytesIO()
    book.save(out)
    return _steady(out.getvalue())


def _steady(content: bytes) -> bytes:
    """The same workbook without the moment of its making: the same paper is the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            body = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", made.read(name)) if name == "docProps/core.xml" else (
                made.read(name))
            kept.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _letters(value: object) -> int:
    """How many letters stand side by side: vowels and tones above and below need no room; an amount has its commas."""
    text = f"{value:,}" if isinstance(value, int | Decimal) else value if isinstance(value, str) else "00/00/0000"
    return sum(not (letter == "\u0eb1" or "\u0eb4" <= letter <= "\u0ebc" or "\u0ec8" <= letter <= "\u0ece") for letter in text)


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", value))
        # openpyxl takes a leading = for a formula; the type says that it is text.
        cell.data_type = "s"
        return cell
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
        cell.alignment = Alignment(horizontal="left")
    elif isinstance(value, Decimal):
        cell.number_format = "#,##0.###;-#,##0.###"
    elif isinstance(value, int):
        cell.number_format = "#,##0;-#,##0"
    return cell
