"""Whole kip, exact rates, and the only divisions the program makes.

Amounts are integers of kip: the kip has no usable minor unit, and no float comes near money.
Every function that divides says in its name or docstring what becomes of the rest.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NewType

Kip = NewType("Kip", int)
"""A whole number of kip. Debit positive and credit negative where a sign means a side."""

MAX_LINE_KIP = Kip(999_999_999_999_999)
"""The largest amount of one line: exact in SQLite's integers, in JSON readers and in Excel."""
MAX_MILLI = 999_999_999_999
"""The largest quantity of one line, in thousandths of its unit; of weights in grams."""

ZERO = Kip(0)


def round_half_up(exact: Fraction, unit: int = 1) -> int:
    """Round to the nearest multiple of `unit`; halves go away from zero.

    round_half_up(Fraction(5, 2)) == 3 and round_half_up(Fraction(-5, 2)) == -3.
    """
    whole = exact / unit
    floor_of_size = (2 * abs(whole.numerator) + whole.denominator) // (2 * whole.denominator)
    return unit * (floor_of_size if whole >= 0 else -floor_of_size)


def part_of(amount_kip: int, rate: Fraction, unit: int = 1) -> Kip:
    """The part of an amount at an exact rate, rounded half up to `unit` kip.

    part_of(7_097_245, Fraction(25, 100)) == 1_774_311.
    """
    return Kip(round_half_up(amount_kip * rate, unit))


def percent(text: str) -> Fraction:
    """Read a percentage written as a decimal: percent("7.5") == Fraction(3, 40).

    Raises ValueError when the text is no plain decimal number.
    """
    return decimal(text) / 100


def is_percent(text: str) -> bool:
    """Whether a text is a plain decimal from 0 to 100."""
    try:
        return 0 <= percent(text) <= 1
    except ValueError:
        return False


def decimal(text: str) -> Fraction:
    """Read a plain decimal exactly: decimal("168.5") == Fraction(337, 2).

    Raises ValueError for anything but an optional sign, digits and one dot (no exponents, no names of infinity).
    """
    body = text.strip()
    digits = body.removeprefix("-").replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(text)
    return Fraction(body)


def share_out(pot: int, weights: Sequence[int]) -> list[Kip]:
    """Divide a pot so that every kip is given and none is invented.

    Whole kip first, then one more to the largest remainders, the earlier one first on a tie.
    share_out(100, [1, 1, 1]) == [34, 33, 33]. Nothing goes to a weight of zero.
    Raises ValueError when the pot or a weight is negative, or a pot is left with no weight to take it.
    """
    total = sum(weights)
    if pot < 0 or any(weight < 0 for weight in weights) or (pot > 0 and total == 0):
        raise ValueError((pot, total))
    if total == 0:
        return [ZERO] * len(weights)
    products = [pot * weight for weight in weights]
    parts = [product // total for product in products]
    left = pot - sum(parts)
    by_rest = sorted(range(len(weights)), key=lambda i: (-(products[i] % total), i))
    for i in by_rest[:left]:
        parts[i] += 1
    return [Kip(part) for part in parts]


def value_of(weight_g: int, price_kip: int) -> Kip:
    """The value of a weight in grams at a price per kilogram, rounded half up to the kip.

    value_of(54_900, 8_925) == 489_983 (54.9 kg × 8,925 = 489,982.5).
    """
    return Kip((2 * weight_g * price_kip + 1000) // 2000)
