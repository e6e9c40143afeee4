"""How old debts are, on five days of a year, written out: a day too early or too late would show."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from coopbooks.coop.credit_notes import CreditInvoice, CreditLine
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.receipts import TakeReceipt, UseMoneyOnAccount
from coopbooks.coop.write_offs import WriteOff
from coopbooks.ledger.money import Kip
from coopbooks.services import printing, sales, sales_pages
from coopbooks.services.checking import check_book
from tests.support.trade import Trade, new_trade


@pytest.fixture
def coop(tmp_path: Path) -> Iterator[Trade]:
    trade = new_trade(tmp_path)
    trade.begin_with()
    with trade.book:
        _a_year(trade)
        yield trade
        path = trade.book.path
    assert check_book(path) == []


def _sell(coop: Trade, who: str, on: date, kip: int) -> None:
    sales.issue_invoice(coop.book, IssueInvoice(coop.customer[who], on, (InvoiceLine(None, "ກາເຟ", "", 1_000, "", Kip(kip)),)))


def _a_year(coop: Trade) -> None:
    """C01 pays within 30 days, C02 within 14, C03 at once."""
    one, two = (coop.customer[number] for number in ("C01", "C02"))
    _sell(coop, "C01", date(2025, 1, 1), 1_000_000)  # due 31 January
    _sell(coop, "C01", date(2025, 3, 2), 2_000_000)  # due 1 April
    _sell(coop, "C02", date(2025, 1, 31), 500_000)  # due 14 February
    _sell(coop, "C03", date(2025, 4, 30), 70_000)  # due the same day
    sales.take_receipt(coop.book, TakeReceipt(two, date(2025, 2, 10), Kip(600_000), "cash"))  # 100,000 stay on account
    sales.credit_invoice(coop.book, CreditInvoice(coop.paper_id("invoice", "IV-0001"), date(2025, 3, 31), (CreditLine(0, 0, Kip(250_000)),), "ຊຸ່ມ"))
    sales.take_receipt(coop.book, TakeReceipt(one, date(2025, 5, 1), Kip(1_750_000), "bank"))  # the rest of the first, 1,000,000 of the second
    _sell(coop, "C02", date(2025, 6, 1), 300_000)  # due 15 June
    sales.use_money_on_account(coop.book, UseMoneyOnAccount(two, date(2025, 7, 1), Kip(100_000), "IV-0005"))
    sales.write_off(coop.book, WriteOff(coop.paper_id("invoice", "IV-0004"), date(2025, 9, 1), Kip(70_000), "ໜີ", "Noy"))
    _sell(coop, "C03", date(2025, 10, 1), 90_000)
    coop.reverse("invoice", "IV-0006", date(2025, 10, 5))


#        as at             balance    not yet    1–30     31–60    61–90     over 90
AGES = {date(2025, 1, 31): (1_500_000, 1_500_000, 0, 0, 0, 0),
        date(2025, 3, 2): (2_900_000, 1_900_000, 1_000_000, 0, 0, 0),
        date(2025, 4, 30): (2_720_000, -30_000, 2_000_000, 0, 750_000, 0),
        date(2025, 8, 15): (1_270_000, 0, 0, 0, 200_000, 1_070_000),
        date(2025, 10, 3): (1_290_000, 0, 90_000, 0, 0, 1_200_000)}


@pytest.mark.parametrize("as_of", AGES)
def test_what_is_owed_stands_in_the_column_of_its_age(coop, as_of):
    paper = printing.receivables(coop.book, as_of).to_json()
    columns = ("balance_kip", "current_kip", "d1_30_kip", "d31_60_kip", "d61_90_kip", "over_90_kip")
    assert tuple(sum(line[column] for line in paper["customers"]) for column in columns) == AGES[as_of]
    assert paper["total_kip"] == AGES[as_of][0]
    assert sales_pages.invoices_page(coop.book, as_of).ages() == AGES[as_of][1:]
    balance = next(one for one in printing.trial_balance(coop.book, as_of).to_json()["accounts"] if one["role"] == "receivable")
    assert balance["debit_kip"] - balance["credit_kip"] == AGES[as_of][0]


def test_a_debt_grows_older_by_the_day(coop):
    """IV-0001 is due on 31 January: on time that day, one day late the next, and in its next column after 30, 60 and 90 days."""
    one = coop.customer["C01"]
    for on, place in ((date(2025, 1, 31), 0), (date(2025, 2, 1), 1), (date(2025, 3, 2), 1), (date(2025, 3, 3), 2), (date(2025, 4, 1), 2),
                      (date(2025, 4, 2), 3), (date(2025, 5, 1), None)):
        page = next(debt for debt in sales_pages.invoices_page(coop.book, on).debts if debt.customer.customer_id == one)
        parts = (page.current_kip, page.d1_30_kip, page.d31_60_kip, page.d61_90_kip, page.over_90_kip)
        open_kip = 0 if place is None else 1_000_000 if on < date(2025, 3, 31) else 750_000
        assert place is None or parts[place] >= open_kip > 0, on
        assert sum(parts) == page.balance_kip
