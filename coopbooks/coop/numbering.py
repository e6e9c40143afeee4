"""Numbered papers: which numbers are missing from a series, and the signed word that explains one.

Our own numbers cannot have gaps: they are given with the posting. A gap there is a finding of the check until somebody answers for
it. Numbers that came from outside (paper books of before, another program) may have gaps for good reasons; they are listed and can
be explained, but nothing is wrong with the book.
See also: books.numbering (reads the series, keeps the explanations).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import check_texts
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken

_NUMBERED = re.compile(r"(.*?)(\d{1,9})")
_WIDEST_GAP = 1_000


@dataclass(frozen=True, slots=True)
class MissingNumber:
    """A number that no paper has. `is_ours`: it belongs to our own series, so the check asks for it until it is explained."""

    kind: str
    year: int
    number: str
    is_ours: bool
    explanation: str = ""
    signed_by: str = ""
    explained_on: date | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one kind of paper in one year that begin alike, from the first to the last."""

    kind: str
    year: int
    first: str
    last: str
    count: int
    void_count: int
    is_ours: bool
    missing: tuple[MissingNumber, ...]

    @property
    def unexplained_count(self) -> int:
        """Missing numbers without a word."""
        return sum(not one.explanation for one in self.missing)


@dataclass(frozen=True, slots=True)
class ExplainNumber:
    """Order: say what became of a missing number, and put a name to it."""

    kind: str
    year: int
    number: str
    explanation: str
    signed_by: str


class NotMissing(RuleBroken):
    """Only a gap needs a word."""

    field, wording = "number", N_("No number {number} is missing in {year}.")


class ExplanationMissing(RuleBroken):
    """A gap is explained in words."""

    field, wording = "explanation", N_("Write what became of {number}.")


class SignerMissing(RuleBroken):
    """Somebody answers for the word."""

    field, wording = "signed_by", N_("Write the name of who answers for it.")


def check_explanation(missing: Iterable[MissingNumber], order: ExplainNumber) -> list[RuleBroken]:
    """Whether an explanation may be kept. A second word for the same number is kept beside the first."""
    broken: list[RuleBroken] = list(check_texts(order))
    if not any((one.kind, one.year, one.number) == (order.kind, order.year, order.number) for one in missing):
        broken.append(NotMissing(number=order.number, year=str(order.year)))
    if not order.explanation.strip():
        broken.append(ExplanationMissing(number=order.number))
    if not order.signed_by.strip():
        broken.append(SignerMissing())
    return broken


def gaps(numbers: Iterable[str]) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Group numbers that begin alike, and find what is missing between the first and the last of each group.

    gaps(["A-7", "A-9", "B1"]) yields ("A-7", "A-9", ["A-7", "A-9"], ["A-8"]) and ("B1", "B1", ["B1"], []).
    Numbers without digits at the end stand alone and miss nothing; a jump of more than a thousand begins a new group.
    """
    groups: dict[str, dict[int, str]] = {}
    for number in numbers:
        found = _NUMBERED.fullmatch(number)
        if found:
            groups.setdefault(found[1], {})[int(found[2])] = number
    for prefix, known in sorted(groups.items()):
        for run in _runs(sorted(known)):
            width = len(known[run[0]]) - len(prefix)
            present = set(run)
            missing = [f"{prefix}{place:0{width}}" for place in range(run[0], run[-1]) if place not in present]
            yield known[run[0]], known[run[-1]], [known[place] for place in run], missing


def _runs(places: list[int]) -> Iterator[list[int]]:
    run = [places[0]]
    for place in places[1:]:
        if place - run[-1] > _WIDEST_GAP:
            yield run
            run = []
        run.append(place)
    yield run
