"""Undoing a paper in the open: when it may be reversed, and what stands in the way.

A reversal posts the same legs on the other side and counter-lines in every register; both papers stay visible. What came
after must still be possible without it: nobody's sub-ledger and no money box may end on the wrong side.
"""

from dataclasses import dataclass
from datetime import date

from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import Account
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken


@dataclass(frozen=True, slots=True)
class ReversePaper:
    """Order: undo a paper, with the reason. A closed day is answered by dating the reversal on an open one."""

    document_id: int
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class WouldBe:
    """A balance as it would be after the reversal, where that is on the wrong side; `name` is the member's, or empty for a money box."""

    name: str
    account: Account
    balance_kip: int


@dataclass(frozen=True, slots=True)
class WouldHold:
    """Shares that a member would hold of a class after the reversal, where they are fewer than none or than what is pledged."""

    name: str
    held: int


@dataclass(frozen=True, slots=True)
class ReversalFacts:
    """The paper, what undid it already, what refers to it, and balances and holdings that would end on the wrong side."""

    number: str
    dated: date
    is_reversal: bool
    reversed_by: str | None
    needed_by: tuple[str, ...]
    wrong_sides: tuple[WouldBe, ...]
    days: OpenDays
    is_new_value: bool = False
    short_holdings: tuple[WouldHold, ...] = ()


class AlreadyReversed(RuleBroken):
    """A paper is undone once."""

    field, wording = "document_id", N_("{number} is already reversed by {reversed_by}.")


class ReversalIsFinal(RuleBroken):
    """A reversal is not undone; post the right thing anew."""

    field, wording = "document_id", N_("{number} is itself a reversal. Record the right figures as a new paper.")


class OthersNeedIt(RuleBroken):
    """What was built on a paper goes first."""

    field, wording = "document_id", N_("{number} is used by {needed_by}. Reverse that first.")


class NewValueStands(RuleBroken):
    """A new value of the share is a decision; it ends with the next one."""

    field, wording = "document_id", N_("{number} gave the share a new value. Decide the value before again instead.")


class SharesNotThere(RuleBroken):
    """What came later moved or pledged the shares."""

    field = "document_id"
    wording = N_("Without {number}, {name} would have {held} free shares. Reverse the later papers first.")


class WrongSide(RuleBroken):
    """What came later used up what this paper brought."""

    field = "document_id"
    wording = N_("Without {number}, {name} would stand at {balance_kip} in {account}. Reverse the later papers first.")


class BoxBelowNothing(RuleBroken):
    """The money of a paper was spent since."""

    field = "document_id"
    wording = N_("Without {number}, {account} would stand at {balance_kip}. Reverse the later papers first.")


class ReasonMissing(RuleBroken):
    """Whoever reads the trail wants to know why."""

    field, wording = "reason", N_("Write the reason.")


class ReversedBeforePaper(RuleBroken):
    """The undoing does not come before the deed."""

    field, wording = "on", N_("{number} is dated {dated}. Its reversal cannot come before.")


def check_reversal(facts: ReversalFacts, order: ReversePaper) -> list[RuleBroken]:
    """Whether a paper may be reversed now."""
    broken: list[RuleBroken] = list(check_open(facts.days, order.on))
    if not order.reason.strip():
        broken.append(ReasonMissing())
    if order.on < facts.dated:
        broken.append(ReversedBeforePaper(number=facts.number, dated=facts.dated))
    if facts.is_reversal:
        broken.append(ReversalIsFinal(number=facts.number))
    if facts.reversed_by is not None:
        broken.append(AlreadyReversed(number=facts.number, reversed_by=facts.reversed_by))
    elif facts.is_new_value:
        broken.append(NewValueStands(number=facts.number))
    elif facts.needed_by:
        broken.append(OthersNeedIt(number=facts.number, needed_by=list(facts.needed_by)))
    else:
        broken += [WrongSide(number=facts.number, name=one.name, account=one.account, balance_kip=one.balance_kip) if one.name else
                   BoxBelowNothing(number=facts.number, account=one.account, balance_kip=one.balance_kip) for one in facts.wrong_sides]
        broken += [SharesNotThere(number=facts.number, name=one.name, held=one.held) for one in facts.short_holdings]
    return broken
