"""One table as a workbook or as CSV."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from coopbooks.papers.cells import disarm


def xlsx_bytes(title: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> bytes:
    """A workbook with one sheet."""
    from coopbooks.reports.workbook import workbook_bytes

    name = "".join(letter for letter in title if letter not in "[]:*?/\\")
    return workbook_bytes([(name or "1", columns, rows)])


def csv_bytes(_title: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> bytes:
    """CSV that a spreadsheet opens as UTF-8 and that never calculates."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def _plain(cell: object) -> object:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else disarm(cell) if isinstance(cell, str) else cell
