"""What somebody with another SQLite tool can do to a book."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from coopbooks.books.chain import START, link, meaning
from coopbooks.books.rows import OF_ENTRIES


def run(path: Path, *statements: str) -> None:
    """Run statements as any tool would: no foreign keys, the book's own triggers in place."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@contextmanager
def _in_one_go(path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction around everything, as Python alone would not make it, and no waiting for the disk."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")


def run_unguarded(path: Path, *statements: str) -> None:
    """The same with every trigger taken away before and put back after: the schema shows nothing."""
    with _in_one_go(path) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in guards:
            connection.execute(sql)


def forge_chain(path: Path) -> None:
    """Write every hash anew, as a thief who knows this program would."""
    with _in_one_go(path) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        before = START
        for event_id, *rest, _ in connection.execute("SELECT * FROM event ORDER BY event_id").fetchall():
            rows = _rows(connection, rest[3]) if rest[2] == "entry" else None
            before = link(before, (event_id, *rest), rows)
            connection.execute("UPDATE event SET hash = ? WHERE event_id = ?", (before, event_id))
        for _, sql in guards:
            connection.execute(sql)


def _rows(connection: sqlite3.Connection, entry_id: int) -> list[object]:
    head = connection.execute("SELECT * FROM entry WHERE entry_id = ?", (entry_id,)).fetchone()
    tables = [row.__tablename__ for row in OF_ENTRIES]
    return meaning(head, [connection.execute(f'SELECT * FROM "{table}" WHERE entry_id = ? ORDER BY 1', (entry_id,)).fetchall()
                          for table in tables])


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a book, table by table."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {table: sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr) for table in tables}
