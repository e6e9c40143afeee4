"""Counting cash: how many notes of each value lie in a box, what the book says, and the difference with its reason.

A count is a fact of its day and says for ever what lay in the box: the difference is posted with it. What is dated on or before that
day afterwards changes what the book says, never the count: forms say so before it is saved, the list of counts shows both, and
`check` finds it.
See also: services.counts (does it), books.counts (keeps it).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import BoxHoldsLess, BoxUnknown, MoneyBox, box_account, check_texts, check_total
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

NOTES = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500)
"""The notes of the country, the largest first."""

MOST_NOTES = 10_000_000


@dataclass(frozen=True, slots=True)
class NoteCount:
    """How many notes of a value there are."""

    note_kip: int
    count: int


@dataclass(frozen=True, slots=True)
class CountCash:
    """Order: a cash box was counted at the close of a day."""

    on: date
    money: str
    notes: tuple[NoteCount, ...]
    reason: str = ""

    @property
    def counted_kip(self) -> Kip:
        """All notes together."""
        return Kip(sum(one.note_kip * one.count for one in self.notes))


@dataclass(frozen=True, slots=True)
class CountFacts:
    """The box, what the book says at the close of the day and with everything in it, and the count of that day there is already."""

    box: MoneyBox | None
    book_kip: Kip
    held_kip: Kip
    days: OpenDays
    counted_already: str | None = None


@dataclass(frozen=True, slots=True)
class WithdrawCount:
    """Order: a count no longer holds, with the reason; a difference that was posted with it is reversed on this day."""

    cash_count_id: int
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class KeptCount:
    """A count as it stands in the book."""

    cash_count_id: int
    number: str
    money: str
    on: date
    notes: tuple[NoteCount, ...]
    counted_kip: Kip
    book_kip: Kip
    reason: str
    entry_id: int | None
    stands: bool

    @property
    def difference_kip(self) -> Kip:
        """Counted less what the book said: too much is positive."""
        return Kip(self.counted_kip - self.book_kip)


@dataclass(frozen=True, slots=True)
class CountNow:
    """A count beside what the book says today of the close of its day."""

    count: KeptCount
    now_kip: Kip

    @property
    def moved_kip(self) -> Kip:
        """What the book says now less what lay in the box: nothing while both agree, and for a count that was taken back."""
        return Kip(self.now_kip - self.count.counted_kip) if self.count.stands else ZERO


@dataclass(frozen=True, slots=True)
class BoxAtClose:
    """A cash box at the close of a day: what the book says today that lay in it, and the count that answers for it, if there is one.

    Attributes:
        count: the last standing count of the day's month, when nothing came into the box or left it between that count and the close.
    """

    box: MoneyBox
    on: date
    book_kip: Kip
    count: KeptCount | None

    @property
    def is_counted(self) -> bool:
        """Whether somebody counted what the book says, to the kip. An empty box needs no count."""
        return self.book_kip == (ZERO if self.count is None else self.count.counted_kip)


class NoCashBox(RuleBroken):
    """Notes lie in cash boxes."""

    field, wording = "money", N_("{name} is a bank account. Match it with the bank's statement.")


class NoteUnknown(RuleBroken):
    """Only the notes of the country are counted."""

    field, wording = "note_kip", N_("There is no note of {note_kip}.")


class NoteCountWrong(RuleBroken):
    """A number of notes is nothing or more."""

    field, wording = "count", N_("{count} cannot be a number of notes. Write 0 to {most}.")


class NoteTwice(RuleBroken):
    """Each value stands on the list once."""

    field, wording = "note_kip", N_("The notes of {note_kip} stand there twice.")


class DifferenceNeedsReason(RuleBroken):
    """Whoever reads the trail wants to know why."""

    field, wording = "reason", N_("The difference is {difference_kip}. Write the reason.")


class CountedAlready(RuleBroken):
    """A box is counted once at the close of a day."""

    field, wording = "on", N_("The box was counted on {on} already: {number}. Take that count back first.")


class CountGone(RuleBroken):
    """A count is taken back once."""

    field, wording = "cash_count_id", N_("The count {number} was taken back already.")


class WithdrawalNeedsReason(RuleBroken):
    """Whoever reads the trail wants to know why."""

    field, wording = "reason", N_("Write the reason.")


def check_count(facts: CountFacts, order: CountCash) -> list[RuleBroken]:
    """Whether a count may stand."""
    broken = [*check_open(facts.days, order.on), *check_texts(order)]
    if facts.box is None:
        broken.append(BoxUnknown(money=order.money))
    elif facts.box.kind != "cash":
        broken.append(NoCashBox(name=facts.box.name("lo")))
    if facts.counted_already is not None:
        broken.append(CountedAlready(on=order.on, number=facts.counted_already))
    wrong = [*_check_notes(order), *check_total(order.counted_kip, "notes")]
    if wrong:
        return [*broken, *wrong]
    difference = order.counted_kip - facts.book_kip
    if difference and not order.reason.strip():
        broken.append(DifferenceNeedsReason(difference_kip=difference))
    if facts.held_kip + difference < 0:
        broken.append(BoxHoldsLess(held_kip=facts.held_kip, needed_kip=-difference))
    return broken


def _check_notes(order: CountCash) -> Iterator[RuleBroken]:
    seen = set()
    for place, one in enumerate(order.notes):
        if one.note_kip not in NOTES:
            yield NoteUnknown(note_kip=one.note_kip).at(f"notes.{place}.note_kip")
        elif one.note_kip in seen:
            yield NoteTwice(note_kip=one.note_kip).at(f"notes.{place}.note_kip")
        if not 0 <= one.count <= MOST_NOTES:
            yield NoteCountWrong(count=one.count, most=MOST_NOTES).at(f"notes.{place}.count")
        seen.add(one.note_kip)


def count_entry(facts: CountFacts, order: CountCash) -> JournalEntry | None:
    """Too much is other income, too little other expense; None when the box agrees with the book."""
    difference = order.counted_kip - facts.book_kip
    if not difference:
        return None
    other = AccountRole.OTHER_INCOME if difference > 0 else AccountRole.OTHER_EXPENSE
    return balanced(order.on, "cash-count", (leg(box_account(order.money), difference), leg(other, -difference)), order.reason)


def check_withdrawal(count: KeptCount, days: OpenDays, order: WithdrawCount) -> list[RuleBroken]:
    """Whether a count without a difference may be taken back. One with a difference is judged by its reversal."""
    broken: list[RuleBroken] = list(check_open(days, order.on))
    if not count.stands:
        broken.append(CountGone(number=count.number))
    if not order.reason.strip():
        broken.append(WithdrawalNeedsReason())
    return broken
