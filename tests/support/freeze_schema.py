"""Print a revision's statements from today's tables: python -m tests.support.freeze_schema TABLE … Only until that revision is released."""

import sys
from textwrap import wrap

from coopbooks.books import schema


def frozen(tables: tuple[str, ...]) -> str:
    """The tables with their indexes, as the literal of a revision."""
    made = schema.expected_shape()
    wanted = [made[f"table {table}"] for table in tables]
    wanted += sorted(sql for name, sql in made.items() if name.startswith("index ") and sql and sql.split(" ON ")[1].split()[0].strip('"') in tables)
    return "".join(f'    """{_wrapped(sql)}""",\n' for sql in wanted)


def _wrapped(sql: str) -> str:
    return "\n    ".join(wrap(sql, 112, break_long_words=False, break_on_hyphens=False))


if __name__ == "__main__":
    sys.stdout.write(frozen(tuple(sys.argv[1:])))
