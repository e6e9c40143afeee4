"""Which lot was sold: a line of an invoice names it, the card of that lot moves, and what undoes the sale gives it back."""

from datetime import date
from pathlib import Path

import pytest

from coopbooks.books import stock
from coopbooks.coop.credit_notes import CreditInvoice, CreditLine
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.lots import LotsDoNotMatch, LotUnknown
from coopbooks.coop.stock import Item, ProcessLot, ProcessOut
from coopbooks.coop.trade_papers import DeliveredLine, MakeDeliveryNote
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services import produce_papers, sales_papers
from coopbooks.services.checking import check_book
from coopbooks.services.imports import run
from coopbooks.services.sales import credit_invoice, issue_invoice
from coopbooks.services.stock import process_lot
from coopbooks.services.trade_papers import make_delivery_note
from tests.support import meddling
from tests.support.trade import new_mill

DAY, LATER = date(2025, 11, 3), date(2025, 12, 1)
WELL, HILL, NAMELESS = Item(2, "A", "ບໍ່ 1"), Item(2, "A", "ພູ 2"), Item(2, "A")


@pytest.fixture
def coop(tmp_path: Path):
    trade = new_mill(tmp_path)
    with trade.book:
        process_lot(trade.book, ProcessLot(DAY, 1, "A", 900_000, (ProcessOut(2, "A", 60_000, WELL.lot), ProcessOut(2, "A", 40_000, HILL.lot),
                                                                   ProcessOut(2, "A", 50_000))))
        yield trade


def _line(milli: int, product: int | None = 2) -> InvoiceLine:
    return InvoiceLine(product, "" if product else "freight", "A" if product else "", milli, "kg", Kip(60_000))


def _sell(coop, *lines: InvoiceLine, lots: tuple[str, ...] = ()) -> None:
    issue_invoice(coop.book, IssueInvoice(coop.customer["C01"], DAY, lines, lots=lots))


def _held(coop) -> dict[Item, int]:
    with coop.reading() as tx:
        return {item: milli for item, milli in stock.held(tx, date(2025, 12, 31)).items() if item.product_id == 2}


def test_each_line_takes_from_its_own_lot_and_the_papers_say_so(coop):
    _sell(coop, _line(10_000), _line(1_000, None), _line(7_000), _line(5_000), lots=(WELL.lot, "", HILL.lot, ""))
    assert _held(coop) == {NAMELESS: 45_000, WELL: 50_000, HILL: 33_000}
    with coop.reading() as tx:
        _, lines = stock.card(tx, WELL, date(2025, 1, 1), date(2025, 12, 31))
    assert [(line.kind, line.number, line.milli, line.held_milli) for line in lines] == [
        ("processing", "PC-0001", 60_000, 60_000), ("sale", "IV-0001", -10_000, 50_000)]
    said = [row[0].said("en") for row in sales_papers.invoice(coop.book, "IV-0001").rows]
    assert said == ["Parchment A · ບໍ່ 1", "freight", "Parchment A · ພູ 2", "Parchment A"]
    make_delivery_note(coop.book, MakeDeliveryNote(coop.paper_id("invoice", "IV-0001"), DAY, (DeliveredLine(2, 7_000), DeliveredLine(3, 5_000))))
    assert [row[0].said("lo") for row in sales_papers.delivery_note(coop.book, "DN-0001").rows] == ["ກະລາ A · ພູ 2", "ກະລາ A"]
    card = produce_papers.stock_card(coop.book, (date(2025, 1, 1), date(2025, 12, 31)), "PA A ພູ 2")
    assert [one["lot"] for one in card.document["cards"]] == ["ພູ 2"]
    assert card.document["cards"][0]["held_g"] == 33_000
    assert check_book(coop.book.path) == []


def test_a_credit_note_and_a_void_invoice_give_it_back_to_the_same_lot(coop):
    _sell(coop, _line(10_000), _line(7_000), lots=(WELL.lot, ""))
    credit_invoice(coop.book, CreditInvoice(coop.paper_id("invoice", "IV-0001"), LATER, (CreditLine(0, 4_000),), "wet"))
    assert _held(coop) == {NAMELESS: 43_000, WELL: 54_000, HILL: 40_000}
    coop.reverse("credit-note", "CR-0001", LATER)
    assert _held(coop)[WELL] == 50_000
    coop.reverse("invoice", "IV-0001", LATER)
    assert _held(coop) == {NAMELESS: 50_000, WELL: 60_000, HILL: 40_000}
    assert check_book(coop.book.path) == []


@pytest.mark.parametrize(("lots", "found"), [
    (("ບໍ່ 9",), {"lines.0.lot": LotUnknown}), (("ບໍ່ 1", ""), {"lines": LotsDoNotMatch}), (("x" * 400,), {"lines.0.lot": LotUnknown})])
def test_a_lot_that_never_was_is_refused_at_its_line(coop, lots, found):
    head = coop.book.head_code()
    with pytest.raises(Refused) as caught:
        _sell(coop, _line(1_000), lots=lots)
    assert {one.field: type(one) for one in caught.value.broken} == found
    assert coop.book.head_code() == head


def test_free_words_and_another_product_have_no_lot(coop):
    for product in (None, 1):
        with pytest.raises(Refused) as caught:
            _sell(coop, _line(1_000, product), lots=(WELL.lot,))
        assert [type(one) for one in caught.value.broken] == [LotUnknown]


def test_a_file_of_sales_names_lots_too(coop, tmp_path):
    file = tmp_path / "sales.csv"
    file.write_text("invoice,on,customer,product,grade,quantity,unit,price_kip,lot\nS-1,2025-11-03,C01,PA,A,10,kg,60000,ບໍ່ 1\n"
                    "S-1,2025-11-03,C01,PA,A,5,kg,60000,\n", encoding="utf-8")
    run.import_file(coop.book, "sales", file)
    assert _held(coop) == {NAMELESS: 45_000, WELL: 50_000, HILL: 40_000}


def test_check_finds_a_sale_from_a_lot_that_the_stock_does_not_know(coop):
    _sell(coop, _line(10_000), lots=(WELL.lot,))
    coop.book.close()
    meddling.run_unguarded(coop.book.path, "UPDATE invoice_lot SET lot = 'elsewhere'")
    assert [one.wording for one in check_book(coop.book.path, only=("stock",))] == ["{number} sells from lot {lot}, which the stock does not know."]
    assert check_book(coop.book.path, only=("chain",))
