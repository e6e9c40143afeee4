"""Dividing a pool among members to the kip, with the proof a reader can add up again.

Largest remainder, floor or half up, in whole units; ties go to the smaller member number, compared as numbers. Integers over a
common denominator throughout: the order of members, the scale of the weights and the machine change nothing.
Source: headless interface, rules 6, 8, 10 and 11.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from coopbooks.coop.policy import RoundingPolicy, RoundingRule


@dataclass(frozen=True, slots=True)
class Weights:
    """What each member's part is in proportion to: `values[i] / scale`, in kip, kilograms or hours. Never below zero."""

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


class PoolProof(NamedTuple):
    """How a pool was divided.

    Every member first has the exact part cut down to the unit (`sum_of_floors_kip` together); `units_left` whole units then
    remain; one unit more went to each member in `given_to`, the larger fraction first, ties to the smaller number.
    """

    pool_kip: int
    sum_of_floors_kip: int
    units_left: int
    given_to: tuple[str, ...]


class Division(NamedTuple):
    """A divided pool: each member's part in the order given, and the proof."""

    parts: list[int]
    proof: PoolProof


def divide(rounding: RoundingPolicy, pool: Pool, weights: Weights, numbers: Sequence[str], by_number: Sequence[int],
           ) -> Division:
    """Divide a pool by weights under a rounding rule.

    `by_number` lists the members' places from the smallest number to the largest (`order_of_numbers`): it decides ties and
    nothing else. divide(100 kip, weights 1 1 1, members 1 2 3) gives 34, 33, 33, the unit left to member 1.
    A pool that is no whole number of units leaves its tail undivided, for the remainder.
    """
    if pool.kip <= 0:
        return Division([0] * len(weights.values), PoolProof(0, 0, 0, ()))
    unit = rounding.unit_kip
    above, below = (pool.rate.numerator, pool.rate.denominator * weights.scale) if pool.rate is not None else (
        pool.kip, sum(weights.values))
    below *= unit
    exact = [above * weight for weight in weights.values]
    floors = [value // below for value in exact]
    left = pool.kip // unit - sum(floors)
    rests = [value % below for value in exact]
    ranked = sorted(by_number, key=rests.__getitem__, reverse=True)  # a stable sort keeps ties in order of number
    chosen = ranked[:_count_of_extra_units(rounding.rule, left, rests, below)]
    parts = [floor * unit for floor in floors] if unit > 1 else floors
    cut = sum(parts)
    for place in chosen:
        parts[place] += unit
    return Division(parts, PoolProof(pool.kip, cut, left, tuple([numbers[place] for place in chosen])))


def _count_of_extra_units(rule: RoundingRule, left: int, rests: Sequence[int], below: int) -> int:
    if rule is RoundingRule.FLOOR:
        return 0
    # Largest remainder: the fractions add up to at least `left`, so there are more members with one than units to give.
    return left if rule is RoundingRule.LARGEST_REMAINDER else sum([2 * rest >= below for rest in rests])


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
