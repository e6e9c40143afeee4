"""Balances on a day: one opening, the months since, and part of one month. Flat however long the book is."""

from datetime import date, timedelta

from coopbooks.books.totals import ALL
from coopbooks.books.transaction import Reading, Writing
from coopbooks.ledger.money import Kip

EVER = date(9998, 12, 31)
"""A day after every posting, for balances with everything that is in the book."""

_OPENING_YEAR = "(SELECT max(year) FROM book_year WHERE year <= :year)"

_ON_A_DAY = f"""
SELECT account_id, sum(kip) FROM (
    SELECT account_id, opening_kip AS kip FROM balance_opening WHERE year = {_OPENING_YEAR} AND member_id = :member
    UNION ALL
    SELECT account_id, debit_kip - credit_kip FROM balance_month WHERE member_id = :member
       AND month >= printf('%04d-01', coalesce({_OPENING_YEAR}, 9999)) AND month < :month
    UNION ALL
    SELECT account_id, amount_kip FROM account CROSS JOIN posting USING (account_id)
     WHERE :part AND entry_date BETWEEN :month || '-01' AND :day AND {{whose}}
) GROUP BY account_id HAVING sum(kip) <> 0
"""
_WHOLE_ACCOUNTS = _ON_A_DAY.format(whose="1")
_ONE_MEMBER = _ON_A_DAY.format(whose="posting.member_id = :member")

_EVERY_MEMBER = f"""
SELECT member_id, sum(kip) FROM (
    SELECT member_id, opening_kip AS kip FROM balance_opening
     WHERE year = {_OPENING_YEAR} AND member_id > 0 AND account_id = :account
    UNION ALL
    SELECT member_id, debit_kip - credit_kip FROM balance_month WHERE account_id = :account AND member_id > 0
       AND month >= printf('%04d-01', coalesce({_OPENING_YEAR}, 9999)) AND month < :month
    UNION ALL
    SELECT member_id, amount_kip FROM posting
     WHERE :part AND account_id = :account AND entry_date BETWEEN :month || '-01' AND :day AND member_id IS NOT NULL
) GROUP BY member_id HAVING sum(kip) <> 0
"""


def _day_values(day: date) -> dict[str, object]:
    # A month that is over is taken whole from the totals: "before the next month" instead of part of this one.
    following = day + timedelta(days=1)
    over = following.day == 1
    return {"year": following.year if over and following.month == 1 else day.year, "day": day.isoformat(),
            "month": following.isoformat()[:7] if over else day.isoformat()[:7], "part": not over}


def on_day(tx: Reading, day: date) -> dict[int, Kip]:
    """The closing balance of every account that has one, by account id; debit positive."""
    found = tx.all(_WHOLE_ACCOUNTS, {**_day_values(day), "member": ALL})
    return {int(account): Kip(int(kip)) for account, kip in found}


def of_member_on(tx: Reading, member_id: int, day: date) -> dict[int, Kip]:
    """A member's part of every control account at the close of a day, by account id; debit positive."""
    found = tx.all(_ONE_MEMBER, {**_day_values(day), "member": member_id})
    return {int(account): Kip(int(kip)) for account, kip in found}


def of_members_on(tx: Reading, account_id: int, day: date) -> dict[int, Kip]:
    """Every member's part of one control account at the close of a day, by member id; debit positive."""
    found = tx.all(_EVERY_MEMBER, {**_day_values(day), "account": account_id})
    return {int(member): Kip(int(kip)) for member, kip in found}


def of_all_days(tx: Reading, account: str, member_id: int = ALL) -> Kip:
    """The balance with everything that is in the book, of an account (member 0) or a member's part; debit positive."""
    if isinstance(tx, Writing):
        return Kip(tx.balance(account, member_id))
    return Kip(tx.balance_of_all_days(tx.account_id(account), member_id))


def moved_between(tx: Reading, first_day: date, last_day: date) -> dict[int, Kip]:
    """What moved on every account from one day to another, both inclusive; debit positive."""
    before, after = on_day(tx, first_day - timedelta(days=1)), on_day(tx, last_day)
    moved = {account: Kip(after.get(account, 0) - before.get(account, 0)) for account in after.keys() | before.keys()}
    return {account: kip for account, kip in moved.items() if kip}


def largest_day(tx: Reading) -> date | None:
    """The last day on which anything is posted; None in an empty book."""
    (day,) = tx.one("SELECT max(entry_date) FROM entry")
    return date.fromisoformat(str(day)) if day is not None else None
