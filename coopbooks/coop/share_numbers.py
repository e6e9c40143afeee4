"""Numbered shares: which numbers each member holds, worked out from the register's lines in the order they were recorded.

Every share of a class has a number, given once and never again. New shares take the next numbers, unless an old register names
theirs. Who gives shares away gives the highest numbers held unless others are named; shares taken back retire their numbers. Nothing of
this is stored but what was chosen, so the numbers cannot disagree with the counts. Ranges are (first, last), both included.
Source: the practice of share registers, where a certificate names its shares "from … to …".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """What the numbering needs of one line of the register.

    Attributes:
        undoes: the line that a reversal's line undoes, or None.
        chosen: the numbers named in the order, in order; empty for the rule's own.
    """

    line_id: int
    document_id: int
    member_id: int
    class_code: str
    share_count: int
    chosen: tuple[Range, ...] = ()
    undoes: int | None = None


@dataclass(slots=True)
class Numbering:
    """The outcome: numbers moved by each line, in order, and what each member holds after all of them."""

    moved: dict[int, tuple[Range, ...]] = field(default_factory=dict)
    held: dict[tuple[str, int], tuple[Range, ...]] = field(default_factory=dict)
    next_number: dict[str, int] = field(default_factory=dict)


def count(ranges: Iterable[Range]) -> int:
    """How many numbers the ranges hold."""
    return sum(last - first + 1 for first, last in ranges)


def joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """The same numbers in order, with neighbours joined: (4, 5) (1, 3) → (1, 5)."""
    together: list[Range] = []
    for first, last in sorted(ranges):
        if together and first <= together[-1][1] + 1:
            together[-1] = (together[-1][0], max(last, together[-1][1]))
        else:
            together.append((first, last))
    return tuple(together)


def without(ranges: Sequence[Range], taken: Sequence[Range]) -> tuple[Range, ...]:
    """The numbers that are left when some are taken away."""
    left = list(ranges)
    for start, end in taken:
        kept: list[Range] = []
        for first, last in left:
            if last < start or first > end:
                kept.append((first, last))
                continue
            if first < start:
                kept.append((first, start - 1))
            if last > end:
                kept.append((end + 1, last))
        left = kept
    return joined(left)


def highest(ranges: Sequence[Range], how_many: int) -> tuple[Range, ...]:
    """The highest numbers of some ranges: what is given when nothing is named."""
    wanted, picked = how_many, list[Range]()
    for first, last in sorted(ranges, reverse=True):
        if wanted <= 0:
            break
        start = max(first, last - wanted + 1)
        picked.append((start, last))
        wanted -= last - start + 1
    return joined(picked)


def lowest(ranges: Sequence[Range], how_many: int) -> tuple[Range, ...]:
    """The lowest numbers of some ranges: money paid counts for them first."""
    surplus = count(ranges) - how_many
    return without(ranges, highest(ranges, surplus)) if surplus > 0 else joined(ranges)


def holds(ranges: Sequence[Range], wanted: Sequence[Range]) -> bool:
    """Whether all wanted numbers are among the ranges, none of them twice."""
    return count(joined(wanted)) == count(wanted) and count(without(ranges, wanted)) == count(ranges) - count(wanted)


def as_text(ranges: Iterable[Range]) -> str:
    """Ranges as people write them: 1–50, 77."""
    return ", ".join(f"{first}–{last}" if last > first else f"{first}" for first, last in ranges)


def short_text(ranges: Sequence[Range], most: int = 3) -> str:
    """The same for narrow places: the first ranges, and a sign that there are more. Nothing is a dash."""
    return (as_text(ranges[:most]) + (", …" if len(ranges) > most else "")) or "–"


def read_ranges(text: str) -> tuple[Range, ...]:
    """Read "101-150, 160". Raises ValueError when that is not what it says, or a range runs backwards."""
    ranges = []
    for part in text.replace("–", "-").replace(";", ",").split(","):
        if not part.strip():
            continue
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise ValueError(text)
        low, high = int(first), int(last) if dash else int(first)
        if low < 1 or high < low:
            raise ValueError(text)
        ranges.append((low, high))
    return tuple(ranges)


def number_lines(lines: Iterable[NumberedLine]) -> Numbering:
    """Give every line its numbers. `lines` are in the order they were recorded; a paper's lines stand together."""
    numbering = Numbering()
    for _, paper in groupby(lines, lambda line: line.document_id):
        _number_paper(numbering, list(paper))
    return numbering


def _number_paper(numbering: Numbering, paper: list[NumberedLine]) -> None:
    """First what leaves, then what arrives: what leaves one member's hands in a paper is what arrives in another's."""
    released: dict[str, list[Range]] = {}
    for line in (line for line in paper if line.share_count < 0):
        key = (line.class_code, line.member_id)
        held = numbering.held.get(key, ())
        before = numbering.moved.get(line.undoes, ()) if line.undoes is not None else line.chosen
        taken = joined(before) if before and count(before) == -line.share_count and holds(held, before) else highest(held, -line.share_count)
        numbering.held[key] = without(held, taken)
        numbering.moved[line.line_id] = taken
        released.setdefault(line.class_code, []).extend(taken)
    for line in (line for line in paper if line.share_count > 0):
        key = (line.class_code, line.member_id)
        came = _arriving(numbering, line, released.get(line.class_code, []))
        numbering.moved[line.line_id] = came
        numbering.held[key] = joined((*numbering.held.get(key, ()), *came))


def _arriving(numbering: Numbering, line: NumberedLine, released: list[Range]) -> tuple[Range, ...]:
    if count(released) >= line.share_count:
        came = line.chosen if line.chosen and holds(released, line.chosen) else lowest(released, line.share_count)
        released[:] = without(released, came)
        return joined(came)
    back = numbering.moved.get(line.undoes, ()) if line.undoes is not None else ()
    if count(back) == line.share_count:
        return back
    first = numbering.next_number.get(line.class_code, 1)
    named = joined(line.chosen) if line.undoes is None and count(line.chosen) == line.share_count else ()
    numbering.next_number[line.class_code] = max(first, named[-1][1] + 1) if named else first + line.share_count
    return named or ((first, first + line.share_count - 1),)
