"""From the scale to the member's hand, on a real file, the journal as text."""

from datetime import date
from pathlib import Path

import pytest

from coopbooks.books import produce as store
from coopbooks.coop import produce as rules
from coopbooks.coop import share_rules
from coopbooks.coop.produce import AddProduct, DeliveryLine, GiveAdvance, PayProducer, RecordDelivery, SetPrice
from coopbooks.coop.reversal import WrongSide
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services.checking import check_book
from coopbooks.services.produce import (
    add_product,
    give_advance,
    pay_producer,
    prepare_day_sheet,
    prepare_delivery,
    record_delivery,
    set_price,
)
from tests.support.trade import Trade, new_trade, told

DAY = date(2025, 11, 3)


@pytest.fixture
def coop(tmp_path: Path):
    trade = new_trade(tmp_path)
    trade.begin_with()
    with trade.book:
        add_product(trade.book, AddProduct("CH", "ໝາກກາເຟສຸກ", "Cherry", "kg", ("A", "B")))
        set_price(trade.book, SetPrice(1, "A", date(2025, 1, 1), Kip(9_000)))
        yield trade


def _line(gross_g=100_000, tare_g=2_000, price=9_000, **more) -> DeliveryLine:
    return DeliveryLine(1, "A", gross_g, tare_g, Kip(price), **more)


def _refused(coop: Trade, do, order) -> set[type]:
    with pytest.raises(Refused) as caught:
        do(coop.book, order)
    return {type(broken) for broken in caught.value.broken}


def test_an_advance_is_set_off_and_the_rest_is_paid(coop):
    one = coop.member["1"]
    give_advance(coop.book, GiveAdvance(one, date(2025, 8, 1), "rice", Kip(300_000)))
    record_delivery(coop.book, RecordDelivery(one, DAY, (_line(advance_kip=Kip(300_000), weighings=(52_500, 47_500)), _line(20_500, 500))))
    pay_producer(coop.book, PayProducer(one, date(2025, 11, 7), Kip(762_000)))
    assert coop.journal_text(date(2025, 8, 1)) == told("""
        2025-08-01 advance AD-0001
            advances 1                   300,000
            cash                        -300,000
        2025-11-03 delivery RC-0001
            produce-cost               1,062,000
            advances 1                  -300,000
            producers-payable 1         -762,000
        2025-11-07 payment PP-0001
            producers-payable 1          762,000
            cash                        -762,000
    """)
    assert check_book(coop.book.path) == []
    with coop.reading() as tx:
        assert store.weighings_of(tx, coop_document(tx)) == [52_500, 47_500]
        assert store.patronage(tx, date(2025, 1, 1), date(2025, 12, 31)) == {one: (1_062_000, 118_000)}


def coop_document(tx) -> int:
    return int(tx.one("SELECT document_id FROM document WHERE kind = 'delivery'")[0])


def test_half_a_kip_is_rounded_up_and_the_deduction_taken_off():
    line = DeliveryLine(1, "B", 57_400, 2_500, Kip(8_925), Kip(1_000))
    assert (line.net_g, line.amount_kip) == (54_900, 488_983)


def test_every_complaint_of_a_slip_comes_at_once_each_at_its_line(coop):
    lines = (_line(0), _line(1_000, 1_000), _line(price=0), DeliveryLine(1, "Z", 1_000, 0, Kip(9_000)), _line(deduction_kip=Kip(10**9)),
             _line(advance_kip=Kip(1)), DeliveryLine(9, "A", 1_000, 0, Kip(1)), _line(weighings=(1_000,)))
    with pytest.raises(Refused) as caught:
        record_delivery(coop.book, RecordDelivery(coop.member["1"], DAY, lines))
    told_at = {broken.field: type(broken) for broken in caught.value.broken}
    assert told_at == {
        "lines.0.gross_g": rules.WeightMissing, "lines.1.tare_g": rules.TareTooHeavy, "lines.2.price_kip": rules.PriceMissing,
        "lines.3.grade": rules.GradeUnknown, "lines.4.deduction_kip": rules.DeductionTooLarge,
        "lines.0.advance_kip": rules.SetOffAboveAdvance, "lines.6.product_id": rules.ProductUnknown, "lines.7.gross_g": rules.WeighingsDisagree}


def test_nobody_is_paid_more_than_owed_or_from_an_empty_box(coop):
    one = coop.member["1"]
    record_delivery(coop.book, RecordDelivery(one, DAY, (_line(10_000_000),)))
    assert _refused(coop, pay_producer, PayProducer(one, DAY, Kip(10**9))) == {rules.MoreThanWeOwe, share_rules.NotEnoughMoney}
    assert _refused(coop, pay_producer, PayProducer(one, DAY, Kip(0))) == {share_rules.PaymentMissing}
    assert _refused(coop, give_advance, GiveAdvance(one, DAY, "gold", Kip(1))) == {rules.ChoiceUnknown}


def test_a_paid_delivery_cannot_be_undone_before_its_payment(coop):
    one = coop.member["1"]
    record_delivery(coop.book, RecordDelivery(one, DAY, (_line(),)))
    pay_producer(coop.book, PayProducer(one, DAY, Kip(882_000)))
    with pytest.raises(Refused) as caught:
        coop.reverse("delivery", "RC-0001", DAY)
    assert [type(broken) for broken in caught.value.broken] == [WrongSide]
    coop.reverse("payment", "PP-0001", DAY)
    coop.reverse("delivery", "RC-0001", DAY)
    with coop.reading() as tx:
        assert store.of_member(tx, one, date(2025, 1, 1), date(2025, 12, 31)) == (0, 0)
    assert check_book(coop.book.path) == []


def test_the_form_knows_price_usual_weight_and_what_is_owed(coop):
    one = coop.member["1"]
    for weight in (40_000, 50_000, 60_000):
        record_delivery(coop.book, RecordDelivery(one, DAY, (_line(weight, 0),)))
    sheet, facts = prepare_day_sheet(coop.book, DAY), prepare_delivery(coop.book, one, 1, DAY)
    assert sheet.prices == {(1, "A"): 9_000}
    assert [line.number for line in sheet.lines] == ["RC-0003", "RC-0002", "RC-0001"]
    assert (facts.usual_net_g, facts.year_net_g, facts.facts.owed_kip) == (50_000, 150_000, 1_350_000)
