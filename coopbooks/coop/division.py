"""Dividing a pool among members to the kip, with the proof a reader can add up again.

Largest remainder, floor or half up, in whole units; ties go to the smaller member number, compared as numbers.
Integers over a common denominator throughout: the order of members, the scale of the weights and the machine change
nothing.
Source: headless interface, rules 6, 8, 10 and 11.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from coopbooks.coop.policy import RoundingPolicy, RoundingRule


@dataclass(frozen=True, slots=True)
class Weights:
    """What each member's part is in proportion to: `values[i] / scale` kip, kilograms or hours. Never below zero."""

    values: list[int]
    scale: int

    @property
    def total(self) -> Fraction:
        """The weights of all members together, exact."""
        return Fraction(sum(self.values), self.scale)


class Pool(NamedTuple):
    """A pool before it is divided: what its percentage asked for, what a limit left of it, and the rate if one rules.

    With `rate` a member's exact part is rate × own weight; without it, pool × own weight ÷ all weights.
    """

    asked_kip: int
    kip: int
    rate: Fraction | None


@dataclass(frozen=True, slots=True, eq=False)
class PoolProof:
    """How a pool was divided.

    Every member first has the exact part cut down to the unit (`sum_of_floors_kip` together); `units_left` whole units
    then remain; one unit more went to each of the `given_count` members of `given_to`.
    """

    pool_kip: int = 0
    sum_of_floors_kip: int = 0
    units_left: int = 0
    given_count: int = 0
    ranked: Callable[[], tuple[str, ...]] = tuple

    @property
    def given_to(self) -> tuple[str, ...]:
        """Numbers of the members who had one unit more: the larger fraction first, ties to the smaller number.

        Ranked when asked: a what-if while a slider moves has no use for the list.
        """
        return self.ranked()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PoolProof) and self.figures() == other.figures()

    def __hash__(self) -> int:
        return hash((self.pool_kip, self.sum_of_floors_kip, self.units_left, self.given_count))

    def figures(self) -> tuple[int, int, int, tuple[str, ...]]:
        """The proof as it is printed: pool, sum of floors, units left, given to."""
        return self.pool_kip, self.sum_of_floors_kip, self.units_left, self.given_to


class Division(NamedTuple):
    """A divided pool: each member's part in the order given, and the proof."""

    parts: list[int]
    proof: PoolProof


def divide(rounding: RoundingPolicy, pool: Pool, weights: Weights, numbers: Sequence[str]) -> Division:
    """Divide a pool by weights under a rounding rule. `numbers` are the members' own, for ties and for the proof.

    100 kip by weights 1, 1, 1 of members 1, 2, 3 gives 34, 33, 33, the unit left to member 1. A pool that is no whole
    number of units leaves its tail undivided, for the remainder; a pool of nothing gives nobody anything, whatever the
    rule.
    """
    if pool.kip <= 0:
        return Division([0] * len(weights.values), PoolProof())
    unit = rounding.unit_kip
    above, below = (pool.rate.numerator, pool.rate.denominator * weights.scale) if pool.rate is not None else (
        pool.kip, sum(weights.values))
    below *= unit
    exact = [above * weight for weight in weights.values]
    parts = [value // below * unit for value in exact] if unit > 1 else [value // below for value in exact]
    rests = [value % below for value in exact]
    cut = sum(parts)
    left = (pool.kip - cut) // unit
    chosen = _largest(rests, _count_of_extra_units(rounding.rule, left, rests, below), numbers)
    for place in chosen:
        parts[place] += unit
    return Division(parts, PoolProof(pool.kip, cut, left, len(chosen), lambda: _ranked(rests, chosen, numbers)))


def _count_of_extra_units(rule: RoundingRule, left: int, rests: Sequence[int], below: int) -> int:
    if rule is RoundingRule.FLOOR:
        return 0
    # Largest remainder: the fractions add up to at least `left`, so there are more members with one than units to give.
    return left if rule is RoundingRule.LARGEST_REMAINDER else sum([2 * rest >= below for rest in rests])


def _largest(rests: Sequence[int], count: int, numbers: Sequence[str]) -> list[int]:
    """Places of the `count` largest fractions, in no particular order; of equal ones the smaller numbers."""
    if count == 0:
        return []
    limit = sorted(rests)[-count]
    chosen = [place for place, rest in enumerate(rests) if rest >= limit]
    if len(chosen) == count:
        return chosen
    tied = [place for place in chosen if rests[place] == limit]
    by_number = order_of_numbers([numbers[place] for place in tied])
    above = [place for place in chosen if rests[place] > limit]
    return above + [tied[place] for place in by_number[:count - len(above)]]


def _ranked(rests: Sequence[int], chosen: Sequence[int], numbers: Sequence[str]) -> tuple[str, ...]:
    """The numbers of the chosen: the larger fraction first, ties to the smaller number."""
    by_number = [chosen[place] for place in order_of_numbers([numbers[place] for place in chosen])]
    # A stable sort keeps ties in order of number.
    return tuple([numbers[place] for place in sorted(by_number, key=rests.__getitem__, reverse=True)])


_RUNS = re.compile(r"(\d+)")


def number_order(number: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts member numbers as numbers wherever they stand in the text: 9 before 10, A-7 before A-12."""
    runs = _RUNS.split(number)
    return (*((0, int(run), "") if run.isdecimal() else (1, 0, run) for run in runs if run), (-1, 0, number))


def order_of_numbers(numbers: Sequence[str]) -> list[int]:
    """The places of the numbers, from the smallest number to the largest. 7 and 007 are ordered as texts."""
    if "".join(numbers).isdecimal() and all(numbers):
        plain = list(map(int, numbers))
        if len(set(plain)) == len(plain):
            return sorted(range(len(plain)), key=plain.__getitem__)
    keys = list(map(number_order, numbers))
    return sorted(range(len(keys)), key=keys.__getitem__)


def exact_text(value: Fraction) -> str:
    """A number as it is: "11708333.25" where its decimals end, else a fraction such as "35125000/3"."""
    below, twos, fives = value.denominator, 0, 0
    while below % 2 == 0:
        below, twos = below // 2, twos + 1
    while below % 5 == 0:
        below, fives = below // 5, fives + 1
    if below != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).zfill(places + 1)
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
