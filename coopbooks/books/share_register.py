"""The share register as it is read: numbers, holdings by class, movements of a period, each as at a day and as known on a day.

A line counts from its effective day, and is known from the day it was recorded. Numbers follow the order of recording, so a line
dated back changes who held how many on an earlier day, but no number that stands on a certificate.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from coopbooks.books.transaction import Reading
from coopbooks.coop.share_numbers import NumberedLine, Numbering, Range, joined, number_lines, read_ranges, without
from coopbooks.coop.shares import Holding
from coopbooks.ledger.money import Kip

_LINES = """
SELECT s.share_line_id, s.document_id, s.member_id, s.effective_on, substr(v.recorded_at, 1, 10), s.kind, s.share_count, s.capital_kip,
       s.paid_kip, s.other_member_id, coalesce(x.class_code, 'A'), coalesce(x.numbers, ''), s.entry_id, e.reverses, d.number, o.kind
  FROM share_line AS s JOIN entry AS e USING (entry_id) JOIN event AS v USING (event_id) JOIN document AS d ON d.document_id = s.document_id
  LEFT JOIN share_extra AS x ON x.share_line_id = s.share_line_id LEFT JOIN share_line AS o ON o.share_line_id =
       (SELECT min(share_line_id) FROM share_line WHERE entry_id = e.reverses)
 ORDER BY s.share_line_id
"""


@dataclass(frozen=True, slots=True)
class RegisterMove:
    """One line of the register with its numbers. `undone_kind` is what a reversal's line undoes."""

    line_id: int
    document_id: int
    member_id: int
    effective_on: date
    recorded_on: date
    kind: str
    share_count: int
    capital_kip: Kip
    paid_kip: Kip
    other_member_id: int | None
    class_code: str
    number: str
    undone_kind: str
    ranges: tuple[Range, ...]

    def counts(self, as_of: date, known_on: date | None) -> bool:
        """Whether the line is in force at the close of a day, as the book knew it at the close of another."""
        return self.effective_on <= as_of and (known_on is None or self.recorded_on <= known_on)


def moves(tx: Reading) -> tuple[RegisterMove, ...]:
    """Every line of the register with its numbers, in the order of recording."""
    if "share_moves" not in tx.memo:
        tx.memo["share_moves"] = _moves(tx)
    known: tuple[RegisterMove, ...] = tx.memo["share_moves"]
    return known


def _moves(tx: Reading) -> tuple[RegisterMove, ...]:
    found = tx.all(_LINES)
    numbering = _numbering(found)
    return tuple(RegisterMove(row[0], row[1], row[2], date.fromisoformat(row[3]), date.fromisoformat(row[4]), row[5], row[6], Kip(row[7]),
                              Kip(row[8]), row[9], row[10], row[14], row[15] or "", numbering.moved.get(row[0], ())) for row in found)


def _numbering(found: list[tuple[object, ...]]) -> Numbering:
    of_entry: dict[object, list[int]] = {}
    for row in found:
        of_entry.setdefault(row[12], []).append(int(str(row[0])))

    def lines() -> Iterator[NumberedLine]:
        for row in found:
            line_id, reverses = int(str(row[0])), row[13]
            # A reversal's lines stand in the order of the lines they undo.
            place = of_entry[row[12]].index(line_id)
            undone = of_entry.get(reverses, ()) if reverses is not None else ()
            yield NumberedLine(line_id, int(str(row[1])), int(str(row[2])), str(row[10]), int(str(row[6])), read_ranges(str(row[11])),
                               undone[place] if place < len(undone) else None)

    return number_lines(lines())


def ranges_of(tx: Reading, member_id: int, class_code: str) -> tuple[Range, ...]:
    """The share numbers a member holds of a class, with everything that is in the book."""
    return held_ranges(tx, date.max, None).get((class_code, member_id), ())


def next_number(tx: Reading, class_code: str) -> int:
    """The number that the next new share of a class gets: one above the highest ever given."""
    return 1 + max((last for move in moves(tx) if move.class_code == class_code for _, last in move.ranges), default=0)


def undone_lines(tx: Reading, as_of: date) -> set[int]:
    """Lines that do not count at the close of a day because they were undone by then, and the lines that undo."""
    return {int(key) for (key,) in tx.all(
        "SELECT share_line_id FROM share_line JOIN entry AS e USING (entry_id) WHERE e.reverses IS NOT NULL OR EXISTS "
        "(SELECT 1 FROM entry AS r WHERE r.reverses = e.entry_id AND r.entry_date <= ?)", as_of.isoformat())}


def given_ranges(tx: Reading, class_code: str) -> tuple[Range, ...]:
    """Every share number of a class that was ever given out."""
    return joined(one for move in moves(tx) if move.class_code == class_code and move.share_count > 0 for one in move.ranges)


def held_ranges(tx: Reading, as_of: date, known_on: date | None) -> dict[tuple[str, int], tuple[Range, ...]]:
    """The share numbers everybody holds at the close of a day, by class and member id."""
    held: dict[tuple[str, int], tuple[Range, ...]] = {}
    for move in moves(tx):
        if not move.share_count or not move.counts(as_of, known_on):
            continue
        key = (move.class_code, move.member_id)
        before = held.get(key, ())
        held[key] = joined((*before, *move.ranges)) if move.share_count > 0 else without(before, move.ranges)
    return {key: ranges for key, ranges in held.items() if ranges}


def holdings(tx: Reading, as_of: date, known_on: date | None) -> dict[tuple[str, int], Holding]:
    """What everybody holds at the close of a day, by class and member id; who holds nothing is left out."""
    sums: dict[tuple[str, int], list[int]] = {}
    for move in moves(tx):
        if move.counts(as_of, known_on):
            total = sums.setdefault((move.class_code, move.member_id), [0, 0, 0])
            for place, value in enumerate((move.share_count, move.capital_kip, move.paid_kip)):
                total[place] += value
    return {key: Holding(total[0], Kip(total[1]), Kip(total[2])) for key, total in sums.items() if any(total)}


def pledged(tx: Reading, as_of: date, known_on: date | None) -> dict[tuple[str, int], int]:
    """How many shares stand as security at the close of a day, by class and member id."""
    found = tx.all("SELECT class_code, member_id, sum(share_count) FROM pledge JOIN event USING (event_id) WHERE pledged_on <= ? AND "
                   "substr(recorded_at, 1, 10) <= ? GROUP BY class_code, member_id", as_of.isoformat(), (known_on or date.max).isoformat())
    return {(str(code), int(member)): int(count) for code, member, count in found if count}


KINDS = ("opening", "subscribe", "bonus", "transfer-in", "transfer-out", "redeem", "cancel", "convert", "par-change")
"""How movements are told apart in the movement view; a reversal counts against what it undoes."""


@dataclass(frozen=True, slots=True)
class Movement:
    """Opening, what moved by kind, and closing of a period: shares and capital. The parts add up to the closing."""

    opening_count: int
    opening_kip: Kip
    moved: dict[str, tuple[int, Kip]]
    closing_count: int
    closing_kip: Kip
    paid_kip: Kip
    lines: dict[str, tuple[int, ...]] = field(default_factory=dict)


def movement(tx: Reading, first_day: date, last_day: date, known_on: date | None = None, class_code: str | None = None) -> Movement:
    """The movement view of a period, of one class or of all."""
    opening, closing, paid = [0, 0], [0, 0], 0
    moved = {kind: [0, 0] for kind in KINDS}
    lines: dict[str, dict[int, None]] = {}
    for move in moves(tx):
        if not move.counts(last_day, known_on) or class_code not in (None, move.class_code):
            continue
        amounts = (move.share_count, move.capital_kip)
        kind = _kind(move)
        paid += move.paid_kip
        for place, value in enumerate(amounts):
            closing[place] += value
            if move.effective_on < first_day:
                opening[place] += value
            elif kind is not None:
                moved[kind][place] += value
                lines.setdefault(kind, {})[move.line_id] = None
    return Movement(opening[0], Kip(opening[1]), {kind: (count, Kip(kip)) for kind, (count, kip) in moved.items()}, closing[0],
                    Kip(closing[1]), Kip(paid), {kind: tuple(found) for kind, found in lines.items()})


def _kind(move: RegisterMove) -> str | None:
    kind = move.undone_kind if move.kind == "reversal" else move.kind
    if kind == "transfer":
        # What undoes a transfer moves the other way, and counts on the side it undoes.
        out = (move.share_count < 0) != (move.kind == "reversal")
        return "transfer-out" if out else "transfer-in"
    return kind if kind in KINDS else None
