"""The checks do not cry wolf: a book in which everything that can be undone was undone passes all of them."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coopbooks.books.book import Book
from coopbooks.books.chain import link, link_in_text, meaning, meaning_in_text
from coopbooks.books.verify import CHECKS, verify
from coopbooks.coop.produce import DeliveryLine, RecordDelivery
from coopbooks.coop.reversal import ReversePaper
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services import produce
from coopbooks.services.checking import check_book
from coopbooks.services.reversal import reverse_paper

ON = date(2025, 4, 1)


def clock() -> datetime:
    """Noon of that day."""
    return datetime(2025, 4, 1, 5, tzinfo=UTC)


def test_undoing_all_that_can_be_undone_leaves_a_sound_book(whole: Path) -> None:
    undone: set[str] = set()
    with Book.open(whole, clock=clock) as book:
        with book.reading() as tx:
            papers = tx.all("SELECT document_id, kind FROM document ORDER BY document_id DESC")
        for document_id, kind in papers:
            try:
                reverse_paper(book, ReversePaper(document_id, ON, "ທົດລອງ"))
                undone.add(kind)
            except Refused:
                continue
    assert {"payout", "delivery", "invoice", "receipt", "share", "transfer", "advance", "journal"} <= undone
    assert check_book(whole) == []


def test_numbers_from_outside_that_look_like_ours_leave_no_gap(whole: Path) -> None:
    with Book.open(whole, clock=clock) as book:
        for number in (None, "RC-0003", None, None):
            produce.record_delivery(book, RecordDelivery(1, ON, (DeliveryLine(1, "A", 9_000, 0, Kip(8_925)),), number=number))
        with book.reading() as tx:
            assert [number for (number,) in tx.all("SELECT number FROM document WHERE kind = 'delivery' AND series_year = 2025 ORDER BY "
                                                   "document_id")] == ["RC-0001", "RC-0002", "RC-0003", "RC-0004", "RC-0005"]
    assert check_book(whole) == []


def test_a_check_that_is_not_known_is_a_bug(whole: Path) -> None:
    with Book.open(whole, read_only=True) as book, book.reading() as tx, pytest.raises(KeyError):
        list(verify(tx, ("no such check",)))
    assert {"chain", "balanced", "register", "dividends", "approvals", "revolving", "trade"} <= set(CHECKS)


def test_an_empty_book_is_sound(tmp_path: Path) -> None:
    with Book.create(tmp_path / "empty.coop", clock=clock):
        pass
    assert check_book(tmp_path / "empty.coop") == []


values = st.integers(-(2**63), 2**63 - 1) | st.none() | st.text(st.characters(exclude_categories=["Cs"]))


@given(head=st.lists(values, min_size=1, max_size=6), tables=st.dictionaries(st.integers(0, 14), st.lists(st.lists(values, min_size=1), min_size=1)))
@example(head=["\x00\x1f\x7f\b\f\n\r\t\"\\/\u2028ນ້ຳ😀"], tables={})
def test_the_walk_writes_the_very_letters_that_were_hashed(head, tables):
    """SQLite's JSON and ours are the same, so what the check computes is what the writer sealed."""
    with closing(sqlite3.connect(":memory:")) as connection:
        def in_text(row: list[object]) -> str:
            return connection.execute(f"SELECT json_array({', '.join('?' * len(row))})", row).fetchone()[0]

        rows = meaning_in_text(in_text(head), {place: ",".join(map(in_text, found)) for place, found in tables.items()})
        kept = meaning(head, [tables.get(place, []) for place in range(15)])
        assert link_in_text(bytes(32), in_text(head), rows) == link(bytes(32), head, kept)
