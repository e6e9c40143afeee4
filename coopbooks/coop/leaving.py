"""Leaving the co-op: the notice, the last day and its reason, and what is owed both ways on that day.

The last day counts as a day of membership: who leaves on 31 December is in the register of 31 December and not of 1 January.
Surplus is shared for what was held and delivered up to then, like anybody's (headless interface, rule 5).
Source: by-laws on withdrawal; set-off of debts before share money is paid, as in the policies read for domain rules.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import check_texts
from coopbooks.coop.heirs import Heir
from coopbooks.coop.members import LEFT_REASONS, MemberBrief, UnknownChoice, check_began
from coopbooks.coop.shares import Holding, ShareOrder
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import OpenDays
from coopbooks.ledger.refusals import RuleBroken


@dataclass(frozen=True, slots=True)
class GiveNotice:
    """Order: a member says that he or she will leave."""

    member_id: int
    on: date


@dataclass(frozen=True, slots=True)
class MemberLeaves:
    """Order: a member leaves with a last day, a reason and the decision; share operations that go with it are saved together.

    Attributes:
        reason: resigned, expelled, died or transferred.
        shares: operations of this member that settle the shares: redeem, transfer, cancel, pay-out; may be empty, and follow later.
    """

    member_id: int
    last_day: date
    reason: str
    meeting: str = ""
    shares: tuple[ShareOrder, ...] = ()


@dataclass(frozen=True, slots=True)
class SetOff:
    """What is owed both ways when a member leaves; amounts are what stands in the book today."""

    capital_kip: Kip
    unpaid_kip: Kip
    produce_owed_kip: Kip
    dividends_owed_kip: Kip
    redemption_owed_kip: Kip
    advance_kip: Kip

    @property
    def net_kip(self) -> Kip:
        """What the member gets in all (below 0: owes), when everything is set off."""
        return Kip(self.capital_kip - self.unpaid_kip + self.produce_owed_kip + self.dividends_owed_kip + self.redemption_owed_kip
                   - self.advance_kip)


@dataclass(frozen=True, slots=True)
class LeavingFacts:
    """Everything the wizard shows and the rule judges."""

    member: MemberBrief
    leaving_on: date | None
    holding: Holding
    set_off: SetOff
    heirs: tuple[Heir, ...]
    pledged_count: int
    days: OpenDays


class AlreadyLeft(RuleBroken):
    """A member leaves once."""

    field, wording = "last_day", N_("{member} left already. The last day was {left_on}.")


class LastDayClosed(RuleBroken):
    """The register of a closed year stays as the meeting saw it."""

    field, wording = "last_day", N_("The last day {last_day} is in a closed year. Everything up to {closed_until} is closed.")


class ReasonNeeded(RuleBroken):
    """Whoever leaves has a reason."""

    field, wording = "reason", N_("Choose the reason for leaving.")


class NotOwnShares(RuleBroken):
    """The settlement moves the leaver's own shares."""

    field, wording = "shares", N_("The settlement may only move the shares of {member}.")


def check_leaving(facts: LeavingFacts, order: MemberLeaves) -> list[RuleBroken]:
    """Whether a member may leave. The share operations are judged each by their own rule."""
    return [*check_texts(order), *_check_last_day(facts, order), *_check_reason(facts, order)]


def _check_last_day(facts: LeavingFacts, order: MemberLeaves) -> Iterator[RuleBroken]:
    yield from (one.at("last_day") for one in check_began(facts.member, order.last_day))
    if facts.member.left_on is not None:
        yield AlreadyLeft(member=facts.member.name, left_on=facts.member.left_on)
    # The last day of a closed year itself is still free: it is what the register of that year shows.
    if facts.days.closed_until is not None and order.last_day < facts.days.closed_until:
        yield LastDayClosed(last_day=order.last_day, closed_until=facts.days.closed_until)


def _check_reason(facts: LeavingFacts, order: MemberLeaves) -> Iterator[RuleBroken]:
    if not order.reason:
        yield ReasonNeeded()
    elif order.reason not in LEFT_REASONS:
        yield UnknownChoice(value=order.reason, choices=list(LEFT_REASONS)).at("reason")
    if any(one.member_id != order.member_id for one in order.shares):
        yield NotOwnShares(member=facts.member.name)


def check_notice(facts: LeavingFacts, order: GiveNotice) -> list[RuleBroken]:
    """Whether a notice of leaving may be taken."""
    broken = [one.at("on") for one in check_began(facts.member, order.on)]
    if facts.member.left_on is not None:
        broken.append(AlreadyLeft(member=facts.member.name, left_on=facts.member.left_on).at("on"))
    return broken
