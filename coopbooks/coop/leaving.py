"""Leaving the co-op: the notice, the last day and its reason, and what is owed both ways on that day.

The last day counts as a day of membership: who leaves on 31 December is in the register of 31 December and not of 1 January.
Surplus is shared for what was held and delivered up to then, like anybody's (headless interface, rule 5).
Source: by-laws on withdrawal; set-off of debts before share money is paid, as in the policies read for domain rules.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from coopbooks.coop.approval import Person, check_two_people, print_of_run
from coopbooks.coop.boxes import LATER, check_texts
from coopbooks.coop.heirs import Heir, shares_by_heir
from coopbooks.coop.members import LEFT_REASONS, MemberBrief, UnknownChoice, check_began
from coopbooks.coop.set_off import OWES_US, WE_OWE, DebtPart, SetOffDebts, amount_of, even
from coopbooks.coop.shares import Holding, ShareOrder, share_legs
from coopbooks.i18n.markers import N_
from coopbooks.ledger.journal import JournalEntry, balanced, leg
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
        set_off: debts that meet once the shares are settled; a pay-out among the shares comes after it.
        approved_by: the second person who stands behind it, where more than one works in the book.
    """

    member_id: int
    last_day: date
    reason: str
    meeting: str = ""
    shares: tuple[ShareOrder, ...] = ()
    set_off: SetOffDebts | None = field(default=None, metadata=LATER)
    approved_by: str = field(default="", metadata=LATER)


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
    revolving_kip: Kip = ZERO
    goods_kip: Kip = ZERO

    @property
    def net_kip(self) -> Kip:
        """What the member gets in all (below 0: owes), when everything is set off."""
        return Kip(self.capital_kip - self.unpaid_kip + self.produce_owed_kip + self.second_owed_kip + self.dividends_owed_kip
                   + self.redemption_owed_kip + self.revolving_kip - self.advance_kip - self.goods_kip)


@dataclass(frozen=True, slots=True)
class SharePart:
    """What the leaver holds of one class, what one share of it costs, and the fewest a member may keep."""

    class_code: str
    holding: Holding
    par_kip: Kip
    least_count: int = 1


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
    """Everything the wizard shows and the rule judges.

    Attributes:
        heir_ids: the heirs' own ids, None for who is no member.
        we_owe, owes_us: what stands both ways today and can be set off.
        delivered_kip: produce delivered in the running fiscal year: with the capital, what the member's part of the surplus rests on.
        made_by, people: who works in the book now, and everybody enrolled.
    """

    member: MemberBrief
    leaving_on: date | None
    holding: Holding
    set_off: SetOff
    heirs: tuple[Heir, ...]
    pledged_count: int
    days: OpenDays
    parts: tuple[SharePart, ...] = ()
    heir_ids: tuple[int | None, ...] = ()
    we_owe: tuple[DebtPart, ...] = ()
    owes_us: tuple[DebtPart, ...] = ()
    delivered_kip: Kip = ZERO
    made_by: str = ""
    people: tuple[Person, ...] = ()


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

    Wholly unpaid shares are given up; what is missing on a share that is partly paid is paid first: from what we owe for produce, or
    from the other shares that are taken back, or else in money; then the shares go where they are wanted.
    """
    orders: list[ShareOrder] = []
    who, advance, produce_kip = facts.member.member_id, int(facts.set_off.advance_kip) * wanted.sets_off, int(facts.set_off.produce_owed_kip)
    box, by_part = wanted.money if wanted.money in ("cash", "bank") else "cash", 0
    for part in facts.parts if wanted.how != "later" else ():
        unpaid_count, missing = divmod(int(part.holding.unpaid_kip), int(part.par_kip))
        held = part.holding.share_count - unpaid_count
        if unpaid_count:
            orders.append(ShareOrder(who, "cancel", wanted.on, unpaid_count, class_code=part.class_code))
        goes = _receivers(facts, wanted, held)
        # With several shares the paid ones pay for the one that is not, so that nobody brings money to get it back.
        split = produce_kip < missing and held > 1 >= part.least_count and [receiver for _, receiver in goes] == [None]
        if missing and not split:
            money = "produce" if produce_kip >= missing else box
            produce_kip -= missing if money == "produce" else 0
            orders.append(ShareOrder(who, "pay", wanted.on, 0, Kip(missing), money, class_code=part.class_code))
        for count, receiver in ((held - 1, None), (1, None)) if split else goes:
            if receiver is not None:
                orders.append(ShareOrder(who, "transfer", wanted.on, count, to_member_id=receiver, class_code=part.class_code))
                continue
            pays = missing if split and count == held - 1 else 0
            worth = count * int(part.par_kip) - pays
            taken = min(advance, worth)
            advance -= taken
            orders.append(ShareOrder(who, "redeem", wanted.on, count, money="owed" if split else wanted.money, notice_on=wanted.notice_on,
                                     advance_kip=Kip(taken), class_code=part.class_code))
            if pays:
                orders.append(ShareOrder(who, "pay", wanted.on, 0, Kip(pays), "owed", class_code=part.class_code))
                missing = 0
            by_part += worth - taken if split else 0
    if by_part and wanted.money != "owed":
        orders.append(ShareOrder(who, "pay-out", wanted.on, 0, Kip(by_part), wanted.money))
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
    paid = sum(int(one.paid_kip) for one in orders if (one.kind, one.money) == ("pay", "owed"))
    return Kip(sum(one.share_count * par[one.class_code] - int(one.advance_kip) for one in orders if one.kind == "redeem") - paid) or ZERO


Sides = tuple[tuple[DebtPart, ...], tuple[DebtPart, ...]]
"""What we owe, and what the member owes."""


def debts_after(facts: LeavingFacts, orders: Sequence[ShareOrder]) -> Sides:
    """What stands both ways once the shares are settled: what is taken back is owed, what is given up or paid is not."""
    par = {part.class_code: int(part.par_kip) for part in facts.parts}
    change = dict.fromkeys((*WE_OWE, *OWES_US), 0)
    for one in orders:
        worth = one.share_count * par.get(one.class_code, 0)
        if one.kind == "redeem":
            change["advance"] -= int(one.advance_kip)
            change["redemption"] += worth - int(one.advance_kip) if one.money == "owed" else 0
        elif one.kind == "cancel":
            change["unpaid"] -= worth
        elif one.kind == "pay":
            change["unpaid"] -= int(one.paid_kip)
            change["produce"] -= int(one.paid_kip) if one.money == "produce" else 0
            change["redemption"] -= int(one.paid_kip) if one.money == "owed" else 0
        elif one.kind == "pay-out":
            change["redemption"] -= int(one.paid_kip)
    ours, theirs = (tuple(DebtPart(what, Kip(kip)) for what in known if (kip := amount_of(side, what) + change[what]) > 0)
                    for side, known in ((facts.we_owe, WE_OWE), (facts.owes_us, OWES_US)))
    return ours, theirs


def settle(facts: LeavingFacts, wanted: SettleShares, met: Collection[str]) -> tuple[tuple[ShareOrder, ...], SetOffDebts | None]:
    """The share operations, and the set-off of the debts that are to meet; what is then still owed for shares is paid as wanted."""
    orders = settle_shares(facts, wanted)
    owed = settle_shares(facts, SettleShares(wanted.how, wanted.on, "owed", wanted.to_member_id, wanted.notice_on, wanted.sets_off))
    ours, theirs = even(*debts_after(facts, owed), met)
    if not ours:
        return orders, None
    set_off = SetOffDebts(facts.member.member_id, wanted.on, ours, theirs)
    if wanted.money == "owed" or not any(one.kind == "redeem" for one in orders):
        return orders, set_off
    # Money is paid only for what the set-off leaves: taken back as owed, set off, then paid out.
    box = tuple(replace(one, money=wanted.money) if one.kind == "pay" and one.money == "cash" else one for one in owed)
    left = paid_back_kip(owed, facts.parts) - max(0, amount_of(ours, "redemption") - amount_of(facts.we_owe, "redemption"))
    rest = (ShareOrder(facts.member.member_id, "pay-out", wanted.on, 0, Kip(left), wanted.money),) if left > 0 else ()
    return (*box, *rest), set_off


def settlement_entry(facts: LeavingFacts, order: MemberLeaves) -> JournalEntry | None:
    """Everything that a settlement posts, together, as the wizard shows it before; None when nothing is posted.

    The debts of goods stand without their customers here.
    """
    par = {part.class_code: part.par_kip for part in facts.parts}
    legs = [one for each in order.shares for one in share_legs(each, par.get(each.class_code, ZERO))]
    if order.set_off is not None:
        legs += [leg(WE_OWE[part.what], part.amount_kip, order.member_id) for part in order.set_off.we_owe]
        legs += [leg(OWES_US[part.what], -part.amount_kip, order.member_id) for part in order.set_off.owes_us]
    sums: dict[tuple[str, int | None], int] = {}
    for one in (each for each in legs if each is not None):
        sums[one.account, one.member_id] = sums.get((one.account, one.member_id), 0) + int(one.amount_kip)
    left = tuple(leg(account, kip, member_id) for (account, member_id), kip in sums.items() if kip)
    return balanced(order.last_day, "settlement", left) if left else None


def print_of_leaving(order: MemberLeaves, number: str) -> str:
    """The print of a settlement that a second person approves: who, when, why, and every figure."""
    return print_of_run(
        number, order.last_day.isoformat(), order.reason, order.meeting,
        [[one.kind, one.class_code, one.share_count, int(one.paid_kip), int(one.advance_kip), one.money] for one in order.shares],
        [[part.what, int(part.amount_kip)] for part in (*order.set_off.we_owe, *order.set_off.owes_us)] if order.set_off else [])


def money_paid_kip(orders: Sequence[ShareOrder], parts: Sequence[SharePart]) -> Kip:
    """What leaves the money boxes for shares."""
    par = {part.class_code: int(part.par_kip) for part in parts}
    return Kip(sum(int(one.paid_kip) if one.kind == "pay-out" else one.share_count * par[one.class_code] - int(one.advance_kip)
                   for one in orders if one.kind in ("redeem", "pay-out") and one.money != "owed")) or ZERO


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
    return [*check_texts(order), *_check_last_day(facts, order), *_check_reason(facts, order),
            *check_two_people(facts.people, facts.made_by, order.approved_by)]


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
    others = {one.member_id for one in order.shares} | ({order.set_off.member_id} if order.set_off else set())
    if others - {order.member_id}:
        yield NotOwnShares(member=facts.member.name)


def check_notice(facts: LeavingFacts, order: GiveNotice) -> list[RuleBroken]:
    """Whether a notice of leaving may be taken."""
    broken = [one.at("on") for one in check_began(facts.member, order.on)]
    if facts.member.left_on is not None:
        broken.append(AlreadyLeft(member=facts.member.name, left_on=facts.member.left_on).at("on"))
    return broken
