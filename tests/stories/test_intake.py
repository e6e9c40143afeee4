"""Terms of intake on a real file: dated moisture and deductions, advances taken back by their own rule, prices with their basis."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopbooks.books import intake as store
from coopbooks.books.balances import EVER
from coopbooks.coop import intake as rules
from coopbooks.coop.intake import LineExtra, OpenAdvance, ProductTerms, Recovery
from coopbooks.coop.produce import AddProduct, DeliveryLine, DueBeforeGiven, GiveAdvance, PriceOf, RecordDelivery, SetPrices
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services.checking import check_book
from coopbooks.services.intake import set_prices, set_product_terms, set_recovery
from coopbooks.services.produce import add_product, give_advance, prepare_delivery, record_delivery
from tests.support.trade import new_trade, told

DAY = date(2025, 11, 3)


@pytest.fixture
def coop(tmp_path: Path):
    trade = new_trade(tmp_path)
    trade.begin_with()
    with trade.book:
        add_product(trade.book, AddProduct("CH", "ໝາກກາເຟສຸກ", "Cherry", "kg", ("A", "B")))
        yield trade


def _refused(do, book, order) -> dict[str, type]:
    with pytest.raises(Refused) as caught:
        do(book, order)
    return {broken.field: type(broken) for broken in caught.value.broken}


def test_moisture_of_last_season_is_judged_by_last_seasons_terms(coop):
    set_product_terms(coop.book, ProductTerms(1, date(2025, 1, 1), 500, True, "12", "1"))
    set_product_terms(coop.book, ProductTerms(1, date(2025, 11, 1), 500, True, "11", "2", Kip(100), "board 9/2025"))
    with coop.reading() as tx:
        assert rules.deduction_of(store.terms_on(tx, date(2025, 10, 31))[1], 100_000, 9_000, "13.5") == 13_500
        assert rules.deduction_of(store.terms_on(tx, DAY)[1], 100_000, 9_000, "13.5") == 45_000 + 10_000
        assert rules.deduction_of(store.terms_on(tx, DAY)[1], 100_000, 9_000, "11") == 10_000
    line = DeliveryLine(1, "A", 101_000, 1_000, Kip(9_000), Kip(55_000))
    order = RecordDelivery(coop.member["1"], DAY, (line,), extras=(LineExtra(2, "13.5"),), point="ບ້ານ")
    record_delivery(coop.book, order)
    less = DeliveryLine(1, "A", 101_000, 1_000, Kip(9_000), Kip(54_999))
    assert _refused(record_delivery, coop.book, RecordDelivery(1, DAY, (less,), extras=(LineExtra(2, "13.5"),))) == {
        "lines.0.deduction_kip": rules.MoistureTakesMore}
    assert _refused(record_delivery, coop.book, RecordDelivery(1, DAY, (line,), extras=(LineExtra(2),))) == {"lines.0.moisture": rules.MoistureMissing}
    assert _refused(record_delivery, coop.book, RecordDelivery(1, DAY, (line,), extras=(LineExtra(2, "wet"),))) == {
        "lines.0.moisture": rules.PercentWrong}
    assert coop.journal_text(DAY) == told("""
        2025-11-03 delivery RC-0001
            produce-cost                 845,000
            producers-payable 1         -845,000
    """)
    coop.reverse("delivery", "RC-0001", DAY)
    assert check_book(coop.book.path) == []


def test_a_slip_from_elsewhere_needs_no_moisture(coop):
    set_product_terms(coop.book, ProductTerms(1, date(2025, 1, 1), 0, True, "12", "1"))
    record_delivery(coop.book, RecordDelivery(coop.member["1"], DAY, (DeliveryLine(1, "A", 10_000, 0, Kip(9_000)),)))


def test_advances_are_taken_back_oldest_first_by_their_own_rule(coop):
    one = coop.member["1"]
    set_recovery(coop.book, Recovery(date(2025, 1, 1), "percent", "50", most_percent="60", basis="board 1/2025"))
    give_advance(coop.book, GiveAdvance(one, date(2025, 7, 1), "rice", Kip(300_000)))
    give_advance(coop.book, GiveAdvance(one, date(2025, 8, 1), "cash", Kip(200_000), recover_by="fixed", fixed_kip=Kip(80_000),
                                        due_on=date(2026, 3, 31), goods="ເງິນສົດ"))
    facts = prepare_delivery(coop.book, one, 1, DAY)
    assert [(each.number, each.open_kip, each.recover_by) for each in facts.advances] == [("AD-0001", 300_000, "percent"), ("AD-0002", 200_000, "fixed")]
    # 50 % of 400,000 for the first, 80,000 for the second, and together no more than 60 %.
    assert rules.set_off(facts.advances, 400_000, facts.recovery.most_percent) == 240_000
    assert rules.set_off(facts.advances, 1_000_000, facts.recovery.most_percent) == 380_000
    record_delivery(coop.book, RecordDelivery(one, DAY, (DeliveryLine(1, "A", 50_000, 0, Kip(9_000), advance_kip=Kip(310_000)),)))
    with coop.reading() as tx:
        (left,) = store.open_advances(tx, EVER)[one]
        assert (left.number, left.open_kip, left.due_on) == ("AD-0002", 190_000, date(2026, 3, 31))
        assert store.open_advances(tx, date(2025, 7, 31)).keys() == {one}
    coop.reverse("delivery", "RC-0001", DAY)
    coop.reverse("advance", "AD-0002", DAY)
    with coop.reading() as tx:
        assert [(each.number, each.open_kip) for each in store.open_advances(tx, EVER)[one]] == [("AD-0001", 300_000)]
    assert coop.journal_text(date(2025, 11, 1)) == told("""
        2025-11-03 delivery RC-0001
            produce-cost                 450,000
            advances 1                  -310,000
            producers-payable 1         -140,000
        2025-11-03 reversal RX-0001
            produce-cost                -450,000
            advances 1                   310,000
            producers-payable 1          140,000
        2025-11-03 reversal RX-0002
            advances 1                  -200,000
            cash                         200,000
    """)
    assert check_book(coop.book.path) == []


def test_wrong_terms_are_told_at_their_fields(coop):
    assert _refused(set_product_terms, coop.book, ProductTerms(9, DAY, 10_001, True, "x", "")) == {
        "product_id": type(_product_unknown()), "base_moisture": rules.PercentWrong, "bag_g": rules.BagTooHeavy, "percent_per_point": rules.PercentWrong}
    assert _refused(set_recovery, coop.book, Recovery(DAY, "percent", "101")) == {"percent": rules.PercentWrong}
    assert _refused(set_recovery, coop.book, Recovery(DAY, "fixed")) == {"fixed_kip": rules.RecoveryMissing}
    assert _refused(set_recovery, coop.book, Recovery(DAY, "always")) == {"recover_by": rules.RecoveryUnknown}
    assert _refused(give_advance, coop.book, GiveAdvance(coop.member["1"], DAY, "cash", Kip(1), due_on=date(2025, 1, 1))) == {"due_on": DueBeforeGiven}


def _product_unknown():
    from coopbooks.coop.produce import ProductUnknown

    return ProductUnknown()


def test_a_price_list_is_one_save_or_nothing(coop):
    head = coop.book.head_code()
    wrong = SetPrices(DAY, (PriceOf(1, "A", Kip(9_000)), PriceOf(1, "Z", Kip(1)), PriceOf(1, "B", Kip(0)), PriceOf(7, "", Kip(10**15))))
    assert _refused(set_prices, coop.book, wrong).keys() == {"prices.1.grade", "prices.2.price_kip", "prices.3.product_id", "prices.3.price_kip"}
    assert _refused(set_prices, coop.book, SetPrices(DAY, ())).keys() == {"lines"}
    assert coop.book.head_code() == head
    set_prices(coop.book, SetPrices(DAY, (PriceOf(1, "A", Kip(9_000)), PriceOf(1, "B", Kip(8_000))), "board 3"))
    assert check_book(coop.book.path) == []


@given(st.lists(st.tuples(st.integers(1, 10**9), st.sampled_from(["percent", "fixed"]), st.integers(0, 100), st.integers(1, 10**9)), max_size=5),
       st.integers(0, 10**10), st.sampled_from(["", "0", "33.3", "100"]))
def test_a_set_off_never_takes_more_than_is_open_or_delivered(advances, amount, most):
    known = [OpenAdvance("", DAY, "cash", Kip(kip), Kip(kip), by, str(percent), Kip(fixed)) for kip, by, percent, fixed in advances]
    taken = rules.set_off(known, amount, most)
    assert 0 <= taken <= min(amount, sum(one.open_kip for one in known))


@given(st.lists(st.integers(0, 10**9), max_size=6), st.integers(-10, 10**10))
def test_what_is_open_of_each_adds_up_to_what_is_open(amounts, balance):
    still = rules.spread_recovered(amounts, balance)
    assert sum(still) == min(sum(amounts), max(balance, 0))
    assert all(ZERO <= left <= amount for left, amount in zip(still, amounts, strict=True))


@pytest.mark.parametrize(("gross", "meant"), [(1_685_000, 168_500), (16_850, 168_500), (2_000, 20_000 * 10), (60_000_000, None)])
def test_a_forgotten_point_is_guessed(gross, meant):
    odd = rules.oddness(gross, 1_000, 150_000)
    assert odd is not None
    assert odd.meant_g == meant


@pytest.mark.parametrize(("net", "is_odd"), [(50_000, False), (49_999, True), (450_000, False), (450_001, True), (150_000, False)])
def test_odd_is_over_three_times_or_under_a_third(net, is_odd):
    assert (rules.oddness(net, 0, 150_000) is not None) == is_odd
