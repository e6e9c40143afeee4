"""Cash & bank in the window: registers of several boxes, vouchers, transfers, bills, with what is refused at its field."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from coopbooks.coop.cash import ExpenseLine, TransferMoney
from coopbooks.coop.suppliers import KeepSupplier, RecordBill, Supplier
from coopbooks.i18n.catalogue import set_language
from coopbooks.ledger.money import Kip
from coopbooks.services import attachments, boxes, repeating, suppliers
from coopbooks.services.cash import transfer_money
from coopbooks.services.finding import find_anything
from coopbooks.ui.cash.accounts import AccountsPage
from coopbooks.ui.cash.bills import BillForm, BillsPage, PayBillForm, SupplierForm
from coopbooks.ui.cash.boxes import BoxForm, CategoriesDialog, CategoryForm
from coopbooks.ui.cash.page import CashPage
from coopbooks.ui.cash.vouchers import TransferForm, VoucherForm
from coopbooks.ui.kit.reverse import ReverseForm
from tests.support.window import fresh, shown, texts

PHOTO = Path(__file__).parents[2] / "resources" / "pictures"


def test_money_out_by_category_with_its_photo_and_coming_again(qtbot, petty, told):
    form = fresh(qtbot, VoucherForm(None, petty, "out"))
    form.who.name.setText("ປ້ຳ ນ້ຳມັນ")
    form.category.set_value("fuel")
    form.amount.setText("60k")
    form.again.set_value("1")
    form.take_scan(next(PHOTO.glob("*.png")))
    form.save()
    assert told.said == ["PV-0001 is saved."]
    with petty.book.reading() as tx:
        (document_id,) = tx.one("SELECT max(document_id) FROM document")
    assert [one.kind for one in attachments.files_of(petty.book, "document", document_id)] == ["other"]
    assert [(one.category, one.next_on, one.amount_kip) for one in repeating.all_repeating(petty.book).values()] == [
        ("fuel", date(2025, 4, 30), 60_000)]
    page = fresh(qtbot, AccountsPage(petty))
    page.refresh()
    assert texts(page.table, 3)[0] == "Fuel"
    assert texts(page.table, 5)[0] == "60,000"
    set_language("lo")
    page.say_again()
    assert texts(page.table, 3)[0] == "ນ້ຳມັນເຊື້ອໄຟ"


@pytest.mark.parametrize(("amount", "field"), [("0", "amount_kip"), ("-5", "amount_kip"), ("9999999999999999", "amount_kip"), ("x", "amount_kip"),
                                               ("900000", "money")])
def test_money_out_is_refused_at_its_field_and_nothing_typed_is_lost(qtbot, petty, amount, field):
    form = fresh(qtbot, VoucherForm(None, petty, "out"))
    form.amount.setText(amount)
    form.save()
    assert form.isVisible()
    assert shown(form, field)
    assert form.amount.text() == amount
    assert boxes.box_cards(petty.book)[0].kip == 250_000


def test_a_member_or_supplier_must_be_chosen_and_a_closed_day_is_told(qtbot, petty):
    form = fresh(qtbot, VoucherForm(None, petty, "in"))
    form.amount.setText("5000")
    form.who.kind.set_value("member")
    form.save()
    assert shown(form, "payer") == "Choose a member."
    form.who.kind.set_value("supplier")
    form.save()
    assert shown(form, "payer") == "Choose a supplier."
    form.who.kind.set_value("other")
    form.on.set_value(date(2024, 12, 31))
    form.save()
    assert "before the book begins" in shown(form, "on")
    form.on.set_value(date(2025, 3, 1))
    form.save()
    assert not form.isVisible()


def test_a_scan_that_is_none_saves_nothing(qtbot, petty, tmp_path):
    bad = tmp_path / "bill.png"
    bad.write_text("no picture")
    form = fresh(qtbot, VoucherForm(None, petty, "out"))
    form.amount.setText("5000")
    form.take_scan(bad)
    form.save()
    assert form.isVisible()
    assert boxes.box_cards(petty.book)[0].kip == 250_000


def test_a_transfer_moves_money_and_says_when_it_cannot(qtbot, petty):
    form = fresh(qtbot, TransferForm(None, petty))
    form.amount.setText("250,001")
    form.target.set_value("5311")
    form.save()
    assert "less than" in shown(form, "from_money")
    form.target.set_value("cash")
    form.save()
    assert shown(form, "into") == "Choose two different money boxes."
    form.target.set_value("5311")
    form.amount.setText("100k")
    form.save()
    assert [(card.box.word, card.kip) for card in boxes.box_cards(petty.book)] == [("cash", 150_000), ("bank", 0), ("5311", 100_000)]


def test_boxes_and_categories_are_added_in_the_window(qtbot, petty, told):
    form = fresh(qtbot, BoxForm(None, petty))
    form.kind.set_value("bank")
    assert form.code.text() == "5121"
    form.save()
    assert shown(form, "name_lo") == "Write the name."
    form.lao.setText("ທະນາຄານ ສຳຮອງ")
    form.save()
    assert boxes.all_boxes(petty.book)[-2].name("en") == "ທະນາຄານ ສຳຮອງ"
    category = fresh(qtbot, CategoryForm(None, petty))
    category.lao.setText("ເປົາ")
    category.account.set_value("531")
    category.code.setText("sacks")
    category.save()
    assert shown(category, "account")
    category.account.set_value("606")
    category.save()
    assert "sacks" in {one.code for one in boxes.categories(petty.book, "out")}


def test_the_cards_choose_the_register_and_finding_narrows_it(qtbot, petty):
    page = fresh(qtbot, CashPage(petty))
    page.refresh()
    accounts = page.page("accounts")
    assert [tile.word for tile in accounts.tiles] == ["cash", "bank", "5311"]
    accounts.tiles[2].chosen.emit("5311")
    assert accounts.register.box.word == "5311"
    assert texts(accounts.table, 1) == []
    accounts.choose("cash")
    assert texts(accounts.table, 1) == ["SH-0001"]
    accounts._find.setText("zzz")
    assert texts(accounts.table, 1) == []


def test_a_bill_with_two_lines_is_recorded_and_paid_in_parts(qtbot, petty, told):
    form = fresh(qtbot, BillForm(None, petty, (1, suppliers.all_suppliers(petty.book)[1])))
    assert form.due.value() == date(2025, 4, 30)
    form.lines.fill(0, "category", ("supplies", "Supplies and packaging"))
    form.lines.fill(0, "amount_kip", Kip(80_000))
    form.lines.fill(1, "category", ("repair", "Repairs"))
    form.lines.fill(1, "amount_kip", Kip(40_000))
    form.theirs.setText("77")
    form.save()
    assert told.said == ["SB-0001 is saved."]
    page = fresh(qtbot, BillsPage(petty))
    page.refresh()
    assert texts(page.table, 7) == ["120,000"]
    pay = fresh(qtbot, PayBillForm(None, petty, page.table.model.rows[0]))
    pay.amount.setText("120,001")
    pay.save()
    assert shown(pay, "amount_kip") == "120,001 is more than the 120,000 still open on SB-0001."
    pay.amount.setText("20,000")
    pay.save()
    assert suppliers.bills(petty.book, petty.today)[0][0].open_kip == 100_000


def test_a_bill_without_supplier_or_lines_is_not_saved(qtbot, petty):
    form = fresh(qtbot, BillForm(None, petty))
    form.save()
    assert shown(form, "supplier_id") == "Choose a supplier."
    form.supplier.set_thing((1, suppliers.all_suppliers(petty.book)[1]))
    form.save()
    assert shown(form, "lines") == "Write at least one line."
    form.lines.fill(0, "category", ("supplies", "Supplies and packaging"))
    form.save()
    assert form.isVisible()
    assert form.lines.complaint() == "Give an amount above 0."


def test_a_supplier_needs_a_free_number(qtbot, petty):
    form = fresh(qtbot, SupplierForm(None, petty))
    assert form.number.text() == "S02"
    form.number.setText("S01")
    form.name.setText("x")
    form.save()
    assert shown(form, "number") == "Number S01 belongs to ແສງຄຳ."


def test_a_line_of_the_register_is_reversed(qtbot, petty):
    transfer_money(petty.book, TransferMoney(date(2025, 3, 1), "cash", "bank", Kip(100_000)))
    page = fresh(qtbot, AccountsPage(petty))
    page.refresh()
    page.reverse_last()
    form = next(child for child in page.findChildren(ReverseForm))
    form.save()
    assert boxes.box_cards(petty.book)[0].kip == 250_000


@pytest.mark.parametrize("language", ["lo", "en"])
def test_every_tab_is_there_in_both_languages(qtbot, petty, language):
    page = fresh(qtbot, CashPage(petty))
    set_language(language)
    for name, _message, _make in page.tabs:
        page.show_for(name)
        page.say_again()
    assert page.bar.count() == 6


def test_the_list_of_categories_is_changed_in_the_window(qtbot, petty):
    page = fresh(qtbot, AccountsPage(petty))
    dialog = CategoriesDialog(page, petty)
    qtbot.addWidget(dialog)
    assert "Fuel" in texts(dialog.table, 0)
    dialog.change(dialog.table.model.rows[0])
    form = next(child for child in dialog.findChildren(CategoryForm))
    form.english.setText("Diesel")
    form.save()
    dialog.refresh()
    assert "Diesel" in texts(dialog.table, 0)


def test_a_supplier_is_found_and_leads_to_the_bills(qtbot, petty):
    suppliers.keep_supplier(petty.book, KeepSupplier(Supplier("S02", "ປ້ຳ")))
    for one in (1, 2):
        suppliers.record_bill(petty.book, RecordBill(one, petty.today, (ExpenseLine("rent", Kip(one * 1_000)),)))
    found = find_anything(petty.book, "ແສງຄໍາ").suppliers
    assert [(one.number, one.key) for one in found] == [("S01", 1)]
    page = fresh(qtbot, CashPage(petty))
    page.show_for(("bills", found[0].key))
    bills = page.page("bills")
    assert texts(bills.table, 1) == ["ແສງຄຳ"]
    assert bills._whose.text() == "Bills of ແສງຄຳ"
    bills._everybody.click()
    assert len(texts(bills.table, 1)) == 2


def test_a_dialog_left_open_keeps_what_is_typed_when_the_language_changes(qtbot, petty):
    form = fresh(qtbot, VoucherForm(None, petty, "out"))
    form.who.kind.set_value("supplier")
    form.who.supplier.set_thing((1, suppliers.all_suppliers(petty.book)[1]))
    form.category.set_value("fuel")
    form.amount.setText("60k")
    form.from_box.set_value("5311")
    form.on.setText("1/3")
    form.theirs.setText("77")
    form.again.set_value("3")
    form.note.setText("ເຖິງ ປາກເຊ")
    before = form.order()
    set_language("lo")
    for widget in (form, *form.findChildren(QWidget)):
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    assert form.order() == before
    assert form.amount.text() == "60k"
    assert form.category.currentText() == "ນ້ຳມັນເຊື້ອໄຟ"
    assert form.from_box.currentText().startswith("ກ່ອງນ້ອຍ")


def test_saving_money_out_twice_saves_it_once(qtbot, petty):
    form = fresh(qtbot, VoucherForm(None, petty, "out"))
    form.amount.setText("60k")
    form.save()
    form.save()
    assert boxes.box_cards(petty.book)[0].kip == 190_000
    again = fresh(qtbot, VoucherForm(None, petty, "out"))
    again.amount.setText("60k")
    again.save()
    assert boxes.box_cards(petty.book)[0].kip == 130_000


def test_money_out_that_is_paid_later_becomes_a_bill_with_what_was_typed(qtbot, petty, told):
    page = fresh(qtbot, AccountsPage(petty))
    form = fresh(qtbot, VoucherForm(page, petty, "out"))
    form.who.kind.set_value("supplier")
    form.who.supplier.set_thing((1, suppliers.all_suppliers(petty.book)[1]))
    form.category.set_value("fuel")
    form.amount.setText("60k")
    form.theirs.setText("0881")
    form.pay_later()
    assert not form.isVisible()
    bill = next(one for one in page.findChildren(BillForm) if one.isVisible())
    bill.save()
    assert told.said == ["SB-0001 is saved."]
    (kept,) = suppliers.bills(petty.book, petty.today)[0]
    assert (kept.open_kip, kept.their_number, kept.due_on) == (60_000, "0881", date(2025, 4, 30))
    assert boxes.box_cards(petty.book)[0].kip == 250_000, "no money has moved"
