"""Vouchers and transfers: the rules by themselves, without a book."""

from dataclasses import replace
from datetime import date

import pytest

from coopbooks.coop import cash
from coopbooks.coop.boxes import (
    AmountMissing,
    AmountPastLimit,
    BoxHoldsLess,
    LinesMissing,
    PaperNumberUsed,
    TextTooLong,
)
from coopbooks.coop.cash import ExpenseFacts, ExpenseLine, PayExpense, TransferFacts, TransferMoney
from coopbooks.ledger.accounts import Account, AccountKind, AccountRole
from coopbooks.ledger.journal import Posting
from coopbooks.ledger.money import MAX_LINE_KIP, Kip
from coopbooks.ledger.periods import OpenDays, PeriodClosed

DAYS = OpenDays(date(2025, 1, 1), date(2025, 1, 31), date(2025, 12, 31))
ON = date(2025, 3, 10)
ACCOUNTS = {role.value: Account(str(place), role, AccountKind.EXPENSE, role, role) for place, role in enumerate(AccountRole)} | {
    "215": Account("215", None, AccountKind.ASSET, "", "")}


def voucher(*lines: tuple[str, int], money: str = "cash", **other: object) -> PayExpense:
    return replace(PayExpense(ON, tuple(ExpenseLine(account, Kip(kip)) for account, kip in lines), money=money), **other)


def facts(held_kip: int | None = None) -> ExpenseFacts:
    return ExpenseFacts(ACCOUNTS, None if held_kip is None else Kip(held_kip), DAYS)


def test_a_voucher_debits_its_lines_and_credits_the_box_once():
    order = PayExpense(ON, (ExpenseLine("transport", Kip(300), "to Pakse"), ExpenseLine("215", Kip(700))), "ຮ້ານ ແສງ", "bank")
    assert cash.expense_entry(order).postings == (
        Posting("transport", Kip(300), note="to Pakse"), Posting("215", Kip(700)), Posting("bank", Kip(-1000)))


def test_a_bill_to_pay_later_credits_suppliers_and_asks_no_box():
    order = voucher(("supplies", 500), money="credit")
    assert cash.expense_entry(order).postings[-1] == Posting("suppliers-payable", Kip(-500))
    assert cash.check_expense(facts(), order) == []


@pytest.mark.parametrize(("account", "complaint"), [
    ("nothing", cash.AccountUnknown), ("producers-payable", cash.AccountIsPerMember), ("share-capital", cash.AccountIsPerMember),
    ("receivable", cash.AccountIsPerCustomer), ("cash", cash.AccountIsBox), ("bank", cash.AccountIsBox)])
def test_some_accounts_have_their_own_papers(account, complaint):
    broken = cash.check_expense(facts(), voucher(("rent", 1), (account, 5)))
    assert broken == [complaint(account=account)]
    assert broken[0].field == "lines.1.account"


def test_suppliers_are_paid_from_a_box_and_never_on_credit():
    assert cash.check_expense(facts(5), voucher(("suppliers-payable", 5))) == []
    assert cash.check_expense(facts(), voucher(("suppliers-payable", 5), money="credit")) == [
        cash.BillPaysSuppliers(account="suppliers-payable")]


def test_a_box_pays_no_more_than_it_holds_over_all_lines():
    order = voucher(("rent", 600), ("wages", 401))
    assert cash.check_expense(facts(1001), order) == []
    assert cash.check_expense(facts(1000), order) == [BoxHoldsLess(held_kip=1000, needed_kip=1001)]


def test_every_fault_of_a_voucher_is_told_at_once():
    order = voucher(("rent", 0), ("wages", MAX_LINE_KIP + 1), on=date(2025, 1, 31), number="V-1")
    broken = cash.check_expense(replace(facts(), number_taken=True), order)
    assert [(type(one), one.field) for one in broken] == [
        (PeriodClosed, "on"), (PaperNumberUsed, "number"), (AmountMissing, "lines.0.amount_kip"),
        (AmountPastLimit, "lines.1.amount_kip"), (AmountPastLimit, "lines.0.amount_kip")]
    assert LinesMissing() in cash.check_expense(facts(), voucher())


def test_a_transfer_changes_the_box():
    order = TransferMoney(ON, "bank", "cash", Kip(400))
    assert cash.transfer_entry(order).postings == (Posting("cash", Kip(400)), Posting("bank", Kip(-400)))
    assert cash.check_transfer(TransferFacts(Kip(400), DAYS), order) == []
    broken = cash.check_transfer(TransferFacts(Kip(399), DAYS), replace(order, into="bank"))
    assert [(type(one), one.field) for one in broken] == [(cash.SameBox, "into"), (BoxHoldsLess, "from_money")]
    assert cash.check_transfer(TransferFacts(None, DAYS), replace(order, amount_kip=Kip(0))) == [AmountMissing()]


def test_texts_longer_than_a_book_keeps_are_refused_at_their_field():
    order = PayExpense(ON, (ExpenseLine("rent", Kip(5), "x" * 500), ExpenseLine("rent", Kip(5), "x" * 501)), "y" * 501)
    assert [(type(one), one.field) for one in cash.check_expense(facts(), order)] == [
        (TextTooLong, "lines.1.note"), (TextTooLong, "payee")]
