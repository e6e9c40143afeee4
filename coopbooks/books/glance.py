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
from coopbooks.ledger.periods import fiscal_year


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
    years: tuple[tuple[int, bool], ...] = ()
    """Every fiscal year of the book, and whether it is closed."""


MOST_STEPS = 2_000_000
"""What SQLite may do for the whole look; a hostile file is given up after a moment."""


def read(path: Path) -> Glance:
    """Look into a book. Raises BookNotFound, NotABook, BookFromNewerProgram, BookDamaged."""
    if not path.is_file():
        raise BookNotFound(path=str(path))
    refuse_foreign_file(path)
    try:
        # Not mode=ro: a hot journal left by a power cut must be rolled back before anything is believed.
        with closing(sqlite3.connect(path, timeout=5)) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.set_progress_handler(lambda: 1, MOST_STEPS)
            _refuse_what_is_no_table(connection)
            return _look(connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError, ValueError, TypeError) as fault:
        raise BookDamaged(path=str(path), what=str(fault)) from fault


def _refuse_what_is_no_table(connection: sqlite3.Connection) -> None:
    # The whole schema is compared behind the first paint; until then nothing that computes may pose as a table.
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view' OR sql LIKE 'CREATE VIRTUAL%' "
                                      "OR sql LIKE '%GENERATED ALWAYS%'"):
        raise sqlite3.DatabaseError(name)


def _look(connection: sqlite3.Connection) -> Glance:
    texts = dict(connection.execute("SELECT key, value FROM setting WHERE key LIKE 'cooperative.%' ORDER BY since, setting_id"))
    (members,) = connection.execute(f"SELECT count(*) FROM member{_not_taken_back(connection)}").fetchone()
    (closed,) = connection.execute(f"SELECT max(last_day) FROM closing{_in_force(connection)}").fetchone()
    return Glance(texts.get("cooperative.name_lo", ""), texts.get("cooperative.name_en", ""),
                  texts.get("cooperative.language", "lo"), _boxes(connection), int(members), _latest(connection),
                  date.fromisoformat(closed) if closed else None, _years(connection))


def _not_taken_back(connection: sqlite3.Connection) -> str:
    """Whoever came with a file that was taken back; a book of an older program knows of no such files yet."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'import_end'").fetchone()
    return (" WHERE NOT EXISTS (SELECT 1 FROM import_file AS i JOIN import_end USING (import_file_id) WHERE i.kind = 'members' "
            "AND member_id BETWEEN first_subject_id AND last_subject_id)") if known else ""


def _in_force(connection: sqlite3.Connection) -> str:
    """A year that was opened again is open; a book of an older program knows of no reopening yet."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'reopening'").fetchone()
    return " WHERE closing_id NOT IN (SELECT closing_id FROM reopening)" if known else ""


def _years(connection: sqlite3.Connection) -> tuple[tuple[int, bool], ...]:
    told = dict(connection.execute("SELECT key, value FROM setting WHERE key LIKE 'fiscal_year.%' ORDER BY since, setting_id"))
    (last,) = connection.execute("SELECT max(entry_date) FROM entry").fetchone()
    if "fiscal_year.first_day" not in told:
        return ()
    start_month, first_day = int(told.get("fiscal_year.start_month", "1")), date.fromisoformat(told["fiscal_year.first_day"])
    last_day = max(first_day, date.fromisoformat(last)) if last else first_day
    closed = {year for (year,) in connection.execute(f"SELECT year FROM closing{_in_force(connection)}")}
    years = range(fiscal_year(first_day, start_month), fiscal_year(last_day, start_month) + 1)
    return tuple((year, year in closed) for year in years)


def _boxes(connection: sqlite3.Connection) -> tuple[tuple[str, str, str, Kip], ...]:
    # Books from before there were further boxes have no such table.
    further = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'money_box'").fetchone() is not None
    box = "LEFT JOIN money_box AS m USING (account_id)" if further else "LEFT JOIN (SELECT NULL AS name_lo, NULL AS name_en, NULL AS is_used) AS m"
    found = connection.execute(
        "SELECT CASE WHEN role IN ('cash', 'bank') THEN role ELSE code END, coalesce(m.name_lo, a.name_lo), coalesce(m.name_en, a.name_en), "
        "coalesce((SELECT sum(debit_kip - credit_kip) FROM balance_month AS b WHERE b.account_id = a.account_id AND member_id = 0), 0) "
        f"FROM account AS a {box} WHERE role IN ('cash', 'bank') OR m.is_used = 1 ORDER BY role = 'cash' DESC, role = 'bank' DESC, code")
    return tuple((str(role), str(lao), str(english), Kip(kip)) for role, lao, english, kip in found)


def _latest(connection: sqlite3.Connection) -> tuple[GlancePaper, ...]:
    found = connection.execute(
        "SELECT d.document_id, d.kind, d.detail, d.number, d.doc_date, v.recorded_at, coalesce(trim(m.title || ' ' || m.given_name || "
        "' ' || m.family_name), c.name, d.payee), d.total_kip, d.box, EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id) "
        "FROM document AS d JOIN entry USING (entry_id) JOIN event AS v USING (event_id) "
        "LEFT JOIN member AS m ON m.member_id = d.member_id LEFT JOIN customer AS c ON c.customer_id = d.customer_id "
        "ORDER BY d.document_id DESC LIMIT 20")
    return tuple(GlancePaper(key, kind, detail, number, date.fromisoformat(day), at, who, Kip(total), box, bool(undone))
                 for key, kind, detail, number, day, at, who, total, box, undone in found)
