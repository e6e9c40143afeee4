"""The foundation of every table: typed rows, named constraints, STRICT SQLite types.

A row class is the schema's one description; stores read and write tuples, never row objects, because lists and
imports are many times faster so. Every constraint has a name: the name is what a crash report will show.
"""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, MetaData, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


@compiles(BigInteger, "sqlite")
def _integer_in_strict_tables(_type: BigInteger, _compiler: Any, **_kw: Any) -> str:
    # STRICT tables know INTEGER, TEXT, BLOB, REAL and ANY; BIGINT would be refused, and INTEGER keeps the rowid.
    return "INTEGER"


class Row(DeclarativeBase):
    """Base of all tables. Money is whole kip, weights whole grams, days are ISO text `YYYY-MM-DD`."""

    metadata = MetaData(naming_convention={
        "ix": "%(table_name)s_by_%(column_0_N_name)s",
        "uq": "%(table_name)s_has_one_%(column_0_N_name)s",
        "ck": "%(constraint_name)s",
        "fk": "%(table_name)s_%(column_0_name)s_exists",
        "pk": "%(table_name)s_key",
    })
    type_annotation_map: ClassVar[dict[Any, Any]] = {int: BigInteger, str: Text, bytes: LargeBinary}


STRICT = {"sqlite_strict": True}
"""Table option: SQLite refuses a value of the wrong type instead of bending it."""


def event_key() -> Mapped[int]:
    """The column that names a row's event."""
    # Deferred: the rows come first and their event last, because the event's hash covers them.
    return mapped_column(ForeignKey("event.event_id", deferrable=True, initially="DEFERRED"))


def entry_key() -> Mapped[int]:
    """The column that names the entry a row belongs to."""
    return mapped_column(ForeignKey("entry.entry_id"))


def day_check(table: str, column: str) -> CheckConstraint:
    """A column that holds an ISO day, or nothing where it may be empty."""
    glob = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]"
    return CheckConstraint(f"{column} GLOB '{glob}'", name=f"{table}_{column}_is_a_day")


def kip_check(table: str, column: str) -> CheckConstraint:
    """A column that holds an amount within the largest one line may carry."""
    return CheckConstraint(f"{column} BETWEEN -999999999999999 AND 999999999999999", name=f"{table}_{column}_fits")


def length_check(table: str, column: str, longest: int = 500) -> CheckConstraint:
    """A text no longer than `longest` characters: a hostile book cannot hold a text of a gigabyte."""
    return CheckConstraint(f"length({column}) <= {longest}", name=f"{table}_{column}_is_short")


def one_of(table: str, column: str, values: tuple[str, ...]) -> CheckConstraint:
    """A column that holds one word of a short list."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{table}_{column}_is_known")
