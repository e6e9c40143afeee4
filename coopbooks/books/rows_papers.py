"""The tables of papers that left the office: what each said, and every printing of it."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coopbooks.books.base import STRICT, Row, event_key, length_check, one_of


class IssuedPaperRow(Row):
    """A paper as it was given out the first time. Its facts lie in `content` by their digest; a reprint shows them again."""

    __tablename__ = "issued_paper"
    __table_args__ = (
        length_check("issued_paper", "name", 60), length_check("issued_paper", "subject", 200), UniqueConstraint("name", "subject"),
        CheckConstraint("length(sha256) = 64", name="issued_paper_has_a_digest"), STRICT,
    )
    issued_paper_id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(comment="the paper's name in the headless interface")
    subject: Mapped[str] = mapped_column(comment="its number, or whose and which year")
    sha256: Mapped[str] = mapped_column(comment="digest of the facts")
    event_id: Mapped[int] = event_key()


class PrintedPaperRow(Row):
    """One printing of an issued paper. Number 0 is the original, 1 the first copy."""

    __tablename__ = "printed_paper"
    __table_args__ = (
        one_of("printed_paper", "way", ("printer", "file")), length_check("printed_paper", "language", 10),
        CheckConstraint("copy_no >= 0", name="printed_paper_copy_no_is_counted"), UniqueConstraint("issued_paper_id", "copy_no"),
        Index("printed_paper_by_issued_paper", "issued_paper_id"), STRICT,
    )
    printed_paper_id: Mapped[int] = mapped_column(primary_key=True)
    issued_paper_id: Mapped[int] = mapped_column(ForeignKey("issued_paper.issued_paper_id"))
    copy_no: Mapped[int]
    language: Mapped[str]
    way: Mapped[str]
    event_id: Mapped[int] = event_key()
