"""An invoice written in the window: by keyboard, refused at its cells, questioned, kept as a draft, taken from an offer."""

import json
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from coopbooks.coop.produce import DeliveryLine, RecordDelivery
from coopbooks.coop.stock import ProcessLot, ProcessOut
from coopbooks.i18n.catalogue import set_language
from coopbooks.ledger.money import Kip
from coopbooks.services import drafts, produce, sales, sales_pages, stock, trade_papers
from coopbooks.ui.sales import wares
from coopbooks.ui.sales.sale import Begin, SalePage
from coopbooks.ui.sales.workspace import SalesWorkspace
from tests.support.shop import ON, complaints, open_kip, sell, shown, typed

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot, shop):
    made = shown(qtbot, SalePage(shop))
    made.refresh()
    return made


def test_an_invoice_is_written_and_issued_by_keyboard_alone(page, told):
    page.customer.setFocus()
    typed("c01", ENTER, "ch", ENTER, "240.5", ENTER, ENTER, "92000", ENTER, "freight", ENTER, "1", ENTER, ENTER, "1.2m")
    QTest.keyClick(QApplication.focusWidget(), ENTER, CONTROL)
    assert told.went[-1] == ("print-paper", "invoice", "IV-0001")
    view = sales_pages.invoice_view(page.desk.book, 2)
    assert [(one.line.product_id, one.line.description, one.line.grade, one.line.quantity_milli, one.line.unit, one.line.price_kip, one.line.vat_percent)
            for one in view.lines] == [(1, "", "A", 240_500, "kg", 92_000, "10"), (None, "freight", "", 1_000, "", 1_200_000, "10")]
    assert view.paper.due_on == date(2025, 4, 30)
    assert drafts.all_drafts(page.desk.book) == ()


def test_the_sums_and_the_printed_page_follow_the_typing(page):
    page.show_for(1)
    page.lines.model.type(0, "product", "beans")
    page.lines.model.type(0, "quantity_milli", "2")
    page.lines.model.type(0, "price_kip", "50k")
    page.totals.paid_now.set_value(10_000)
    assert page.totals._figures["total"].text() == "110,000 ₭"
    assert page.totals._figures["left"].text() == "100,000 ₭"
    page.totals.vat.setChecked(False)
    assert page.totals._figures["total"].text() == "100,000 ₭"
    page.picture.draw()
    assert page.picture._document.pageCount() == 1
    page.picture.language.set_value("lo")
    assert page._paper().mark == "draft"


def test_a_ware_brings_its_unit_and_the_last_price_of_this_customer(page):
    sell(page.desk, 900_000)
    page.show_for(1)
    page.lines.model.type(0, "product", "Cherry A")
    (line,) = page.lines.values()
    assert (line["unit"], line["price_kip"]) == ("kg", 90_000)


def test_what_is_wrong_stands_at_its_cell_and_nothing_typed_is_lost(page, told):
    page.show_for(1)
    page.lines.model.type(0, "product", "beans")
    page.lines.model.type(0, "quantity_milli", "0")
    page.lines.model.type(0, "price_kip", "many")
    page.issue()
    assert page.lines.complaint() == "“many” is not a number."
    page.lines.model.type(0, "price_kip", "5")
    page.issue()
    assert page.lines.complaint() == "Give a quantity above 0."
    page.lines.model.type(0, "quantity_milli", "1")
    page.on.setText("1/1/2024")
    page.issue()
    assert "before the book begins" in complaints(page)["on"]
    page.on.set_value(ON)
    page.totals.paid_now.set_value(999)
    page.issue()
    assert complaints(page) == {"paid_now_kip": "999 is more than the invoice of 6."}
    assert page.lines.values()[0]["product_text"] == "beans"
    assert told.went == []
    page.customer.set_thing(None)
    page.issue()
    assert complaints(page)["customer_id"] == "Choose a customer."


def test_a_customer_over_the_limit_is_sold_to_only_when_somebody_says_so(page):
    page.show_for(1)
    page.lines.model.type(0, "product", "beans")
    page.lines.model.type(0, "quantity_milli", "1000")
    page.lines.model.type(0, "price_kip", "60000")
    assert page._yes.isVisibleTo(page)
    page.issue()
    assert "The limit is 50,000,000" in page._question.text()
    assert open_kip(page.desk) == []
    page._yes.click()
    assert open_kip(page.desk) == [("IV-0001", 66_000_000)]


def test_a_cash_sale_and_a_quotation_that_becomes_an_invoice(page, told):
    page.show_for(2)
    assert page.terms.paid_into() == "cash"
    page.lines.model.type(0, "product", "beans")
    page.lines.model.type(0, "quantity_milli", "1")
    page.lines.model.type(0, "price_kip", "20000")
    page.issue()
    assert open_kip(page.desk, 2) == []
    page.show_for(Begin(customer_id=1, kind="quotation"))
    page.lines.model.type(0, "product", "beans")
    page.lines.model.type(0, "quantity_milli", "3")
    page.lines.model.type(0, "price_kip", "10000")
    page.issue()
    assert told.went[-1] == ("print-paper", "quotation", "QT-0001")
    page.show_for(Begin(quotation_id=1))
    page.issue()
    assert open_kip(page.desk) == [("IV-0002", 33_000)]
    assert trade_papers.papers(page.desk.book, "quotation")[0].invoice == "IV-0002"


def test_foreign_money_is_kept_with_the_invoice(page):
    page.show_for(1)
    page.lines.model.type(0, "product", "beans")
    page.lines.model.type(0, "quantity_milli", "100")
    page.lines.model.type(0, "price_kip", "210000")
    page.totals.vat.setChecked(False)
    page.totals.currency.set_value("USD")
    page.totals.foreign.setText("1,000.00")
    page.totals.rate.setText("-3")
    page.issue()
    assert "is not a rate" in complaints(page)["rate"]
    page.totals.rate.setText("21000")
    page.issue()
    assert sales_pages.invoice_view(page.desk.book, 2).extra.foreign_cents == 100_000


def test_a_unit_is_written_as_people_of_the_language_write_it_and_kept_once(page):
    set_language("lo")
    page.show_for(1)
    page.lines.model.type(0, "product", "ໝາກກາເຟສຸກ A")
    assert page.lines.model.text(0, page.lines.model.columns[2]) == "ກກ"
    page.lines.model.type(0, "unit", "ກກ")
    page.lines.model.type(0, "quantity_milli", "2")
    page.lines.model.type(0, "price_kip", "5000")
    assert [line.unit for line in page.order().lines] == ["kg"]
    assert [(cell.lo, cell.en) for cell in page._paper().rows[0] if getattr(cell, "en", "") == "kg"] == [("ກກ", "kg")]


def test_vat_is_charged_line_by_line_and_the_paper_says_on_which(page, told):
    page.show_for(1)
    for place, (what, price) in enumerate((("beans", "100000"), ("books", "50000"))):
        for name, text in (("product", what), ("quantity_milli", "1"), ("price_kip", price)):
            page.lines.model.type(place, name, text)
    column = [one.name for one in page.lines.model.columns].index("vat_percent")
    assert not page.lines.view.isColumnHidden(column)
    page.lines.view.setFocus()
    page.lines.view.setCurrentIndex(page.lines.model.index(1, column))
    QTest.keyClick(page.lines.view, Qt.Key.Key_Space)
    assert [page.lines.model.data(page.lines.model.index(place, column), Qt.ItemDataRole.CheckStateRole) for place in range(3)] == [
        Qt.CheckState.Checked, Qt.CheckState.Unchecked, None]
    assert page.totals._figures["vat"].text() == "10,000"
    paper = page._paper()
    assert [column.title for column in paper.columns][-2:] == ["VAT %", "Amount"]
    assert [row[-2].lo for row in paper.rows] == ["10", "0"]
    page.keep_draft()
    key = page.draft_key
    page.show_for(Begin(draft_key=key))
    assert [line.vat_percent for line in page.order().lines] == ["10", ""]
    page.issue()
    assert open_kip(page.desk) == [("IV-0001", 160_000)]
    page.show_for(Begin(copy_of=2))
    assert [line.vat_percent for line in page.order().lines] == ["10", ""]
    page.totals.vat.setChecked(False)
    assert page.lines.view.isColumnHidden(column)
    assert page.order().vat_kip == 0


def test_a_draft_is_found_again_after_a_power_cut_and_goes_when_it_is_issued(qtbot, shop, told):
    first = shown(qtbot, SalePage(shop))
    first.show_for(1)
    first.lines.model.type(0, "product", "Cherry A")
    first.lines.model.type(0, "quantity_milli", "7")
    first.lines.model.type(0, "price_kip", "1000")
    first.note.setText("ຂອບໃຈ")
    first.keep_draft()
    (draft,) = drafts.all_drafts(shop.book)
    assert json.loads(draft.content)["total_kip"] == 7_700
    second = shown(qtbot, SalesWorkspace(shop))
    second.refresh()
    listed = second.page("invoices")
    listed.choose("draft")
    (line,) = listed.table.model.rows
    listed._open(line)
    name, begin = told.went[-1]
    assert name == "sale"
    set_language("lo")
    again = shown(qtbot, SalePage(shop))
    again.show_for(begin)
    assert again.note.text() == "ຂອບໃຈ"
    assert [(one["product"].product.code, one["quantity_milli"], one["price_kip"]) for one in again.lines.values()] == [("CH", 7_000, 1_000)]
    again.issue()
    assert drafts.all_drafts(shop.book) == ()
    assert open_kip(shop) == [("IV-0001", 7_700)]


def test_saving_twice_issues_one_invoice(page):
    page.show_for(1)
    page.lines.model.type(0, "product", "beans")
    page.lines.model.type(0, "quantity_milli", "1")
    page.lines.model.type(0, "price_kip", "5000")
    order, key = page.order(), page._request_key
    page.issue()
    sales.issue_invoice(page.desk.book, order, key)
    assert open_kip(page.desk) == [("IV-0001", 5_500)]


def test_every_editor_of_the_invoice_page_is_reached_with_tab(page):
    seen, at = set(), page.customer
    page.customer.setFocus()
    for _ in range(40):
        seen.add(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
    assert {page.customer, page.on, page.note, page.ref, page._issue} <= seen
    assert isinstance(page.note, QLineEdit)


def test_selling_more_than_the_cards_hold_is_said_and_not_refused(page):
    produce.record_delivery(page.desk.book, RecordDelivery(1, ON, (DeliveryLine(1, "A", 50_000, 0, Kip(9_000)),)))
    page.show_for(1)
    page.lines.model.type(0, "product", "Cherry A")
    assert wares.remark(page.lines.values()[0]) == "in store 50"
    page.lines.model.type(0, "quantity_milli", "51")
    page.lines.model.type(0, "price_kip", "5000")
    assert page._question.text() == "Cherry A: 50 are in store, 51 are sold here."
    page.issue()
    assert open_kip(page.desk) == [("IV-0001", 280_500)]


def test_a_lot_is_chosen_on_the_line_and_more_than_it_holds_is_asked(page, told):
    book = page.desk.book
    produce.record_delivery(book, RecordDelivery(1, ON, (DeliveryLine(1, "A", 100_000, 0, Kip(9_000)),)))
    stock.process_lot(book, ProcessLot(ON, 1, "A", 90_000, (ProcessOut(1, "B", 30_000, "Lot 7"),)))
    page.show_for(1)
    page.lines.start()
    typed("lot 7", ENTER, "40", ENTER, ENTER, "92000", ENTER)
    line = page.lines.model.values(0)
    assert (line["product"].grade, line["product"].lot) == ("B", "Lot 7")
    assert page.order().lots == ("Lot 7",)
    assert "Lot 7: 30 are in store, 40 are sold here." in page._question.text()
    page.keep_draft()
    page.show_for(Begin(draft_key=page.draft_key))
    assert page.order().lots == ("Lot 7",)
    page.lines.model.type(0, "quantity_milli", "25")
    QTest.keyClick(page, ENTER, CONTROL)
    with book.reading() as tx:
        assert tx.all("SELECT lot, quantity_milli FROM invoice_lot JOIN invoice_line USING (invoice_line_id)") == [("Lot 7", 25_000)]
