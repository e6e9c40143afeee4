"""Freeze today's tables into the newest revision: python -m tests.support.freeze_schema. Only until that revision is released.

Tables that are new or that changed since the version before go into the revision's `TABLES`, with their indexes. A changed table must
stand in the revision's `REBUILT` with what its rows become; that is written by hand.
"""

import re
import sys
from textwrap import wrap

from coopbooks.books import header, schema
from coopbooks.books.migrations import runner


def changed() -> tuple[str, ...]:
    """The statements of every table and index that the newest revision makes."""
    made, before = schema.expected_shape(), runner.shape_of_version(header.VERSION - 1)
    tables = [name.split()[1] for name, sql in made.items() if name.startswith("table ") and before.get(name) != sql and "sqlite_" not in name]
    wanted = [made[f"table {table}"] for table in tables]
    wanted += sorted(sql for name, sql in made.items() if name.startswith("index ") and sql
                     and (sql.split(" ON ")[1].split()[0].strip('"') in tables or before.get(name) != sql))
    return tuple(wanted)


def frozen(statements: tuple[str, ...]) -> str:
    """The statements as the literal of a revision."""
    return "".join(f'    """{_wrapped(sql)}""",\n' for sql in statements)


def _wrapped(sql: str) -> str:
    return "\n    ".join(wrap(sql, 112, break_long_words=False, break_on_hyphens=False))


def main() -> None:
    """Write the newest revision anew."""
    (path,) = (runner.SCRIPTS / "versions").glob(f"v{header.VERSION:04}_*.py")
    text = path.read_text(encoding="utf-8")
    literal = f"TABLES: tuple[str, ...] = (\n{frozen(changed())})\n"
    path.write_text(re.sub(r"TABLES: tuple\[str, \.\.\.\] = \(\n.*?^\)\n", lambda _found: literal, text, flags=re.DOTALL | re.MULTILINE),
                    encoding="utf-8")
    sys.stdout.write(f"{path.name}: {len(changed())} statements\n")


if __name__ == "__main__":
    main()
