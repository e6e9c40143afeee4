"""The register leaves the book as a table and comes back the same: classes, numbers, decisions, notices, set-offs, what is owed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coopbooks.books import share_register
from coopbooks.books.everything import plain_tables
from coopbooks.cli.exports import as_csv
from coopbooks.coop.produce import GiveAdvance
from coopbooks.coop.shares import ShareClass, ShareOrder, ShareTerms
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services import produce, shares
from coopbooks.services.checking import check_book
from coopbooks.services.imports.run import import_file
from tests.support.trade import Trade, new_trade

TERMS = ShareTerms(date(2025, 1, 1), Kip(200_000), 1, "", "by-laws 9", "B")
MOVES = (
    ("1", "subscribe", date(2025, 2, 1), 500, {"paid_kip": Kip(50_000_000), "money": "bank"}),
    ("2", "subscribe", date(2025, 2, 2), 10, {"paid_kip": Kip(450_000), "note": "ຈ່າຍສ່ວນໜຶ່ງ"}),
    ("1", "transfer", date(2025, 2, 10), 200, {"numbers": "1-150, 401-450", "meeting": "4/2025", "reason": "ຂາຍ"}),
    ("3", "redeem", date(2025, 3, 1), 40, {"money": "owed", "notice_on": date(2025, 2, 20), "meeting": "5/2025", "advance_kip": Kip(70_000),
                                           "numbers": "21-60"}),
    ("3", "pay-out", date(2025, 3, 5), 0, {"paid_kip": Kip(1_000_000), "money": "bank"}),
    ("2", "pay", date(2025, 3, 21), 0, {"paid_kip": Kip(150_000)}),
    ("2", "cancel", date(2025, 3, 22), 2, {"reason": "ຍ້າຍບ້ານ"}),
    ("1", "convert", date(2025, 4, 1), 100, {"to_class": "B", "numbers": "301-400", "meeting": "6/2025"}),
)


def _new(folder: Path) -> Trade:
    folder.mkdir()
    coop = new_trade(folder)
    coop.begin_with(50_000_000, 50_000_000)
    shares.keep_share_class(coop.book, shares.KeepShareClass(ShareClass("B", "ຮຸ້ນ ຂ", "Share B"), TERMS))
    return coop


def _register(coop: Trade) -> object:
    with coop.reading() as tx:
        days = (date(2025, 2, 9), date(2025, 3, 20), date(2025, 3, 21), date(2025, 12, 31))
        decided = tx.all("SELECT number, meeting, reason, notice_on FROM decision JOIN document USING (document_id) ORDER BY number")
        return decided, [(share_register.holdings(tx, day, None), share_register.held_ranges(tx, day, None)) for day in days]


def _csv(coop: Trade, name: str) -> bytes:
    with coop.reading() as tx:
        return as_csv(next(table for table in plain_tables(tx) if table.name == name))


@pytest.fixture
def books(tmp_path: Path):
    first, second = _new(tmp_path / "first"), _new(tmp_path / "second")
    with first.book, second.book:
        yield first, second
    assert check_book(first.book.path) == check_book(second.book.path) == []


def test_the_whole_register_comes_back_the_same(books, tmp_path):
    first, second = books
    produce.give_advance(first.book, GiveAdvance(first.member["3"], date(2025, 1, 20), "cash", Kip(70_000), "cash"))
    for who, kind, on, count, more in MOVES:
        to = {"to_member_id": first.member["3"]} if kind == "transfer" else {}
        shares.record_share_order(first.book, ShareOrder(first.member[who], kind, on, count, **to, **more))
    for name in ("advances", "shares"):
        file = tmp_path / f"{name}.csv"
        file.write_bytes(_csv(first, name))
        import_file(second.book, name, file)
    assert _register(second) == _register(first)
    assert second.journal_text(date(2025, 2, 1)) == first.journal_text(date(2025, 2, 1))
    assert _csv(second, "shares") == _csv(first, "shares")
    assert _csv(second, "share_terms") == _csv(first, "share_terms")
    file = tmp_path / "shares.csv"
    head = second.book.head_code()
    import_file(second.book, "shares", file)
    assert second.book.head_code() == head, "the same file again adds nothing"


def test_a_file_with_the_old_columns_is_still_read(books, tmp_path):
    first, _ = books
    file = tmp_path / "old.csv"
    file.write_text("reference,member,on,kind,shares,amount_kip,to_member,paid_from,note\nS-1,1,2025-02-01,subscribe,3,300000,,cash,\n", encoding="utf-8")
    import_file(first.book, "shares", file)
    with first.reading() as tx:
        assert share_register.ranges_of(tx, first.member["1"], "A") == ((1, 3),)


def test_a_reversed_issue_leaves_its_gap_in_the_numbers_and_an_old_register_brings_its_own(books, tmp_path):
    first, second = books
    for who, number, count in (("1", "S-1", 5), ("2", "S-2", 3), ("3", "S-3", 4)):
        shares.record_share_order(first.book, ShareOrder(first.member[who], "subscribe", date(2025, 2, 1), count, number=number))
    first.reverse("share", "S-2", date(2025, 2, 3))
    file = tmp_path / "shares.csv"
    file.write_bytes(_csv(first, "shares"))
    import_file(second.book, "shares", file)
    with second.reading() as tx:
        assert share_register.held_ranges(tx, date.max, None) == {("A", second.member["1"]): ((1, 5),), ("A", second.member["3"]): ((9, 12),)}
        assert share_register.next_number(tx, "A") == 13
    old = ShareOrder(second.member["2"], "subscribe", date(2025, 3, 1), 3, numbers="6-7, 20")
    for numbers, wanted in (("5-7", "NumbersGiven"), ("20, 20, 21", "NumbersGiven"), ("20-21", "NumbersDoNotCount"), ("x", "NumbersWrong")):
        with pytest.raises(Refused) as caught:
            shares.record_share_order(second.book, replace(old, numbers=numbers))
        assert [(type(one).__name__, one.field) for one in caught.value.broken] == [(wanted, "numbers")]
    shares.record_share_order(second.book, old)
    shares.record_share_order(second.book, ShareOrder(second.member["2"], "subscribe", date(2025, 3, 2), 2))
    with second.reading() as tx:
        assert share_register.ranges_of(tx, second.member["2"], "A") == ((6, 7), (20, 22))
