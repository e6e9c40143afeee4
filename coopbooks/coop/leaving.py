"""Leaving the co-op: the notice, the last day and its reason, and what is owed both ways on that day.

The last day counts as a day of membership: who leaves on 31 December is in the register of 31 December and not of 1 January.
Surplus is shared for what was held and delivered up to then, like anybody's (headless interface, rule 5).
Source: by-laws on withdrawal; set-off of debts before share money is paid, as in the policies read for domain rules.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import check_texts
from coopbooks.coop.heirs import Heir, shares_by_heir
from coopbooks.coop.members import LEFT_REASONS, MemberBrief, UnknownChoice, check_began
from coopbooks.coop.shares import Holding, ShareOrder
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO, Kip
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
    second_owed_kip: Kip = ZERO

    @property
    def net_kip(self) -> Kip:
        """What the member gets in all (below 0: owes), when everything is set off."""
        return Kip(self.capital_kip - self.unpaid_kip + self.produce_owed_kip + self.second_owed_kip + self.dividends_owed_kip
                   + self.redemption_owed_kip - self.advance_kip)


@dataclass(frozen=True, slots=True)
class SharePart:
    """What the leaver holds of one class, and what one share of it costs."""

    class_code: str
    holding: Holding
    par_kip: Kip


@dataclass(frozen=True, slots=True)
class SettleShares:
    """What becomes of a leaver's shares.

    Attributes:
        how: redeem (money back), transfer (to another member), heirs (to those who are members; the others' part is taken back),
            or later (the shares stay for now).
        on: day of the operations; money: what is paid from, or owed; notice_on: day of the notice; sets_off: the open advance is
            taken off what is paid back.
    """

    how: str
    on: date
    money: str = "owed"
    to_member_id: int | None = None
    notice_on: date | None = None
    sets_off: bool = True


@dataclass(frozen=True, slots=True)
class LeavingFacts:
    """Everything the wizard shows and the rule judges. `heir_ids`: the heirs' own ids, None for who is no member."""

    member: MemberBrief
    leaving_on: date | None
    holding: Holding
    set_off: SetOff
    heirs: tuple[Heir, ...]
    pledged_count: int
    days: OpenDays
    parts: tuple[SharePart, ...] = ()
    heir_ids: tuple[int | None, ...] = ()


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


def settle_shares(facts: LeavingFacts, wanted: SettleShares) -> tuple[ShareOrder, ...]:
    """The share operations with which a member goes, in their order.

    Wholly unpaid shares are given up; what is missing on a share that is partly paid is paid first, from what we owe for produce where
    that is enough; then the shares go where they are wanted.
    """
    orders: list[ShareOrder] = []
    who, advance, produce_kip = facts.member.member_id, int(facts.set_off.advance_kip) * wanted.sets_off, int(facts.set_off.produce_owed_kip)
    box = wanted.money if wanted.money in ("cash", "bank") else "cash"
    for part in facts.parts if wanted.how != "later" else ():
        unpaid_count, missing = divmod(int(part.holding.unpaid_kip), int(part.par_kip))
        if unpaid_count:
            orders.append(ShareOrder(who, "cancel", wanted.on, unpaid_count, class_code=part.class_code))
        if missing:
            money = "produce" if produce_kip >= missing else box
            produce_kip -= missing if money == "produce" else 0
            orders.append(ShareOrder(who, "pay", wanted.on, 0, Kip(missing), money, class_code=part.class_code))
        for count, receiver in _receivers(facts, wanted, part.holding.share_count - unpaid_count):
            if receiver is not None:
                orders.append(ShareOrder(who, "transfer", wanted.on, count, to_member_id=receiver, class_code=part.class_code))
                continue
            taken = min(advance, count * int(part.par_kip))
            advance -= taken
            orders.append(ShareOrder(who, "redeem", wanted.on, count, money=wanted.money, notice_on=wanted.notice_on, advance_kip=Kip(taken),
                                     class_code=part.class_code))
    return tuple(orders)


def _receivers(facts: LeavingFacts, wanted: SettleShares, count: int) -> Sequence[tuple[int, int | None]]:
    """How many shares go to whom; None is the co-op, which takes them back."""
    if count < 1:
        return ()
    if wanted.how == "transfer":
        return ((count, wanted.to_member_id),) if wanted.to_member_id is not None else ()
    if wanted.how != "heirs" or not facts.heirs:
        return ((count, None),)
    parts = list(zip(shares_by_heir(count, facts.heirs), facts.heir_ids, strict=True))
    back = sum(part for part, heir in parts if heir is None)
    return [*((part, heir) for part, heir in parts if heir is not None and part), *(((back, None),) if back else ())]


def paid_back_kip(orders: Sequence[ShareOrder], parts: Sequence[SharePart]) -> Kip:
    """What the co-op pays, or owes, for the shares that are taken back."""
    par = {part.class_code: int(part.par_kip) for part in parts}
    return Kip(sum(one.share_count * par[one.class_code] - int(one.advance_kip) for one in orders if one.kind == "redeem")) or ZERO


class ReceiverNeeded(RuleBroken):
    """Shares that are transferred go to somebody."""

    field, wording = "to_member_id", N_("Say who receives the shares.")


class NoHeirs(RuleBroken):
    """Shares go to heirs that the register knows."""

    field, wording = "how", N_("No heirs are written down for {member}.")


def check_settlement(facts: LeavingFacts, wanted: SettleShares) -> list[RuleBroken]:
    """Whether it is told where the shares go. The operations themselves are judged by the share rules."""
    broken: list[RuleBroken] = []
    if wanted.how == "transfer" and wanted.to_member_id is None and any(part.holding.share_count for part in facts.parts):
        broken.append(ReceiverNeeded())
    if wanted.how == "heirs" and not facts.heirs:
        broken.append(NoHeirs(member=facts.member.name))
    return broken


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
