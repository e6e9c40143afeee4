"""Invoices, receipts and the age of debts: the rules by themselves, without a book."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopbooks.coop import customers, invoices, receipts
from coopbooks.coop.boxes import AmountMissing, AmountPastLimit, LinesMissing, PaperNumberUsed
from coopbooks.coop.customers import AddCustomer, Customer, CustomerFacts, OpenItem
from coopbooks.coop.invoices import InvoiceFacts, InvoiceLine, IssueInvoice
from coopbooks.coop.receipts import Allocation, ReceiptFacts, TakeReceipt
from coopbooks.ledger.journal import Posting
from coopbooks.ledger.money import MAX_LINE_KIP, Kip
from coopbooks.ledger.periods import BeforeBookBegins, DayInFuture, OpenDays

DAYS = OpenDays(date(2025, 1, 1), None, date(2025, 12, 31))
CAFE = Customer(4, "C04", "Café “Plateau”", "", 14, Kip(1_000_000), None)
ON = date(2025, 3, 10)


def line(quantity: str, price_kip: int, vat: str = "") -> InvoiceLine:
    return InvoiceLine(1, "", "A", int(Decimal(quantity) * 1000), "kg", Kip(price_kip), vat)


def invoice(*lines: InvoiceLine, **other: object) -> IssueInvoice:
    return replace(IssueInvoice(4, ON, lines), **other)


def item(place: int, on: date, open_kip: int, due_on: date | None = None) -> OpenItem:
    return OpenItem(place, f"IV-{place:04}", on, due_on or on, Kip(open_kip), Kip(open_kip))


# --- lines and entries ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("quantity", "price", "vat", "net", "tax"), [
    ("345.5", 100_501, "", 34_723_096, 0),  # 34,723,095.5 goes up
    ("20", 155_555, "10", 3_111_100, 311_110),
    ("4.25", 165_000, "10", 701_250, 70_125),
    ("0.001", 499, "10", 0, 0),  # less than half a kip
    ("1", 15, "10", 15, 2),  # 1.5 kip of tax goes up
    ("1", 14, "10", 14, 1),
    ("3", 333, "7.5", 999, 75),  # 74.925
])
def test_a_line_is_rounded_half_up_once_for_the_net_and_once_for_the_tax(quantity, price, vat, net, tax):
    assert (line(quantity, price, vat).net_kip, line(quantity, price, vat).vat_kip) == (net, tax)


def test_an_invoice_on_credit_debits_the_customer_with_the_tax_in_it():
    entry = invoices.invoice_entry(invoice(line("20", 155_555, "10"), line("1", 50_000)))
    assert entry.postings == (Posting("receivable", Kip(3_472_210), customer_id=4), Posting("sales", Kip(-3_161_100)),
                              Posting("vat", Kip(-311_110)))


def test_a_cash_sale_without_tax_names_no_customer_and_no_vat():
    entry = invoices.invoice_entry(invoice(line("2", 50_000), paid_into="bank"))
    assert entry.postings == (Posting("bank", Kip(100_000)), Posting("sales", Kip(-100_000)))


def test_the_due_day_is_the_written_one_else_the_terms_else_the_day_itself():
    assert invoices.due_day(CAFE, invoice(due_on=date(2025, 6, 1))) == date(2025, 6, 1)
    assert invoices.due_day(CAFE, invoice()) == date(2025, 3, 24)
    assert invoices.due_day(replace(CAFE, terms_days=None), invoice()) == ON
    assert invoices.due_day(CAFE, invoice(paid_into="cash")) == ON


# --- what is refused --------------------------------------------------------------------------------------------------
def test_every_fault_of_an_invoice_is_told_at_once_with_its_line():
    order = invoice(line("0", 5), line("1", -1), line("1", 1, "101"), line("1", 1, "ten"), on=date(2026, 1, 1),
                    due_on=date(2025, 12, 1), number="7")
    broken = invoices.check_invoice(InvoiceFacts(CAFE, DAYS, number_taken=True), order)
    assert [(type(one), one.field) for one in broken] == [
        (DayInFuture, "on"), (PaperNumberUsed, "number"), (invoices.DueBeforeInvoice, "due_on"),
        (invoices.QuantityMissing, "lines.0.quantity_milli"), (invoices.PriceBelowZero, "lines.1.price_kip"),
        (invoices.VatUnclear, "lines.2.vat_percent"), (invoices.VatUnclear, "lines.3.vat_percent")]


@pytest.mark.parametrize(("lines", "complaint"), [
    ((), LinesMissing), ((line("1", 0),), invoices.NothingSold),
    ((line("2", MAX_LINE_KIP),), invoices.LinePastLimit),
    ((line("1", MAX_LINE_KIP), line("1", 1)), AmountPastLimit),
])
def test_an_invoice_comes_to_something_that_fits(lines, complaint):
    assert [type(one) for one in invoices.check_invoice(InvoiceFacts(CAFE, DAYS), invoice(*lines))] == [complaint]


def test_a_gift_beside_paid_goods_is_no_fault():
    assert invoices.check_invoice(InvoiceFacts(CAFE, DAYS), invoice(line("1", 0), line("1", 5))) == []


def test_a_credit_limit_is_passed_only_when_the_order_says_so():
    facts = InvoiceFacts(CAFE, DAYS, owed_kip=Kip(900_000))
    at_limit, past_limit = invoice(line("1", 100_000)), invoice(line("1", 100_001))
    assert invoices.check_invoice(facts, past_limit) == [
        invoices.CustomerLimitPassed(customer=CAFE.name, owed_kip=1_000_001, limit_kip=1_000_000)]
    assert invoices.check_invoice(facts, replace(past_limit, limit_confirmed=True)) == []
    assert invoices.check_invoice(facts, replace(past_limit, paid_now_kip=Kip(1), paid_now_into="bank")) == []
    assert invoices.questions_about(facts, at_limit) == []
    assert invoices.questions_about(facts, past_limit) == [
        invoices.CustomerLimitPassed(customer=CAFE.name, owed_kip=1_000_001, limit_kip=1_000_000)]
    assert invoices.questions_about(facts, replace(past_limit, paid_into="cash")) == []
    assert invoices.questions_about(replace(facts, customer=replace(CAFE, limit_kip=None)), past_limit) == []
    assert invoices.questions_about(replace(facts, owed_kip=None), past_limit) == []


def test_a_customer_has_a_number_of_its_own_a_name_and_sane_terms():
    broken = customers.check_customer(CustomerFacts("Café"), AddCustomer("", "", terms_days=-1, limit_kip=Kip(-5)))
    assert [one.field for one in broken] == ["number", "name", "terms_days", "limit_kip"]
    assert customers.check_customer(CustomerFacts("Café"), AddCustomer("C1", "x")) == [
        customers.CustomerNumberTaken(number="C1", taken_by="Café")]
    assert customers.check_customer(CustomerFacts(None), AddCustomer("C1", "x", "", 0, Kip(0))) == []


# --- receipts ---------------------------------------------------------------------------------------------------------
def receipt(amount_kip: int, **other: object) -> TakeReceipt:
    return replace(TakeReceipt(4, ON, Kip(amount_kip), "cash"), **other)


JANUARY, FEBRUARY, APRIL = item(1, date(2025, 1, 5), 300), item(2, date(2025, 2, 5), 500), item(3, date(2025, 4, 1), 700)


def facts(*items: OpenItem, named: OpenItem | None = None, undone: bool = False) -> ReceiptFacts:
    return ReceiptFacts(CAFE, items, named, undone, DAYS)


def test_a_receipt_pays_the_oldest_first_and_keeps_the_rest_on_account():
    both = facts(JANUARY, FEBRUARY)
    assert receipts.allocate(both, receipt(200)) == (Allocation(1, Kip(200)),)
    assert receipts.allocate(both, receipt(450)) == (Allocation(1, Kip(300)), Allocation(2, Kip(150)))
    assert receipts.allocate(both, receipt(900)) == (Allocation(1, Kip(300)), Allocation(2, Kip(500)))
    assert receipts.questions_about_receipt(both, receipt(900)) == [receipts.MoreThanOpen(rest_kip=100, customer=CAFE.name)]
    assert receipts.questions_about_receipt(both, receipt(800)) == []


def test_a_receipt_that_names_its_invoice_pays_that_one_only():
    order = receipt(900, invoice_number="IV-0002")
    assert receipts.allocate(facts(JANUARY, FEBRUARY, named=FEBRUARY), order) == (Allocation(2, Kip(500)),)


def test_an_invoice_that_comes_after_the_receipt_is_not_open_for_it():
    order = receipt(900, invoice_number="IV-0003")
    assert receipts.check_receipt(facts(named=APRIL), order) == []
    assert receipts.allocate(facts(named=APRIL), order) == ()


def test_a_receipt_for_an_unknown_or_reversed_invoice_is_refused():
    order = receipt(900, invoice_number="IV-0009")
    assert receipts.check_receipt(facts(), order) == [receipts.InvoiceUnknown(customer=CAFE.name, number="IV-0009")]
    assert receipts.check_receipt(facts(undone=True), order) == [receipts.InvoiceReversed(number="IV-0009")]


@pytest.mark.parametrize(("amount", "complaint"), [(0, AmountMissing), (-5, AmountMissing), (MAX_LINE_KIP + 1, AmountPastLimit)])
def test_a_receipt_has_an_amount_that_fits(amount, complaint):
    assert [type(one) for one in receipts.check_receipt(facts(), receipt(amount))] == [complaint]


def test_a_receipt_stands_in_the_open_days_and_debits_the_box():
    assert receipts.check_receipt(facts(), receipt(5, on=date(2024, 12, 31))) == [
        BeforeBookBegins(on=date(2024, 12, 31), begins_on=date(2025, 1, 1))]
    assert receipts.receipt_entry(facts(), receipt(5, into="bank")).postings == (
        Posting("bank", Kip(5)), Posting("receivable", Kip(-5), customer_id=4))


open_items = st.lists(st.tuples(st.integers(-200, 200), st.integers(-200, 200), st.integers(1, 10**9)), max_size=8).map(
    lambda drawn: tuple(item(place, ON + timedelta(on), kip, ON + timedelta(due)) for place, (on, due, kip) in enumerate(drawn)))


@given(open_items, st.integers(1, 10**10))
def test_a_receipt_never_pays_more_than_is_open_nor_more_than_was_given(items, amount):
    parts = receipts.allocate(facts(*items), receipt(amount))
    open_by_id = {one.document_id: one.open_kip for one in items}
    assert all(0 < part.amount_kip <= open_by_id[part.item_id] for part in parts)
    assert sum(part.amount_kip for part in parts) == min(amount, sum(open_by_id.values()))


# --- the age of debts -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("days", "bucket"), [(-40, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4),
                                              (4000, 4)])
def test_the_columns_count_days_past_due(days, bucket):
    assert customers.bucket_of(days) == bucket


def test_money_on_account_stands_as_a_negative_current_part():
    as_of = date(2025, 12, 31)
    old = item(1, date(2025, 1, 1), 700, date(2025, 10, 2))  # 90 days past due
    aged = customers.aged_debt(CAFE, Kip(600), [old], as_of)
    assert (aged.current_kip, aged.d61_90_kip, aged.balance_kip) == (-100, 700, 600)


@given(open_items, st.integers(-10**10, 10**10))
def test_the_columns_add_up_to_the_balance(items, balance):
    aged = customers.aged_debt(CAFE, Kip(balance), items, ON)
    assert balance == (aged.current_kip + aged.d1_30_kip + aged.d31_60_kip + aged.d61_90_kip + aged.over_90_kip)
    late = {place: sum(one.open_kip for one in items if customers.bucket_of((ON - one.due_on).days) == place) for place in range(1, 5)}
    assert (aged.d1_30_kip, aged.d31_60_kip, aged.d61_90_kip, aged.over_90_kip) == tuple(late.values())


def test_rounding_is_line_by_line():
    # Two lines of half a kip make one kip more than a single line of the whole.
    assert line("0.5", 1).net_kip + line("0.5", 1).net_kip == 2
    assert line("1", 1).net_kip == 1
