"""The schema of a book: making it, recognising it, refusing what is not ours or newer than we are.

A book carries application_id "CoBp", its schema's number in user_version, and Alembic's revision. The names and texts of all
tables, indexes and triggers are compared with a fresh book's before any table is read.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine

from coopbooks.books import header
from coopbooks.books.base import Row
from coopbooks.books.guards import FORMER, guards
from coopbooks.books.transaction import Reading
from coopbooks.books.trouble import BookDamaged

Shape = dict[str, str]

REVISION = "0003"


def create(connection: Connection) -> None:
    """Make every table, index and trigger in an empty file, inside the caller's transaction."""
    Row.metadata.create_all(connection, checkfirst=False)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
                               "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISION,))
    install_guards(connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {header.APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {header.VERSION}")


def install_guards(connection: Connection) -> None:
    """Put every trigger in place again; rebuilding a table drops its triggers silently."""
    for name, statement in guards().items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(statement)


def is_older(connection: Connection) -> bool:
    """True when the book must be brought up to date before use."""
    return bool(connection.exec_driver_sql("PRAGMA user_version").scalar_one() < header.VERSION)


def strange_in_older(connection: Connection) -> str:
    """What an older book holds that no program of ours made, by kind and name; empty when there is nothing.

    Tables and indexes are compared with those of the book's own version, and a trigger must be one of ours, before a row is read.
    """
    from coopbooks.books.migrations import runner

    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if version < 1:
        return "user_version"
    expected = runner.shape_of_version(version)
    found, ours, former = shape(connection), _as_shape(guards().items()), _as_shape(FORMER.items())
    for name in sorted(found.keys() | expected.keys()):
        if name.startswith("trigger ") and found[name] in (ours.get(name[8:]), former.get(name[8:])):
            continue
        if found.get(name) != expected.get(name):
            return name
    return ""


def upgrade(connection: Connection, path: Path, now: datetime) -> None:
    """Bring an older book up to date: a checked copy beside it, then every step in one transaction."""
    from coopbooks.books.migrations import runner

    runner.upgrade(connection, path, now)


_SHAPE = "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"


def _as_shape(found: Iterable[Sequence[Any]]) -> Shape:
    # Only the words count: a table that an update rebuilt may be set in other lines.
    return {str(name): " ".join(str(sql).split()).replace("( ", "(").replace(" )", ")") for name, sql in found}


def shape(connection: Connection) -> Shape:
    """Every table, index, trigger and view of a book by kind and name, as the statement that makes it."""
    return _as_shape(connection.exec_driver_sql(_SHAPE).fetchall())


def shape_of(tx: Reading) -> Shape:
    """The same, within a look into the book."""
    return _as_shape(tx.all(_SHAPE))


_expected: Shape = {}


def expected_shape() -> Shape:
    """The shape of a fresh book of this version."""
    if not _expected:
        engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(":memory:", isolation_level=None))
        with engine.connect() as connection:
            create(connection)
            _expected.update(shape(connection))
        engine.dispose()
    return _expected


def differences(found: Shape) -> list[str]:
    """What is missing, added or changed against a fresh book, by kind and name."""
    expected = expected_shape()
    return [name for name in sorted(found.keys() | expected.keys()) if found.get(name) != expected.get(name)]


def tables_are_ours(found: Shape) -> bool:
    """Whether the tables may be read: only triggers, or indexes that are missing, make a difference."""
    return all(name.startswith("trigger ") or (name.startswith("index ") and name not in found) for name in differences(found))


def refuse_changed_schema(connection: Connection, path: Path) -> None:
    """Compare the book's shape with a fresh one's. Raises BookDamaged naming the first difference."""
    for name in differences(shape(connection)):
        raise BookDamaged(path=str(path), what=name)
