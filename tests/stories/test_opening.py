"""The first page of a book: opening balances in the journal, the share register and the customers' accounts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from coopbooks.books import customers, journal, shares
from coopbooks.coop.entries import EntryLine, OpeningExists, PostOpening
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.receipts import TakeReceipt
from coopbooks.coop.reversal import OthersNeedIt
from coopbooks.coop.shares import Holding
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import BeforeBookBegins
from coopbooks.ledger.refusals import Refused
from coopbooks.services.journal import post_opening, prepare_opening
from coopbooks.services.sales import issue_invoice, take_receipt
from tests.support.trade import TODAY, Trade, new_trade, told

EVE = date(2024, 12, 31)


@pytest.fixture
def coop(tmp_path: Path) -> Iterator[Trade]:
    trade = new_trade(tmp_path)
    with trade.book:
        yield trade


def balances(coop: Trade) -> PostOpening:
    one, two = coop.member["1"], coop.member["2"]
    return PostOpening((
        EntryLine("cash", Kip(900_000)), EntryLine("receivable", Kip(350_000), customer_id=coop.customer["C02"]),
        EntryLine("receivable", credit_kip=Kip(50_000), customer_id=coop.customer["C01"]),
        EntryLine("unpaid-shares", Kip(50_000), member_id=two), EntryLine("share-capital", credit_kip=Kip(700_000), member_id=one),
        EntryLine("share-capital", credit_kip=Kip(200_000), member_id=two),
        EntryLine("producers-payable", credit_kip=Kip(120_000), member_id=two), EntryLine("reserve", credit_kip=Kip(230_000))))


def test_the_balances_stand_at_the_close_of_the_day_before_the_first(coop):
    assert prepare_opening(coop.book).on == EVE
    post_opening(coop.book, balances(coop))
    assert coop.journal_text(EVE) == told("""
        2024-12-31 opening OB-0001
            cash                         900,000
            receivable C02               350,000
            receivable C01               -50,000
            unpaid-shares 2               50,000
            share-capital 1             -700,000
            share-capital 2             -200,000
            producers-payable 2         -120,000
            reserve                     -230,000
    """)
    with coop.reading() as tx:
        assert shares.holdings(tx, EVE) == {
            coop.member["1"]: Holding(7, Kip(700_000), Kip(700_000)), coop.member["2"]: Holding(2, Kip(200_000), Kip(150_000))}
        assert journal.trial_balance(tx, EVE).total_debit_kip == 1_250_000
        assert journal.trial_balance(tx, date(2024, 12, 30)).lines == ()


def test_an_opening_debt_is_the_oldest_item_and_is_paid_first(coop):
    post_opening(coop.book, balances(coop))
    who = coop.customer["C02"]
    issue_invoice(coop.book, IssueInvoice(who, date(2025, 1, 1), (InvoiceLine(None, "x", "", 1000, "kg", Kip(100_000)),)))
    take_receipt(coop.book, TakeReceipt(who, date(2025, 1, 5), Kip(400_000), "cash"))
    with coop.reading() as tx:
        assert [(item.number, item.on, item.due_on, item.open_kip) for item in customers.open_items(tx, who, EVE)] == [
            ("OI-0001", EVE, EVE, 350_000)]
        assert [(item.number, item.open_kip) for item in customers.open_items(tx, who)] == [("IV-0001", 50_000)]


def test_money_that_was_on_account_at_the_beginning_is_no_item(coop):
    post_opening(coop.book, balances(coop))
    with coop.reading() as tx:
        assert customers.open_items(tx, coop.customer["C01"]) == ()
        assert customers.on_account_kip(tx, coop.customer["C01"]) == 50_000
        aged = {one.customer.number: one for one in customers.aged(tx, TODAY)}
    assert (aged["C01"].balance_kip, aged["C01"].current_kip) == (-50_000, -50_000)
    assert (aged["C02"].balance_kip, aged["C02"].over_90_kip) == (350_000, 350_000)


def test_a_book_begins_once_and_again_only_after_the_first_is_undone_on_its_own_day(coop):
    post_opening(coop.book, balances(coop))
    with pytest.raises(Refused) as refusal:
        post_opening(coop.book, balances(coop))
    assert refusal.value.broken == (OpeningExists(number="OB-0001"),)
    coop.reverse("opening", "OB-0001", EVE)
    with coop.reading() as tx:
        assert journal.trial_balance(tx, TODAY).lines == ()
        assert customers.aged(tx, EVE) == ()
        assert {holding.share_count for holding in shares.holdings(tx, EVE).values()} == {0}
    post_opening(coop.book, balances(coop))
    with coop.reading() as tx:
        assert journal.trial_balance(tx, EVE).total_debit_kip == 1_250_000
        assert [item.number for item in customers.open_items(tx, coop.customer["C02"])] == ["OI-0003"]


def test_the_beginning_stays_while_a_receipt_pays_one_of_its_debts(coop):
    post_opening(coop.book, balances(coop))
    take_receipt(coop.book, TakeReceipt(coop.customer["C02"], date(2025, 1, 5), Kip(10), "cash"))
    with pytest.raises(Refused) as refusal:
        coop.reverse("opening", "OB-0001", EVE)
    assert OthersNeedIt(number="OB-0001", needed_by=["RV-0001"]) in refusal.value.broken


def test_no_other_paper_is_dated_before_the_book_begins(coop):
    order = IssueInvoice(coop.customer["C02"], EVE, (InvoiceLine(None, "x", "", 1000, "kg", Kip(100_000)),))
    with pytest.raises(Refused) as refusal:
        issue_invoice(coop.book, order)
    assert refusal.value.broken == (BeforeBookBegins(on=EVE, begins_on=date(2025, 1, 1)),)
