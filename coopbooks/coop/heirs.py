"""Heirs: who receives a member's shares after death, in parts that make a whole.

Source: by-laws on succession; the parts are the member's own word, kept with the member's details.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import decimal, share_out
from coopbooks.ledger.refusals import RuleBroken

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Heir:
    """One heir. `percent` is decimal text; `member_number` is given when the heir is a member too."""

    name: str
    percent: str
    relation: str = ""
    phone: str = ""
    member_number: str = ""


class HeirNameMissing(RuleBroken):
    """An heir has a name."""

    field, wording = "heirs", N_("Write the name of every heir.")


class HeirPartWrong(RuleBroken):
    """An heir's part is a percentage above 0."""

    field, wording = "heirs", N_("The part of {name} is “{percent}”. Write a number above 0, at most 100.")


class HeirsNotWhole(RuleBroken):
    """The parts of all heirs are the whole."""

    field, wording = "heirs", N_("The parts of the heirs add up to {total}%, not 100%.")


def check_heirs(heirs: Sequence[Heir]) -> Iterator[RuleBroken]:
    """Whether the heirs' parts are possible and make 100 %."""
    total: Fraction | None = Fraction(0)
    for heir in heirs:
        if not heir.name.strip():
            yield HeirNameMissing()
        part = _part(heir.percent)
        if part is None:
            yield HeirPartWrong(name=heir.name, percent=heir.percent)
            total = None
        elif total is not None:
            total += part
    if heirs and total is not None and total != WHOLE:
        yield HeirsNotWhole(total=str(total) if total.denominator == 1 else f"{float_free(total)}")


def _part(percent: str) -> Fraction | None:
    try:
        part = decimal(percent)
    except ValueError:
        return None
    return part if 0 < part <= WHOLE else None


def float_free(value: Fraction) -> str:
    """A decimal of at most four places, without ever being a float: 99.5."""
    scaled = int(value * 10_000)
    return f"{scaled // 10_000}.{scaled % 10_000:04}".rstrip("0").rstrip(".")


def shares_by_heir(share_count: int, heirs: Sequence[Heir]) -> tuple[int, ...]:
    """Whole shares for each heir by their parts; what is left over goes by the largest remainder, the first heir on a tie.

    shares_by_heir(5, (60 %, 40 %)) == (3, 2).
    """
    scale = 10_000
    return tuple(int(count) for count in share_out(share_count, [int(decimal(heir.percent) * scale) for heir in heirs]))
