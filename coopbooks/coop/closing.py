"""Closing a year: income and expense become the year's surplus, or a loss that is carried forward.

The close posts one entry on the last day: every income and expense account goes to zero against surplus-of-year. A
loss goes to loss-forward at once, because there is nothing the meeting could share; later surpluses cover it first,
or the meeting covers it from a fund (`CoverLoss`). Afterwards nothing may be dated on or before the last day.
See also: coop.dividends (what the meeting decides about a surplus), ledger.periods (open and closed days).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.approval import Person, check_two_people
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.periods import OpenDays, Period, check_open
from coopbooks.ledger.refusals import RuleBroken


@dataclass(frozen=True, slots=True)
class CloseYear:
    """Order: close a fiscal year, named for the calendar year in which it begins."""

    year: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class CloseFacts:
    """What the assistant shows and the rule judges.

    Attributes:
        period: first and last day of the year to close.
        days: the open days; `closed_until` is the last day of the last closed year.
        results: code and balance (debit positive) of every income and expense account that moved in the year.
        loss_forward_kip: losses of earlier years not yet covered, positive.
    """

    year: int
    period: Period
    days: OpenDays
    results: tuple[tuple[str, int], ...]
    loss_forward_kip: Kip = ZERO

    @property
    def surplus_kip(self) -> Kip:
        """Income less expense of the year; negative for a loss."""
        return Kip(-sum(balance for _, balance in self.results))


class NotAfterYearEnd(RuleBroken):
    """A year is closed when it is over."""

    field, wording = "year", N_("The year {year} ends on {last_day}. It can be closed from the next day on.")


class YearAlreadyClosed(RuleBroken):
    """Once is enough."""

    field, wording = "year", N_("The year {year} is closed already. Everything up to {closed_until} is closed.")


class EarlierYearOpen(RuleBroken):
    """Years are closed in their order."""

    field, wording = "year", N_("Close the year before {year} first. It is open up to {last_day}.")


class YearBeforeBook(RuleBroken):
    """Older years are in the opening balances."""

    field, wording = "year", N_("The book begins on {begins_on}. It does not hold the year {year}.")


def check_close(facts: CloseFacts, order: CloseYear) -> list[RuleBroken]:
    """Whether the year may be closed. Every complaint."""
    first, last = facts.period.first_day, facts.period.last_day
    closed, begins = facts.days.closed_until, facts.days.begins_on
    broken: list[RuleBroken] = []
    if facts.days.today <= last:
        broken.append(NotAfterYearEnd(year=order.year, last_day=last))
    if last < begins:
        broken.append(YearBeforeBook(year=order.year, begins_on=begins))
    elif closed is not None and last <= closed:
        broken.append(YearAlreadyClosed(year=order.year, closed_until=closed))
    elif (closed is None and first > begins) or (closed is not None and (first - closed).days > 1):
        broken.append(EarlierYearOpen(year=order.year, last_day=date.fromordinal(first.toordinal() - 1)))
    return broken


def close_entry(facts: CloseFacts, order: CloseYear) -> JournalEntry | None:
    """Bring every result account to zero; the surplus to surplus-of-year, a loss to loss-forward.

    None when nothing moved in the year: there is nothing to post, but the year closes all the same.
    """
    surplus = facts.surplus_kip
    legs = [leg(code, -balance) for code, balance in facts.results]
    legs.append(leg(AccountRole.SURPLUS_OF_YEAR, -max(surplus, 0)))
    legs.append(leg(AccountRole.LOSS_FORWARD, -min(surplus, 0)))
    if not any(legs):
        return None
    return balanced(facts.period.last_day, "closing", legs, order.note)


@dataclass(frozen=True, slots=True)
class CoverLoss:
    """Order: the meeting covers losses of earlier years from a fund (the reserve, unless it says another)."""

    resolution: str
    on: date
    amount_kip: Kip
    fund: str = AccountRole.RESERVE
    note: str = ""


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """What is to be covered, and what the fund holds (credit positive)."""

    loss_forward_kip: Kip
    fund_kip: Kip
    days: OpenDays


class ResolutionMissing(RuleBroken):
    """What the meeting decides has a number in its minutes."""

    field, wording = "resolution", N_("Write the number of the meeting's resolution.")


class NoLossToCover(RuleBroken):
    """The amount lies between 1 kip and the losses carried forward."""

    field, wording = "amount_kip", N_("{amount_kip} cannot be covered. The losses brought forward are {loss_kip}.")


class FundTooSmall(RuleBroken):
    """A fund gives no more than it holds."""

    field, wording = "amount_kip", N_("The fund holds {fund_kip}, less than {amount_kip}.")


def check_cover(facts: CoverFacts, order: CoverLoss) -> list[RuleBroken]:
    """Whether the losses may be covered so."""
    broken = [*check_open(facts.days, order.on), *check_resolution(order.resolution)]
    if not 0 < order.amount_kip <= facts.loss_forward_kip:
        broken.append(NoLossToCover(amount_kip=order.amount_kip, loss_kip=facts.loss_forward_kip))
    elif order.amount_kip > facts.fund_kip:
        broken.append(FundTooSmall(fund_kip=facts.fund_kip, amount_kip=order.amount_kip))
    return broken


def check_resolution(resolution: str) -> Iterator[RuleBroken]:
    """A resolution has a number."""
    if not resolution.strip():
        yield ResolutionMissing()


def cover_entry(order: CoverLoss) -> JournalEntry:
    """Debit the fund, credit the losses brought forward."""
    return balanced(order.on, "loss-cover", (leg(order.fund, order.amount_kip),
                                             leg(AccountRole.LOSS_FORWARD, -order.amount_kip)), order.note)


# --- opening a year again ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ReopenYear:
    """Order: open a closed year again, to mend something before the meeting decides on it."""

    year: int
    on: date
    reason: str
    made_by: str = ""
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class ReopenFacts:
    """What the dialog shows and the rule judges.

    Attributes:
        closed_until: last day of the year while it is closed, else None.
        later_year: a year after it that is closed too, or None.
        decided_on: day of the meeting that decided on the year, or on which its sharing was posted; None before it.
        cover_number: paper that covered the year's loss, if any.
    """

    closed_until: date | None
    later_year: int | None
    decided_on: date | None
    cover_number: str
    people: tuple[Person, ...]
    today: date


class YearIsOpen(RuleBroken):
    """Only a closed year is opened again."""

    field, wording = "year", N_("The year {year} is not closed.")


class LaterYearClosed(RuleBroken):
    """The last closed year goes first."""

    field, wording = "year", N_("The year {later_year} is closed too. Open that one again first.")


class MeetingHasDecided(RuleBroken):
    """After the meeting a year stays as it is for ever."""

    field, wording = "year", N_("The meeting decided on {year} on {decided_on}. The year stays closed.")


class LossIsCovered(RuleBroken):
    """What was built on the close goes first."""

    field, wording = "year", N_("{number} covered the loss of {year}. Reverse that first.")


class ReopenReasonMissing(RuleBroken):
    """Whoever reads the trail wants to know why."""

    field, wording = "reason", N_("Write why the year is opened again.")


def check_reopen(facts: ReopenFacts, order: ReopenYear) -> list[RuleBroken]:
    """Whether the year may be opened again. Every complaint."""
    broken: list[RuleBroken] = []
    if facts.closed_until is None:
        broken.append(YearIsOpen(year=order.year))
    if facts.later_year is not None:
        broken.append(LaterYearClosed(later_year=str(facts.later_year)))
    if facts.decided_on is not None:
        broken.append(MeetingHasDecided(year=order.year, decided_on=facts.decided_on))
    if facts.cover_number:
        broken.append(LossIsCovered(number=facts.cover_number, year=order.year))
    if not order.reason.strip():
        broken.append(ReopenReasonMissing())
    return broken + check_two_people(facts.people, order.made_by, order.approved_by)
