"""Money boxes and categories as the book keeps them: cash and bank of every book, further boxes, and what money is for."""

import csv
from dataclasses import replace
from functools import lru_cache

from coopbooks.books import balances, settings
from coopbooks.books.rows_money import CategoryRow, MoneyBoxRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.boxes import BOXES, MoneyBox
from coopbooks.coop.categories import Category
from coopbooks.i18n.resources import resource
from coopbooks.ledger.accounts import Account, AccountKind
from coopbooks.ledger.money import Kip


def all_boxes(tx: Reading) -> tuple[MoneyBox, ...]:
    """Every money box: cash, bank, then the others in the order of their codes."""
    if "boxes" not in tx.memo:
        found = tx.all("SELECT a.role, a.code, coalesce(b.kind, a.role), coalesce(b.name_lo, a.name_lo), coalesce(b.name_en, a.name_en), "
                       "coalesce(b.bank, ''), coalesce(b.bank_account, ''), coalesce(b.is_used, 1) FROM account AS a "
                       "LEFT JOIN money_box AS b USING (account_id) WHERE a.role IN ('cash', 'bank') OR b.money_box_id IS NOT NULL "
                       "ORDER BY a.role = 'cash' DESC, a.role = 'bank' DESC, a.code")
        tx.memo["boxes"] = tuple(MoneyBox(role if role in BOXES else code, code, kind, lao, english, bank, number, bool(used))
                                 for role, code, kind, lao, english, bank, number, used in found)
    known: tuple[MoneyBox, ...] = tx.memo["boxes"]
    return known


def words(tx: Reading) -> frozenset[str]:
    """What orders call the boxes that are in use."""
    return frozenset(box.word for box in all_boxes(tx) if box.is_used)


def codes(tx: Reading) -> frozenset[str]:
    """The codes of the accounts in which money lies."""
    return frozenset(box.code for box in all_boxes(tx))


def box(tx: Reading, word: str) -> MoneyBox | None:
    """A box by what orders call it, or by its account's code."""
    return next((one for one in all_boxes(tx) if word in (one.word, one.code)), None)


def held_kip(tx: Reading, word: str) -> Kip:
    """What a box holds with everything that is in the book; nothing for a box that is not there."""
    found = box(tx, word)
    return balances.of_all_days(tx, found.code) if found else Kip(0)


def keep(tx: Writing, one: MoneyBox, *, is_new: bool) -> None:
    """Open a box with its account in the chart, or change what is told of one."""
    if is_new:
        settings.add_account(tx, Account(one.code, None, AccountKind.ASSET, one.name_lo or one.name_en, one.name_en or one.name_lo))
        tx.flush()
        # The chart as it was learnt in this transaction lacks the new account.
        tx.forget_chart()
    account_id = tx.account_id(one.code)
    kept = tx.maybe("SELECT money_box_id FROM money_box WHERE account_id = ?", account_id)
    tx.keep(MoneyBoxRow, int(kept[0]) if kept else None, account_id=account_id, kind=one.kind, name_lo=one.name_lo, name_en=one.name_en,
            bank=one.bank, bank_account=one.bank_account, is_used=int(one.is_used), event_id=0)
    tx.memo.pop("boxes", None)


# --- categories -------------------------------------------------------------------------------------------------------
@lru_cache(1)
def shipped() -> tuple[Category, ...]:
    """The categories that come with the chart, in their order."""
    with resource("categories.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Category(row["code"], row["way"], row["account"], row["name_lo"], row["name_en"], row["icon"])
                     for row in csv.DictReader(file))


def categories(tx: Reading) -> dict[str, Category]:
    """Every category by code, with the code of its account; shipped ones stay where the chart has their account."""
    accounts = {word: account.code for account in settings.chart(tx).values() for word in (account.code, account.role) if word}
    found = {one.code: replace(one, account=accounts[one.account]) for one in shipped() if one.account in accounts}
    for code, way, account, lao, english, icon, used in tx.all(
            "SELECT c.code, way, a.code, c.name_lo, c.name_en, icon, is_used FROM category AS c JOIN account AS a USING (account_id) "
            "ORDER BY category_id"):
        found[code] = Category(code, way, account, lao, english, icon, bool(used))
    return found


def accounts_of_categories(tx: Reading, way: str) -> dict[str, str]:
    """The account's code of every category in use for money in or out."""
    return {one.code: one.account for one in categories(tx).values() if one.way == way and one.is_used}


def keep_category(tx: Writing, one: Category) -> None:
    """Add a category or change the one of its code."""
    kept = tx.maybe("SELECT category_id FROM category WHERE code = ?", one.code)
    tx.keep(CategoryRow, int(kept[0]) if kept else None, code=one.code, way=one.way, account_id=tx.account_id(one.account),
            name_lo=one.name_lo, name_en=one.name_en, icon=one.icon, is_used=int(one.is_used), event_id=0)
