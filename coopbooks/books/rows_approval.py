"""The table of approvals: who stands behind which exact run."""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from coopbooks.books.base import STRICT, Row, day_check, event_key, length_check


class ApprovalRow(Row):
    """One person approved what another made. The last row of a kind and subject counts; an empty print withdraws it."""

    __tablename__ = "approval"
    __table_args__ = (
        day_check("approval", "approved_on"), Index("approval_by_subject", "kind", "subject"),
        *(length_check("approval", name, 200) for name in ("kind", "subject", "made_by", "approved_by", "basis")),
        CheckConstraint("length(made_print) IN (0, 64)", name="approval_print_is_sha256"), STRICT,
    )
    approval_id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(comment="what is approved: appropriation, reopening, payment-run …")
    subject: Mapped[str] = mapped_column(comment="which one: a year, a run's number")
    made_print: Mapped[str] = mapped_column(comment="SHA-256 of the run's figures, or empty: withdrawn")
    made_by: Mapped[str]
    approved_by: Mapped[str] = mapped_column(comment="empty where the meeting's resolution alone stands behind it")
    approved_on: Mapped[str]
    basis: Mapped[str] = mapped_column(comment="resolution or reason")
    event_id: Mapped[int] = event_key()
