"""The budget: deciding on it, and how it compares with what was posted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coopbooks.books import balances, budget, explaining, settings
from coopbooks.books.book import Book
from coopbooks.books.budget import BudgetVersion
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop import budget as rules
from coopbooks.coop.budget import WHOLE_YEAR, BudgetFacts, SetBudget, by_month, planned_in
from coopbooks.ledger.accounts import Account, AccountKind
from coopbooks.ledger.figures import Figure, moved
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.periods import Period, months_between
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


@dataclass(frozen=True, slots=True)
class Compared:
    """One account: what was planned and posted in a period, and what is planned for the whole year. All on its normal side."""

    account: Account
    planned_kip: Kip
    actual_kip: Kip
    year_kip: Kip

    @property
    def difference_kip(self) -> int:
        """What was posted beyond the plan; negative for less."""
        return self.actual_kip - self.planned_kip

    def actual(self, period: Period) -> Figure:
        """What was posted, as a figure."""
        return moved(self.account.code, first_day=period.first_day, last_day=period.last_day, credit=not self.account.kind.grows_on_debit)


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """A fiscal year's budget: what is in force by account and month, and the decisions behind it."""

    period: Period
    accounts: tuple[Account, ...]
    planned: dict[str, dict[str, Kip]]
    versions: tuple[BudgetVersion, ...]

    def amount(self, code: str, month: str = WHOLE_YEAR) -> Kip:
        """What was decided for an account and month, or for its year with all its months."""
        known = self.planned.get(code, {})
        return Kip(sum(by_month(known, self.period).values())) if month == WHOLE_YEAR else known.get(month, ZERO)


def prepare_budget(book: Book, year: int) -> BudgetFacts:
    """The one read of the page of the budget."""
    with book.reading() as tx:
        return budget.facts(tx, year)


def budget_year(book: Book, year: int) -> BudgetYear:
    """What is planned for a year as decided until today."""
    with book.reading() as tx:
        chart = settings.chart(tx)
        results = tuple(account for account in chart.values() if account.kind in (AccountKind.INCOME, AccountKind.EXPENSE))
        planned = {chart[key].code: amounts for key, amounts in budget.in_force(tx, year, tx.today).items()}
        return BudgetYear(settings.profile(tx).period(year), results, planned, tuple(budget.versions(tx, year)))


def compared(tx: Reading, period: Period, as_of: date) -> Iterator[Compared]:
    """Every income and expense account that was planned or posted in a period, by what was decided up to a day."""
    coop = settings.profile(tx)
    year = coop.year_of(period.last_day)
    whole = coop.period(year)
    planned, months = budget.in_force(tx, year, as_of), months_between(period.first_day, period.last_day)
    moved = balances.moved_between(tx, period.first_day, period.last_day)
    for key, kip in explaining.closes_between(tx, period.first_day, period.last_day).items():
        moved[key] = Kip(moved.get(key, 0) - kip)
    for key, account in settings.chart(tx).items():
        if account.kind in (AccountKind.INCOME, AccountKind.EXPENSE) and (key in planned or moved.get(key)):
            amounts, kip = planned.get(key, {}), moved.get(key, ZERO)
            yield Compared(account, planned_in(amounts, whole, months), Kip(kip if account.kind.grows_on_debit else -kip),
                           Kip(sum(by_month(amounts, whole).values())))


def compare(book: Book, period: Period) -> tuple[Compared, ...]:
    """The budget beside what was posted in a period, as decided until today."""
    with book.reading() as tx:
        return tuple(compared(tx, period, tx.today))


@action(Topic.SETTINGS)
def set_budget(tx: Writing, order: SetBudget) -> None:
    """Decide on amounts of a year's budget. Refused: BudgetNegative, NoResultAccount, BasisMissing, … (all found at once)."""
    refuse_if(rules.check_budget(budget.facts(tx, order.year), order))
    budget.keep(tx, order)
