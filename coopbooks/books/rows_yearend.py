"""Tables of the year end beyond the close: reopening, the meeting, plans, ways of paying, and revolving capital."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from coopbooks.books.base import STRICT, Row, day_check, entry_key, event_key, kip_check, length_check, one_of


class ReopeningRow(Row):
    """A closed year that was opened again before its meeting, with the reason and the two people."""

    __tablename__ = "reopening"
    __table_args__ = (day_check("reopening", "reopened_on"), length_check("reopening", "reason"),
                      *(length_check("reopening", name, 200) for name in ("made_by", "approved_by")), STRICT)
    reopening_id: Mapped[int] = mapped_column(primary_key=True)
    closing_id: Mapped[int] = mapped_column(ForeignKey("closing.closing_id"), unique=True)
    year: Mapped[int]
    reopened_on: Mapped[str]
    reason: Mapped[str]
    made_by: Mapped[str]
    approved_by: Mapped[str]
    event_id: Mapped[int] = event_key()


class MeetingRow(Row):
    """What the general meeting said about a year: who came, how they voted, and the exact plan that lay before them."""

    __tablename__ = "meeting"
    __table_args__ = (
        day_check("meeting", "held_on"), one_of("meeting", "decision", ("approved", "changes", "refused")), Index("meeting_by_year", "year"),
        *(length_check("meeting", name) for name in ("place", "resolution", "note")), length_check("meeting", "policy", 20_000),
        *(CheckConstraint(f"{name} >= 0", name=f"meeting_{name}_is_a_count")
          for name in ("entitled_count", "present_count", "for_count", "against_count", "abstain_count")),
        STRICT,
    )
    meeting_id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    held_on: Mapped[str]
    place: Mapped[str]
    entitled_count: Mapped[int] = mapped_column(comment="members on that day")
    present_count: Mapped[int]
    for_count: Mapped[int]
    against_count: Mapped[int]
    abstain_count: Mapped[int]
    resolution: Mapped[str]
    decision: Mapped[str]
    policy: Mapped[str] = mapped_column(comment="TOML text of the plan")
    note: Mapped[str]
    event_id: Mapped[int] = event_key()


class PlanRow(Row):
    """A named plan for sharing a year's surplus, as it was kept. The last row of a year and name counts; empty = given up."""

    __tablename__ = "plan"
    __table_args__ = (length_check("plan", "name", 40), length_check("plan", "policy", 20_000), Index("plan_by_year", "year", "name"), STRICT)
    plan_id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    name: Mapped[str]
    policy: Mapped[str]
    event_id: Mapped[int] = event_key()


class LeftOnAccountRow(Row):
    """A member who wants a part of the surplus to stay on the account: the last row of a line counts, 0 ends it."""

    __tablename__ = "left_on_account"
    __table_args__ = (day_check("left_on_account", "decided_on"), CheckConstraint("is_left IN (0, 1)", name="left_on_account_is_yes_or_no"),
                      Index("left_on_account_by_line", "dividend_line_id"), STRICT)
    left_on_account_id: Mapped[int] = mapped_column(primary_key=True)
    dividend_line_id: Mapped[int] = mapped_column(ForeignKey("dividend_line.dividend_line_id"))
    decided_on: Mapped[str]
    is_left: Mapped[int]
    event_id: Mapped[int] = event_key()


class PayoutTermsRow(Row):
    """How a member's part of the surplus was settled: the round, the way, and whoever received it for the member."""

    __tablename__ = "payout_terms"
    __table_args__ = (one_of("payout_terms", "method", ("cash", "bank", "shares", "debts", "kept")), Index("payout_terms_by_entry", "entry_id"),
                      Index("payout_terms_by_document", "document_id"), length_check("payout_terms", "payee", 200),
                      length_check("payout_terms", "payee_paper", 200), length_check("payout_terms", "approved_by", 200), STRICT)
    payout_terms_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    round_no: Mapped[int]
    method: Mapped[str] = mapped_column(comment="kept: became shares or revolving capital by the policy, not paid in money")
    payee: Mapped[str] = mapped_column(comment="heir or other person; empty = the member")
    payee_paper: Mapped[str]
    approved_by: Mapped[str]


class RevolvingLineRow(Row):
    """Equity of a member that is to be paid back: what was allocated for a year, and what was redeemed of it (negative)."""

    __tablename__ = "revolving_line"
    __table_args__ = (kip_check("revolving_line", "amount_kip"), Index("revolving_line_by_entry", "entry_id"),
                      Index("revolving_line_by_member", "member_id", "year"), STRICT)
    revolving_line_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.member_id"))
    year: Mapped[int] = mapped_column(comment="year of the surplus it came from")
    amount_kip: Mapped[int]
