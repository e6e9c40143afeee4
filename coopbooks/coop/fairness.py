"""Whether weighing is fair: what the last digits, the rounding and the corrections of each clerk look like. Pure.

Honest scales show every last digit about equally often. A clerk who rounds, or writes what was never weighed, shows some digits far
more often. The measure is the usual one (chi-square over ten digits): above 21.67 chance alone gives it once in a hundred times.
It is a reason to look, never a proof. Few weighings are not judged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

LEAST_TO_JUDGE = 50
ODD_ABOVE = Fraction(2167, 100)
"""Chi-square with nine degrees of freedom at one in a hundred."""
MOST_WHOLE = Fraction(1, 3)
"""Of honest weights to a tenth of a kilogram about one in ten is whole."""
MOST_CORRECTED = Fraction(1, 20)
DIGIT_G, HALF_G = 100, 500
"""The last digit is that of a tenth of a kilogram."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """One weighing: who took it, its gross weight, and whether its slip was voided, or weighed again after it was printed.

    Attributes:
        slip: the slip it is of; empty where slips are counted beside.
        count: of how many weighings with this ending it stands.
    """

    clerk: str
    gross_g: int
    slip: str
    is_void: bool = False
    is_corrected: bool = False
    change_g: int = 0
    count: int = 1


@dataclass(frozen=True, slots=True)
class ClerkFairness:
    """One clerk's weighings.

    Attributes:
        digits: how often each last digit 0 to 9 was written.
        whole_count, half_count: weights that end in whole, and in half kilograms.
        void_count, corrected_count: slips that were voided, and those of them that were weighed again after printing.
        change_g: what the corrections together changed.
    """

    clerk: str
    slip_count: int
    weighing_count: int
    digits: tuple[int, ...]
    whole_count: int
    half_count: int
    void_count: int
    corrected_count: int
    change_g: int

    @property
    def oddness(self) -> Fraction:
        """The chi-square of the last digits."""
        expected = Fraction(self.weighing_count, len(self.digits))
        return sum(((count - expected) ** 2 / expected for count in self.digits), Fraction(0)) if self.weighing_count else Fraction(0)

    @property
    def judged(self) -> bool:
        """Whether there is enough to judge by."""
        return self.weighing_count >= LEAST_TO_JUDGE

    @property
    def rounds(self) -> bool:
        """True where far more whole kilograms are written than scales show."""
        return self.judged and Fraction(self.whole_count, self.weighing_count) > MOST_WHOLE

    @property
    def digits_are_odd(self) -> bool:
        """True where chance would hardly give these digits."""
        return self.judged and self.oddness > ODD_ABOVE

    @property
    def corrects_much(self) -> bool:
        """True where many slips were voided or weighed again after printing."""
        return self.slip_count > 0 and self.judged and Fraction(self.void_count, self.slip_count) > MOST_CORRECTED


def by_clerk(weighings: Sequence[Weighing], slips_beside: Mapping[str, int] | None = None) -> tuple[ClerkFairness, ...]:
    """The figures of every clerk, in the order of names; `slips_beside`: how many slips, by clerk, their weighings do not name."""
    found = []
    for clerk in sorted({one.clerk for one in weighings}):
        own = [one for one in weighings if one.clerk == clerk]
        digits = [0] * 10
        for one in own:
            digits[one.gross_g // DIGIT_G % 10] += one.count
        slips = {one.slip for one in own if one.slip}
        void = {one.slip for one in own if one.is_void}
        corrected = {one.slip: one.change_g for one in own if one.is_corrected}
        whole, half = (sum(one.count for one in own if one.gross_g % 1000 == rest_g) for rest_g in (0, HALF_G))
        found.append(ClerkFairness(clerk, len(slips) + (slips_beside or {}).get(clerk, 0), sum(one.count for one in own), tuple(digits), whole,
                                   half, len(void), len(corrected), sum(corrected.values())))
    return tuple(found)
