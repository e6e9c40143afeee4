"""Shares from the first payment to the last, on a real file, the journal as text."""

from datetime import date
from pathlib import Path

import pytest

from coopbooks.books import shares as register
from coopbooks.coop import share_rules as rules
from coopbooks.coop.shares import Holding, ShareOrder
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services.checking import check_book
from coopbooks.services.shares import instalments_due, record_share_order
from tests.support.trade import Trade, new_trade, told


@pytest.fixture
def coop(tmp_path: Path):
    trade = new_trade(tmp_path)
    trade.begin_with()
    with trade.book:
        yield trade


def _held(coop: Trade, number: str, as_of: date | None = None) -> Holding:
    with coop.reading() as tx:
        return register.holding(tx, coop.member[number], as_of)


def _refused(coop: Trade, order: ShareOrder) -> list[type]:
    with pytest.raises(Refused) as caught:
        record_share_order(coop.book, order)
    return [type(broken) for broken in caught.value.broken]


def test_subscribing_paying_moving_and_leaving_nothing_behind(coop):
    one, two = coop.member["1"], coop.member["2"]
    record_share_order(coop.book, ShareOrder(one, "subscribe", date(2025, 2, 1), 5, Kip(350_000)))
    record_share_order(coop.book, ShareOrder(one, "pay", date(2025, 2, 21), 0, Kip(150_000), "bank"))
    record_share_order(coop.book, ShareOrder(one, "transfer", date(2025, 3, 1), 2, to_member_id=two))
    record_share_order(coop.book, ShareOrder(one, "redeem", date(2025, 3, 31), 3))
    assert coop.journal_text(date(2025, 2, 1)) == told("""
        2025-02-01 share-subscribe SH-0001
            cash                         350,000
            unpaid-shares 1              150,000
            share-capital 1             -500,000
        2025-02-21 share-pay SH-0002
            bank                         150,000
            unpaid-shares 1             -150,000
        2025-03-01 share-transfer SH-0003
            share-capital 1              200,000
            share-capital 2             -200,000
        2025-03-31 share-redeem SH-0004
            share-capital 1              300,000
            cash                        -300,000
    """)
    assert _held(coop, "1") == Holding(0, Kip(0), Kip(0))
    assert _held(coop, "2") == Holding(2, Kip(200_000), Kip(200_000))
    assert check_book(coop.book.path) == []


def test_an_instalment_counts_from_its_own_day(coop):
    one = coop.member["1"]
    record_share_order(coop.book, ShareOrder(one, "subscribe", date(2025, 1, 21), 1, Kip(40_000)))
    record_share_order(coop.book, ShareOrder(one, "pay", date(2025, 2, 21), 0, Kip(60_000)))
    assert _held(coop, "1", date(2025, 2, 20)).paid_kip == 40_000
    assert _held(coop, "1", date(2025, 2, 21)).paid_kip == 100_000


@pytest.mark.parametrize("count", [0, -1, 10**9 * 10**9])
def test_impossible_counts_are_refused(coop, count):
    order = ShareOrder(coop.member["1"], "subscribe", date(2025, 2, 1), count)
    assert _refused(coop, order) in ([rules.ShareCountMissing], [rules.AmountTooLarge])


def test_what_is_not_held_not_paid_or_one_s_own_cannot_be_moved(coop):
    one = coop.member["1"]
    record_share_order(coop.book, ShareOrder(one, "subscribe", date(2025, 2, 1), 3, Kip(150_000)))
    assert _refused(coop, ShareOrder(one, "transfer", date(2025, 2, 2), 2, to_member_id=coop.member["2"])) == [rules.MoreThanHeld]
    assert _refused(coop, ShareOrder(one, "transfer", date(2025, 2, 2), 1, to_member_id=one)) == [rules.TransferToSelf]
    assert _refused(coop, ShareOrder(one, "transfer", date(2025, 2, 2), 1)) == [rules.ReceiverMissing]
    assert _refused(coop, ShareOrder(one, "redeem", date(2025, 2, 2), 2)) == [rules.MoreThanHeld]
    assert _refused(coop, ShareOrder(one, "pay", date(2025, 2, 2), 0, Kip(150_001))) == [rules.MoreThanUnpaid]
    assert _refused(coop, ShareOrder(one, "pay", date(2025, 2, 2), 0, Kip(10_000), "produce")) == [rules.MoreThanOwed]
    assert _refused(coop, ShareOrder(one, "bonus", date(2025, 2, 2), 1)) == [rules.MoreThanRefund]


def test_a_reversal_gives_everything_back_once(coop):
    one, two = coop.member["1"], coop.member["2"]
    record_share_order(coop.book, ShareOrder(one, "subscribe", date(2025, 2, 1), 4, Kip(400_000)))
    record_share_order(coop.book, ShareOrder(one, "transfer", date(2025, 2, 2), 1, to_member_id=two))
    with pytest.raises(Refused):
        coop.reverse("share", "SH-0001", date(2025, 3, 1))
    coop.reverse("share", "SH-0002", date(2025, 3, 1))
    coop.reverse("share", "SH-0001", date(2025, 3, 1))
    assert _held(coop, "1").share_count == _held(coop, "2").share_count == 0
    assert _held(coop, "1", date(2025, 2, 28)).share_count == 3
    with pytest.raises(Refused):
        coop.reverse("share", "SH-0001", date(2025, 3, 1))
    assert check_book(coop.book.path) == []


def test_unpaid_since_goes_by_the_oldest_shares_that_are_not_paid(coop):
    one = coop.member["1"]

    def since(as_of: date = date(2025, 12, 1)) -> date | None:
        (line,) = instalments_due(coop.book, as_of)
        return line.since

    for number, on in (("a", date(2025, 1, 10)), ("b", date(2025, 2, 10)), ("c", date(2025, 3, 10))):
        record_share_order(coop.book, ShareOrder(one, "subscribe", on, 2, Kip(0), number=number))
    record_share_order(coop.book, ShareOrder(one, "pay", date(2025, 4, 1), 0, Kip(199_999), number="p1"))
    assert since() == date(2025, 1, 10)
    record_share_order(coop.book, ShareOrder(one, "pay", date(2025, 4, 2), 0, Kip(1), number="p2"))
    assert (since(date(2025, 4, 1)), since()) == (date(2025, 1, 10), date(2025, 2, 10))
    record_share_order(coop.book, ShareOrder(one, "cancel", date(2025, 4, 3), 2, number="x"))
    assert since() == date(2025, 2, 10)
    coop.reverse("share", "p2", date(2025, 4, 4))
    assert (since(date(2025, 4, 3)), since()) == (date(2025, 2, 10), date(2025, 1, 10))
    coop.reverse("share", "x", date(2025, 4, 5))
    record_share_order(coop.book, ShareOrder(one, "pay", date(2025, 4, 6), 0, Kip(200_001), number="p3"))
    assert since() == date(2025, 3, 10)
