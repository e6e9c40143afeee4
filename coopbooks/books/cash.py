"""The money boxes as the journal shows them, and what the rules about money out need to know."""

from datetime import date, timedelta

from coopbooks.books import balances, boxes, documents, settings
from coopbooks.books import chart as account_chart
from coopbooks.books.rows_money import MoneyLineRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.boxes import is_box
from coopbooks.coop.cash import ExpenseFacts, PayExpense, TakeMoney, TransferFacts, TransferMoney
from coopbooks.coop.suppliers import RecordBill
from coopbooks.ledger.accounts import Account
from coopbooks.ledger.money import Kip


def accounts_by_word(tx: Reading) -> dict[str, Account]:
    """The chart in use by code and by role: every word an order may use for an account."""
    if "accounts" not in tx.memo:
        gone = account_chart.out_of_use(tx)
        chart = [account for key, account in settings.chart(tx).items() if key not in gone]
        tx.memo["accounts"] = {account.code: account for account in chart} | {
            str(account.role): account for account in chart if account.role is not None}
    known: dict[str, Account] = tx.memo["accounts"]
    return known


def box_kip(tx: Reading, money: str) -> Kip | None:
    """What a money box holds with everything that is in the book. None where it is not judged now, and for credit."""
    if not is_box(money) or tx.memo.get("cash_judged_later") or boxes.box(tx, money) is None:
        return None
    return boxes.held_kip(tx, money)


def facts_for_expense(tx: Reading, order: PayExpense) -> ExpenseFacts:
    """Everything the voucher's form shows and its rule judges."""
    return ExpenseFacts(accounts_by_word(tx), box_kip(tx, order.money), settings.open_days(tx),
                        documents.taken(tx, "expense", order.number, order.on), boxes.words(tx), _categories(tx, order, "out"))


def facts_for_income(tx: Reading, order: TakeMoney) -> ExpenseFacts:
    """Everything the money-in form shows and its rule judges."""
    return ExpenseFacts(accounts_by_word(tx), box_kip(tx, order.money), settings.open_days(tx),
                        documents.taken(tx, "income", order.number, order.on), boxes.words(tx), _categories(tx, order, "in"))


def _categories(tx: Reading, order: PayExpense | TakeMoney, way: str) -> dict[str, str]:
    # An import has thousands of vouchers and no categories.
    return boxes.accounts_of_categories(tx, way) if any(line.category for line in order.lines) else {}


def keep_lines(tx: Writing, entry_id: int, document_id: int, order: PayExpense | TakeMoney | RecordBill) -> None:
    """Keep what a voucher says beside its entry: categories, supplier, the number on the other's paper."""
    told = order.supplier_id is not None or bool(order.their_number)
    for line in order.lines:
        if told or line.category:
            tx.append(MoneyLineRow, entry_id=entry_id, document_id=document_id, supplier_id=order.supplier_id, category=line.category,
                      their_number=order.their_number, amount_kip=line.amount_kip)


def facts_for_transfer(tx: Reading, order: TransferMoney) -> TransferFacts:
    """Everything the transfer's form shows and its rule judges."""
    return TransferFacts(box_kip(tx, order.from_money), settings.open_days(tx),
                         documents.taken(tx, "transfer", order.number, order.on), boxes.words(tx))


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
