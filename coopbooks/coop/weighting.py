"""Five ways to make one figure of a year of changing share capital.

A member redoes months-from-end on a phone: twelve balances, added, divided by twelve. Weights are exact: whole
numbers over one common scale (1, 12 or the days of the year), so that no fraction is made per member.
Source: headless interface, rules 1 to 5. Joining and leaving days change nothing: what was held counts.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from coopbooks.coop.division import Weights
from coopbooks.coop.policy import Method, SharePolicy, YearDays
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import Period

Moves = Sequence[tuple[date, int]]
"""Movements of paid-up capital: the day each counts from, and kip (negative = redeemed or transferred out)."""

MONTHS = 12


class Patronage(NamedTuple):
    """A member's business with the co-op in a year, on every basis. Fractions only where a file gives them."""

    value_kip: int = 0
    weight_g: int | Fraction = 0
    purchases_kip: int = 0
    hours: int | Fraction = 0
    fees_kip: int = 0
    lines: tuple["ProductLine", ...] = ()


class ProductLine(NamedTuple):
    """What a member delivered of one product and grade: needed only where products are weighed."""

    product: str
    grade: str
    value_kip: int
    weight_g: int | Fraction


class MemberYear(NamedTuple):
    """What one member held and did in a year. A plain tuple underneath: a hundred thousand are made at once.

    Attributes:
        number: as in the register; ties go to the smaller one, compared as numbers.
        member_id: the book's id, or None where there is no book.
        opening_kip: paid-up capital at the close of the day before the year.
        movements: movements within the year, in any order.
    """

    number: str
    member_id: int | None
    name: str
    opening_kip: int
    movements: Moves = ()
    patronage: Patronage = Patronage()


def is_twelve_months(year: Period) -> bool:
    """True for a fiscal year as the by-laws know it: twelve whole months, starting in any month."""
    first, after = year.first_day, date.fromordinal(year.last_day.toordinal() + 1)
    return first.day == 1 and (after.year, after.month, after.day) == (first.year + 1, first.month, 1)


def split_moves(moves: Iterable[tuple[date, int]], year: Period) -> tuple[Kip, tuple[tuple[date, int], ...]]:
    """Opening capital and the movements of the year; what comes after the year is left out."""
    opening, within = 0, []
    for on, kip in moves:
        if on < year.first_day:
            opening += kip
        elif on <= year.last_day:
            within.append((on, kip))
    return Kip(opening), tuple(within)


def balances_by_day(opening_kip: int, moves: Moves) -> Iterable[tuple[date | None, int]]:
    """The opening balance (day None) and the balance at the end of every day that had a movement."""
    yield None, opening_kip
    days: dict[date, int] = {}
    for on, kip in moves:
        days[on] = days.get(on, 0) + kip
    balance = opening_kip
    for on in sorted(days):
        balance += days[on]
        yield on, balance


def weigh(policy: SharePolicy, year: Period, members: Sequence[MemberYear]) -> Weights:
    """The weighted capital of each member for a year of twelve months, in the order given."""
    openings, moves = [member.opening_kip for member in members], [member.movements for member in members]
    return weigh_columns(policy, year, openings, moves)


def weigh_columns(policy: SharePolicy, year: Period, openings: Sequence[int], moves: Sequence[Moves]) -> Weights:
    """The same from two columns: what each member held before the year, and what moved in it."""
    scale, one = _METHODS[policy.method](policy, year)
    whole = one(1, ())  # what a kip held all year weighs; most members do not move, so they need no call of their own
    return Weights([one(opening, moved) if moved else opening * whole
                    for opening, moved in zip(openings, moves, strict=True)], scale)


_OneMember = Callable[[int, Moves], int]


def _days_in(year: Period) -> int:
    return (year.last_day - year.first_day).days + 1


def _closing(_policy: SharePolicy, _year: Period) -> tuple[int, _OneMember]:
    return 1, lambda opening, moves: opening + sum(kip for _, kip in moves)


def _lowest(_policy: SharePolicy, _year: Period) -> tuple[int, _OneMember]:
    return 1, lambda opening, moves: min(balance for _, balance in balances_by_day(opening, moves))


def _months_from_end(_policy: SharePolicy, year: Period) -> tuple[int, _OneMember]:
    # In month m of the year: (12 - m) twelfths. The month after the last one has the number `end`.
    end = year.first_day.year * MONTHS + year.first_day.month + MONTHS - 1
    return MONTHS, lambda opening, moves: opening * MONTHS + sum(
        [kip * (end - on.year * MONTHS - on.month) for on, kip in moves])


def _months_from_start(_policy: SharePolicy, year: Period) -> tuple[int, _OneMember]:
    # In month m of the year: (13 - m) twelfths.
    end = year.first_day.year * MONTHS + year.first_day.month + MONTHS
    return MONTHS, lambda opening, moves: opening * MONTHS + sum(
        [kip * (end - on.year * MONTHS - on.month) for on, kip in moves])


def _days(policy: SharePolicy, year: Period) -> tuple[int, _OneMember]:
    # The sum of the closing balances of all days: a movement counts on its own day and on every day after it.
    days, after = _days_in(year), year.last_day.toordinal() + 1
    scale = days if policy.year_days is YearDays.ACTUAL else int(policy.year_days)
    return scale, lambda opening, moves: opening * days + sum([kip * (after - on.toordinal()) for on, kip in moves])


_METHODS: dict[Method, Callable[[SharePolicy, Period], tuple[int, _OneMember]]] = {
    Method.CLOSING: _closing, Method.LOWEST: _lowest, Method.MONTHS_FROM_END: _months_from_end,
    Method.MONTHS_FROM_START: _months_from_start, Method.DAYS: _days}
