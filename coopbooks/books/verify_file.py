"""The file itself: pages and references, the known schema, and whether every value is what its column says.

SQLite checks neither that a text is UTF-8 nor, on a read-only database, the constraints; so the handle may write (and is
told not to), and every text is read once.
"""

import sqlite3
from collections.abc import Iterator
from itertools import islice

from sqlalchemy import Table
from sqlalchemy.exc import DatabaseError

from coopbooks.books.base import Row
from coopbooks.books.transaction import Reading
from coopbooks.books.verify_finding import MOST_TOLD, Finding
from coopbooks.i18n.markers import N_

_ROWS_AT_ONCE = 1000
READ_WHOLE = "read_whole"
"""In the memo of a reading: names of tables whose texts were all read."""


def file(tx: Reading) -> Iterator[Finding]:
    """SQLite's own check of pages, types and constraints, and of every reference between rows."""
    for (said,) in tx.all(f"PRAGMA quick_check({MOST_TOLD})"):
        if said != "ok":
            yield Finding("file", N_("The file is damaged: {what}."), {"what": str(said)})
    lost = tx.each("PRAGMA foreign_key_check")
    for table, row, parent, _ in islice(lost, MOST_TOLD):
        yield Finding("file", N_("Row {row} of {table} points to a row of {parent} that is not there."),
                      {"row": str(row), "table": table, "parent": parent})


def types(tx: Reading) -> Iterator[Finding]:
    """Every text can be read. (That each value has its column's type is in SQLite's own check, because our tables are STRICT.)

    Tables whose every row the chain has read already are not read again.
    """
    for table in Row.metadata.sorted_tables:
        if table.name in tx.memo.get(READ_WHOLE, ()):
            continue
        texts = [column.name for column in table.columns if str(column.type) == "TEXT"]
        if texts and not _can_be_read(tx, table, texts):
            for name in texts:
                if not _can_be_read(tx, table, [name]):
                    yield Finding("types", N_("{table}: {column} holds text that cannot be read."),
                                  {"table": table.name, "column": name})


def _can_be_read(tx: Reading, table: Table, names: list[str]) -> bool:
    # Many values are read as one text: a broken letter at the edge of a value cannot be mended by the line feed after it.
    joined = ", ".join(f"group_concat({name}, '\n')" for name in names)
    query = f'SELECT {joined} FROM "{table.name}"'
    try:
        if not table.dialect_options["sqlite"]["with_rowid"]:
            tx.one(query)
            return True
        (first, last) = tx.one(f'SELECT coalesce(min(rowid), 0), coalesce(max(rowid), -1) FROM "{table.name}"')
        while first <= last:
            for _ in tx.each(f"{query} WHERE rowid BETWEEN ? AND ?", first, first + _ROWS_AT_ONCE - 1):
                first += _ROWS_AT_ONCE
    except (sqlite3.OperationalError, DatabaseError) as fault:
        if "decode" not in str(fault):
            raise
        return False
    return True
