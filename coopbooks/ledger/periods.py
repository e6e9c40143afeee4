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
    """

    begins_on: date
    closed_until: date | None
    today: date


class PeriodClosed(RuleBroken):
    """A closed year takes nothing more; the correction belongs into the open one."""

    field, wording = "on", N_("{on} is in a closed year. Everything up to {closed_until} is closed.")


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
    elif on < days.begins_on:
        yield BeforeBookBegins(on=on, begins_on=days.begins_on)


def fiscal_year(on: date, start_month: int) -> int:
    """The fiscal year a day belongs to, named for the calendar year in which it begins."""
    return on.year if on.month >= start_month else on.year - 1


def period_of_year(year: int, start_month: int) -> Period:
    """First and last day of a fiscal year."""
    first = date(year, start_month, 1)
    return Period(first, date(year + 1, start_month, 1) - timedelta(days=1))
