"""Trial balance and a member's year against raw SQL, and against shorter books: answers must not slow down with the years."""

import sqlite3
from collections.abc import Callable
from datetime import date

from coopbooks.books import journal
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading
from tests.benchmarks.measure import Figure, book, ratio, several

END, PART = date(2025, 12, 31), date(2025, 6, 17)

_TRIAL_BALANCE = """
SELECT code, role, kind, name_lo, name_en, sum(kip) FROM (
    SELECT account_id, opening_kip AS kip FROM balance_opening WHERE year = 2025 AND member_id = 0
    UNION ALL
    SELECT account_id, debit_kip - credit_kip FROM balance_month WHERE member_id = 0 AND month BETWEEN '2025-01' AND '2025-12'
) JOIN account USING (account_id) GROUP BY account_id HAVING sum(kip) <> 0 ORDER BY code
"""
_MEMBERS_YEAR = """
SELECT p.entry_date, d.kind, d.number, p.amount_kip FROM posting AS p JOIN document AS d USING (entry_id)
 WHERE p.member_id = ?1 AND p.account_id = ?2 AND p.entry_date BETWEEN '2025-01-01' AND '2025-12-31' ORDER BY p.entry_date, p.posting_id
"""
_OPENING = "SELECT sum(amount_kip) FROM posting WHERE member_id = ?1 AND account_id = ?2 AND entry_date < '2025-01-01'"
_BUSIEST = """
SELECT member_id FROM posting WHERE account_id = ? AND entry_date >= '2025-01-01' GROUP BY member_id ORDER BY count(*) DESC, member_id LIMIT 1
"""


def _trial_balance(tx: Reading, as_of: date) -> None:
    tx.memo.clear()
    balance = journal.trial_balance(tx, as_of)
    assert balance.total_debit_kip == balance.total_credit_kip > 0


def _members_year(tx: Reading, member_id: int) -> None:
    tx.memo.clear()
    card = journal.account_card(tx, "producers-payable", date(2025, 1, 1), END, member_id)
    assert len(card.lines) > 5
    assert card.opening_kip + sum(line.kip for line in card.lines) == card.closing_kip


def _busiest(tx: Reading) -> int:
    """The member with most lines in the year."""
    return int(tx.one(_BUSIEST, tx.account_id("producers-payable"))[0])


def _growth(prepare: Callable[[Reading], Callable[[], None]], small: Book, large: Book) -> float:
    with small.reading() as one, large.reading() as other:
        return ratio(several(prepare(other), 40), several(prepare(one), 40), 9)


def _balance_on(as_of: date) -> Callable[[Reading], Callable[[], None]]:
    return lambda tx: lambda: _trial_balance(tx, as_of)


def _busiest_year(tx: Reading) -> Callable[[], None]:
    member_id = _busiest(tx)
    return lambda: _members_year(tx, member_id)


def _against_raw(opened: Book) -> list[Figure]:
    with opened.reading() as tx:
        raw = sqlite3.connect(opened.path)
        payable, member = tx.account_id("producers-payable"), _busiest(tx)
        scanned = dict(raw.execute("SELECT account_id, sum(amount_kip) FROM posting GROUP BY account_id HAVING sum(amount_kip) <> 0"))
        ours = journal.trial_balance(tx, END)
        assert sorted(abs(kip) for kip in scanned.values()) == sorted(line.debit_kip + line.credit_kip for line in ours.lines)
        figures = [
            ("trial balance / raw SQL over the totals, 1M postings", ratio(
                several(lambda: _trial_balance(tx, END), 40), several(lambda: raw.execute(_TRIAL_BALANCE).fetchall(), 40)), 2.0),
            ("trial balance in mid-month / scan of the postings, 1M", ratio(
                lambda: _trial_balance(tx, PART), lambda: raw.execute(
                    "SELECT account_id, sum(amount_kip) FROM posting WHERE entry_date <= ? GROUP BY account_id",
                    (PART.isoformat(),)).fetchall(), 5), 0.05),
            ("a member's year / raw SQL, 1M postings", ratio(
                several(lambda: _members_year(tx, member), 40), several(lambda: (
                    raw.execute(_OPENING, (member, payable)).fetchone(), raw.execute(_MEMBERS_YEAR, (member, payable)).fetchall()), 40)),
             5.0)]
        raw.close()
        return figures


def run() -> list[Figure]:
    """Name, figure and bar of each measure."""
    with Book.open(book(10_000), read_only=True) as small, Book.open(book(1_000_000), read_only=True) as large:
        figures = [*_against_raw(large),
                   ("trial balance, 1M / 10,000 postings", _growth(_balance_on(END), small, large), 3.0),
                   ("a member's year, 1M / 10,000 postings", _growth(_busiest_year, small, large), 3.0)]
    with Book.open(book(4_000, 1), read_only=True) as short, Book.open(book(120_000, 30), read_only=True) as long:
        figures += [("trial balance, 30 years / 1 year", _growth(_balance_on(END), short, long), 2.0),
                    ("trial balance in mid-month, 30 years / 1 year", _growth(_balance_on(PART), short, long), 2.0)]
    return figures


