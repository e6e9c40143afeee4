"""Months as the book keeps them: what was decided about each, and how many papers it holds."""

from dataclasses import dataclass

from coopbooks.books import settings
from coopbooks.books.rows_ledger import MonthStateRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.months import MonthFacts, SetMonth
from coopbooks.ledger.money import Kip


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of the calendar: how it stands, why, who decided it when, and what is dated in it."""

    month: str
    state: str
    reason: str
    decided_by: str
    decided_at: str
    entry_count: int
    moved_kip: Kip


def facts(tx: Reading) -> MonthFacts:
    """What the calendar shows and its rule judges."""
    rows = tx.all("SELECT month, state FROM month_state ORDER BY month_state_id")
    return MonthFacts(settings.open_days(tx), {str(month): str(state) for month, state in rows})


def keep(tx: Writing, order: SetMonth) -> None:
    """Keep a decision about a month."""
    tx.decide(MonthStateRow, month=order.month, state=order.state, reason=order.reason)
    tx.memo.pop("open_days", None)


def calendar(tx: Reading) -> tuple[MonthLine, ...]:
    """Every month of the book, the newest first."""
    known = facts(tx)
    decided = {str(row[0]): row[1:] for row in tx.all(
        "SELECT month, reason, user_name, recorded_at FROM month_state JOIN event USING (event_id) ORDER BY month_state_id")}
    counts = dict(tx.all("SELECT substr(entry_date, 1, 7), sum(how_many) FROM (SELECT entry_date, count(*) AS how_many FROM entry "
                         "GROUP BY entry_date) GROUP BY 1"))
    moved = dict(tx.all("SELECT month, sum(debit_kip) FROM balance_month WHERE member_id = 0 GROUP BY month"))
    lines = []
    for month in reversed(known.months()):
        reason, who, at = decided.get(month, ("", "", ""))
        lines.append(MonthLine(month, known.state(month), str(reason), str(who), str(at), int(counts.get(month, 0)),
                               Kip(int(moved.get(month, 0)))))
    return tuple(lines)
