"""Months: counted, locked, opened again. A locked month takes no paper; what corrects it is dated on the first open day.

Months are locked in their order and opened in the reverse order, so that "everything up to a day is locked" is one day. A closed year
is shut for good by its close; its months cannot be opened here.
See also: ledger.periods (which days take papers), services.months (does it), books.guards (the file refuses it too).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from coopbooks.coop.boxes import check_texts
from coopbooks.coop.reversal import ReasonMissing
from coopbooks.i18n.markers import N_
from coopbooks.ledger.periods import OpenDays, days_of_month, months_between
from coopbooks.ledger.refusals import RuleBroken

OPEN, COUNTED, LOCKED, CLOSED = "open", "counted", "locked", "closed"
STATES = (OPEN, COUNTED, LOCKED)
"""What can be decided about a month; `closed` follows from the close of its year."""


@dataclass(frozen=True, slots=True)
class SetMonth:
    """Order: say of a month (YYYY-MM) that it is open, counted or locked, and why."""

    month: str
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """What the calendar shows and the rule judges.

    Attributes:
        states: what was decided about months last; a month that is not there is open.
    """

    days: OpenDays
    states: Mapping[str, str]

    def state(self, month: str) -> str:
        """How a month stands: open, counted, locked, or closed with its year."""
        closed = self.days.closed_until
        return CLOSED if closed is not None and days_of_month(month).last_day <= closed else self.states.get(month, OPEN)

    def months(self) -> tuple[str, ...]:
        """Every month of the book up to today."""
        return months_between(self.days.begins_on, max(self.days.today, self.days.begins_on))


class MonthUnclear(RuleBroken):
    """A month is a year and a month."""

    field, wording = "month", N_("“{month}” is not a month. Write it like 2025-03.")


class MonthOutsideBook(RuleBroken):
    """The calendar runs from the first day of the book to today."""

    field, wording = "month", N_("The book has no month {month}. It runs from {first_month} to {last_month}.")


class MonthNotOver(RuleBroken):
    """A month is locked when nothing more can come."""

    field, wording = "month", N_("{month} ends on {last_day}. It can be locked then.")


class MonthClosed(RuleBroken):
    """The close of a year shuts its months."""

    field, wording = "month", N_("{month} belongs to a closed year.")


class MonthStandsSo(RuleBroken):
    """Nothing would change."""

    field, wording = "state", N_("{month} stands so already.")


class EarlierMonthOpen(RuleBroken):
    """Months are locked in their order."""

    field, wording = "month", N_("{earlier} is still open. Lock it first.")


class LaterMonthLocked(RuleBroken):
    """Months are opened again in the reverse order."""

    field, wording = "month", N_("{later} is locked. Open it first.")


def shown(month: str) -> str:
    """A month as people write it: 03/2025."""
    return f"{month[5:]}/{month[:4]}"


def check_month(facts: MonthFacts, order: SetMonth) -> list[RuleBroken]:
    """Whether a month may be counted, locked or opened. Every complaint."""
    broken: list[RuleBroken] = list(check_texts(order))
    try:
        days = days_of_month(order.month)
    except ValueError:
        return [*broken, MonthUnclear(month=order.month)]
    months = facts.months()
    if order.month not in months:
        return [*broken, MonthOutsideBook(month=shown(order.month), first_month=shown(months[0]), last_month=shown(months[-1]))]
    before = facts.state(order.month)
    if before == CLOSED:
        return [*broken, MonthClosed(month=shown(order.month))]
    if before == order.state:
        broken.append(MonthStandsSo(month=shown(order.month)))
    if LOCKED in (before, order.state) and not order.reason.strip():
        broken.append(ReasonMissing())
    if order.state == LOCKED:
        if days.last_day > facts.days.today:
            broken.append(MonthNotOver(month=shown(order.month), last_day=days.last_day))
        earlier = [month for month in months if month < order.month and facts.state(month) not in (LOCKED, CLOSED)]
        broken += [EarlierMonthOpen(earlier=shown(month)) for month in earlier[:1]]
    elif before == LOCKED:
        later = [month for month in months if month > order.month and facts.state(month) == LOCKED]
        broken += [LaterMonthLocked(later=shown(month)) for month in later[-1:]]
    return broken


def next_to_lock(facts: MonthFacts) -> str | None:
    """The month that is locked next; None while the first open one is not over."""
    return next((month for month in facts.months() if facts.state(month) in (OPEN, COUNTED)
                 and days_of_month(month).last_day <= facts.days.today), None)


def last_locked(facts: MonthFacts) -> str | None:
    """The month that is opened again first; None when none is locked."""
    return next((month for month in reversed(facts.months()) if facts.state(month) == LOCKED), None)

