"""What follows an invoice in the window: money received, lines taken back, goods sent, a debt given up, a paper made void."""

from datetime import date

import pytest

from coopbooks.books import customers as kept
from coopbooks.coop.credit_notes import CreditInvoice, CreditLine
from coopbooks.coop.trade_papers import DeliveredLine, MakeDeliveryNote
from coopbooks.ledger.money import Kip
from coopbooks.services import sales, sales_pages, trade_papers
from coopbooks.ui.sales import followed
from coopbooks.ui.sales.after_sale import CreditForm, DeliveryNoteForm, VoidForm, WithdrawForm, WriteOffForm
from coopbooks.ui.sales.invoice import InvoicePage
from coopbooks.ui.sales.money import ReceiveForm
from coopbooks.ui.sales.sale import Begin, SalePage
from tests.support.shop import complaints, open_kip, sell, shown


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


def test_money_with_every_tick_taken_out_stays_on_account(money):
    money.amount.set_value(500_000)
    assert parts(money) == [500_000, 0]
    money.lines.model.ticked.emit(0, False)
    money.amount.set_value(500_000)
    assert parts(money) == [0, 0]
    money.save()
    assert open_kip(money.desk) == [("IV-0001", 1_000_000), ("IV-0002", 2_000_000)]
    with money.desk.book.reading() as tx:
        assert kept.on_account_kip(tx, 1) == 500_000


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
    assert [one.number for one in view.belongs.table.model.rows] == ["RV-0001"]
    view.receive()
    assert told.went[-1] == ("receive-money", 1, invoice)
    view.copy()
    assert told.went[-1] == ("sale", Begin(copy_of=invoice))
    sale = shown(qtbot, SalePage(shop))
    sale.show_for(Begin(copy_of=invoice))
    assert [(line["product"].product.code, line["quantity_milli"]) for line in sale.lines.values()] == [("CH", 10_000)]


def test_what_belongs_to_an_invoice_is_listed_withdrawn_and_kept_with_its_scans(qtbot, shop, told, tmp_path, monkeypatch):
    invoice = sell(shop)
    trade_papers.make_delivery_note(shop.book, MakeDeliveryNote(invoice, shop.today, (DeliveredLine(0, 4_000),)))
    sales.credit_invoice(shop.book, CreditInvoice(invoice, shop.today, (CreditLine(0, 1_000),), "wet"))
    view = shown(qtbot, InvoicePage(shop))
    view.show_for(invoice)
    belongs = view.belongs

    def listed():
        return [(one.kind, one.number, one.amount_kip, one.is_ended) for one in belongs.table.model.rows]

    assert sorted(listed()) == [("credit-note", "CR-0001", 100_000, False), ("delivery-note", "DN-0001", 0, False)]
    place = next(place for place, one in enumerate(belongs.table.model.rows) if one.kind == "delivery-note")
    belongs.table.view.selectRow(place)
    belongs.withdraw()
    form = view.findChildren(WithdrawForm)[-1]
    form.save()
    assert complaints(form) == {"reason": "Write why it no longer holds."}
    form.reason.setText("came back at once")
    form.save()
    view.refresh()
    assert ("delivery-note", "DN-0001", 0, True) in listed()
    assert not belongs._withdraw.isVisibleTo(view)
    scan = tmp_path / "signed.pdf"
    scan.write_bytes(b"nothing of the kind")
    belongs.keep(scan)
    assert "signed.pdf is not a picture or a PDF" in belongs._error.text()
    scan.write_bytes(b"%PDF-1.7 a page")
    belongs.keep(scan)
    assert listed()[-1] == ("file", "signed.pdf", 0, False)
    seen = []
    monkeypatch.setattr(followed, "show_file", lambda _parent, name, body: seen.append((name, body)))
    belongs.table.opened.emit(belongs.table.model.rows[-1])
    assert seen == [("signed.pdf", b"%PDF-1.7 a page")]
    belongs.take_away(belongs.table.model.rows[-1])
    assert "file" not in [kind for kind, *_rest in listed()]
    belongs.table.opened.emit(belongs.table.model.rows[place])
    assert told.went[-1][:3] == ("reports", "delivery-note", "DN-0001")
