"""The derived totals: kept in the posting's own transaction, read by every balance, proved from the postings.

For each account (member 0) and each member's part of an account: what moved per month, and the balance at the start of each
calendar year that has postings. So a balance on any day costs one opening, at most eleven months and part of one month,
however long the book is.
"""

from collections.abc import Iterable
from typing import Protocol

ALL = 0
"""Stands in the member column for the account as a whole."""


class Sql(Protocol):
    """The two calls this module needs of a transaction."""

    def all(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Every row of a query."""

    def run_many(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """One statement for many rows."""


class Movements:
    """What a transaction has posted so far, summed up for the totals and for balances asked within it."""

    def __init__(self) -> None:
        self._months: dict[tuple[int, str, int], list[int]] = {}

    def add(self, account_id: int, member_id: int | None, day: str, amount_kip: int) -> None:
        """Count one posting in."""
        side = 0 if amount_kip > 0 else 1
        for member in (ALL,) if member_id is None else (ALL, member_id):
            sums = self._months.setdefault((member, day[:7], account_id), [0, 0])
            sums[side] += abs(amount_kip)

    def empty(self) -> bool:
        """True when nothing was posted."""
        return not self._months

    def balance(self, account_id: int, member_id: int) -> int:
        """The sum of everything counted in for an account (member 0) or a member's part."""
        return sum(debit - credit for (member, _, account), (debit, credit) in self._months.items()
                   if member == member_id and account == account_id)

    def write(self, tx: Sql) -> None:
        """Bring the derived tables up to date with what was counted in, and begin anew."""
        years = sorted({int(month[:4]) for _, month, _ in self._months})
        known = [int(str(year)) for (year,) in tx.all("SELECT year FROM book_year ORDER BY year")]
        for year in years:
            if year not in known:
                _open_year(tx, year)
                known.append(year)
        tx.run_many(
            "INSERT INTO balance_month VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
            "debit_kip = debit_kip + excluded.debit_kip, credit_kip = credit_kip + excluded.credit_kip",
            ((member, month, account, debit, credit) for (member, month, account), (debit, credit) in self._months.items()))
        later: dict[tuple[int, int, int], int] = {}
        for (member, month, account), (debit, credit) in self._months.items():
            for year in known:
                if year > int(month[:4]):
                    later[year, member, account] = later.get((year, member, account), 0) + debit - credit
        tx.run_many("INSERT INTO balance_opening VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                    "opening_kip = opening_kip + excluded.opening_kip", ((*key, kip) for key, kip in later.items()))
        self._months.clear()


def _open_year(tx: Sql, year: int) -> None:
    # Everything up to the end of the year before: the last known opening before it, and the months since.
    (last,) = tx.all("SELECT max(year) FROM book_year WHERE year < ?", year)[0]
    if last is not None:
        tx.run_many(
            "INSERT INTO balance_opening SELECT ?, member_id, account_id, sum(kip) FROM ("
            "SELECT member_id, account_id, opening_kip AS kip FROM balance_opening WHERE year = ? UNION ALL "
            "SELECT member_id, account_id, debit_kip - credit_kip FROM balance_month WHERE month >= ? AND month < ?) "
            "GROUP BY member_id, account_id HAVING sum(kip) <> 0", [(year, last, f"{last:04}-01", f"{year:04}-01")])
    tx.run_many("INSERT INTO book_year VALUES (?)", [(year,)])
