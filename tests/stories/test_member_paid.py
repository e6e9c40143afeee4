"""What a member was paid in a year: every way is listed, the list adds up to the figure, and the figure explains what is still owed."""

from datetime import date

import pytest

from coopbooks.books import paid
from coopbooks.coop.closing import CloseYear
from coopbooks.coop.payment_runs import ApproveRun, MakeRun, PayRun
from coopbooks.coop.payout import PayDividends
from coopbooks.coop.produce import DeliveryLine, GiveAdvance, PayProducer, RecordDelivery
from coopbooks.coop.shares import ShareOrder
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import Period
from coopbooks.services import printing, produce, shares
from coopbooks.services import yearend as steps
from coopbooks.services.dividends import close_year
from coopbooks.services.payment_runs import approve_run, make_run, pay_run
from coopbooks.services.payout import pay_dividends
from tests.stories.test_year_end import a_year, meeting

YEAR, NEXT = (Period(date(year, 1, 1), date(year, 12, 31)) for year in (2025, 2026))


@pytest.fixture(scope="module")
def trade(tmp_path_factory):
    """Member 1 is paid in every way there is; member 3 at the scale; a payment of 2025 is undone in 2026."""
    made = a_year(tmp_path_factory.mktemp("paid"))
    book, one, two = made.book, made.member["1"], made.member["2"]
    with book:
        produce.give_advance(book, GiveAdvance(one, date(2025, 10, 2), "cash", Kip(100_000)))
        produce.give_advance(book, GiveAdvance(one, date(2025, 10, 2), "rice", Kip(50_000)))
        produce.record_delivery(book, RecordDelivery(one, date(2025, 10, 3), (DeliveryLine(1, "A", 50_000, 0, Kip(9_000), advance_kip=Kip(30_000)),),
                                                     paid="cash"))
        produce.pay_producer(book, PayProducer(one, date(2025, 10, 10), Kip(1_000_000), "bank"))
        produce.pay_producer(book, PayProducer(one, date(2025, 10, 11), Kip(70_000), "cash"))
        made.reverse("payment", "PP-0002", date(2025, 10, 12))
        shares.record_share_order(book, ShareOrder(one, "subscribe", date(2025, 10, 13), 2, Kip(200_000), "produce"))
        produce.pay_producer(book, PayProducer(two, date(2025, 12, 30), Kip(500_000), "cash"))
        make_run(book, MakeRun("second", date(2025, 11, 3), YEAR.first_day, YEAR.last_day, rate_kip=Kip(1_500), product_id=1))
        approve_run(book, ApproveRun(1, date(2025, 12, 1), "Kham"))
        pay_run(book, PayRun(1, date(2025, 12, 2), "bank", (one,)))
        close_year(book, CloseYear(2025))
        made.reverse("payment", "PP-0003", date(2026, 1, 5))
        steps.decide_sharing(book, meeting())
        steps.post_sharing(book, steps.PostSharing(2025))
        pay_dividends(book, PayDividends(2025, date(2026, 3, 10), "cash", (one,)))
        shares.record_share_order(book, ShareOrder(one, "redeem", date(2026, 3, 11), 1, money="cash", meeting="4/2026", reason="x"))
        yield made


def told(trade, period, number):
    (statement,) = printing.member_statements(trade.book, period, number)
    return statement, [(one["number"], one["for"], one["amount_kip"], one["from"]) for one in statement.to_json()["payments"]]


def test_every_way_is_listed_with_what_it_is_for(trade):
    assert told(trade, YEAR, "1")[1] == [
        ("AD-0001", "advance", 100_000, "cash"), ("AD-0002", "advance", 50_000, "cash"), ("RC-0004", "produce", 420_000, "cash"), ("PP-0001", "produce", 1_000_000, "bank"),
        ("SH-0004", "produce", 200_000, "producers-payable"), ("PS-0001", "second-payment", 825_000, "bank")]
    kinds = [(what, kip > 0) for _number, what, kip, _box in told(trade, NEXT, "1")[1]]
    assert kinds == [("surplus", True), ("shares", True)]
    assert told(trade, YEAR, "3")[1] == [("RC-0003", "produce", 1_804_500, "cash")]


def test_what_was_undone_later_stands_in_both_years(trade):
    assert told(trade, YEAR, "2")[1] == [("PP-0003", "produce", 500_000, "cash")]
    assert told(trade, NEXT, "2")[1] == [("RX-0001", "produce", -500_000, "cash")]


@pytest.mark.parametrize("number", ["1", "2", "3"])
@pytest.mark.parametrize("period", [YEAR, NEXT])
def test_the_list_is_the_figure_and_the_figure_explains_what_is_owed(trade, period, number):
    statement, listed = told(trade, period, number)
    assert statement.paid_for_produce_kip == sum(kip for _, what, kip, _ in listed if what in ("produce", "second-payment"))
    earned = sum(int(str(line["amount_kip"])) - int(str(line["advance_kip"])) for line in statement.deliveries)
    second = sum(line.price.second_kip for line in statement.prices)
    assert statement.opening_owed_kip + earned + second - statement.paid_for_produce_kip == statement.we_owe_kip


def test_the_sum_of_all_is_the_money_that_left_for_members(trade):
    with trade.reading() as tx:
        rows = [one for found in paid.of_members(tx, YEAR.first_day, NEXT.last_day).values() for one in found]
        left = sum(-int(kip) for (kip,) in tx.all(
            "SELECT amount_kip FROM posting JOIN document AS d USING (entry_id) JOIN account USING (account_id) WHERE role IN ('cash', 'bank') "
            "AND d.member_id IS NOT NULL AND amount_kip < 0 AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id)"))
    assert sum(one.kip for one in rows if one.box != "producers-payable") == left
