"""Write the first revision anew from today's tables: python -m tests.support.freeze_schema. Only until the first release."""

from pathlib import Path
from textwrap import wrap

from coopbooks.books import schema

TARGET = Path(schema.__file__).parent / "migrations" / "versions" / "v0001_first_book.py"
HEAD = '''"""The tables of the first released book, as text: what later revisions start from. Final; never edited after the release.

The triggers are not here: every update ends with putting today's in place.
"""

from alembic import op

revision, down_revision = "0001", None

TABLES = (
'''
FOOT = ''')


def upgrade() -> None:
    """Make every table and index in an empty file."""
    for statement in TABLES:
        op.execute(statement)
'''


def frozen() -> str:
    """The text of the revision."""
    made = schema.expected_shape()
    tables = [sql for name, sql in made.items() if name.startswith("table ") and name != "table alembic_version"]
    wanted = tables + sorted(sql for name, sql in made.items() if name.startswith("index ") and sql)
    return HEAD + "".join(f'    """{_wrapped(sql)}""",\n' for sql in wanted) + FOOT


def _wrapped(sql: str) -> str:
    return "\n    ".join(wrap(sql, 112, break_long_words=False, break_on_hyphens=False))


if __name__ == "__main__":
    TARGET.write_text(frozen(), encoding="utf-8")
