"""The money boxes as the journal shows them, and what the rules about money out need to know."""

from datetime import date, timedelta

from coopbooks.books import balances, documents, settings
from coopbooks.books.transaction import Reading
from coopbooks.coop.boxes import BOXES
from coopbooks.coop.cash import ExpenseFacts, PayExpense, TransferFacts, TransferMoney
from coopbooks.ledger.accounts import Account
from coopbooks.ledger.money import Kip


def accounts_by_word(tx: Reading) -> dict[str, Account]:
    """The whole chart by code and by role: every word an order may use for an account."""
    if "accounts" not in tx.memo:
        chart = settings.chart(tx).values()
        tx.memo["accounts"] = {account.code: account for account in chart} | {
            str(account.role): account for account in chart if account.role is not None}
    known: dict[str, Account] = tx.memo["accounts"]
    return known


def box_kip(tx: Reading, money: str) -> Kip | None:
    """What a money box holds with everything that is in the book. None where it is not judged now, and for credit."""
    if money not in BOXES or tx.memo.get("cash_judged_later"):
        return None
    return balances.of_all_days(tx, BOXES[money])


def facts_for_expense(tx: Reading, order: PayExpense) -> ExpenseFacts:
    """Everything the voucher's form shows and its rule judges."""
    return ExpenseFacts(accounts_by_word(tx), box_kip(tx, order.money), settings.open_days(tx),
                        documents.taken(tx, "expense", order.number, order.on))


def facts_for_transfer(tx: Reading, order: TransferMoney) -> TransferFacts:
    """Everything the transfer's form shows and its rule judges."""
    return TransferFacts(box_kip(tx, order.from_money), settings.open_days(tx),
                         documents.taken(tx, "transfer", order.number, order.on))


def negative_days(tx: Reading, account: str, since: date) -> list[tuple[date, Kip]]:
    """The days from `since` on at whose close a money box stands below zero, with the balance."""
    account_id = tx.account_id(account)
    balance = balances.on_day(tx, since - timedelta(days=1)).get(account_id, 0)
    found = tx.all("SELECT entry_date, sum(amount_kip) FROM posting WHERE account_id = ? AND entry_date >= ? "
                   "GROUP BY entry_date ORDER BY entry_date", account_id, since.isoformat())
    below = []
    for day, kip in found:
        balance += kip
        if balance < 0:
            below.append((date.fromisoformat(day), Kip(balance)))
    return below
