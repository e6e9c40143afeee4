"""The sales workspace by keyboard and by what it tells: an invoice, money received, lines taken back, customers, numbers, drafts."""

import json
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from coopbooks.books import customers as kept
from coopbooks.coop.customers import AddCustomer
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.produce import DeliveryLine, RecordDelivery
from coopbooks.coop.receipts import TakeReceipt
from coopbooks.coop.vat import DecideVat
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import set_language
from coopbooks.ledger.money import Kip
from coopbooks.services import drafts, explaining, numbering, produce, sales, sales_pages, trade_papers
from coopbooks.ui.home.page import HomePage
from coopbooks.ui.kit.explain import ExplainDialog
from coopbooks.ui.kit.fields import Field
from coopbooks.ui.sales import wares
from coopbooks.ui.sales.after_sale import CreditForm, DeliveryNoteForm, VoidForm, WriteOffForm
from coopbooks.ui.sales.customers import CustomerForm, CustomersList, CustomerView
from coopbooks.ui.sales.figures import ExplainForm, VatForm
from coopbooks.ui.sales.invoice import InvoicePage
from coopbooks.ui.sales.lists import InvoicesList
from coopbooks.ui.sales.money import ReceiveForm
from coopbooks.ui.sales.sale import Begin, SalePage
from coopbooks.ui.sales.workspace import SalesWorkspace

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
ON = date(2025, 3, 1)


@pytest.fixture
def shop(desk):
    sales.add_customer(desk.book, AddCustomer("C01", "Café Sinouk", "", 30, Kip(50_000_000)))
    sales.add_customer(desk.book, AddCustomer("C02", "ຂາຍໜ້າຮ້ານ"))
    sales.decide_vat(desk.book, DecideVat(date(2025, 1, 1), "10", "letter 12"))
    return desk


def sell(desk, kip=1_000_000, customer=1, **other):
    sales.issue_invoice(desk.book, IssueInvoice(customer, ON, (InvoiceLine(1, "", "A", 10_000, "kg", Kip(kip // 10)),), **other))
    with desk.book.reading() as tx:
        return int(tx.one("SELECT max(document_id) FROM document WHERE kind = 'invoice'")[0])


def open_kip(desk, customer=1):
    with desk.book.reading() as tx:
        return [(item.number, item.open_kip) for item in kept.open_items(tx, customer)]


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    widget.resize(1150, 600)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@pytest.fixture
def page(qtbot, shop):
    made = shown(qtbot, SalePage(shop))
    made.refresh()
    return made


def typed(*keys):
    for one in keys:
        at = QApplication.focusWidget()
        if isinstance(one, str):
            QTest.keyClicks(at, one)
        else:
            QTest.keyClick(at, one)
        QApplication.processEvents()


def complaints(form):
    return {name: field._error.text() for name, field in form.fields.items() if isinstance(field, Field) and field._error.isVisibleTo(form)}


# --- the invoice -------------------------------------------------------------------------------------------------------------
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


# --- money -----------------------------------------------------------------------------------------------------------------------
@pytest.fixture
def money(qtbot, shop):
    for kip in (1_000_000, 2_000_000):
        sell(shop, kip)
    form = ReceiveForm(None, shop, 1)
    qtbot.addWidget(form)
    form.show()
    return form


def parts(form):
    return [line["amount_kip"] or 0 for line in form.lines.values()]


def test_money_pays_the_oldest_first_and_what_is_over_is_said(money, told):
    money.amount.set_value(1_500_000)
    assert parts(money) == [1_000_000, 500_000]
    money.amount.set_value(3_200_000)
    assert "200,000 more than is open" in money.after._rules.text()
    money.save()
    assert told.went[-1] == ("print-paper", "receipt", "RV-0001")
    with money.desk.book.reading() as tx:
        assert kept.on_account_kip(tx, 1) == 200_000


def test_ticks_choose_what_is_paid(money):
    money.lines.model.ticked.emit(1, True)
    assert (money.amount.value(), parts(money)) == (2_000_000, [0, 2_000_000])
    money.lines.model.ticked.emit(0, True)
    assert money.amount.value() == 3_000_000
    money.lines.model.ticked.emit(0, False)
    money.amount.set_value(2_000_000)
    money.save()
    assert open_kip(money.desk) == [("IV-0001", 1_000_000)]


def test_money_that_cannot_be_received_is_told_at_its_field(money):
    money.save()
    assert complaints(money)["amount_kip"] == "Give an amount above 0."
    money.amount.setText("9999999999999999")
    money.save()
    assert "too large" in complaints(money)["amount_kip"]
    money.lines.model.ticked.emit(0, True)
    money.amount.set_value(5)
    money.save()
    assert "ticked amounts" in complaints(money)["amount_kip"]
    money.on.set_value(date(2026, 1, 1))
    money._learn()
    money.amount.set_value(5)
    money.save()
    assert "lies ahead" in complaints(money)["on"]
    assert open_kip(money.desk) == [("IV-0001", 1_000_000), ("IV-0002", 2_000_000)]


def test_dollars_are_received_with_their_difference(qtbot, shop):
    sell(shop, 21_000_000, 2, due_on=date(2025, 4, 1), currency="USD", foreign_cents=100_000, rate="21000")
    form = ReceiveForm(None, shop, 2)
    qtbot.addWidget(form)
    form.show()
    form.foreign.set_value("IV-0001")
    form.cents.setText("x")
    form.save()
    assert "not a number" in complaints(form)["foreign_cents"]
    form.cents.setText("400.00")
    form.amount.set_value(8_600_000)
    assert "The difference is 200,000" in form.after._rules.text()
    form.save()
    assert open_kip(shop, 2) == [("IV-0001", 12_600_000)]


# --- after the sale -----------------------------------------------------------------------------------------------------------
def test_lines_are_taken_back_with_a_reason(qtbot, shop, told):
    form = CreditForm(None, shop, sell(shop))
    qtbot.addWidget(form)
    form.show()
    form.lines.model.type(0, "quantity_milli", "11")
    form.save()
    assert form.lines.complaint() == "10 are left of this line. Give that or less."
    form.lines.model.type(0, "quantity_milli", "4")
    form.save()
    assert complaints(form) == {"reason": "Write why this is taken back."}
    form.reason.setText("wet")
    form.save()
    assert told.went[-1] == ("print-paper", "credit-note", "CR-0001")
    assert open_kip(shop) == [("IV-0001", 600_000)]


def test_goods_leave_a_debt_is_given_up_and_an_invoice_is_made_void(qtbot, shop, told):
    invoice = sell(shop)
    goods = DeliveryNoteForm(None, shop, invoice)
    qtbot.addWidget(goods)
    goods.show()
    goods.lines.model.type(0, "quantity_milli", "11")
    goods.save()
    assert "left to deliver" in goods.lines.complaint()
    goods.lines.model.type(0, "quantity_milli", "6")
    goods.save()
    assert told.went[-1] == ("print-paper", "delivery-note", "DN-0001")
    lost = WriteOffForm(None, shop, sales_pages.invoice_view(shop.book, invoice))
    qtbot.addWidget(lost)
    lost.show()
    lost.save()
    assert complaints(lost) == {"reason": "Write why the money will not come in."}
    lost.reason.setText("gone")
    lost.save()
    assert open_kip(shop) == []
    void = VoidForm(None, shop, invoice)
    qtbot.addWidget(void)
    void.show()
    assert "WO-0001" in void.after._rules.text()
    other = VoidForm(None, shop, sell(shop, 500_000))
    qtbot.addWidget(other)
    other.show()
    other.save()
    assert open_kip(shop) == []


def test_a_posted_invoice_shows_what_happened_to_it(qtbot, shop, told):
    invoice = sell(shop, paid_now_kip=Kip(300_000), paid_now_into="cash")
    view = shown(qtbot, InvoicePage(shop))
    view.show_for(invoice)
    assert view._figures[2][1].text() == "700,000 ₭"
    assert "RV-0001" in view._story.text()
    view.receive()
    assert told.went[-1] == ("receive-money", 1, invoice)
    view.copy()
    assert told.went[-1] == ("sale", Begin(copy_of=invoice))
    sale = shown(qtbot, SalePage(shop))
    sale.show_for(Begin(copy_of=invoice))
    assert [(line["product"].product.code, line["quantity_milli"]) for line in sale.lines.values()] == [("CH", 10_000)]


# --- customers, lists, numbers ---------------------------------------------------------------------------------------------------
def test_a_customer_is_added_changed_and_refused_at_the_field(qtbot, shop):
    form = CustomerForm(None, shop)
    qtbot.addWidget(form)
    form.show()
    assert form.number.text() == "C03"
    form.number.setText("C01")
    form.terms.setText("99999")
    form.limit.setText("-5")
    form.save()
    assert complaints(form) == {"number": "Number C01 belongs to Café Sinouk.", "name": "Write the customer's name.",
                                "terms_days": "Give between 0 and 3,660 days to pay.", "limit_kip": "Give a limit of 0 or more, or leave it empty."}
    for edit, text in ((form.number, "C03"), (form.name, "<b>ຮ້ານ</b>"), (form.terms, ""), (form.limit, "")):
        edit.setText(text)
    form.save()
    made = sales_pages.customer(shop.book, 3)
    assert (made.name, made.terms_days, made.limit_kip) == ("<b>ຮ້ານ</b>", None, None)
    change = CustomerForm(None, shop, made)
    qtbot.addWidget(change)
    change.phone.setText("020 1")
    change.save()
    assert sales_pages.customer(shop.book, 3).phone == "020 1"


def test_the_lists_count_find_and_say_the_age_of_what_is_owed(qtbot, shop):
    sell(shop, 1_000_000, 1, due_on=date(2025, 3, 10))
    sell(shop, 2_000_000)
    sell(shop, 500_000, 2, paid_into="cash")
    work = shown(qtbot, SalesWorkspace(shop))
    work.show_for(("invoices", "overdue"))
    listed = work.page("invoices")
    assert [line.number for line in listed.table.model.rows] == ["IV-0001"]
    assert [figure.text() for _, figure in listed._ages] == ["2,000,000 ₭", "1,000,000 ₭", "– ₭", "– ₭", "– ₭"]
    listed.choose("")
    listed._find.setText("sinouk")
    assert [line.number for line in listed.table.model.rows] == ["IV-0002", "IV-0001"]
    listed._as_of.set_value(date(2025, 3, 5))
    listed.refresh()
    assert [figure.text() for _, figure in listed._ages][:2] == ["3,000,000 ₭", "– ₭"]
    for name in ("receipts", "customers", "products", "numbers"):
        work.show_for(name)
    assert [line.debt.balance_kip for line in work.page("customers").table.model.rows] == [3_000_000, 0]
    assert [line.net_kip for line in work.page("products").table.model.rows] == [3_500_000]
    work.page("products").choose("customer")
    assert [line.detail for line in work.page("products").table.model.rows] == ["C01", "C02"]
    set_language("lo")
    work.say_again()
    assert work.bar.tabText(2) == "ລູກຄ້າ"


def test_a_customers_page_tells_the_year_and_leads_on(qtbot, shop, told):
    sell(shop)
    trade_papers.make_quotation(shop.book, trade_papers.MakeQuotation(1, ON, (InvoiceLine(None, "x", "", 1_000, "", Kip(5)),)))
    view = shown(qtbot, CustomerView(shop))
    view.show_for(1)
    assert view._figures[0][1].text() == "1,000,000 ₭"
    assert [line.balance_kip for line in view.table.model.rows] == [1_000_000]
    view._take_up(1)
    assert told.went[-1] == ("sale", Begin(quotation_id=1))
    view._paper("reminder")
    assert told.went[-1] == ("reports", "reminder", "C01")


def test_a_missing_number_is_explained_with_a_name_and_vat_with_its_basis(qtbot, shop):
    for number in ("7", "9"):
        sell(shop, number=number)
    work = shown(qtbot, SalesWorkspace(shop))
    work.show_for("invoices")
    assert not work.page("invoices")._gap_card.isHidden()
    work.show_for("numbers")
    (gap,) = work.page("numbers").gaps.model.rows
    form = ExplainForm(None, shop, gap)
    qtbot.addWidget(form)
    form.show()
    form.save()
    assert complaints(form)["explanation"] == "Write what became of 8."
    form.explanation.setText("torn")
    form.signed_by.setText("Noy")
    form.save()
    assert [one.signed_by for one in numbering.prepare_explanation(shop.book)] == ["Noy"]
    vat = VatForm(None, shop)
    qtbot.addWidget(vat)
    vat.show()
    vat.rate.setText("120")
    vat.save()
    assert set(complaints(vat)) == {"rate", "basis"}
    vat.rate.setText("")
    vat.basis.setText("letter 13")
    vat.save()
    assert sales_pages.sale_form(shop.book, shop.today).vat_percent == ""


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


def test_every_sum_of_what_customers_owe_is_the_sum_of_its_lines(qtbot, shop):
    def kip_of(figure):
        return explaining.explain(shop.book, figure).kip

    late = [sell(shop), sell(shop, 300_000)]
    sales.take_receipt(shop.book, TakeReceipt(1, ON, Kip(250_000), "cash"))
    later = replace(shop, today=date(2025, 4, 20))
    invoices = shown(qtbot, InvoicesList(later))
    invoices.refresh()
    assert {line.document_id for line in invoices.page.invoices if line.open_kip} == set(late)
    still = next(column for column in invoices.table.model.columns if column.explain)
    rows = invoices.table.model.rows
    assert [kip_of(still.explain(line)) for line in rows] == [line.open_kip for line in rows]
    assert kip_of(still.explain_total(rows)) == sum(line.open_kip for line in rows) > 0
    assert kip_of(invoices._age(1)) == invoices.page.ages()[1] > 0
    assert invoices._age(2) is None
    customers = shown(qtbot, CustomersList(later))
    customers.refresh()
    rows = customers.table.model.rows
    owes, overdue = (column for column in customers.table.model.columns if column.explain)
    assert kip_of(owes.explain(rows[0])) == rows[0].debt.balance_kip > 0
    assert kip_of(owes.explain_total(rows)) == sum(one.debt.balance_kip for one in rows)
    assert kip_of(overdue.explain(rows[0])) == rows[0].overdue_kip > 0
    assert overdue.explain(rows[1]) is None
    assert owes.explain_total(rows[:1]) is None  # a narrowed list is no sum of the account
    one = shown(qtbot, CustomerView(later))
    one.show_for(1)
    for _label, figure in one._figures[:2]:
        figure.actions()[0].trigger()
        dialog = one.window().findChildren(ExplainDialog)[-1]
        assert figure.text() == f"{formats.kip(dialog.found.kip)} ₭"
        dialog.reject()
    home = shown(qtbot, HomePage(later))
    home.refresh()
    assert kip_of(home._late()) == home.facts.overdue_customers[1] > 0
