"""Writing everything in the book: a folder of CSV files, a workbook, one JSON document, or a journal for another program."""

import csv
import io
import json
from pathlib import Path

from coopbooks.books.book import Book
from coopbooks.books.everything import PlainTable
from coopbooks.papers.cells import disarm
from coopbooks.services import exporting


def write_export(book: Book, ending: str, out: Path) -> None:
    """Write an export under a temporary name and put it in place when it is whole. CSV makes a folder of files."""
    if ending == "csv":
        out.mkdir(parents=True, exist_ok=True)
        for table in exporting.all_tables(book):
            put_in_place(out / f"{table.name}.csv", as_csv(table))
        return
    make = {"xlsx": _xlsx, "json": _json, "hledger": _hledger, "beancount": _beancount}[ending]
    put_in_place(out, make(book))


def put_in_place(out: Path, content: bytes) -> None:
    """Either the old file or the whole new one: never half of it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(out.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def as_csv(table: PlainTable) -> bytes:
    """A table as CSV that Excel opens as UTF-8 and that never calculates."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([disarm(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig", "replace")


def _xlsx(book: Book) -> bytes:
    from coopbooks.reports.workbook import workbook_bytes

    return workbook_bytes((table.name, table.columns, table.rows) for table in exporting.all_tables(book))


def _json(book: Book) -> bytes:
    return json.dumps(exporting.as_json(book), ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _hledger(book: Book) -> bytes:
    return exporting.hledger_journal(book).encode("utf-8", "replace")


def _beancount(book: Book) -> bytes:
    return exporting.beancount_journal(book).encode("utf-8", "replace")
