"""What the book tells about a year before it is closed. A slice that the book does not have is not asked about."""

import json
from datetime import date

from coopbooks.books import balances, boxes, cash, counts, customers, owed, shares, suppliers
from coopbooks.books.transaction import Reading
from coopbooks.books.verify import verify
from coopbooks.coop.yearcheck import CheckFacts
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import Period

_AUDIT = ("balanced", "chain", "sealed", "subledgers", "register", "totals", "receivables", "intake", "periods", "dividends")


def facts_for(tx: Reading, period: Period, backup_age_days: int | None) -> CheckFacts:
    """Counts for the list of checks of a year."""
    last = period.last_day
    ends = balances.on_day(tx, last)
    wrong = list(verify(tx, _AUDIT))
    gaps = [str(number) for finding in verify(tx, ("numbers",)) for number in _listed(finding.facts.get("numbers"))]
    capital = sum(int(held.capital_kip) for held in shares.holdings(tx, last).values())
    below = [(str(box), *days[0]) for box in sorted(boxes.codes(tx)) if (days := cash.negative_days(tx, box, period.first_day))]
    late = [kip for kip in (one.balance_kip - one.current_kip for one in customers.aged(tx, last)) if kip > 0]
    moved = balances.moved_between(tx, period.first_day, last)
    owed_to = [kip for kip in owed.of_members(tx, last).values() if kip > 0]
    bills = [int(one.open_kip) for one in suppliers.open_bills(tx, last)]
    return CheckFacts(
        last, tx.today, tuple(wrong[:3]), Kip(capital), Kip(-ends.get(tx.account_id(AccountRole.SHARE_CAPITAL), 0)),
        tuple((box, on, Kip(kip)) for box, on, kip in below if on <= last), tuple(gaps[:5]),
        ends.get(tx.account_id(AccountRole.FIXED_ASSETS), 0) > 0, moved.get(tx.account_id(AccountRole.DEPRECIATION), 0) > 0,
        (len(late), Kip(sum(late))), Kip(sum(owed_to)), backup_age_days,
        drafts=_count(tx, "SELECT count(*) FROM draft"), has_cash_counts=True, cash_counted_on=_counted_on(tx, period),
        has_stock_counts=_count(tx, "SELECT count(*) FROM stock_count") > 0, stock_counted_on=_stock_counted_on(tx, period),
        unmatched=_unmatched(tx, period),
        bills=(len(bills), Kip(sum(bills))))


def _counted_on(tx: Reading, period: Period) -> date | None:
    """The year's last day, when every cash box was counted at its close; otherwise the last day on which one was counted."""
    if all(one.is_counted for one in counts.at_close_of(tx, period.last_day)):
        return period.last_day
    return max((one.on for one in counts.all_counts(tx) if one.stands and period.first_day <= one.on <= period.last_day), default=None)


def _count(tx: Reading, sql: str) -> int:
    (count,) = tx.one(sql)
    return int(count)


def _stock_counted_on(tx: Reading, period: Period) -> date | None:
    """The last day within the year on which the stock was counted."""
    (on,) = tx.one("SELECT max(counted_on) FROM stock_count WHERE counted_on BETWEEN ? AND ?", period.first_day.isoformat(),
                   period.last_day.isoformat())
    return date.fromisoformat(on) if on else None


def _unmatched(tx: Reading, period: Period) -> int | None:
    """Lines of bank accounts not matched with a statement; None where nobody matches."""
    ticked = {int(key) for (lines,) in tx.all("SELECT lines FROM bank_match") for key in json.loads(lines)}
    if not ticked:
        return None
    banks = [tx.account_id(box.code) for box in boxes.all_boxes(tx) if box.kind == "bank"]
    rows = tx.all("SELECT posting_id FROM posting WHERE account_id IN (SELECT value FROM json_each(?)) AND entry_date BETWEEN ? AND ?",
                  json.dumps(banks), period.first_day.isoformat(), period.last_day.isoformat())
    return sum(int(key) not in ticked for (key,) in rows)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


