"""The practice co-op's ledger: an account of its own, a budget after last year's figures, and the first month of the open year locked."""

from datetime import date

from coopbooks.books import budget as kept
from coopbooks.books import journal
from coopbooks.books.transaction import Writing
from coopbooks.coop.budget import BudgetLine, SetBudget
from coopbooks.coop.chart import AddAccount
from coopbooks.coop.months import COUNTED, LOCKED, SetMonth
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import days_of_month
from coopbooks.services import budget, chart, months

_STEP_KIP = 100_000
_LOCKED, _COUNTED = "01", "02"


def begin(tx: Writing) -> None:
    """What the accountant adds to the shipped chart."""
    chart.add_account.within(tx, AddAccount("628", "expense", "ຄ່າໂທລະສັບ ແລະ ອິນເຕີເນັດ", "Telephone and internet"))


def apply(tx: Writing, today: date) -> None:
    """How the open year stands today: its budget, after the figures of the year before, and its first months."""
    before = journal.income_and_expense(tx, date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    lines = tuple(BudgetLine(line.account.code, Kip(line.kip * 105 // 100 // _STEP_KIP * _STEP_KIP))
                  for line in (*before.income, *before.expense) if line.kip > _STEP_KIP)
    decided = min(date(today.year, 1, 20), today)
    if lines and not kept.in_force(tx, today.year, today):
        budget.set_budget.within(tx, SetBudget(today.year, decided, f"01/{today.year}", lines))
    for month, state, reason in ((_LOCKED, LOCKED, "ກວດນັບເງິນແລ້ວ"), (_COUNTED, COUNTED, "")):
        if days_of_month(f"{today.year}-{month}").last_day < today.replace(day=1):
            months.set_month.within(tx, SetMonth(f"{today.year}-{month}", state, reason))
