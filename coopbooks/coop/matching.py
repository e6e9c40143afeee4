"""Matching a bank account with the bank's statement: lines are ticked until the difference is nothing; half done, it waits.

What was matched before and what is ticked now must add up to the statement's balance. A line is matched once.
See also: services.matching (does it), books.matching (keeps it).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import AmountPastLimit, BoxUnknown, MoneyBox
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import MAX_LINE_KIP, Kip
from coopbooks.ledger.periods import DayInFuture
from coopbooks.ledger.refusals import RuleBroken

MOST_LINES = 8_000
"""Lines of one statement that a book can keep."""


@dataclass(frozen=True, slots=True)
class BankLine:
    """One movement of the account. `statement` is the number of the statement it is matched with already, if any."""

    posting_id: int
    on: date
    number: str
    text: str
    kip: Kip
    statement: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class MatchBank:
    """Order: how far a statement is matched. `statement` None begins a new one; `finish` says that it agrees."""

    money: str
    statement_on: date
    statement_kip: Kip
    lines: tuple[int, ...] = ()
    finish: bool = False
    statement: int | None = None


@dataclass(frozen=True, slots=True)
class WithdrawMatch:
    """Order: the last statement of an account that agreed is open again; its lines can be ticked anew."""

    statement: int


@dataclass(frozen=True, slots=True)
class KeptMatch:
    """A statement as it stands: open, done or withdrawn."""

    statement: int
    money: str
    on: date
    kip: Kip
    state: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MatchFacts:
    """The account, its movements by id, what earlier statements matched, and the statements there are.

    Attributes:
        before_kip: the sum of the lines that other statements matched.
        last_on: day of the last statement that agreed. `half_done`: a statement of the account that is open, if any.
    """

    box: MoneyBox | None
    lines: Mapping[int, BankLine]
    before_kip: Kip
    today: date
    last_on: date | None = None
    half_done: KeptMatch | None = None

    def difference_kip(self, order: MatchBank) -> Kip:
        """What is still missing between the statement and the ticked lines."""
        ticked = sum(self.lines[key].kip for key in set(order.lines) if key in self.lines)
        return Kip(order.statement_kip - self.before_kip - ticked)


class NoBankAccount(RuleBroken):
    """Banks send statements of bank accounts."""

    field, wording = "money", N_("{name} is a cash box. Count it.")


class StatementOlder(RuleBroken):
    """Statements follow each other."""

    field, wording = "statement_on", N_("The account is matched up to {last_on} already.")


class LineNotHere(RuleBroken):
    """Only movements of the account up to the statement's day can be on it."""

    field, wording = "lines", N_("Line {line} is not among the movements up to {on}.")


class LineMatched(RuleBroken):
    """A line stands on one statement, once."""

    field, wording = "lines", N_("{number} of {on} is matched already.")


class StillDifferent(RuleBroken):
    """A statement is done when nothing is missing."""

    field, wording = "lines", N_("The difference is still {difference_kip}.")


class OtherHalfDone(RuleBroken):
    """One statement after the other."""

    field, wording = "statement_on", N_("The statement of {on} is half done. Finish it first.")


class TooManyLines(RuleBroken):
    """One statement of a book has so many lines at most."""

    field, wording = "lines", N_("One statement takes at most {most} lines.")


class StatementGone(RuleBroken):
    """Only a statement that is open can be changed, and only the last one that agreed can be opened again."""

    field, wording = "statement", N_("This statement cannot be changed any more.")


def check_match(facts: MatchFacts, order: MatchBank) -> list[RuleBroken]:
    """Whether a statement may be kept so."""
    return list(_check(facts, order))


def _check(facts: MatchFacts, order: MatchBank) -> Iterator[RuleBroken]:
    if facts.box is None:
        yield BoxUnknown(money=order.money)
        return
    if facts.box.kind != "bank":
        yield NoBankAccount(name=facts.box.name("lo"))
    if order.statement_on > facts.today:
        yield DayInFuture(on=order.statement_on, today=facts.today).at("statement_on")
    if facts.last_on is not None and order.statement_on <= facts.last_on:
        yield StatementOlder(last_on=facts.last_on)
    if facts.half_done is not None and facts.half_done.statement != order.statement:
        yield OtherHalfDone(on=facts.half_done.on)
    elif order.statement is not None and facts.half_done is None:
        yield StatementGone()
    if abs(order.statement_kip) > MAX_LINE_KIP:
        yield AmountPastLimit(amount_kip=order.statement_kip, most_kip=MAX_LINE_KIP).at("statement_kip")
    if len(order.lines) > MOST_LINES:
        yield TooManyLines(most=MOST_LINES)
    wrong = list(_check_lines(facts, order))
    yield from wrong
    if order.finish and not wrong and facts.difference_kip(order):
        yield StillDifferent(difference_kip=facts.difference_kip(order))


def _check_lines(facts: MatchFacts, order: MatchBank) -> Iterator[RuleBroken]:
    for key, times in Counter(order.lines).items():
        line = facts.lines.get(key)
        if line is None or line.on > order.statement_on:
            yield LineNotHere(line=key, on=order.statement_on)
        elif times > 1 or (line.statement is not None and line.statement != order.statement):
            yield LineMatched(number=line.number or str(line.posting_id), on=line.on)
