"""The budget: what the co-op plans to earn and to spend, account by account, for a year or month by month.

Every decision is dated and has its basis; the last one about an account and month is in force. What is planned for a whole year is
spread evenly over the months that have no amount of their own, to the kip.
See also: services.budget (does it), papers.statements (budget against actual).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import LinesMissing, check_texts
from coopbooks.coop.cash import AccountUnknown
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import Account, AccountKind
from coopbooks.ledger.money import MAX_LINE_KIP, ZERO, Kip, share_out
from coopbooks.ledger.periods import Period, days_of_month, months_between
from coopbooks.ledger.refusals import RuleBroken

WHOLE_YEAR = ""
"""Stands for the month in what is planned for a whole year."""


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What is planned for an account (role or code) in a month (YYYY-MM), or in the whole year. Amounts are on its normal side."""

    account: str
    amount_kip: Kip
    month: str = WHOLE_YEAR


@dataclass(frozen=True, slots=True)
class SetBudget:
    """Order: decide on amounts of a fiscal year's budget. Accounts that are not named keep theirs."""

    year: int
    decided_on: date
    basis: str
    lines: tuple[BudgetLine, ...]


@dataclass(frozen=True, slots=True)
class BudgetFacts:
    """What the page shows and the rule judges."""

    accounts: Mapping[str, Account]
    period: Period
    today: date


class BudgetNegative(RuleBroken):
    """An amount is planned on the account's normal side."""

    field, wording = "amount_kip", N_("{amount_kip} is less than nothing. A budget is 0 or more.")


class BudgetTooLarge(RuleBroken):
    """One line carries at most 999,999,999,999,999 kip."""

    field, wording = "amount_kip", N_("{amount_kip} is more than one line can carry ({most_kip}).")


class NoResultAccount(RuleBroken):
    """Income and expenses are planned."""

    field, wording = "account", N_("{account} is neither income nor expense. It has no budget.")


class MonthOutsideYear(RuleBroken):
    """A month of the budget's year."""

    field, wording = "month", N_("“{month}” is not a month between {first_day} and {last_day}. Write it like 2025-03.")


class LineTwice(RuleBroken):
    """One amount for one account and month."""

    field, wording = "account", N_("{account} stands twice for the same time.")


class BasisMissing(RuleBroken):
    """Whoever compares later wants to know who planned it."""

    field, wording = "basis", N_("Write the basis: which meeting or who decided it.")


class DecidedAhead(RuleBroken):
    """A decision is entered when it was taken."""

    field, wording = "decided_on", N_("{decided_on} lies ahead. Today is {today}.")


def check_budget(facts: BudgetFacts, order: SetBudget) -> list[RuleBroken]:
    """Whether amounts of a budget may be decided. A line's complaints are tied to `lines.<place>.<field>`."""
    broken: list[RuleBroken] = list(check_texts(order))
    if not order.basis.strip():
        broken.append(BasisMissing())
    if order.decided_on > facts.today:
        broken.append(DecidedAhead(decided_on=order.decided_on, today=facts.today))
    if not order.lines:
        broken.append(LinesMissing())
    seen: set[tuple[str, str]] = set()
    for place, line in enumerate(order.lines):
        account = facts.accounts.get(line.account)
        found = list(_check_line(facts, account, line))
        key = (account.code if account is not None else line.account, line.month)
        if key in seen:
            found.append(LineTwice(account=line.account))
        seen.add(key)
        broken += [one.at(f"lines.{place}.{one.field}") for one in found]
    return broken


def _check_line(facts: BudgetFacts, account: Account | None, line: BudgetLine) -> Iterator[RuleBroken]:
    if account is None:
        yield AccountUnknown(account=line.account)
    elif account.kind not in (AccountKind.INCOME, AccountKind.EXPENSE):
        yield NoResultAccount(account=line.account)
    if line.amount_kip < 0:
        yield BudgetNegative(amount_kip=line.amount_kip)
    elif line.amount_kip > MAX_LINE_KIP:
        yield BudgetTooLarge(amount_kip=line.amount_kip, most_kip=MAX_LINE_KIP)
    if line.month != WHOLE_YEAR and not _is_month_of(line.month, facts.period):
        yield MonthOutsideYear(month=line.month, first_day=facts.period.first_day, last_day=facts.period.last_day)


def _is_month_of(month: str, period: Period) -> bool:
    try:
        return period.first_day <= days_of_month(month).first_day <= period.last_day
    except ValueError:
        return False


def by_month(planned: Mapping[str, Kip], period: Period) -> dict[str, Kip]:
    """What is planned for each month of a fiscal year, from amounts by month and for the whole year (`WHOLE_YEAR`).

    by_month({"": 12, "2025-01": 4}, year 2025) gives 4 to January and shares 8 over the other eleven months.
    """
    months = months_between(period.first_day, period.last_day)
    own = {month: planned[month] for month in months if month in planned}
    rest = [month for month in months if month not in own]
    left = max(planned.get(WHOLE_YEAR, ZERO) - sum(own.values()), 0)
    spread = dict(zip(rest, share_out(left if rest else 0, [1] * len(rest)), strict=True))
    return {month: own.get(month, spread.get(month, ZERO)) for month in months}


def planned_in(planned: Mapping[str, Kip], year: Period, months: Sequence[str]) -> Kip:
    """What is planned for some months of a fiscal year."""
    spread = by_month(planned, year)
    return Kip(sum(spread.get(month, ZERO) for month in months))
