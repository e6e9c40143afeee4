"""What follows a sale, on a real file: taken back, given up, paid in dollars, paid in parts; each with its undoing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coopbooks.books import customers, invoices
from coopbooks.coop import credit_notes, receipts, reversal, write_offs
from coopbooks.coop.approval import MadeAndApproved, NotEnrolled
from coopbooks.coop.boxes import AmountMissing, AmountPastLimit, BoxHoldsLess, BoxUnknown, LinesMissing
from coopbooks.coop.credit_notes import CreditInvoice, CreditLine
from coopbooks.coop.customers import AddCustomer, ChangeCustomer
from coopbooks.coop.invoices import (
    CurrencyUnclear,
    ForeignAmountMissing,
    InvoiceLine,
    IssueInvoice,
    LinePastLimit,
    NothingSold,
    PaidNowBelowZero,
    PaidNowTooMuch,
    PaidNowWhere,
    PriceBelowZero,
    QuantityMissing,
    RateDoesNotFit,
    RateUnclear,
    VatNotCharged,
    VatOtherRate,
)
from coopbooks.coop.receipts import ReceiptPart, TakeReceipt
from coopbooks.coop.vat import DecideVat, VatBasisMissing, VatRateUnclear
from coopbooks.coop.write_offs import WriteOff
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import DayInFuture, PeriodClosed
from coopbooks.ledger.refusals import Refused
from coopbooks.services import dividends, sales
from coopbooks.services.checking import check_book
from coopbooks.services.dividends import CloseYear
from tests.support.trade import TODAY, Trade, new_trade, told

ON, LATER = date(2025, 3, 10), date(2025, 4, 1)
GREEN = InvoiceLine(None, "ກາເຟສານ", "A", 10_000, "kg", Kip(90_000), "10")
FREIGHT = InvoiceLine(None, "ຄ່າຂົນສົ່ງ", "", 1_000, "", Kip(100_000))


@pytest.fixture
def coop(tmp_path: Path) -> Iterator[Trade]:
    trade = new_trade(tmp_path)
    trade.begin_with()
    with trade.book:
        yield trade
        path = trade.book.path
    assert check_book(path) == []


def sell(coop: Trade, *lines: InvoiceLine, customer: str = "C02", **other: object) -> int:
    sales.issue_invoice(coop.book, IssueInvoice(coop.customer[customer], ON, lines or (GREEN, FREIGHT), **other))
    with coop.reading() as tx:
        return int(tx.one("SELECT max(document_id) FROM document WHERE kind = 'invoice'")[0])


def pay(coop: Trade, kip: int, *parts: tuple[int, int], customer: str = "C02", on: date = LATER, **other: object) -> None:
    sales.take_receipt(coop.book, TakeReceipt(coop.customer[customer], on, Kip(kip), "bank",
                                              parts=tuple(ReceiptPart(key, Kip(part)) for key, part in parts), **other))


def credit(coop: Trade, invoice: int, *lines: CreditLine, **other: object) -> None:
    sales.credit_invoice(coop.book, replace(CreditInvoice(invoice, LATER, lines, "ຊຸ່ມ"), **other))


def open_items(coop: Trade, customer: str = "C02") -> list[tuple[str, int]]:
    with coop.reading() as tx:
        return [(item.number, item.open_kip) for item in customers.open_items(tx, coop.customer[customer])]


def refused(do: object, *args: object, **other: object) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        do(*args, **other)  # type: ignore[operator]
    return [(type(one).__name__, one.field) for one in refusal.value.broken]


# --- credit notes -------------------------------------------------------------------------------------------------------
def test_part_of_a_line_is_taken_back_and_then_the_taking_back_is_undone(coop):
    invoice = sell(coop)
    credit(coop, invoice, CreditLine(0, 2_500))
    assert open_items(coop) == [("IV-0001", 1_090_000 - 247_500)]
    coop.reverse("credit-note", "CR-0001", date(2025, 4, 2))
    assert coop.journal_text(LATER) == told("""
        2025-04-01 credit-note CR-0001
            sales                        225,000
            vat                           22,500
            receivable C02              -247,500
        2025-04-02 reversal RX-0001
            sales                       -225,000
            vat                          -22,500
            receivable C02               247,500
    """)
    assert open_items(coop) == [("IV-0001", 1_090_000)]
    with coop.reading() as tx:
        assert [(one.quantity, one.net_kip) for one in invoices.sold(tx, ON, TODAY)] == [(1, 100_000), (10, 900_000)]


def test_what_was_paid_already_stays_on_account_or_goes_back_in_money(coop):
    invoice = sell(coop)
    pay(coop, 1_090_000)
    credit(coop, invoice, CreditLine(0, 5_000))
    with coop.reading() as tx:
        assert customers.on_account_kip(tx, coop.customer["C02"]) == 495_000
    credit(coop, invoice, CreditLine(1, 1_000), refund_from="cash")
    assert coop.journal_text(LATER).endswith(told("""
        2025-04-01 credit-note CR-0002
            sales                        100,000
            cash                        -100,000
    """))


def test_the_last_part_of_a_line_takes_what_is_left_to_the_kip(coop):
    odd = InvoiceLine(None, "x", "", 3_000, "kg", Kip(33_333), "10")
    invoice = sell(coop, odd)
    for quantity in (1_000, 1_000, 1_000):
        credit(coop, invoice, CreditLine(0, quantity))
    assert open_items(coop) == []
    assert refused(credit, coop, invoice, CreditLine(0, 1)) == [("MoreThanWasSold", "lines.0.quantity_milli")]
    with coop.reading() as tx:
        assert invoices.sold(tx, ON, TODAY) == ()


def test_a_price_that_was_too_high_is_taken_back_without_goods(coop):
    invoice = sell(coop)
    credit(coop, invoice, CreditLine(0, 0, Kip(50_000)))
    assert open_items(coop) == [("IV-0001", 1_090_000 - 55_000)]
    assert refused(credit, coop, invoice, CreditLine(0, 0, Kip(850_001))) == [("MoreThanWasAsked", "lines.0.net_kip")]
    credit(coop, invoice, CreditLine(0, 10_000))
    assert open_items(coop) == [("IV-0001", 100_000)]


def test_what_cannot_be_taken_back(coop):
    invoice = sell(coop)
    assert refused(credit, coop, invoice, CreditLine(0, 10_001)) == [("MoreThanWasSold", "lines.0.quantity_milli")]
    assert refused(credit, coop, invoice, CreditLine(2, 1), CreditLine(0, 0)) == [
        ("NoSuchLine", "lines.0.place"), ("CreditMissing", "lines.1.quantity_milli")]
    assert refused(credit, coop, invoice, CreditLine(0, 1), CreditLine(0, 1)) == [("LineTwice", "lines.1.place")]
    assert refused(credit, coop, invoice, CreditLine(0, -1)) == [("CreditMissing", "lines.0.quantity_milli")]
    assert refused(credit, coop, invoice) == [(LinesMissing.__name__, "lines")]
    assert refused(credit, coop, invoice, CreditLine(0, 1), reason=" ", on=date(2025, 3, 9)) == [
        ("CreditReasonMissing", "reason"), ("CreditBeforeInvoice", "on")]
    assert refused(credit, coop, invoice, CreditLine(0, 1), on=date(2026, 1, 1)) == [(DayInFuture.__name__, "on")]
    assert refused(credit, coop, invoice, CreditLine(0, 1), refund_from="sock") == [(credit_notes.RefundWhere.__name__, "refund_from")]
    pay(coop, 1_090_000)
    big = sell(coop, InvoiceLine(None, "x", "", 1_000, "", Kip(8_000_000)), paid_into="bank")
    assert refused(credit, coop, big, CreditLine(0, 1_000), refund_from="cash") == [(BoxHoldsLess.__name__, "refund_from")]
    coop.reverse("receipt", "RV-0001", LATER)
    coop.reverse("invoice", "IV-0001", LATER)
    assert refused(credit, coop, invoice, CreditLine(0, 1)) == [("NothingToCredit", "document_id")]


def test_an_invoice_stays_while_something_of_it_is_taken_back(coop):
    invoice = sell(coop, paid_into="cash")
    credit(coop, invoice, CreditLine(1, 1_000))
    with pytest.raises(Refused) as refusal:
        coop.reverse("invoice", "IV-0001", LATER)
    assert refusal.value.broken == (reversal.OthersNeedIt(number="IV-0001", needed_by=["CR-0001"]),)
    coop.reverse("credit-note", "CR-0001", LATER)
    coop.reverse("invoice", "IV-0001", LATER)
    with coop.reading() as tx:
        assert customers.aged(tx, TODAY) == ()


# --- receipts ------------------------------------------------------------------------------------------------------------
def test_a_receipt_pays_exactly_what_was_ticked(coop):
    first, second = sell(coop), sell(coop)
    pay(coop, 800_000, (second, 700_000), (first, 50_000))
    assert open_items(coop) == [("IV-0001", 1_040_000), ("IV-0002", 390_000)]
    with coop.reading() as tx:
        assert customers.on_account_kip(tx, coop.customer["C02"]) == 50_000
    coop.reverse("receipt", "RV-0001", LATER)
    assert open_items(coop) == [("IV-0001", 1_090_000), ("IV-0002", 1_090_000)]


def test_what_a_receipt_cannot_pay(coop):
    invoice, void = sell(coop), sell(coop)
    other = sell(coop, FREIGHT, customer="C03")
    coop.reverse("invoice", "IV-0002", LATER)
    assert refused(pay, coop, 100, (void, 100)) == [("InvoiceReversed", "parts.0.document_id")]
    assert refused(pay, coop, 100, (other, 100)) == [("PartUnknown", "parts.0.document_id")]
    assert refused(pay, coop, 2_000_000, (invoice, 1_090_001)) == [("MoreThanIsOpen", "parts.0.amount_kip")]
    assert refused(pay, coop, 100, (invoice, 60), (invoice, 50)) == [("PartTwice", "parts.1.document_id"), ("PartsAboveAmount", "amount_kip")]
    assert refused(pay, coop, 100, (invoice, 0)) == [(AmountMissing.__name__, "parts.0.amount_kip")]
    assert refused(pay, coop, 100, (invoice, 100), on=date(2025, 3, 9)) == [("InvoiceComesLater", "on")]
    assert refused(pay, coop, -1) == [(AmountMissing.__name__, "amount_kip")]
    assert refused(pay, coop, 10**15) == [(AmountPastLimit.__name__, "amount_kip")]
    assert refused(sales.take_receipt, coop.book, TakeReceipt(coop.customer["C02"], LATER, Kip(5), "sock")) == [(BoxUnknown.__name__, "into")]


def test_money_that_comes_with_the_sale_gets_its_own_receipt(coop):
    sell(coop, paid_now_kip=Kip(400_000), paid_now_into="cash")
    assert coop.journal_text(ON) == told("""
        2025-03-10 invoice IV-0001
            receivable C02             1,090,000
            sales                     -1,000,000
            vat                          -90,000
        2025-03-10 receipt RV-0001
            cash                         400,000
            receivable C02              -400,000
    """)
    assert open_items(coop) == [("IV-0001", 690_000)]


DOLLARS = InvoiceLine(None, "Green bean", "A", 100_000, "kg", Kip(210_000))


def test_dollars_that_are_worth_more_when_they_come_are_a_gain(coop):
    sell(coop, DOLLARS, customer="C03", currency="USD", foreign_cents=100_000, rate="21000")
    pay(coop, 12_900_000, customer="C03", invoice_number="IV-0001", foreign_cents=60_000)
    assert open_items(coop, "C03") == [("IV-0001", 8_400_000)]
    pay(coop, 8_200_000, customer="C03", invoice_number="IV-0001", foreign_cents=40_000)
    coop.reverse("receipt", "RV-0002", date(2025, 4, 5))
    assert coop.journal_text(LATER) == told("""
        2025-04-01 receipt RV-0001
            bank                      12,900,000
            receivable C03           -12,600,000
            exchange-gain               -300,000
        2025-04-01 receipt RV-0002
            bank                       8,200,000
            receivable C03            -8,400,000
            exchange-loss                200,000
        2025-04-05 reversal RX-0001
            bank                      -8,200,000
            receivable C03             8,400,000
            exchange-loss               -200,000
    """)
    assert open_items(coop, "C03") == [("IV-0001", 8_400_000)]


def test_what_foreign_money_cannot_pay(coop):
    sell(coop, FREIGHT, customer="C03")
    assert refused(pay, coop, 5, customer="C03", invoice_number="IV-0001", foreign_cents=5) == [("NotInForeignMoney", "foreign_cents")]
    sell(coop, DOLLARS, customer="C03", currency="USD", foreign_cents=100_000, rate="21000")
    for cents, why in ((100_001, "MoreForeignThanOpen"), (-5, "ForeignAmountBelowZero")):
        assert refused(pay, coop, 5, customer="C03", invoice_number="IV-0002", foreign_cents=cents) == [(why, "foreign_cents")]
    facts = sales.prepare_receipt(coop.book, TakeReceipt(coop.customer["C03"], LATER, Kip(21_500_000), "bank", "IV-0002", foreign_cents=100_000))
    (asked,) = receipts.questions_about_receipt(facts, TakeReceipt(coop.customer["C03"], LATER, Kip(21_500_000), "bank", "IV-0002",
                                                                  foreign_cents=100_000))
    assert asked == receipts.RateMoved(settled_kip=21_000_000, difference_kip=500_000)


# --- debts given up -----------------------------------------------------------------------------------------------------
def test_a_debt_is_given_up_with_a_reason_and_a_name_and_taken_up_again(coop):
    invoice = sell(coop)
    pay(coop, 1_000_000)
    sales.write_off(coop.book, WriteOff(invoice, date(2025, 9, 1), Kip(90_000), "ໜີໄປແລ້ວ", "Noy"))
    assert open_items(coop) == []
    coop.reverse("write-off", "WO-0001", date(2025, 9, 2))
    assert coop.journal_text(date(2025, 9, 1)) == told("""
        2025-09-01 write-off WO-0001
            bad-debts                     90,000
            receivable C02               -90,000
        2025-09-02 reversal RX-0001
            bad-debts                    -90,000
            receivable C02                90,000
    """)
    assert open_items(coop) == [("IV-0001", 90_000)]


def test_a_debt_is_not_given_up_like_this(coop):
    invoice = sell(coop)
    order = WriteOff(invoice, LATER, Kip(5), "gone", "Noy")

    def give_up(**other: object) -> list[tuple[str, str]]:
        return refused(sales.write_off, coop.book, replace(order, **other))

    assert give_up(reason="") == [(write_offs.WriteOffReasonMissing.__name__, "reason")]
    assert give_up(approved_by="Nobody") == [(NotEnrolled.__name__, "approved_by")]
    assert give_up(amount_kip=Kip(1_090_001)) == [("MoreThanIsOpen", "amount_kip")]
    assert give_up(amount_kip=Kip(0), on=date(2025, 3, 9)) == [(AmountMissing.__name__, "amount_kip"), ("InvoiceComesLater", "on")]
    pay(coop, 1_090_000)
    assert give_up() == [("NothingIsOwed", "document_id")]
    with coop.book.writing() as tx:
        from coopbooks.books import settings

        settings.add_user(tx, "Khamla", "chair")
    second = sell(coop)
    assert give_up(document_id=second) == [("MayNotApprove", "approved_by"), (MadeAndApproved.__name__, "approved_by")]
    sales.write_off(coop.book, replace(order, document_id=second, approved_by="Khamla"))


# --- what an invoice is refused for ----------------------------------------------------------------------------------------
def test_what_an_invoice_is_refused_for(coop):
    def why(*lines: InvoiceLine, **other: object) -> list[tuple[str, str]]:
        return refused(sell, coop, *lines, **other)

    assert why(replace(FREIGHT, price_kip=Kip(0))) == [(NothingSold.__name__, "lines.0.price_kip")]
    assert why(replace(FREIGHT, price_kip=Kip(-1))) == [(PriceBelowZero.__name__, "lines.0.price_kip")]
    assert why(replace(FREIGHT, quantity_milli=0)) == [(QuantityMissing.__name__, "lines.0.quantity_milli")]
    assert why(replace(FREIGHT, price_kip=Kip(10**15))) == [(LinePastLimit.__name__, "lines.0.quantity_milli")]
    assert why(replace(GREEN, vat_percent="7")) == [(VatOtherRate.__name__, "lines.0.vat_percent")]
    assert why(paid_now_kip=Kip(-1)) == [(PaidNowBelowZero.__name__, "paid_now_kip")]
    assert why(paid_now_kip=Kip(1_090_001), paid_now_into="cash") == [(PaidNowTooMuch.__name__, "paid_now_kip")]
    assert why(paid_now_kip=Kip(1)) == [(PaidNowWhere.__name__, "paid_now_into")]
    assert why(currency="usd", foreign_cents=5, rate="200000") == [(CurrencyUnclear.__name__, "currency"), (RateDoesNotFit.__name__, "rate")]
    assert why(currency="USD", rate="21000") == [(ForeignAmountMissing.__name__, "foreign_cents")]
    assert why(currency="USD", foreign_cents=5_000, rate="-21800") == [(RateUnclear.__name__, "rate")]
    assert why(currency="USD", foreign_cents=5_000, rate="2180") == [(RateDoesNotFit.__name__, "rate")]


def test_vat_is_charged_from_the_day_it_is_decided_and_no_earlier(coop):
    sales.decide_vat(coop.book, DecideVat(date(2025, 2, 1), "", "taken off the register"))
    assert refused(sell, coop, GREEN) == [(VatNotCharged.__name__, "lines.0.vat_percent")]
    sales.decide_vat(coop.book, DecideVat(ON, "7.5", "letter 12/2025"))
    sell(coop, replace(GREEN, vat_percent="7.5"))
    assert refused(sales.decide_vat, coop.book, DecideVat(ON, "101", " ")) == [
        (VatRateUnclear.__name__, "rate"), (VatBasisMissing.__name__, "basis")]


def test_nothing_is_sold_receipted_or_taken_back_in_a_closed_year(coop, tmp_path):
    later = new_trade(tmp_path / "later" if (tmp_path / "later").mkdir() is None else tmp_path, date(2026, 2, 1))
    with later.book:
        later.begin_with()
        invoice = sell(later)
        dividends.close_year(later.book, CloseYear(2025))
        assert refused(sell, later) == [(PeriodClosed.__name__, "on")]
        assert refused(pay, later, 5) == [(PeriodClosed.__name__, "on")]
        assert refused(credit, later, invoice, CreditLine(0, 1)) == [(PeriodClosed.__name__, "on")]
        assert refused(sales.write_off, later.book, WriteOff(invoice, LATER, Kip(5), "gone", "Noy")) == [(PeriodClosed.__name__, "on")]


def test_an_older_book_gets_the_accounts_it_lacks(coop):
    with coop.book.writing() as tx:
        from coopbooks.books.rows import AccountRow

        for role, code in (("exchange-gain", "766"), ("exchange-loss", "666"), ("bad-debts", "654")):
            key, kind, lao, english = tx.one("SELECT account_id, kind, name_lo, name_en FROM account WHERE role = ?", role)
            named = english if role == "bad-debts" else f"{english} of the shop"
            tx.keep(AccountRow, int(key), code=code, role=None, kind=kind, name_lo=lao, name_en=named, event_id=0)
    invoice = sell(coop, DOLLARS, customer="C03", currency="USD", foreign_cents=100_000, rate="21000")
    pay(coop, 1_000_000, customer="C03", invoice_number="IV-0001", foreign_cents=4_000)
    sales.write_off(coop.book, WriteOff(invoice, LATER, Kip(5), "gone", "Noy"))
    with coop.reading() as tx:
        assert dict(tx.all("SELECT role, code FROM account WHERE role IN ('exchange-gain', 'exchange-loss', 'bad-debts')")) == {
            "exchange-gain": "7660", "exchange-loss": "6660", "bad-debts": "654"}


def test_a_customer_keeps_whom_to_ask_for_and_in_which_language(coop):
    details = AddCustomer("C02", "Café", contact="ນາງ ແກ້ວ", address="ປາກເຊ", tax_no="123-456", language="en")
    sales.change_customer(coop.book, ChangeCustomer(coop.customer["C02"], details))
    with coop.reading() as tx:
        kept = customers.customer(tx, coop.customer["C02"])
        assert (kept.contact, kept.address, kept.tax_no, kept.language) == ("ນາງ ແກ້ວ", "ປາກເຊ", "123-456", "en")
        assert [one.number for one in customers.search(tx, "ແກ້ວ", 5)] == ["C02"]
