"""The papers of selling, as data and as files: what each says of the book, in every ending."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from coopbooks.coop.credit_notes import CreditInvoice, CreditLine
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.produce import AddProduct
from coopbooks.coop.receipts import TakeReceipt
from coopbooks.coop.trade_papers import DeliveredLine, EndTradePaper, MakeDeliveryNote, MakeQuotation
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import Refused
from coopbooks.papers.form import Form
from coopbooks.papers.parts import Listing
from coopbooks.reports import catalogue
from coopbooks.services import produce, sales, sales_papers, trade_papers
from coopbooks.services.paper_makers import MAKERS, Asked
from tests.support.trade import TODAY, Trade, new_trade

YEAR = Period(date(2025, 1, 1), TODAY)
NAMES = {"invoice": "IV-0001", "quotation": "QT-0001", "delivery-note": "DN-0001", "credit-note": "CR-0001", "customer-statement": "C02",
         "reminder": "C02", "sales-by-product": None, "sales-by-customer": None, "sales-by-month": None, "missing-numbers": None}


@pytest.fixture
def coop(tmp_path: Path) -> Iterator[Trade]:
    trade = new_trade(tmp_path)
    trade.begin_with()
    with trade.book as book:
        produce.add_product(book, AddProduct("GR", "ກາເຟສານ", "Green bean", "kg", ("A", "B")))
        lines = (InvoiceLine(1, "", "A", 240_000, "kg", Kip(92_000), "10"), InvoiceLine(None, "<b>=1+1</b>", "", 1_000, "", Kip(1_200_000), "10"))
        who, on = trade.customer["C02"], date(2025, 2, 14)
        trade_papers.make_quotation(book, MakeQuotation(who, on, lines, date(2025, 3, 1)))
        sales.issue_invoice(book, IssueInvoice(who, on, lines, note="ຂອບໃຈ", customer_ref="PO-118", paid_now_kip=Kip(10_000_000),
                                               paid_now_into="bank"))
        invoice = trade.paper_id("invoice", "IV-0001")
        trade_papers.make_delivery_note(book, MakeDeliveryNote(invoice, on, (DeliveredLine(0, 200_000),), "ລົດ 1234"))
        sales.credit_invoice(book, CreditInvoice(invoice, date(2025, 3, 1), (CreditLine(0, 10_000),), "ຊຸ່ມ"))
        sales.take_receipt(book, TakeReceipt(who, date(2025, 4, 1), Kip(5_000_000), "cash"))
        sales.issue_invoice(book, IssueInvoice(trade.customer["C03"], date(2025, 5, 1), lines[:1], paid_into="cash", number="ກ-1"))
        sales.issue_invoice(book, IssueInvoice(trade.customer["C03"], date(2025, 5, 1), lines[:1], paid_into="cash", number="ກ-3"))
        yield trade


def paper(coop: Trade, name: str) -> Form | Listing:
    return MAKERS[name](coop.book, Asked(TODAY, YEAR, 2025, None, NAMES[name]))


def sums(form: Form) -> list[int]:
    return [one.amount_kip for one in form.sums]


def test_an_invoice_says_what_was_paid_taken_back_and_is_still_open(coop):
    form = paper(coop, "invoice")
    assert sums(form) == [23_280_000, 2_328_000, 25_608_000, -15_000_000, -1_012_000, 9_596_000]
    assert (form.number, form.mark, form.words_kip, form.check.amount_kip) == ("IV-0001", "", 25_608_000, 25_608_000)
    for kind, number in (("receipt", "RV-0002"), ("receipt", "RV-0001"), ("credit-note", "CR-0001"), ("invoice", "IV-0001")):
        coop.reverse(kind, number, TODAY)
    form = paper(coop, "invoice")
    assert (form.mark, sums(form)) == ("void", [23_280_000, 2_328_000, 25_608_000])


def test_the_preview_of_a_draft_is_the_invoice_without_a_number(coop):
    order = IssueInvoice(coop.customer["C02"], TODAY, (InvoiceLine(1, "", "B", 1_000, "kg", Kip(5_000)),), note="ok", currency="USD",
                         foreign_cents=23, rate="21739.13")
    form = sales_papers.invoice_preview(coop.book, order)
    assert (form.number, form.mark, form.check, sums(form)) == ("", "draft", None, [5_000])
    assert form.heads[0].value == date(2026, 1, 14)
    assert form.heads[-1].value.lo == "0.23 USD × 21,739.13"


def test_a_delivery_note_shows_no_prices_and_a_withdrawn_one_is_crossed_out(coop):
    form = paper(coop, "delivery-note")
    assert [row[1] for row in form.rows] == [200_000]
    assert len(form.columns) == 3
    trade_papers.end_trade_paper(coop.book, EndTradePaper(2, TODAY, "ກັບຄືນ"))
    assert paper(coop, "delivery-note").mark == "cancelled"


def test_a_statement_runs_to_the_balance_of_the_ledger(coop):
    form = paper(coop, "customer-statement")
    assert [(row[2].lo if row[2] else "", row[3], row[4], row[5]) for row in form.rows] == [
        ("", None, None, 0), ("IV-0001", 25_608_000, None, 25_608_000), ("RV-0001", None, 10_000_000, 15_608_000),
        ("CR-0001", None, 1_012_000, 14_596_000), ("RV-0002", None, 5_000_000, 9_596_000)]
    assert sums(form) == [9_596_000, 9_596_000]
    (late,) = paper(coop, "reminder").rows
    assert late[3:] == (306, 9_596_000)


def test_sales_add_up_the_same_by_product_customer_and_month(coop):
    found = {name: paper(coop, name).to_json() for name in ("sales-by-product", "sales-by-customer", "sales-by-month")}
    assert {one["total_kip"] for one in found.values()} == {22_080_000 * 3 + 1_200_000 - 920_000}
    assert [(line["detail"], line["quantity"]) for line in found["sales-by-product"]["lines"]] == [("A", "710"), ("", "1")]


def test_the_numbers_paper_lists_gaps_with_who_answers(coop):
    document = paper(coop, "missing-numbers").to_json()
    assert [(one["number"], one["ours"], one["explanation"]) for one in document["missing"]] == [("ກ-2", False, "")]
    assert {one["kind"] for one in document["series"]} >= {"invoice", "quotation", "delivery-note", "credit-note", "receipt"}


def test_every_paper_becomes_every_kind_of_file(coop):
    for name in NAMES:
        made = paper(coop, name)
        for ending in (".pdf", ".csv", ".xlsx", ".json"):
            assert catalogue.render(made, ending, "lo+en"), (name, ending)


def test_a_paper_that_is_not_there_is_refused(coop):
    for name in (name for name, number in NAMES.items() if number):
        with pytest.raises(Refused, match="no paper"):
            MAKERS[name](coop.book, Asked(TODAY, YEAR, 2025, None, "nothing"))
