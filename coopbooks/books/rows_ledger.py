"""The tables of the general ledger: months and their locks, the budget, accounts that are not used any more.

Part of `books.rows`, which lists every table.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from coopbooks.books.base import STRICT, Row, day_check, event_key, kip_check, length_check, one_of


class MonthStateRow(Row):
    """A month was counted, locked or opened again. The last row of a month is the one in force; a month without one is open."""

    __tablename__ = "month_state"
    __table_args__ = (
        one_of("month_state", "state", ("open", "counted", "locked")), length_check("month_state", "reason"),
        CheckConstraint("month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'", name="month_state_month_is_a_month"),
        Index("month_state_by_month", "month", "month_state_id"), STRICT,
    )
    month_state_id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(comment="YYYY-MM")
    state: Mapped[str]
    reason: Mapped[str]
    event_id: Mapped[int] = event_key()


LAST_LOCKED_MONTH = ("SELECT coalesce(max(month), '') FROM month_state AS s WHERE state = 'locked' AND month_state_id = "
                     "(SELECT max(month_state_id) FROM month_state WHERE month = s.month)")
"""The query for the last locked month; empty when none is. Everything up to its end is locked."""


class BudgetLineRow(Row):
    """What was planned for an account in a fiscal year, or in one month of it. The last decision about the same is in force."""

    __tablename__ = "budget_line"
    __table_args__ = (
        CheckConstraint("amount_kip >= 0", name="budget_line_is_not_negative"), kip_check("budget_line", "amount_kip"),
        CheckConstraint("month = '' OR month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'", name="budget_line_month_is_a_month"),
        day_check("budget_line", "decided_on"), length_check("budget_line", "basis"),
        Index("budget_line_by_year", "year", "account_id", "month"), STRICT,
    )
    budget_line_id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.account_id"))
    month: Mapped[str] = mapped_column(comment="YYYY-MM; empty for the whole year")
    amount_kip: Mapped[int] = mapped_column(comment="on the account's normal side")
    decided_on: Mapped[str]
    basis: Mapped[str]
    event_id: Mapped[int] = event_key()


class AccountUseRow(Row):
    """An account was taken out of use, or into use again. Only one that no line names goes out."""

    __tablename__ = "account_use"
    __table_args__ = (CheckConstraint("in_use IN (0, 1)", name="account_use_is_yes_or_no"),
                      Index("account_use_by_account", "account_id", "account_use_id"), STRICT)
    account_use_id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.account_id"))
    in_use: Mapped[int]
    event_id: Mapped[int] = event_key()
