"""What a member got for a kilogram in all: paid at the scale, second payment and patronage refund.

The refund is shared over the member's products as the policy counted them, to the last kip. A refund on purchases,
hours or fees is no price of produce and stays out. See also: coop.allocation (the weights), papers.member_statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from coopbooks.coop.division import Pool, Weights, divide
from coopbooks.coop.policy import Basis, PatronagePolicy, RoundingPolicy


@dataclass(frozen=True, slots=True)
class Price:
    """One product (and grade, where grades got different second payments) with everything that was paid for it."""

    code: str
    grade: str
    net_g: int
    first_kip: int
    second_kip: int
    refund_kip: int = 0

    @property
    def total_kip(self) -> int:
        """All three together."""
        return self.first_kip + self.second_kip + self.refund_kip

    @property
    def kip_per_kg(self) -> Fraction:
        """Exactly what a kilogram brought; 0 without kilograms."""
        return Fraction(self.total_kip * 1000, self.net_g) if self.net_g > 0 else Fraction(0)


def total_prices(lines: Sequence[Price], terms: PatronagePolicy | None, refund_kip: int) -> tuple[Price, ...]:
    """One member's lines with the refund shared over them, grades of a product together where they got the same.

    100 kg for 800_000 and 100 kg for 700_000 with a refund of 30_000 by value: 16_000 and 14_000, or 1_530_000 for 200 kg.
    """
    refunds = _shared(lines, terms, refund_kip) if terms is not None and refund_kip > 0 else [0] * len(lines)
    products: dict[str, list[Price]] = {}
    for line, kip in zip(lines, refunds, strict=True):
        products.setdefault(line.code, []).append(replace(line, refund_kip=kip))
    return tuple(price for grades in products.values() for price in _together(grades))


def _shared(lines: Sequence[Price], terms: PatronagePolicy, refund_kip: int) -> list[int]:
    if terms.basis not in (Basis.VALUE, Basis.KG):
        return [0] * len(lines)
    factors = {(one.product, one.grade): one.factor for one in terms.weights}
    counted = [max(Fraction(0), factors.get((line.code, line.grade), factors.get((line.code, ""), Fraction(1)))
                   * (line.first_kip if terms.basis is Basis.VALUE else line.net_g)) for line in lines]
    common = lcm(*(value.denominator for value in counted))
    weights = Weights([int(value * common) for value in counted], common)
    if not sum(weights.values):
        return [0] * len(lines)
    return divide(RoundingPolicy(), Pool(refund_kip, refund_kip, None), weights, [str(place) for place in range(1, len(lines) + 1)]).parts


def _together(grades: list[Price]) -> list[Price]:
    """One line for a product unless its grades got different second payments; a kip of rounding is no difference."""
    first = grades[0]
    for other in grades[1:]:
        # Within a kip each: |a/m − b/n| ≤ 1/m + 1/n.
        if abs(first.second_kip * other.net_g - other.second_kip * first.net_g) > first.net_g + other.net_g:
            return grades
    if len(grades) == 1:
        return grades
    return [Price(first.code, "", *(sum(column) for column in zip(
        *((one.net_g, one.first_kip, one.second_kip, one.refund_kip) for one in grades), strict=True)))]
