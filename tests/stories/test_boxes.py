"""Several cash boxes and bank accounts, money by category, suppliers and their bills, on a real file: journal, registers, undoing, refusals."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from coopbooks.books import boxes as store
from coopbooks.books import suppliers as supplier_store
from coopbooks.books.verify import verify
from coopbooks.coop.boxes import (
    AmountMissing,
    AmountPastLimit,
    BoxCodeTaken,
    BoxCodeWrong,
    BoxHoldsLess,
    BoxIsFixed,
    BoxNameMissing,
    BoxStillHolds,
    BoxUnknown,
    KeepBox,
    MoneyBox,
)
from coopbooks.coop.cash import CategoryUnknown, ExpenseLine, PayExpense, TakeMoney, TransferMoney
from coopbooks.coop.categories import Category, CategoryAccountWrong, KeepCategory
from coopbooks.coop.entries import EntryLine, PostEntry
from coopbooks.coop.produce import GiveAdvance
from coopbooks.coop.reversal import BoxBelowNothing, OthersNeedIt, ReversePaper
from coopbooks.coop.shares import ShareOrder
from coopbooks.coop.suppliers import (
    BillKnown,
    DueBeforeBill,
    KeepSupplier,
    MoreThanBill,
    PayBill,
    RecordBill,
    Supplier,
    SupplierNameMissing,
    SupplierNumberTaken,
)
from coopbooks.ledger.money import MAX_LINE_KIP, Kip
from coopbooks.ledger.periods import DayInFuture, Period
from coopbooks.ledger.refusals import Refused
from coopbooks.services import boxes, produce, shares, suppliers
from coopbooks.services.cash import pay_expense, take_money, transfer_money
from coopbooks.services.imports.run import import_file
from coopbooks.services.journal import post_entry
from coopbooks.services.reversal import reverse_paper
from tests.support.trade import Trade, new_trade, told

PETTY = MoneyBox("5311", "5311", "cash", "ກ່ອງນ້ອຍ", "Petty cash")
RESERVE = MoneyBox("5121", "5121", "bank", "ທະນາຄານ ສຳຮອງ", "Bank, reserve", "BCEL", "010-11-000123")


@pytest.fixture
def coop(tmp_path: Path) -> Iterator[Trade]:
    trade = new_trade(tmp_path)
    trade.begin_with()
    with trade.book:
        boxes.keep_box(trade.book, KeepBox(PETTY, is_new=True))
        suppliers.keep_supplier(trade.book, KeepSupplier(Supplier("S01", "ຮ້ານ ແສງຄຳ", "020 55", "", 30)))
        yield trade


def paid(kip: int, category: str = "fuel") -> tuple[ExpenseLine, ...]:
    return (ExpenseLine(amount_kip=Kip(kip), category=category),)


def fields(refused: pytest.ExceptionInfo[Refused]) -> dict[str, type]:
    return {one.field: type(one) for one in refused.value.broken}


def sound(coop: Trade) -> bool:
    with coop.reading() as tx:
        return list(verify(tx)) == []


def test_money_by_category_through_a_further_box_and_its_undoing(coop):
    transfer_money(coop.book, TransferMoney(date(2025, 3, 1), "cash", "5311", Kip(500_000)))
    pay_expense(coop.book, PayExpense(date(2025, 3, 2), paid(120_000), "ປ້ຳ", "5311", their_number="A-7"))
    take_money(coop.book, TakeMoney(date(2025, 3, 3), (ExpenseLine(amount_kip=Kip(45_000), category="interest"),), "BCEL", "bank"))
    for kind, number in (("income", "MI-0001"), ("expense", "PV-0001"), ("transfer", "TR-0001")):
        coop.reverse(kind, number, date(2025, 3, 9))
    assert coop.journal_text(date(2025, 3, 1)) == told("""
        2025-03-01 transfer TR-0001
            5311                         500,000
            cash                        -500,000
        2025-03-02 expense PV-0001
            transport                    120,000
            5311                        -120,000
        2025-03-03 income MI-0001
            bank                          45,000
            76                           -45,000
        2025-03-09 reversal RX-0001
            bank                         -45,000
            76                            45,000
        2025-03-09 reversal RX-0002
            transport                   -120,000
            5311                         120,000
        2025-03-09 reversal RX-0003
            5311                        -500,000
            cash                         500,000
    """)
    assert sound(coop)
    shown = boxes.register(coop.book, "5311", Period(date(2025, 3, 1), date(2025, 3, 31)))
    assert [(line.number, line.category.en, line.kip, line.balance_kip, line.is_reversed) for line in shown.lines] == [
        ("TR-0001", "Cash", 500_000, 500_000, True), ("PV-0001", "Fuel", -120_000, 380_000, True),
        ("RX-0002", "Fuel", 120_000, 500_000, False), ("RX-0003", "Cash", -500_000, 0, False)]


def test_no_box_pays_more_than_it_holds_whoever_pays(coop):
    transfer_money(coop.book, TransferMoney(date(2025, 3, 1), "cash", "5311", Kip(100_000)))
    for pay in (
        lambda: pay_expense(coop.book, PayExpense(date(2025, 3, 2), paid(100_001), money="5311")),
        lambda: transfer_money(coop.book, TransferMoney(date(2025, 3, 2), "5311", "bank", Kip(100_001))),
        lambda: post_entry(coop.book, PostEntry(date(2025, 3, 2), (EntryLine("rent", Kip(100_001)), EntryLine("5311", credit_kip=Kip(100_001)))))):
        with pytest.raises(Refused) as refused:
            pay()
        assert BoxHoldsLess in fields(refused).values()
    with pytest.raises(Refused):
        produce.give_advance(coop.book, GiveAdvance(coop.member["1"], date(2025, 3, 2), "cash", Kip(100_001), "5311"))
    pay_expense(coop.book, PayExpense(date(2025, 3, 2), paid(60_000), money="5311"))
    with pytest.raises(Refused) as refused:
        coop.reverse("transfer", "TR-0001", date(2025, 3, 3))
    assert isinstance(refused.value.broken[0], BoxBelowNothing)
    assert sound(coop)


def test_other_papers_may_name_a_further_box(coop):
    shares.record_share_order(coop.book, ShareOrder(coop.member["1"], "subscribe", date(2025, 3, 1), 2, Kip(200_000), "5311"))
    with coop.reading() as tx:
        assert store.held_kip(tx, "5311") == 200_000


def test_boxes_are_opened_named_and_put_away(coop):
    boxes.keep_box(coop.book, KeepBox(RESERVE, is_new=True))
    boxes.keep_box(coop.book, KeepBox(MoneyBox("cash", "531", "cash", "ເງິນສົດຫ້ອງການ", "Office cash")))
    assert [(card.box.word, card.box.name_en, card.kip) for card in boxes.box_cards(coop.book)] == [
        ("cash", "Office cash", 5_000_000), ("bank", "Bank", 20_000_000), ("5121", "Bank, reserve", 0), ("5311", "Petty cash", 0)]
    for box, wanted in ((MoneyBox("1", "1", "cash", "x", ""), {"code": BoxCodeWrong}), (MoneyBox("5311", "5311", "cash", "", ""), {
            "code": BoxCodeTaken, "name_lo": BoxNameMissing}), (MoneyBox("5a", "5a", "cash", "x", ""), {"code": BoxCodeWrong})):
        with pytest.raises(Refused) as refused:
            boxes.keep_box(coop.book, KeepBox(box, is_new=True))
        assert fields(refused) == wanted
    transfer_money(coop.book, TransferMoney(date(2025, 3, 1), "bank", "5121", Kip(1)))
    for word, code, wanted in (("5121", "5121", BoxStillHolds), ("cash", "531", BoxIsFixed)):
        with pytest.raises(Refused) as refused:
            boxes.keep_box(coop.book, KeepBox(MoneyBox(word, code, "bank", "x", "", is_used=False)))
        assert fields(refused) == {"is_used": wanted}
    transfer_money(coop.book, TransferMoney(date(2025, 3, 1), "5121", "bank", Kip(1)))
    boxes.keep_box(coop.book, KeepBox(MoneyBox("5121", "5121", "bank", "x", "", is_used=False)))
    with pytest.raises(Refused) as refused:
        transfer_money(coop.book, TransferMoney(date(2025, 3, 1), "bank", "5121", Kip(1)))
    assert fields(refused) == {"into": BoxUnknown}
    assert sound(coop)


@pytest.mark.parametrize(("kip", "wanted"), [(0, AmountMissing), (-1, AmountMissing), (MAX_LINE_KIP + 1, AmountPastLimit)])
def test_amounts_that_are_none(coop, kip, wanted):
    for do in (lambda: take_money(coop.book, TakeMoney(date(2025, 3, 1), paid(kip, "interest"))),
               lambda: pay_expense(coop.book, PayExpense(date(2025, 3, 1), paid(kip))),
               lambda: suppliers.record_bill(coop.book, RecordBill(1, date(2025, 3, 1), paid(kip)))):
        with pytest.raises(Refused) as refused:
            do()
        assert wanted in fields(refused).values()


def test_categories_are_the_co_op_s_own(coop):
    assert {one.code for one in boxes.categories(coop.book, "out")} >= {"fuel", "wages", "power"}
    boxes.keep_category(coop.book, KeepCategory(Category("sacks", "out", "606", "ເປົາ", "Sacks", "package-variant")))
    boxes.keep_category(coop.book, KeepCategory(Category("fuel", "out", "624", "ນ້ຳມັນ", "Diesel", is_used=False)))
    pay_expense(coop.book, PayExpense(date(2025, 3, 1), paid(10_000, "sacks")))
    for category, money in (("fuel", "cash"), ("interest", "cash"), ("nothing", "cash")):
        with pytest.raises(Refused) as refused:
            pay_expense(coop.book, PayExpense(date(2025, 3, 1), paid(1, category), money=money))
        assert fields(refused) == {"lines.0.category": CategoryUnknown}
    for account in ("531", "5311", "producers-payable", "999"):
        with pytest.raises(Refused) as refused:
            boxes.keep_category(coop.book, KeepCategory(Category("x", "out", account, "x", "")))
        assert fields(refused) == {"account": CategoryAccountWrong}
    assert sound(coop)


def test_a_bill_is_paid_in_parts_and_undone_from_the_last_part(coop):
    suppliers.record_bill(coop.book, RecordBill(1, date(2025, 3, 1), (
        ExpenseLine(amount_kip=Kip(700_000), category="supplies"), ExpenseLine("215", Kip(300_000), "ເຄື່ອງຊັ່ງ")), their_number="88"))
    bill = coop.paper_id("bill", "SB-0001")
    suppliers.pay_bill(coop.book, PayBill(bill, date(2025, 3, 5), Kip(400_000), "bank"))
    pay_expense(coop.book, PayExpense(date(2025, 3, 6), paid(50_000), money="credit"))
    open_now, other = suppliers.bills(coop.book, date(2025, 3, 31))
    assert [(one.number, one.due_on, one.their_number, one.total_kip, one.open_kip) for one in open_now] == [
        ("SB-0001", date(2025, 3, 31), "88", 1_000_000, 600_000)]
    assert other == 50_000
    assert suppliers.bills(coop.book, date(2025, 3, 4))[0][0].open_kip == 1_000_000
    with pytest.raises(Refused) as refused:
        coop.reverse("bill", "SB-0001", date(2025, 3, 8))
    assert refused.value.broken == (OthersNeedIt(number="SB-0001", needed_by=["BP-0001"]),)
    coop.reverse("bill-payment", "BP-0001", date(2025, 3, 8))
    coop.reverse("bill", "SB-0001", date(2025, 3, 8))
    assert coop.journal_text(date(2025, 3, 1)) == told("""
        2025-03-01 bill SB-0001
            supplies                     700,000
            fixed-assets                 300,000
            suppliers-payable         -1,000,000
        2025-03-05 bill-payment BP-0001
            suppliers-payable            400,000
            bank                        -400,000
        2025-03-06 expense PV-0001
            transport                     50,000
            suppliers-payable            -50,000
        2025-03-08 reversal RX-0001
            suppliers-payable           -400,000
            bank                         400,000
        2025-03-08 reversal RX-0002
            supplies                    -700,000
            fixed-assets                -300,000
            suppliers-payable          1,000,000
    """)
    assert suppliers.bills(coop.book, date(2025, 3, 31)) == ([], 50_000)
    assert sound(coop)


def test_a_bill_is_not_paid_twice_nor_too_much_nor_too_early(coop):
    suppliers.record_bill(coop.book, RecordBill(1, date(2025, 3, 1), paid(100_000), their_number="88"))
    bill = coop.paper_id("bill", "SB-0001")
    for order, wanted in (
            (PayBill(bill, date(2025, 3, 1), Kip(100_001)), {"amount_kip": MoreThanBill}), (PayBill(bill, date(2025, 3, 1), Kip(0)), {"amount_kip": AmountMissing}),
            (PayBill(bill, date(2026, 3, 1), Kip(1)), {"on": DayInFuture}), (PayBill(bill, date(2025, 3, 1), Kip(1), "5311"), {"money": BoxHoldsLess}),
            (PayBill(bill, date(2025, 3, 1), Kip(1), "77"), {"money": BoxUnknown})):
        with pytest.raises(Refused) as refused:
            suppliers.pay_bill(coop.book, order)
        assert fields(refused).items() >= wanted.items()
    suppliers.pay_bill(coop.book, PayBill(bill, date(2025, 3, 1), Kip(100_000)))
    with pytest.raises(Refused) as refused:
        suppliers.pay_bill(coop.book, PayBill(bill, date(2025, 3, 1), Kip(1)))
    assert fields(refused) == {"amount_kip": MoreThanBill}
    with pytest.raises(Refused) as refused:
        suppliers.record_bill(coop.book, RecordBill(1, date(2025, 3, 1), paid(1), date(2025, 2, 28), "88"))
    assert fields(refused) == {"due_on": DueBeforeBill, "their_number": BillKnown}
    assert sound(coop)


def test_suppliers_have_numbers_and_names(coop):
    with pytest.raises(Refused) as refused:
        suppliers.keep_supplier(coop.book, KeepSupplier(Supplier("S01", " ")))
    assert fields(refused) == {"number": SupplierNumberTaken, "name": SupplierNameMissing}
    assert suppliers.next_supplier_number(coop.book) == "S02"
    suppliers.keep_supplier(coop.book, KeepSupplier(Supplier("S01", "ແສງຄຳ", "020 56", "", 14), 1))
    assert [one.name for _, one in suppliers.find_suppliers(coop.book, "ແສງ")] == ["ແສງຄຳ"]
    with coop.reading() as tx:
        assert supplier_store.supplier(tx, 1).terms_days == 14


def test_an_import_may_name_a_further_box(coop, tmp_path):
    file = tmp_path / "transfers.csv"
    file.write_text("voucher,on,from,into,amount_kip\nT1,2025-03-01,cash,5311,300000\n", encoding="utf-8")
    outcome = import_file(coop.book, "transfers", file)
    assert outcome is not None
    with coop.reading() as tx:
        assert store.held_kip(tx, "5311") == 300_000


def test_a_reversed_bill_frees_its_number_on_their_paper(coop):
    suppliers.record_bill(coop.book, RecordBill(1, date(2025, 3, 1), paid(5), their_number="9"))
    reverse_paper(coop.book, ReversePaper(coop.paper_id("bill", "SB-0001"), date(2025, 3, 2), "x"))
    suppliers.record_bill(coop.book, RecordBill(1, date(2025, 3, 1), paid(6), their_number="9"))
    assert [one.number for one in suppliers.bills(coop.book, date(2025, 3, 31))[0]] == ["SB-0002"]
