"""The general meeting about a year's surplus: who came, how they voted, and the exact plan that was decided.

The decision keeps the print of the plan: every member's line, every fund. What is posted later must have the same print, and so
must what stands in the book when members are paid. Quorum and majority are settings with a day and a basis, not law.
See also: coop.approval (two people, prints), coop.dividends (what is posted), services.yearend.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from coopbooks.coop.approval import print_of_run
from coopbooks.coop.plan import SurplusPlan
from coopbooks.coop.policy import DividendPolicy
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken

DECISIONS = ("approved", "changes", "refused")
"""Approved as it lay there; to be changed and shown again; not approved."""


@dataclass(frozen=True, slots=True)
class DecideSharing:
    """Order: write down what the meeting decided about a plan.

    Attributes:
        present_count: members who came; the votes are theirs.
        decision: approved, changes (back to the plan) or refused (the year stays as it is).
        approved_by: who signs for the meeting: the chair, or another approver.
    """

    year: int
    on: date
    resolution: str
    policy: DividendPolicy
    present_count: int
    for_count: int
    against_count: int = 0
    abstain_count: int = 0
    decision: str = "approved"
    place: str = ""
    made_by: str = ""
    approved_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What the form shows and the rule judges.

    Attributes:
        last_day: of the year that is decided on.
        entitled_count: members on the day of the meeting.
        quorum, majority: parts of the entitled and of the votes cast that must be passed.
    """

    last_day: date
    entitled_count: int
    quorum: Fraction = Fraction(1, 2)
    majority: Fraction = Fraction(1, 2)

    @property
    def quorum_count(self) -> int:
        """Members who must be present: more than the part of the quorum."""
        return int(self.quorum * self.entitled_count) + 1


class MeetingBeforeYearEnd(RuleBroken):
    """A year is decided on when it is over."""

    field, wording = "on", N_("The year ends on {last_day}. The meeting comes after it.")


class NobodyPresent(RuleBroken):
    """A meeting has people."""

    field, wording = "present_count", N_("Write how many members were present, from 1 to {entitled}.")


class QuorumMissed(RuleBroken):
    """Too few came to decide."""

    field, wording = "present_count", N_("{present} members were present. The quorum is {quorum} of {entitled}.")


class MoreVotesThanPeople(RuleBroken):
    """One member, one vote."""

    field, wording = "for_count", N_("{votes} votes were counted, but {present} members were present.")


class VotesMissing(RuleBroken):
    """A vote is a count of at least 0."""

    field, wording = "for_count", N_("Write the votes as counts of at least 0.")


class MajorityMissed(RuleBroken):
    """What is approved has the majority."""

    field, wording = "for_count", N_("{votes_for} for and {votes_against} against: this is no majority.")


class UnknownDecision(RuleBroken):
    """A meeting says yes, no, or not like this."""

    field, wording = "decision", N_("“{value}” is no decision. Known are: {known}.")


def check_meeting(facts: MeetingFacts, order: DecideSharing) -> list[RuleBroken]:
    """Whether the minutes can be so. Every complaint."""
    broken: list[RuleBroken] = []
    if order.on <= facts.last_day:
        broken.append(MeetingBeforeYearEnd(last_day=facts.last_day))
    if order.decision not in DECISIONS:
        broken.append(UnknownDecision(value=order.decision, known=list(DECISIONS)))
    votes = (order.for_count, order.against_count, order.abstain_count)
    if min(votes) < 0:
        return [*broken, VotesMissing()]
    if not 0 < order.present_count <= facts.entitled_count:
        broken.append(NobodyPresent(entitled=facts.entitled_count))
    elif sum(votes) > order.present_count:
        broken.append(MoreVotesThanPeople(votes=sum(votes), present=order.present_count))
    elif order.decision == "approved" and order.present_count < facts.quorum_count:
        broken.append(QuorumMissed(present=order.present_count, quorum=facts.quorum_count, entitled=facts.entitled_count))
    if order.decision == "approved" and order.for_count <= facts.majority * (order.for_count + order.against_count):
        broken.append(MajorityMissed(votes_for=order.for_count, votes_against=order.against_count))
    return broken


Line = tuple[int, int, int, int, int, int, int]
"""Member, dividend, its tax, refund, its tax, net, payable at once."""


def print_of_sharing(year: int, policy: str, funds: Iterable[tuple[str, int]], totals: tuple[int, int, int],
                     lines: Iterable[Line]) -> str:
    """The print of a sharing: policy text, surplus, losses covered, remainder, funds, and each member's line by member."""
    return print_of_run("appropriation", year, policy, list(totals), [list(fund) for fund in funds], sorted(map(list, lines)))


def print_of_plan(plan: SurplusPlan, policy: str) -> str:
    """The print of a plan that was worked out."""
    lines = ((part.member_id, part.share_dividend_kip, part.share_tax_kip, part.patronage_kip, part.patronage_tax_kip, part.net_kip,
              part.payable_now_kip) for part in plan.members
             if part.member_id is not None and (part.share_dividend_kip or part.patronage_kip))
    return print_of_sharing(plan.year, policy, plan.funds, (plan.surplus_kip, plan.losses_covered_kip, plan.remainder_kip), lines)
