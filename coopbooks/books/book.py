"""The open book: one SQLite file, one writer, durable transactions.

Journal mode TRUNCATE with synchronous FULL survives every simulated and real power cut measured; it keeps one file to copy.
The transaction is our own (`isolation_level=None` and BEGIN IMMEDIATE): the driver's default loses numbers silently.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import RLock
from typing import Self

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import StaticPool

from coopbooks.books import schema
from coopbooks.books.header import refuse_foreign_file
from coopbooks.books.lock import BookLock
from coopbooks.books.transaction import Reading, Writing
from coopbooks.books.trouble import BookDamaged, BookExists, BookIsOlder, BookIsReadOnly, BookNotFound, NotSaved
from coopbooks.books.verify_chain import tail_holds

Clock = Callable[[], datetime]
"""Gives the moment in UTC. Injected, so that tests and simulated years choose it."""


def computer_clock() -> datetime:
    """The computer's own clock: the one place below the window that asks it."""
    return datetime.now(UTC)


PRAGMAS = ("foreign_keys=ON", "recursive_triggers=ON", "trusted_schema=OFF", "cell_size_check=ON", "secure_delete=OFF",
           "temp_store=MEMORY", "cache_size=-32000")
DURABLE = ("journal_mode=TRUNCATE", "synchronous=FULL")
LONGEST_VALUE = 50_000_000
"""Bytes of the largest value a handle reads: a hostile file cannot make the program fetch gigabytes."""

EVENTS_LOOKED_AT = 200
"""How much of the chain is recomputed at every opening: a disk that lost what it had promised shows at the end."""


class Book:
    """A book file that is open. Close it, or use it in a `with` block.

    Attributes:
        path: the file.
        read_only: True when somebody else holds it, or the caller only wants to look.
        user_name: who works in it; stands in every event.
    """

    def __init__(self, path: Path, engine: Engine, lock: BookLock | None, clock: Clock, user_name: str) -> None:
        self.path, self.user_name = path, user_name
        self._engine, self._lock, self._clock = engine, lock, clock
        # One connection, one user of it at a time: threads wait for each other.
        self._turn = RLock()

    @property
    def read_only(self) -> bool:
        """True when this handle may not write."""
        return self._lock is None

    @property
    def today(self) -> date:
        """The computer's day, by the book's clock, in local time."""
        return self._clock().astimezone().date()

    @classmethod
    def create(cls, path: Path, *, clock: Clock = computer_clock, user_name: str = "") -> Self:
        """Make a new, empty book of the present schema. Raises BookExists, BookInUse, NotSaved."""
        if path.exists():
            raise BookExists(path=str(path))
        try:
            lock = BookLock.take(path)
        except BookIsReadOnly as trouble:
            raise NotSaved(what=str(trouble.__cause__)) from trouble
        book = cls(path, _engine(path), lock, clock, user_name)
        try:
            with _disk_trouble(), book._engine.connect() as connection, _transaction(connection, "IMMEDIATE"):
                schema.create(connection)
        except BaseException:
            book.close()
            raise
        return book

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, clock: Clock = computer_clock, user_name: str = "") -> Self:
        """Open a book, bringing an older one up to date first (with a checked copy beside it).

        Raises BookNotFound, NotABook, BookFromNewerProgram, BookDamaged, BookInUse.
        """
        if not path.is_file():
            raise BookNotFound(path=str(path))
        refuse_foreign_file(path)
        lock = None if read_only else BookLock.take(path)
        book = cls(path, _engine(path, read_only=read_only), lock, clock, user_name)
        try:
            book._let_in(any_shape=False)
        except BaseException:
            book.close()
            raise
        return book

    @classmethod
    def examine(cls, path: Path, *, clock: Clock = computer_clock) -> Self:
        """Open a book only to check it: to read, and even when its shape is not as it should be.

        Raises BookNotFound, NotABook, BookFromNewerProgram, and BookDamaged when SQLite cannot read it at all.
        """
        if not path.is_file():
            raise BookNotFound(path=str(path))
        refuse_foreign_file(path)
        book = cls(path, _engine(path, read_only=True), None, clock, "")
        try:
            book._let_in(any_shape=True)
        except BaseException:
            book.close()
            raise
        return book

    def _let_in(self, *, any_shape: bool) -> None:
        """The gate: the right version, our own schema, and an end of the chain that holds."""
        with _damage_told(self.path), self._engine.connect() as connection:
            if schema.is_older(connection):
                what = schema.strange_in_older(connection)
                if what and any_shape:
                    return
                if what:
                    raise BookDamaged(path=str(self.path), what=what)
                if self._lock is None:
                    raise BookIsOlder(path=str(self.path))
                schema.upgrade(connection, self.path, self._clock())
            if not any_shape:
                schema.refuse_changed_schema(connection, self.path)
        if not any_shape:
            with self.reading() as tx:
                if not tail_holds(tx, EVENTS_LOOKED_AT):
                    raise BookDamaged(path=str(self.path), what="chain")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, then let the lock go."""
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A consistent view of the book. Raises BookDamaged when SQLite cannot read what is asked for."""
        with self._turn, _damage_told(self.path), self._engine.connect() as connection, _transaction(connection, "DEFERRED"):
            yield Reading(connection, self.today)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One durable transaction: everything in the block, or nothing. Raises NotSaved when the disk refuses."""
        if self._lock is None:
            raise BookIsReadOnly(path=str(self.path))
        with self._turn, _disk_trouble(), self._engine.connect() as connection, _transaction(connection, "IMMEDIATE"):
            tx = Writing(connection, self.today, self._clock(), self.user_name)
            yield tx
            tx.flush()

    @contextmanager
    def rehearsing(self) -> Iterator[Writing]:
        """Like writing, but nothing is kept: for dry runs and previews. Works on a read-only handle too."""
        with self._turn, self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only=OFF")
            connection.exec_driver_sql("BEGIN")
            try:
                tx = Writing(connection, self.today, self._clock(), self.user_name)
                yield tx
                tx.flush()
            finally:
                connection.exec_driver_sql("ROLLBACK")
                if self.read_only:
                    connection.exec_driver_sql("PRAGMA query_only=ON")

    def head_code(self) -> str:
        """The code that stands for everything in the book so far: sixteen letters and digits in four groups."""
        with self.reading() as tx:
            return tx.head_code()


def _engine(path: Path, *, read_only: bool = False) -> Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level=None, timeout=5, check_same_thread=False, cached_statements=512)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        # Not SQLite's read-only mode: that would leave a hot journal and skip CHECK constraints.
        for pragma in (*PRAGMAS, *(("query_only=ON",) if read_only else DURABLE)):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool)
    # The driver runs in autocommit and every BEGIN is ours; SQLAlchemy's own begin must stay silent.
    event.listen(engine, "begin", lambda _connection: None)
    return engine


@contextmanager
def _transaction(connection: Connection, kind: str) -> Iterator[None]:
    driver = connection.connection.driver_connection
    if driver is None:
        raise TypeError(driver)
    driver.execute(f"BEGIN {kind}")
    try:
        yield
        driver.execute("COMMIT")
    except BaseException:
        if driver.in_transaction:
            driver.execute("ROLLBACK")
        raise


@contextmanager
def _disk_trouble() -> Iterator[None]:
    try:
        yield
    except OperationalError as fault:
        raise NotSaved(what=str(fault.orig)) from fault
    except sqlite3.OperationalError as fault:
        raise NotSaved(what=str(fault)) from fault


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    try:
        yield
    except DatabaseError as fault:
        raise BookDamaged(path=str(path), what=str(fault.orig)) from fault
    except (sqlite3.DatabaseError, UnicodeDecodeError) as fault:
        # What SQLite says of a damaged file may quote bytes that are no text.
        raise BookDamaged(path=str(path), what=str(fault)) from fault
