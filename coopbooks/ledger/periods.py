"""Periods, closed years and days that may not be posted to. All days are inclusive."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken


@dataclass(frozen=True, slots=True)
class Period:
    """From `first_day` to `last_day`, both included."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class OpenDays:
    """Which days may be posted to: after what is closed, up to today.

    Attributes:
        begins_on: first day of the book; its opening balances stand at the close of the day before.
        closed_until: last day of the last closed year, or None.
        today: the computer's day.
        locked_until: last day of the last locked month, or None.
    """

    begins_on: date
    closed_until: date | None
    today: date
    locked_until: date | None = None

    @property
    def first_open_day(self) -> date:
        """The first day that takes papers: what corrects a closed or locked day is dated on it."""
        shut = [day + timedelta(days=1) for day in (self.closed_until, self.locked_until) if day is not None]
        return max(self.begins_on, *shut) if shut else self.begins_on


class PeriodClosed(RuleBroken):
    """A closed year takes nothing more; the correction belongs into the open one."""

    field, wording = "on", N_("{on} is in a closed year. Everything up to {closed_until} is closed.")


class MonthLocked(RuleBroken):
    """A locked month was counted and agreed; what corrects it is dated on the first open day."""

    field, wording = "on", N_("{on} is in a locked month. The first open day is {first_open_day}.")


class DayInFuture(RuleBroken):
    """A paper cannot be dated after today."""

    field, wording = "on", N_("{on} lies ahead. Today is {today}.")


class BeforeBookBegins(RuleBroken):
    """Older history is in the opening balances."""

    field, wording = "on", N_("{on} is before the book begins on {begins_on}.")


def check_open(days: OpenDays, on: date) -> Iterator[RuleBroken]:
    """Whether a document may carry this date."""
    if on > days.today:
        yield DayInFuture(on=on, today=days.today)
    if days.closed_until is not None and on <= days.closed_until:
        yield PeriodClosed(on=on, closed_until=days.closed_until)
    elif days.locked_until is not None and on <= days.locked_until:
        yield MonthLocked(on=on, first_open_day=days.first_open_day)
    elif on < days.begins_on:
        yield BeforeBookBegins(on=on, begins_on=days.begins_on)


def correction_day(days: OpenDays, on: date) -> date:
    """The day on which a correction of something dated `on` is dated: that day while it is open, else the first open day."""
    return max(on, days.first_open_day)


def month_of(day: date) -> str:
    """The month of a day, as YYYY-MM."""
    return day.isoformat()[:7]


def days_of_month(month: str) -> Period:
    """First and last day of a month written YYYY-MM. Raises ValueError for anything else."""
    first = date.fromisoformat(f"{month}-01")
    return Period(first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1))


def months_between(first_day: date, last_day: date) -> tuple[str, ...]:
    """Every month that has a day in a period, as YYYY-MM."""
    first, last = first_day.year * 12 + first_day.month - 1, last_day.year * 12 + last_day.month - 1
    return tuple(f"{place // 12:04}-{place % 12 + 1:02}" for place in range(first, last + 1))


def fiscal_year(on: date, start_month: int) -> int:
    """The fiscal year a day belongs to, named for the calendar year in which it begins."""
    return on.year if on.month >= start_month else on.year - 1


def period_of_year(year: int, start_month: int) -> Period:
    """First and last day of a fiscal year."""
    first = date(year, start_month, 1)
    return Period(first, date(year + 1, start_month, 1) - timedelta(days=1))
