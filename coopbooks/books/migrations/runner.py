"""Bring a book up to this program's schema: a checked copy beside it first, then every step in one transaction of ours.

Read the revision; an unknown one was written by a newer program. The revisions run with foreign keys off (rebuilding a table
drops it, and the switch has no effect inside a transaction); then the triggers are put back, references and the whole book are
checked, and only a book that passes is committed. Anything else leaves the old book as it was.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from coopbooks.books import header, schema
from coopbooks.books.copying import copy_whole, free_name, put_in_place
from coopbooks.books.transaction import Reading
from coopbooks.books.trouble import BookFromNewerProgram, BookNotUpdated, BookTrouble
from coopbooks.books.verify import verify

SCRIPTS = Path(__file__).resolve().parent


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's settings, without any file of them."""
    found = Config()
    found.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    found.set_main_option("path_separator", "os")
    found.attributes["connection"] = connection
    return found


def upgrade(connection: Connection, path: Path, now: datetime) -> Path:
    """Upgrade an open book; returns the copy of the old one. Raises BookFromNewerProgram, BookNotUpdated, NotSaved."""
    _refuse_unknown_revision(connection, path)
    copy = free_name(path.parent, f"{path.stem} before update", now, path.suffix)
    copy_whole(path, part := copy.with_name(copy.name + ".part"))
    put_in_place(part, copy)
    with _one_transaction(connection, path, copy):
        command.upgrade(configuration(connection), "head")
        schema.install_guards(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {header.VERSION}")
        for finding in verify(Reading(connection, now.date())):
            raise BookNotUpdated(path=str(path), copy=str(copy), what=finding.wording.format_map(finding.facts))
    return copy


def shape_of_version(version: int) -> schema.Shape:
    """The tables and indexes of a book of a version, by kind and name; nothing for a version that never was."""
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(":memory:", isolation_level=None))
    with engine.connect() as connection:
        if 1 <= version < header.VERSION:
            command.upgrade(configuration(connection), f"{version:04}")
        found = schema.shape(connection)
    engine.dispose()
    return found


def _refuse_unknown_revision(connection: Connection, path: Path) -> None:
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()}
    if current not in known:
        raise BookFromNewerProgram(path=str(path))


@contextmanager
def _one_transaction(connection: Connection, path: Path, copy: Path) -> Iterator[None]:
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        yield
        connection.exec_driver_sql("COMMIT")
    except BaseException as fault:
        connection.exec_driver_sql("ROLLBACK")
        if isinstance(fault, BookTrouble) or not isinstance(fault, Exception):
            raise
        raise BookNotUpdated(path=str(path), copy=str(copy), what=str(fault)) from fault
    finally:
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
