"""Pledged shares: security for a debt, which can neither move nor be taken back until they are free again."""

from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import check_texts
from coopbooks.coop.members import MemberBrief, check_began
from coopbooks.coop.shares import ORDINARY
from coopbooks.i18n.markers import N_
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken


@dataclass(frozen=True, slots=True)
class PledgeShares:
    """Order: shares stand as security (count above 0), or are free again (below 0). `basis` names the debt or the release."""

    member_id: int
    on: date
    share_count: int
    basis: str
    class_code: str = ORDINARY


@dataclass(frozen=True, slots=True)
class PledgeFacts:
    """What the rule judges."""

    member: MemberBrief
    fully_paid_count: int
    pledged_count: int
    days: OpenDays


class PledgeCountMissing(RuleBroken):
    """A pledge binds shares."""

    field, wording = "share_count", N_("Give a number of shares of at least 1.")


class PledgeTooLarge(RuleBroken):
    """Only paid-up shares that are free can be pledged."""

    field, wording = "share_count", N_("{member} has {free} free shares, not {share_count}.")


class ReleaseTooLarge(RuleBroken):
    """Only what is pledged becomes free."""

    field, wording = "share_count", N_("{member} has {pledged} pledged shares, not {share_count}.")


class PledgeBasisMissing(RuleBroken):
    """A pledge is for something."""

    field, wording = "basis", N_("Write what the shares stand for.")


def check_pledge(facts: PledgeFacts, order: PledgeShares) -> list[RuleBroken]:
    """Whether shares may be pledged or freed."""
    days = OpenDays(facts.days.begins_on, None, facts.days.today)
    broken = [*check_texts(order), *check_open(days, order.on), *check_began(facts.member, order.on)]
    free = facts.fully_paid_count - facts.pledged_count
    if not order.share_count:
        broken.append(PledgeCountMissing())
    elif order.share_count > free:
        broken.append(PledgeTooLarge(member=facts.member.name, free=free, share_count=order.share_count))
    elif -order.share_count > facts.pledged_count:
        broken.append(ReleaseTooLarge(member=facts.member.name, pledged=facts.pledged_count, share_count=-order.share_count))
    if not order.basis.strip():
        broken.append(PledgeBasisMissing())
    return broken
