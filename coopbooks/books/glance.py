"""The first look at a book: what the window's first paint shows, read with the standard library alone.

SQLAlchemy takes longer to import than the whole first paint, so this module and everything it imports stays free of it. The
file is opened to read only and checked for being ours; the thorough look follows behind the first paint.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coopbooks.books.header import refuse_foreign_file
from coopbooks.books.trouble import BookDamaged, BookNotFound
from coopbooks.ledger.money import Kip


@dataclass(frozen=True, slots=True)
class GlancePaper:
    """One of the latest papers."""

    document_id: int
    kind: str
    detail: str
    number: str
    on: date
    recorded_at: str
    who: str
    total_kip: Kip
    box: str
    is_reversed: bool


@dataclass(frozen=True, slots=True)
class Glance:
    """What Home shows before anything else is loaded. Boxes as (role, names, balance)."""

    name_lo: str
    name_en: str
    language: str
    boxes: tuple[tuple[str, str, str, Kip], ...]
    member_count: int
    latest: tuple[GlancePaper, ...]
    closed_until: date | None


def read(path: Path) -> Glance:
    """Look into a book. Raises BookNotFound, NotABook, BookFromNewerProgram, BookDamaged."""
    if not path.is_file():
        raise BookNotFound(path=str(path))
    refuse_foreign_file(path)
    try:
        # Not mode=ro: a hot journal left by a power cut must be rolled back before anything is believed.
        with closing(sqlite3.connect(path, timeout=5)) as connection:
            connection.execute("PRAGMA query_only = ON")
            return _look(connection)
    except sqlite3.DatabaseError as fault:
        raise BookDamaged(path=str(path), what=str(fault)) from fault


def _look(connection: sqlite3.Connection) -> Glance:
    texts = dict(connection.execute("SELECT key, value FROM setting WHERE key LIKE 'cooperative.%' ORDER BY since, setting_id"))
    (members,) = connection.execute("SELECT count(*) FROM member").fetchone()
    (closed,) = connection.execute("SELECT max(last_day) FROM closing").fetchone()
    return Glance(texts.get("cooperative.name_lo", ""), texts.get("cooperative.name_en", ""),
                  texts.get("cooperative.language", "lo"), _boxes(connection), int(members), _latest(connection),
                  date.fromisoformat(closed) if closed else None)


def _boxes(connection: sqlite3.Connection) -> tuple[tuple[str, str, str, Kip], ...]:
    found = connection.execute(
        "SELECT role, name_lo, name_en, coalesce((SELECT sum(debit_kip - credit_kip) FROM balance_month AS b "
        "WHERE b.account_id = a.account_id AND member_id = 0), 0) FROM account AS a WHERE role IN ('cash', 'bank') ORDER BY role DESC")
    return tuple((str(role), str(lao), str(english), Kip(kip)) for role, lao, english, kip in found)


def _latest(connection: sqlite3.Connection) -> tuple[GlancePaper, ...]:
    found = connection.execute(
        "SELECT d.document_id, d.kind, d.detail, d.number, d.doc_date, v.recorded_at, coalesce(trim(m.title || ' ' || m.given_name || "
        "' ' || m.family_name), c.name, d.payee), d.total_kip, d.box, EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id) "
        "FROM document AS d JOIN entry USING (entry_id) JOIN event AS v USING (event_id) "
        "LEFT JOIN member AS m ON m.member_id = d.member_id LEFT JOIN customer AS c ON c.customer_id = d.customer_id "
        "ORDER BY d.document_id DESC LIMIT 20")
    return tuple(GlancePaper(row[0], row[1], row[2], row[3], date.fromisoformat(row[4]), *row[5:9], bool(row[9])) for row in found)
