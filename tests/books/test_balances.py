"""Balances come from kept totals; for any postings on any days they are what adding up the lines gives."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from coopbooks.books import balances
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading
from coopbooks.books.verify import verify
from coopbooks.coop.members import AdmitMember, MemberDetails
from coopbooks.ledger.journal import JournalEntry, Posting
from coopbooks.ledger.money import Kip
from coopbooks.services import new_book
from coopbooks.services.members import admit_member
from tests.support import whole_book
from tests.support.longer import longer

FIRST, LAST = date(2023, 11, 20), date(2027, 2, 10)
ACCOUNTS = ("cash", "bank", "producers-payable", "advances")
days = st.dates(FIRST, LAST) | st.sampled_from([date(2024, 12, 31), date(2025, 1, 1), date(2024, 2, 29), date(2025, 6, 30)])
legs = st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from(ACCOUNTS), st.integers(1, 10**9), st.integers(1, 2))
entries = st.lists(st.lists(st.tuples(days, legs), max_size=6), min_size=1, max_size=4)


def _entry(day: date, told: tuple[str, str, int, int]) -> JournalEntry:
    debit, credit, kip, member = told
    whose = {"producers-payable": member, "advances": member}
    return JournalEntry(day, "journal", (Posting(debit, Kip(kip), whose.get(debit)), Posting(credit, Kip(-kip), whose.get(credit))))


def _added_up(tx: Reading, day: date, member: int | None) -> dict[int, int]:
    whose = "" if member is None else f"AND member_id = {member}"
    return dict(tx.all(f"SELECT account_id, sum(amount_kip) FROM posting WHERE entry_date <= ? {whose} GROUP BY account_id "
                       "HAVING sum(amount_kip) <> 0", day.isoformat()))


def clock() -> datetime:
    return datetime(2027, 3, 1, tzinfo=UTC)


@cache
def _begun() -> bytes:
    """The book before each example, made once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "b.coop"
        with new_book.create_book(path, whole_book.profile(), clock=clock) as book, book.writing() as tx:
            for number in ("1", "2"):
                admit_member.within(tx, AdmitMember(MemberDetails(number, "ສົມພອນ", date(2024, 1, 1))))
        return path.read_bytes()


@settings(max_examples=15, deadline=None)
@given(entries, st.lists(days, min_size=1, max_size=5))
def test_kept_totals_are_what_the_lines_add_up_to(saves: list[list[tuple[date, tuple[str, str, int, int]]]], asked: list[date]) -> None:
    """Fifteen books here; the heavy run draws two hundred."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "b.coop"
        path.write_bytes(_begun())
        with Book.open(path, clock=clock, user_name="Noy") as book:
            for save in saves:
                with book.writing() as tx:
                    for day, told in save:
                        tx.post(_entry(day, told))
                        within = tx.balance("cash")
                    if save:
                        assert within == _added_up(tx, LAST, None).get(tx.account_id("cash"), 0)
            with book.reading() as tx:
                for day in (*asked, FIRST - timedelta(days=1), LAST):
                    assert balances.on_day(tx, day) == _added_up(tx, day, None)
                    assert balances.of_member_on(tx, 1, day) == _added_up(tx, day, 1)
                    payable = tx.account_id("producers-payable")
                    assert balances.of_members_on(tx, payable, day).get(2, 0) == _added_up(tx, day, 2).get(payable, 0)
                for account in ACCOUNTS:
                    whole = _added_up(tx, LAST, None).get(tx.account_id(account), 0)
                    assert balances.of_all_days(tx, account) == whole
                    assert balances.of_all_days(tx, account, 2) == _added_up(tx, LAST, 2).get(tx.account_id(account), 0)
                assert [one for one in verify(tx) if one.check != "register"] == []


test_two_hundred_books_keep_their_totals = longer(
    test_kept_totals_are_what_the_lines_add_up_to, 200, entries, st.lists(days, min_size=1, max_size=5))
