"""The stock on a real file: cards move with every slip, the value with counts, processing moves weights only."""

from datetime import date
from pathlib import Path

import pytest

from coopbooks.books import balances, stock
from coopbooks.coop import stock as rules
from coopbooks.coop.entries import EntryLine, PostEntry, StockCountedSince
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.reversal import OthersNeedIt
from coopbooks.coop.stock import CountLine, CountStock, Item, ProcessLot, ProcessOut, UndoProcessing
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services import produce_papers
from coopbooks.services.checking import check_book
from coopbooks.services.journal import post_entry
from coopbooks.services.sales import issue_invoice
from coopbooks.services.stock import count_stock, prepare_stock, process_lot, undo_processing
from tests.support import meddling
from tests.support.trade import Trade, new_mill, told

DAY = date(2025, 11, 3)
CHERRY, PARCHMENT = Item(1, "A"), Item(2, "A")


@pytest.fixture
def coop(tmp_path: Path):
    trade = new_mill(tmp_path)
    with trade.book:
        yield trade


def _process(coop: Trade, in_milli=1_000_000, out=200_000, **more) -> None:
    process_lot(coop.book, ProcessLot(DAY, 1, "A", in_milli, (ProcessOut(2, "A", out),), **more))


def _refused(coop: Trade, do, order) -> dict[str, type]:
    head = coop.book.head_code()
    with pytest.raises(Refused) as caught:
        do(coop.book, order)
    assert coop.book.head_code() == head
    return {broken.field: type(broken) for broken in caught.value.broken}


def _card(coop: Trade, item: Item) -> str:
    with coop.reading() as tx:
        before, lines = stock.card(tx, item, date(2025, 1, 1), date(2025, 12, 31))
    return "\n".join([f"before {rules.quantity(before)}", *(
        f"{line.on} {line.kind} {line.number} {rules.quantity(line.milli)} → {rules.quantity(line.held_milli)}"
        + (f" worth {line.value_kip:,}" if line.value_kip is not None else "") for line in lines)])


def _count(coop: Trade, on: date, *lines: CountLine) -> None:
    count_stock(coop.book, CountStock(on, lines))


def test_processing_moves_weights_and_posts_nothing(coop):
    before = coop.journal_text()
    _process(coop)
    assert coop.journal_text() == before
    assert _card(coop, CHERRY) == told("""
        before 0
        2025-11-03 delivery RC-0001 1,000 → 1,000
        2025-11-03 processing PC-0001 -1,000 → 0
    """)
    undo_processing(coop.book, UndoProcessing(1, date(2025, 11, 4), "weighed wrongly"))
    assert _card(coop, PARCHMENT) == told("""
        before 0
        2025-11-03 processing PC-0001 200 → 200
        2025-11-04 processing PC-0002 -200 → 0
    """)
    assert coop.journal_text() == before
    assert _refused(coop, undo_processing, UndoProcessing(1, DAY, "")) == {"processing_id": rules.UndoneBefore, "reason": rules.UndoReasonMissing}
    assert check_book(coop.book.path) == []


def test_a_count_puts_the_value_on_the_account_and_cards_equal_it(coop):
    _process(coop, 400_000, 90_000)
    _count(coop, date(2025, 11, 30), CountLine(1, "A", 590_000, Kip(9_000), reason="ຫົດນ້ຳ"), CountLine(2, "A", 90_000, Kip(41_000)))
    issue_invoice(coop.book, IssueInvoice(coop.customer["C01"], date(2025, 12, 5), (InvoiceLine(2, "", "A", 60_000, "kg", Kip(70_000)),)))
    _count(coop, date(2025, 12, 31), CountLine(1, "A", 590_000, Kip(9_000)), CountLine(2, "A", 30_000, Kip(41_000)))
    assert coop.journal_text(date(2025, 11, 5)) == told("""
        2025-11-30 stock-count SC-0001
            produce-stock              9,000,000
            stock-change              -9,000,000
        2025-12-05 invoice IV-0001
            receivable C01             4,200,000
            sales                     -4,200,000
        2025-12-31 stock-count SC-0002
            stock-change               9,000,000
            produce-stock             -9,000,000
            produce-stock              6,540,000
            stock-change              -6,540,000
    """)
    assert _card(coop, PARCHMENT) == told("""
        before 0
        2025-11-03 processing PC-0001 90 → 90
        2025-11-30 count SC-0001 0 → 90 worth 3,690,000
        2025-12-05 sale IV-0001 -60 → 30
        2025-12-31 count SC-0002 0 → 30 worth 1,230,000
    """)
    view = prepare_stock(coop.book, date(2025, 12, 31))
    assert view.account_kip == sum(lot.counted.value_kip for lot in view.lots) == 6_540_000
    paper = produce_papers.stock_card(coop.book, (date(2025, 1, 1), date(2025, 12, 31)), "PA")
    assert [section.rows[-1][-1] for section in paper.sections] == [1_230_000]
    assert check_book(coop.book.path) == []


def test_a_count_is_undone_last_first(coop):
    _count(coop, date(2025, 11, 30), CountLine(1, "A", 990_000, Kip(9_000), reason="dried"))
    _count(coop, date(2025, 12, 1), CountLine(1, "A", 990_000, Kip(9_000)))
    with pytest.raises(Refused) as caught:
        coop.reverse("stock-count", "SC-0001", date(2025, 12, 2))
    assert OthersNeedIt in {type(one) for one in caught.value.broken}
    coop.reverse("stock-count", "SC-0002", date(2025, 12, 2))
    coop.reverse("stock-count", "SC-0001", date(2025, 12, 2))
    assert coop.journal_text(date(2025, 12, 2)) == told("""
        2025-12-02 reversal RX-0001
            stock-change              -8,910,000
            produce-stock              8,910,000
            produce-stock             -8,910,000
            stock-change               8,910,000
        2025-12-02 reversal RX-0002
            produce-stock             -8,910,000
            stock-change               8,910,000
    """)
    with coop.reading() as tx:
        assert stock.held(tx, date(2025, 12, 31)) == {CHERRY: 1_000_000}
        assert balances.of_all_days(tx, AccountRole.PRODUCE_STOCK) == 0
    assert check_book(coop.book.path) == []


def test_what_a_count_said_is_not_changed_by_an_earlier_entry(coop):
    _count(coop, date(2025, 11, 30), CountLine(1, "A", 1_000_000, Kip(9_000)))
    early = PostEntry(date(2025, 11, 30), (EntryLine("produce-stock", Kip(5)), EntryLine("cash", credit_kip=Kip(5))))
    assert _refused(coop, post_entry, early) == {"lines.0.account": StockCountedSince}
    post_entry(coop.book, PostEntry(date(2025, 12, 1), early.lines))
    assert check_book(coop.book.path) == []


def test_bad_counts_are_told_at_their_lines(coop):
    _process(coop, 400_000, 90_000)
    order = CountStock(DAY, (CountLine(1, "A", 500_000, Kip(0)), CountLine(1, "A", -1, Kip(1)), CountLine(9, "", 1, Kip(1), reason="x")))
    assert _refused(coop, count_stock, order) == {
        "lines.0.unit_kip": rules.UnitValueMissing, "lines.0.reason": rules.DifferenceUnexplained, "lines.1.product_id": rules.CountedTwice,
        "lines.1.counted_milli": rules.QuantityWrong, "lines.2.product_id": rules.ProductUnknown, "lines": rules.LotNotCounted}
    whole = (CountLine(1, "A", 600_000, Kip(9_000)), CountLine(2, "A", 90_000, Kip(40_000)))
    assert _refused(coop, count_stock, CountStock(date(2026, 1, 1), whole)).keys() == {"on"}
    _count(coop, date(2025, 12, 1), *whole)
    assert _refused(coop, count_stock, CountStock(date(2025, 11, 30), whole)) == {"on": rules.BeforeLastMovement}
    assert _refused(coop, count_stock, CountStock(date(2025, 12, 2), (CountLine(1, "A", 10**12 - 1, Kip(10**14), reason="x"), whole[1]))) == {
        "lines": rules.StockTooDear}


def test_bad_processing_is_told_at_its_fields(coop):
    do = process_lot
    assert _refused(coop, do, ProcessLot(DAY, 1, "A", 0)) == {"in_milli": rules.InMissing}
    assert _refused(coop, do, ProcessLot(DAY, 1, "A", 1_000)) == {"note": rules.LossUnexplained}
    assert _refused(coop, do, ProcessLot(DAY, 1, "A", 2_000_000, (ProcessOut(2, "A", 1),))) == {"anyway": rules.TakesMoreThanHeld}
    assert _refused(coop, do, ProcessLot(DAY, 1, "A", 1_000, (ProcessOut(2, "A", 1_001),))) == {"outs": rules.OutMoreThanIn}
    assert _refused(coop, do, ProcessLot(DAY, 1, "A", 1_000, (ProcessOut(2, "A", 0),))) == {"outs.0.out_milli": rules.QuantityWrong}
    _process(coop, 2_000_000, anyway=True)
    with coop.reading() as tx:
        assert stock.held(tx, DAY)[CHERRY] == -1_000_000
        assert stock.usual_yield(tx, 1, 2) == rules.Fraction(1, 10)
        assert stock.suggested(tx, DAY)[PARCHMENT] == 90_000


@pytest.mark.parametrize("statement", [
    "UPDATE stock_count SET value_kip = value_kip + 1", "UPDATE stock_count SET counted_milli = counted_milli - 1000",
    "UPDATE posting SET amount_kip = 2 * amount_kip WHERE entry_id = (SELECT max(entry_id) FROM entry)"])
def test_check_finds_a_count_that_is_not_what_the_account_said(coop, statement):
    _count(coop, date(2025, 11, 30), CountLine(1, "A", 1_000_000, Kip(9_000)))
    coop.book.close()
    meddling.run_unguarded(coop.book.path, statement)
    assert check_book(coop.book.path, only=("stock",))


def test_lots_have_cards_of_their_own(coop):
    process_lot(coop.book, ProcessLot(DAY, 1, "A", 500_000, (ProcessOut(2, "A", 60_000, "ບໍ່ 1"), ProcessOut(2, "A", 40_000, "ບໍ່ 2"))))
    process_lot(coop.book, ProcessLot(DAY, 2, "A", 10_000, (), "ບໍ່ 2", "ໜູກິນ"))
    with coop.reading() as tx:
        assert stock.held(tx, DAY) == {CHERRY: 500_000, Item(2, "A", "ບໍ່ 1"): 60_000, Item(2, "A", "ບໍ່ 2"): 30_000}
        assert stock.items(tx) == [CHERRY, Item(2, "A", "ບໍ່ 1"), Item(2, "A", "ບໍ່ 2")]
