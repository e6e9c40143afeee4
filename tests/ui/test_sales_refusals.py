"""What the sales ledger refuses or questions, each at its own field or cell, with nothing posted and nothing typed lost."""

from datetime import date

import pytest

from coopbooks.coop.months import SetMonth
from coopbooks.coop.reversal import ReversePaper
from coopbooks.services import months, reversal
from coopbooks.ui.sales.after_sale import CreditForm, DeliveryNoteForm, WriteOffForm
from coopbooks.ui.sales.money import ReceiveForm
from coopbooks.ui.sales.sale import SalePage
from tests.support.shop import complaints, open_kip, sell, shown


@pytest.fixture
def page(qtbot, shop):
    made = shown(qtbot, SalePage(shop))
    made.show_for(1)
    for name, text in (("product", "beans"), ("quantity_milli", "2"), ("price_kip", "5000")):
        made.lines.model.type(0, name, text)
    return made


def opened(qtbot, form):
    qtbot.addWidget(form)
    form.show()
    return form


@pytest.mark.parametrize(("name", "text", "sentence"), [
    ("price_kip", "1000000000000000", "1000000000000000 is too large. The most is 999,999,999,999,999."),
    ("price_kip", "999999999999999", "The line comes to more than one entry can carry."),
    ("price_kip", "-5", "Give a price of 0 or more."),
    ("price_kip", "ten", "“ten” is not a number."),
    ("quantity_milli", "0", "Give a quantity above 0."),
    ("quantity_milli", "-1", "“-1” is not a quantity."),
    ("quantity_milli", "1000000000", "“1000000000” is not a quantity."),
])
def test_a_line_that_cannot_be_sold_is_told_at_its_cell(page, name, text, sentence):
    head = page.desk.book.head_code()
    page.lines.model.type(0, name, text)
    page.issue()
    assert [(place, column) for place, column, _told in page.lines.model.complaints()] == [(0, name)] or "carry" in sentence
    assert page.lines.complaint() == sentence
    assert page.lines.model.lines[0][name].text.replace(",", "") == text
    assert page.desk.book.head_code() == head


def test_a_price_of_nothing_is_questioned_and_sold_beside_something_that_costs(page):
    page.lines.model.type(1, "product", "sample")
    page.lines.model.type(1, "quantity_milli", "1")
    page.lines.model.type(1, "price_kip", "0")
    assert page._question.text() == "The price is 0: this line is given away."
    page.lines.model.type(0, "price_kip", "0")
    page.issue()
    assert "The invoice comes to 0" in page.lines.complaint()
    page.lines.model.type(0, "price_kip", "5000")
    page.issue()
    assert open_kip(page.desk) == [("IV-0001", 11_000)]


def test_a_customer_over_the_limit_is_questioned_and_nothing_is_issued_before_the_answer(page):
    page.lines.model.type(0, "price_kip", "30m")
    assert "The limit is 50,000,000" in page._question.text()
    page.issue()
    assert open_kip(page.desk) == []
    assert page._yes.isVisibleTo(page)
    page._sell_anyway()
    assert open_kip(page.desk) == [("IV-0001", 66_000_000)]


@pytest.mark.parametrize(("on", "sentence"), [(date(2025, 4, 1), "lies ahead"), (date(2025, 1, 31), "locked month"), (date(2024, 12, 31), "")])
def test_a_day_that_is_not_open_is_refused_at_the_date(page, on, sentence):
    months.set_month(page.desk.book, SetMonth("2025-01", "locked", "counted"))
    page.on.set_value(on)
    page.issue()
    assert sentence in complaints(page)["on"]
    assert open_kip(page.desk) == []


def test_money_for_an_invoice_that_became_void_meanwhile_is_refused_at_its_line(qtbot, shop):
    invoice = sell(shop)
    form = opened(qtbot, ReceiveForm(None, shop, 1, invoice))
    assert form.amount.value() == 1_000_000
    reversal.reverse_paper(shop.book, ReversePaper(invoice, shop.today, "wrong"))
    head = shop.book.head_code()
    form.save()
    assert "Invoice IV-0001 is reversed. Nothing is owed on it." in (*complaints(form).values(), form.lines.complaint(), form.after._rules.text())
    assert form.amount.value() == 1_000_000
    assert shop.book.head_code() == head
    again = opened(qtbot, ReceiveForm(None, shop, 1, invoice))
    assert again.lines.values() == []


@pytest.mark.parametrize(("name", "text", "sentence"), [("quantity_milli", "10.001", "10 are left of this line. Give that or less."),
                                                     ("net_kip", "1000001", "1,000,000"), ("net_kip", "1000000000000000", "too large")])
def test_a_credit_note_above_its_invoice_is_refused_at_its_cell(qtbot, shop, name, text, sentence):
    form = opened(qtbot, CreditForm(None, shop, sell(shop)))
    form.reason.setText("wet")
    form.lines.model.type(0, name, text)
    head = shop.book.head_code()
    form.save()
    assert sentence in form.lines.complaint()
    assert [(place, column) for place, column, _told in form.lines.model.complaints()] == [(0, name)]
    assert shop.book.head_code() == head


def test_so_little_taken_back_that_it_comes_to_nothing_is_refused_at_its_cell(qtbot, shop):
    form = opened(qtbot, CreditForm(None, shop, sell(shop, 70)))
    form.reason.setText("wet")
    form.lines.model.type(0, "quantity_milli", "0.001")
    form.save()
    assert form.lines.complaint() == "What is taken back comes to 0. Give more, or an amount."
    form.lines.model.type(0, "quantity_milli", "1")
    form.save()
    assert open_kip(shop) == [("IV-0001", 63)]


def test_more_than_is_open_is_neither_given_up_nor_sent(qtbot, shop):
    from coopbooks.services import sales_pages

    invoice = sell(shop)
    lost = opened(qtbot, WriteOffForm(None, shop, sales_pages.invoice_view(shop.book, invoice)))
    lost.reason.setText("gone")
    lost.amount.set_value(1_000_001)
    lost.save()
    assert "1,000,000 open on invoice IV-0001" in complaints(lost)["amount_kip"]
    lost.amount.setText("1000000000000000")
    lost.save()
    assert "too large" in complaints(lost)["amount_kip"]
    goods = opened(qtbot, DeliveryNoteForm(None, shop, invoice))
    goods.on.set_value(date(2025, 2, 1))
    goods.save()
    assert "IV-0001" in complaints(goods)["on"]
