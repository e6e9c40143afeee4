"""The tables of imports: which rows and entries came with a file, and that a file was taken back as a whole.

Part of `books.rows`, which lists every table.
"""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coopbooks.books.base import STRICT, Row, day_check, event_key, length_check


class ImportFileRow(Row):
    """A file that was brought in: its entries and its members, products or customers have ids from the first to the last, 0 for none."""

    __tablename__ = "import_file"
    __table_args__ = (length_check("import_file", "kind", 40), length_check("import_file", "file"), STRICT)
    import_file_id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    file: Mapped[str]
    added_count: Mapped[int]
    first_entry_id: Mapped[int]
    last_entry_id: Mapped[int]
    first_subject_id: Mapped[int]
    last_subject_id: Mapped[int]
    event_id: Mapped[int] = event_key()


class ImportEndRow(Row):
    """A file that was taken back: its papers are reversed, and whom or what it brought stands on no list any more."""

    __tablename__ = "import_end"
    __table_args__ = (UniqueConstraint("import_file_id"), day_check("import_end", "ended_on"), length_check("import_end", "reason"), STRICT)
    import_end_id: Mapped[int] = mapped_column(primary_key=True)
    import_file_id: Mapped[int] = mapped_column(ForeignKey("import_file.import_file_id"))
    ended_on: Mapped[str]
    reason: Mapped[str]
    event_id: Mapped[int] = event_key()
