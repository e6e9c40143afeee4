"""The budget as the book keeps it: every decision stays; the last one about an account and month is in force."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coopbooks.books import cash, settings
from coopbooks.books.rows_ledger import BudgetLineRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.budget import BudgetFacts, SetBudget
from coopbooks.ledger.money import Kip


@dataclass(frozen=True, slots=True)
class BudgetVersion:
    """One decision: the day, its basis, how many amounts it set and their sum."""

    decided_on: date
    basis: str
    line_count: int


def facts(tx: Reading, year: int) -> BudgetFacts:
    """What the page of the budget shows and its rule judges."""
    return BudgetFacts(cash.accounts_by_word(tx), settings.profile(tx).period(year), tx.today)


def keep(tx: Writing, order: SetBudget) -> None:
    """Keep a decision, line by line."""
    accounts = cash.accounts_by_word(tx)
    for line in order.lines:
        tx.decide(BudgetLineRow, year=order.year, account_id=tx.account_id(accounts[line.account].code), month=line.month,
                  amount_kip=line.amount_kip, decided_on=order.decided_on.isoformat(), basis=order.basis)


def in_force(tx: Reading, year: int, as_of: date) -> dict[int, dict[str, Kip]]:
    """What was planned for a year as decided up to a day: account id → month (or the whole year) → amount."""
    planned: dict[int, dict[str, Kip]] = {}
    for account_id, month, kip in tx.all(
            "SELECT account_id, month, amount_kip FROM budget_line WHERE year = ? AND decided_on <= ? ORDER BY decided_on, budget_line_id",
            year, as_of.isoformat()):
        planned.setdefault(int(account_id), {})[str(month)] = Kip(int(kip))
    return planned


def versions(tx: Reading, year: int) -> Iterator[BudgetVersion]:
    """Every decision about a year's budget, the newest first."""
    for on, basis, count in tx.all("SELECT decided_on, basis, count(*) FROM budget_line WHERE year = ? GROUP BY decided_on, basis "
                                   "ORDER BY decided_on DESC, max(budget_line_id) DESC", year):
        yield BudgetVersion(date.fromisoformat(on), str(basis), int(count))
