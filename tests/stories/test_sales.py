"""Selling, on a real file: what is posted, what is owed, what a receipt pays, and how each is undone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopbooks.books import customers, invoices, journal, receipts
from coopbooks.coop import customers as customer_rules
from coopbooks.coop import invoices as invoice_rules
from coopbooks.coop import receipts as receipt_rules
from coopbooks.coop import reversal
from coopbooks.coop.boxes import PaperNumberUsed
from coopbooks.coop.customers import AddCustomer, ChangeCustomer
from coopbooks.coop.entries import EntryLine, PostEntry
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.produce import AddProduct
from coopbooks.coop.receipts import TakeReceipt, UseMoneyOnAccount
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services import produce
from coopbooks.services import sales as services
from coopbooks.services.journal import post_entry
from tests.support.longer import longer
from tests.support.trade import TODAY, Trade, new_trade, told


@pytest.fixture
def coop(tmp_path: Path) -> Iterator[Trade]:
    trade = new_trade(tmp_path)
    trade.begin_with()
    with trade.book:
        yield trade


def sell(coop: Trade, on: date, kip: int, customer: str = "C02", **other: object) -> None:
    line = InvoiceLine(None, "ກາເຟ", "", 1000, "kg", Kip(kip))
    services.issue_invoice(coop.book, IssueInvoice(coop.customer[customer], on, (line,), **other))


def pay(coop: Trade, on: date, kip: int, invoice: str = "", customer: str = "C02") -> None:
    services.take_receipt(coop.book, TakeReceipt(coop.customer[customer], on, Kip(kip), "bank", invoice))


def open_numbers(coop: Trade, as_of: date, customer: str = "C02") -> list[tuple[str, int]]:
    with coop.reading() as tx:
        return [(item.number, item.open_kip) for item in customers.open_items(tx, coop.customer[customer], as_of)]


def test_two_invoices_a_cash_sale_and_a_receipt_with_their_undoing(coop):
    roasted = InvoiceLine(None, "ກາເຟຄົ່ວ", "", 20_000, "kg", Kip(155_555), "10")
    green = InvoiceLine(None, "ກາເຟສານ", "A", 345_500, "kg", Kip(100_501))
    services.issue_invoice(coop.book, IssueInvoice(coop.customer["C02"], date(2025, 3, 10), (roasted, green)))
    services.issue_invoice(coop.book, IssueInvoice(coop.customer["C03"], date(2025, 3, 11), (roasted,), paid_into="cash"))
    pay(coop, date(2025, 3, 20), 40_000_000)
    coop.reverse("receipt", "RV-0001", date(2025, 3, 21))
    coop.reverse("invoice", "IV-0001", date(2025, 3, 22))
    coop.reverse("invoice", "IV-0002", date(2025, 3, 23))
    assert coop.journal_text() == told("""
        2025-03-10 invoice IV-0001
            receivable C02            38,145,306
            sales                    -37,834,196
            vat                         -311,110
        2025-03-11 invoice IV-0002
            cash                       3,422,210
            sales                     -3,111,100
            vat                         -311,110
        2025-03-20 receipt RV-0001
            bank                      40,000,000
            receivable C02           -40,000,000
        2025-03-21 reversal RX-0001
            bank                     -40,000,000
            receivable C02            40,000,000
        2025-03-22 reversal RX-0002
            receivable C02           -38,145,306
            sales                     37,834,196
            vat                          311,110
        2025-03-23 reversal RX-0003
            cash                      -3,422,210
            sales                      3,111,100
            vat                          311,110
    """)
    with coop.reading() as tx:
        assert customers.aged(tx, TODAY) == ()
        assert journal.income_and_expense(tx, date(2025, 1, 1), TODAY).income == ()
        assert [(one.number, one.state, one.open_kip) for one in invoices.invoices(tx, date(2025, 1, 1), TODAY)] == [
            ("IV-0001", "void", 0), ("IV-0002", "void", 0)]


def test_a_past_day_shows_what_was_open_then(coop):
    sell(coop, date(2025, 2, 1), 1_000_000)  # due 15 February
    sell(coop, date(2025, 2, 20), 500_000)
    pay(coop, date(2025, 4, 1), 1_200_000)
    assert open_numbers(coop, date(2025, 1, 31)) == []
    assert open_numbers(coop, date(2025, 3, 31)) == [("IV-0001", 1_000_000), ("IV-0002", 500_000)]
    assert open_numbers(coop, date(2025, 4, 1)) == [("IV-0002", 300_000)]
    with coop.reading() as tx:
        (aged,) = customers.aged(tx, date(2025, 3, 31))
    assert (aged.customer.number, aged.balance_kip, aged.d1_30_kip, aged.d31_60_kip) == ("C02", 1_500_000, 500_000, 1_000_000)


def test_a_receipt_for_a_named_invoice_leaves_the_older_one_and_keeps_the_excess_on_account(coop):
    sell(coop, date(2025, 2, 1), 1_000_000)
    sell(coop, date(2025, 2, 20), 500_000)
    pay(coop, date(2025, 3, 1), 700_000, "IV-0002")
    assert open_numbers(coop, TODAY) == [("IV-0001", 1_000_000)]
    with coop.reading() as tx:
        (aged,) = customers.aged(tx, TODAY)
        assert (aged.balance_kip, aged.current_kip, aged.over_90_kip) == (800_000, -200_000, 1_000_000)
        (part,) = receipts.parts_of_receipt(tx, tx.one("SELECT document_id FROM document WHERE number = 'RV-0001'")[0])
        assert (part.item_number, part.amount_kip) == ("IV-0002", 500_000)


def test_money_on_account_stays_until_it_is_used_for_an_invoice(coop):
    pay(coop, date(2025, 2, 1), 900_000)
    sell(coop, date(2025, 2, 20), 500_000)
    who = coop.customer["C02"]
    assert open_numbers(coop, TODAY) == [("IV-0001", 500_000)]
    with pytest.raises(Refused) as refusal:
        services.use_money_on_account(coop.book, UseMoneyOnAccount(who, date(2025, 2, 1), Kip(900_001), "IV-0001"))
    assert [type(one) for one in refusal.value.broken] == [
        receipt_rules.InvoiceComesLater, receipt_rules.MoreThanIsOpen, receipt_rules.MoreThanOnAccount]
    services.use_money_on_account(coop.book, UseMoneyOnAccount(who, date(2025, 3, 1), Kip(500_000), "IV-0001"))
    assert coop.journal_text(date(2025, 3, 1)) == told("""
        2025-03-01 allocation JV-0001
            receivable C02               500,000
            receivable C02              -500,000
    """)
    assert open_numbers(coop, TODAY) == []
    assert open_numbers(coop, date(2025, 2, 28)) == [("IV-0001", 500_000)]
    with coop.reading() as tx:
        assert customers.on_account_kip(tx, who) == 400_000
    with pytest.raises(Refused, match="JV-0001"):
        coop.reverse("invoice", "IV-0001", date(2025, 3, 2))
    coop.reverse("journal", "JV-0001", date(2025, 3, 2))
    assert open_numbers(coop, TODAY) == [("IV-0001", 500_000)]


def test_a_receipt_stays_while_its_money_on_account_is_used(coop):
    pay(coop, date(2025, 2, 1), 900_000)
    sell(coop, date(2025, 2, 20), 500_000)
    services.use_money_on_account(coop.book, UseMoneyOnAccount(
        coop.customer["C02"], date(2025, 3, 1), Kip(500_000), "IV-0001"))
    with pytest.raises(Refused) as refusal:
        coop.reverse("receipt", "RV-0001", date(2025, 3, 2))
    assert refusal.value.broken == (reversal.OthersNeedIt(number="RV-0001", needed_by=["JV-0001"]),)
    pay(coop, date(2025, 3, 2), 500_000)
    coop.reverse("receipt", "RV-0001", date(2025, 3, 2))
    with coop.reading() as tx:
        assert customers.on_account_kip(tx, coop.customer["C02"]) == 0


def test_money_on_account_is_not_used_twice_by_dating_the_second_use_before_the_first(coop):
    who = coop.customer["C02"]
    sell(coop, date(2025, 1, 2), 500_000, number="A")
    pay(coop, date(2025, 2, 10), 1_000_000)
    for number in ("B", "C"):
        sell(coop, date(2025, 2, 11), 500_000, number=number)
    services.use_money_on_account(coop.book, UseMoneyOnAccount(who, date(2025, 3, 30), Kip(500_000), "B"))
    pay(coop, date(2025, 5, 1), 500_000, "B")
    order = UseMoneyOnAccount(who, date(2025, 3, 20), Kip(500_000), "C")
    assert services.prepare_use(coop.book, order).on_account_kip == 0
    services.use_money_on_account(coop.book, UseMoneyOnAccount(who, date(2025, 5, 1), Kip(500_000), "C"))
    with coop.reading() as tx:
        assert customers.aged(tx, TODAY) == ()


def test_an_invoice_that_is_paid_is_reversed_only_after_its_receipt(coop):
    sell(coop, date(2025, 2, 1), 1_000_000)
    pay(coop, date(2025, 2, 10), 400_000)
    with pytest.raises(Refused) as refusal:
        coop.reverse("invoice", "IV-0001", date(2025, 3, 1))
    assert refusal.value.broken == (reversal.OthersNeedIt(number="IV-0001", needed_by=["RV-0001"]),)
    coop.reverse("receipt", "RV-0001", date(2025, 3, 1))
    coop.reverse("invoice", "IV-0001", date(2025, 3, 1))
    with pytest.raises(Refused) as refusal:
        pay(coop, date(2025, 3, 2), 5, "IV-0001")
    assert refusal.value.broken == (receipt_rules.InvoiceReversed(number="IV-0001"),)


def test_a_cash_sale_can_be_named_by_a_receipt_and_takes_nothing_of_it(coop):
    sell(coop, date(2025, 2, 1), 1_000_000, paid_into="bank")
    pay(coop, date(2025, 2, 10), 400_000, "IV-0001")
    with coop.reading() as tx:
        assert customers.on_account_kip(tx, coop.customer["C02"]) == 400_000
    with pytest.raises(Refused) as refusal:
        pay(coop, date(2025, 2, 10), 5, "IV-0001", customer="C01")
    assert refusal.value.broken == (receipt_rules.InvoiceUnknown(customer="Pakse Green Export", number="IV-0001"),)


def test_a_write_off_by_hand_shows_as_a_credit_until_it_is_used(coop):
    who = coop.customer["C02"]
    sell(coop, date(2025, 2, 1), 1_000_000)
    post_entry(coop.book, PostEntry(date(2025, 9, 1), (
        EntryLine("other-expense", Kip(1_000_000)), EntryLine("receivable", credit_kip=Kip(1_000_000), customer_id=who))))
    with coop.reading() as tx:
        (aged,) = customers.aged(tx, TODAY)
        assert (aged.balance_kip, aged.current_kip, aged.over_90_kip) == (0, -1_000_000, 1_000_000)
    services.use_money_on_account(coop.book, UseMoneyOnAccount(who, date(2025, 9, 1), Kip(1_000_000), "IV-0001"))
    with coop.reading() as tx:
        assert customers.aged(tx, TODAY) == ()


def test_numbers_from_outside_and_our_own_never_meet(coop):
    sell(coop, date(2025, 2, 1), 5, number="IV-0002")
    sell(coop, date(2025, 2, 2), 5)
    sell(coop, date(2025, 2, 3), 5)
    with coop.reading() as tx:
        assert [one.number for one in invoices.invoices(tx, date(2025, 1, 1), TODAY)] == ["IV-0002", "IV-0001", "IV-0003"]
    with pytest.raises(Refused) as refusal:
        sell(coop, date(2025, 2, 4), 5, number="IV-0002")
    assert refusal.value.broken == (PaperNumberUsed(number="IV-0002"),)


def test_a_customer_is_changed_and_found_in_any_spelling(coop):
    services.change_customer(coop.book, ChangeCustomer(coop.customer["C02"], AddCustomer(
        "C02", "ຮ້ານ ໜອງບົວ", "020 5555", 7, Kip(10), coop.member["1"])))
    with coop.reading() as tx:
        assert [one.number for one in customers.search(tx, "ຫນອງ", 5)] == ["C02"]
        assert [one.number for one in customers.search(tx, "c02", 5)] == ["C02"]
        assert customers.as_order(tx, "C02") == AddCustomer("C02", "ຮ້ານ ໜອງບົວ", "020 5555", 7, Kip(10), coop.member["1"])
        assert customers.as_order(tx, "C09") is None
        assert [one.number for one in customers.all_customers(tx)] == ["C01", "C02", "C03"]
    with pytest.raises(Refused) as refusal:
        services.change_customer(coop.book, ChangeCustomer(coop.customer["C02"], AddCustomer("C01", "x")))
    assert refusal.value.broken == (customer_rules.CustomerNumberTaken(number="C01", taken_by="Pakse Green Export"),)


def test_what_a_member_buys_counts_without_tax_and_without_what_was_reversed(coop):
    services.add_customer(coop.book, AddCustomer("C07", "ທ້າວ ສົມພອນ", member_id=coop.member["2"]))
    coop = Trade(coop.book)
    line = InvoiceLine(None, "ຝຸ່ນ", "", 2_000, "kg", Kip(80_000), "10")
    for on in (date(2025, 3, 1), date(2025, 3, 2), date(2025, 12, 31)):
        services.issue_invoice(coop.book, IssueInvoice(coop.customer["C07"], on, (line,)))
    sell(coop, date(2025, 3, 3), 999)
    coop.reverse("invoice", "IV-0002", date(2025, 3, 5))
    with coop.reading() as tx:
        assert invoices.purchases_of_members(tx, date(2025, 1, 1), date(2025, 12, 30)) == {coop.member["2"]: 160_000}
        assert invoices.purchases_of_members(tx, date(2025, 1, 1), TODAY) == {coop.member["2"]: 320_000}
        assert invoices.latest_price_kip(tx, coop.customer["C07"], 1) is None


def test_the_form_is_told_what_is_owed_and_asks_about_the_limit(coop):
    sell(coop, date(2025, 2, 1), 30_000_000, "C01")
    order = IssueInvoice(coop.customer["C01"], date(2025, 2, 2), (InvoiceLine(None, "x", "", 1000, "kg", Kip(20_000_001)),))
    facts = services.prepare_invoice(coop.book, order)
    assert facts.owed_kip == 30_000_000
    assert invoice_rules.questions_about(facts, order) == [
        invoice_rules.CustomerLimitPassed(customer="Pakse Green Export", owed_kip=50_000_001, limit_kip=50_000_000)]
    with pytest.raises(Refused) as refusal:
        services.issue_invoice(coop.book, order)
    assert refusal.value.broken == (invoice_rules.CustomerLimitPassed(customer="Pakse Green Export", owed_kip=50_000_001, limit_kip=50_000_000),)
    services.issue_invoice(coop.book, replace(order, limit_confirmed=True))


def test_pressing_save_twice_issues_one_invoice(coop):
    order = IssueInvoice(coop.customer["C01"], date(2025, 2, 2), (InvoiceLine(None, "x", "", 1000, "kg", Kip(7)),))
    first, second = (services.issue_invoice(coop.book, order, "form-1") for _ in range(2))
    assert first == second
    assert first.documents == (("invoice", "IV-0001"),)
    assert coop.journal_text().count("invoice") == 1


def test_the_pages_of_an_invoice_a_receipt_and_a_customer(coop):
    produce.add_product(coop.book, AddProduct("GR", "ກາເຟສານ", "Green bean", "kg", ("A", "B")))
    who, on = coop.customer["C02"], date(2025, 3, 1)
    for price, day in ((98_000, on), (99_500, date(2025, 3, 20))):
        green = InvoiceLine(1, "", "A", 2_500, "kg", Kip(price), "10")
        services.issue_invoice(coop.book, IssueInvoice(who, day, (green, InvoiceLine(None, "ຖົງ", "", 1_000, "ຖົງ", Kip(500)))))
    pay(coop, date(2025, 4, 1), 300_000, "IV-0001")
    coop.reverse("invoice", "IV-0002", date(2025, 4, 2))
    invoice_id = coop.paper_id("invoice", "IV-0001")
    with coop.reading() as tx:
        first = invoices.invoice_lines(tx, invoice_id)
        assert [(kept.product_code, kept.product_en, kept.line.description, kept.net_kip, kept.vat_kip) for kept in first] == [
            ("GR", "Green bean", "", 245_000, 24_500), ("", "", "ຖົງ", 500, 0)]
        assert [(part.receipt_number, part.amount_kip) for part in receipts.payments_of_item(tx, invoice_id)] == [
            ("RV-0001", 270_000)]
        assert invoices.latest_price_kip(tx, who, 1, "A") == 99_500
        assert invoices.latest_price_kip(tx, who, 1, "B") is None
        assert [(one.product_id, one.quantity, one.net_kip) for one in invoices.sold(tx, on, TODAY)] == [
            (None, 1, 500), (1, Fraction(5, 2), 245_000)]
        card = journal.account_card(tx, "receivable", date(2025, 3, 10), TODAY, customer_id=who)
        assert (card.opening_kip, [line.kip for line in card.lines], card.closing_kip) == (
            270_000, [274_125, -300_000, -274_125], -30_000)
        receipt = journal.entry(tx, card.lines[1].entry_id)
        assert [(leg.account_code, leg.kip, leg.customer_number, leg.who) for leg in receipt.legs] == [
            ("512", 300_000, "", ""), ("411", -300_000, "C02", "ຮ້ານກາເຟ ຫຼັກເມືອງ")]
        with pytest.raises(LookupError):
            journal.entry(tx, 999)


def test_the_receipt_form_shows_what_is_open_and_says_what_stays_on_account(coop):
    sell(coop, date(2025, 2, 1), 1_000_000)
    sell(coop, date(2025, 5, 1), 500_000)
    order = TakeReceipt(coop.customer["C02"], date(2025, 3, 1), Kip(1_200_000), "cash")
    facts = services.prepare_receipt(coop.book, order)
    assert [(item.number, item.open_kip) for item in facts.items] == [("IV-0001", 1_000_000)]
    assert receipt_rules.questions_about_receipt(facts, order) == [
        receipt_rules.MoreThanOpen(rest_kip=200_000, customer=facts.customer.name)]
    assert services.prepare_customer(coop.book, AddCustomer("C02", "x")).number_taken_by == facts.customer.name
    assert services.prepare_customer(coop.book, AddCustomer("C02", "x"), facts.customer.customer_id).number_taken_by is None
    nobody = UseMoneyOnAccount(coop.customer["C02"], date(2025, 3, 1), Kip(5), "IV-0009")
    with pytest.raises(Refused) as refusal:
        services.use_money_on_account(coop.book, nobody)
    assert refusal.value.broken[0] == receipt_rules.InvoiceUnknown(customer=facts.customer.name, number="IV-0009")


# --- laws -------------------------------------------------------------------------------------------------------------
deeds = st.lists(st.tuples(st.sampled_from(["sell", "sell", "pay", "pay", "pay named", "use", "undo"]), st.integers(0, 300),
                           st.sampled_from(["C01", "C02"]), st.integers(1, 3_000)), max_size=14)


@settings(max_examples=10, deadline=None)
@given(deeds, st.integers(-5, 364))
def test_sub_ledger_equals_control_account_and_nothing_is_paid_twice(drawn, offset):
    """Ten sub-ledgers here; the heavy run draws two hundred."""
    with TemporaryDirectory() as folder:
        coop = new_trade(Path(folder))
        coop.begin_with()
        with coop.book:
            for what, day, customer, kip in drawn:
                _try(coop, what, date(2025, 1, 1) + timedelta(day), customer, kip)
            for as_of in (date(2025, 1, 1) + timedelta(offset), TODAY):
                _check_laws(coop, as_of)


test_two_hundred_sub_ledgers_equal_the_control_account = longer(
    test_sub_ledger_equals_control_account_and_nothing_is_paid_twice, 200, deeds, st.integers(-5, 364))


def _try(coop: Trade, what: str, on: date, customer: str, kip: int) -> None:
    try:
        if what == "sell":
            sell(coop, on, kip, customer)
        elif what == "undo":
            _undo_some(coop, kip)
        elif what == "use":
            order = UseMoneyOnAccount(coop.customer[customer], on, Kip(kip), f"IV-{kip % 4 + 1:04}")
            services.use_money_on_account(coop.book, order)
        else:
            pay(coop, on, kip, f"IV-{kip % 4 + 1:04}" if what == "pay named" else "", customer)
    except Refused:
        pass


def _undo_some(coop: Trade, pick: int) -> None:
    with coop.reading() as tx:
        papers = tx.all("SELECT kind, number FROM document WHERE kind IN ('invoice', 'receipt', 'journal') ORDER BY document_id")
    if papers:
        coop.reverse(*papers[pick % len(papers)], TODAY)


def _check_laws(coop: Trade, as_of: date) -> None:
    with coop.reading() as tx:
        aged = customers.aged(tx, as_of)
        trial = journal.trial_balance(tx, as_of)
        receivable = sum(line.debit_kip - line.credit_kip for line in trial.lines if line.account.role == "receivable")
        assert sum(one.balance_kip for one in aged) == receivable
        assert trial.total_debit_kip == trial.total_credit_kip
        for one in aged:
            assert one.balance_kip == sum((one.current_kip, one.d1_30_kip, one.d31_60_kip, one.d61_90_kip, one.over_90_kip))
            assert one.balance_kip == customers.owed_kip(tx, one.customer.customer_id, as_of)
        over = tx.all("SELECT d.number FROM document AS d JOIN allocation AS a ON a.item_id = d.document_id "
                      "GROUP BY d.document_id HAVING sum(a.amount_kip) NOT BETWEEN 0 AND d.total_kip")
        spent = tx.all("SELECT r.number FROM allocation AS a JOIN document AS d USING (document_id) JOIN document AS r "
                       "ON r.document_id = coalesce(d.refers, d.document_id) GROUP BY r.document_id "
                       "HAVING sum(a.amount_kip) NOT BETWEEN 0 AND r.total_kip")
        assert (over, spent) == ([], [])
        for one in aged:
            assert customers.free_on_account_kip(tx, one.customer.customer_id, as_of) >= 0
