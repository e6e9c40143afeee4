"""Share subscription, payment, transfer and redemption: what the by-laws allow, and what each posts.

Amounts are whole kip, counts are whole shares, days are inclusive. Par value and limits come from the dated ShareTerms.
Subscribing credits share capital with shares × par and debits unpaid shares with what is not paid yet; paid up is their
difference, member by member (headless interface, rule 17).
See also: services.shares (does it), books.shares (keeps it).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from coopbooks.coop.boxes import check_texts
from coopbooks.coop.members import MemberBrief
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import MAX_LINE_KIP, ZERO, Kip, decimal
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

PAID_FROM = {"cash": AccountRole.CASH, "bank": AccountRole.BANK, "produce": AccountRole.PRODUCERS_PAYABLE}
"""Where share money comes from: a money box, or what the co-op owes the member for produce."""


@dataclass(frozen=True, slots=True)
class ShareTerms:
    """What one share costs and how many one may hold, from a day on, with the basis of the decision."""

    since: date
    par_value_kip: Kip
    least_count: int
    most_percent: str
    basis: str


@dataclass(frozen=True, slots=True)
class Holding:
    """What a member holds. `capital_kip` is shares at par, `paid_kip` the part that is paid up."""

    share_count: int = 0
    capital_kip: Kip = ZERO
    paid_kip: Kip = ZERO

    @property
    def unpaid_kip(self) -> Kip:
        """What is still to be paid on the shares."""
        return Kip(self.capital_kip - self.paid_kip)


@dataclass(frozen=True, slots=True)
class ShareOrder:
    """Order: one share operation of one member, as it stands on a receipt.

    Attributes:
        kind: subscribe, pay, transfer, redeem or bonus (shares given for a patronage refund that is still owed).
        share_count: shares subscribed, transferred, redeemed or given (0 for pay).
        paid_kip: money paid with it (subscribe: what is paid at once; pay: all of it; else 0).
        money: cash, bank or produce: where the money comes from; for a redemption where it is paid from.
        to_member_id: who receives, for a transfer.
        number: the paper's own number, or None for the next of our series.
    """

    member_id: int
    kind: str
    on: date
    share_count: int = 0
    paid_kip: Kip = ZERO
    money: str = "cash"
    to_member_id: int | None = None
    number: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """Everything the form shows and the rule judges, as it is before the order."""

    member: MemberBrief
    receiver: MemberBrief | None
    holding: Holding
    terms: ShareTerms
    all_shares_count: int
    produce_owed_kip: Kip
    refund_owed_kip: Kip
    money_box_kip: Kip
    days: OpenDays


class MemberHasLeft(RuleBroken):
    """A former member cannot take new obligations or rights."""

    field, wording = "member_id", N_("{member} was a member until {left_on}.")


class NotYetMember(RuleBroken):
    """Nothing can be booked for somebody before the day of joining."""

    field, wording = "member_id", N_("{member} is a member only from {joined_on}.")


class ShareCountMissing(RuleBroken):
    """Shares are whole and at least one."""

    field, wording = "share_count", N_("Give a number of shares of at least 1.")


class TooManyShares(RuleBroken):
    """By-laws: no member may hold more than a part of all shares."""

    field = "share_count"
    wording = N_("{member} would hold {held} of {all_shares} shares. The most is {most_percent}% of all shares.")


class TooFewShares(RuleBroken):
    """By-laws: a member holds at least so many shares while a member."""

    field, wording = "share_count", N_("{member} would keep {held} shares. A member holds at least {least}.")


class MoreThanPar(RuleBroken):
    """Nobody pays more than the shares cost."""

    field, wording = "paid_kip", N_("{paid_kip} is more than the {share_count} shares cost ({cost_kip}).")


class PaymentMissing(RuleBroken):
    """A payment is more than nothing."""

    field, wording = "paid_kip", N_("Give an amount above 0.")


class MoreThanUnpaid(RuleBroken):
    """Only what is unpaid can be paid."""

    field, wording = "paid_kip", N_("{paid_kip} is more than the {unpaid_kip} still unpaid on the shares.")


class MoreThanOwed(RuleBroken):
    """Share money taken from produce cannot exceed what the co-op owes."""

    field, wording = "paid_kip", N_("{paid_kip} is more than the {owed_kip} we owe {member} for produce.")


class MoreThanRefund(RuleBroken):
    """Bonus shares are paid with a refund the member is owed."""

    field = "share_count"
    wording = N_("The shares cost {cost_kip}, more than the refund of {owed_kip} we owe {member}.")


class MoreThanHeld(RuleBroken):
    """Nobody gives what is not held."""

    field, wording = "share_count", N_("{member} holds {held} fully paid shares, not {share_count}.")


class ReceiverMissing(RuleBroken):
    """A transfer has somebody who receives."""

    field, wording = "to_member_id", N_("Say who receives the shares.")


class TransferToSelf(RuleBroken):
    """A transfer changes hands."""

    field, wording = "to_member_id", N_("{member} cannot transfer shares to the same member.")


class NotEnoughMoney(RuleBroken):
    """A money box cannot pay more than it holds."""

    field, wording = "money", N_("The money box holds {held_kip}, less than {needed_kip}.")


class AmountTooLarge(RuleBroken):
    """One line carries at most 999,999,999,999,999 kip."""

    field, wording = "share_count", N_("{share_count} shares are more than one entry can carry.")


def fully_paid_count(holding: Holding, par_kip: int) -> int:
    """Shares that can change hands: money paid counts for whole shares first."""
    return min(holding.share_count, holding.paid_kip // par_kip)


def check_share_order(facts: ShareFacts, order: ShareOrder) -> list[RuleBroken]:
    """Whether a share operation is allowed. Every complaint, tied to its field."""
    judge = {"subscribe": _check_subscribe, "pay": _check_pay, "transfer": _check_give, "redeem": _check_give,
             "bonus": _check_bonus}[order.kind]
    broken = [*check_open(facts.days, order.on), *_check_person(facts.member, order), *check_texts(order)]
    if order.share_count * facts.terms.par_value_kip > MAX_LINE_KIP:
        return [*broken, AmountTooLarge(share_count=order.share_count)]
    return broken + list(judge(facts, order))


def _check_person(member: MemberBrief, order: ShareOrder) -> Iterator[RuleBroken]:
    if member.joined_on > order.on:
        yield NotYetMember(member=member.name, joined_on=member.joined_on)
    # Paying up and taking back may follow the last day; taking new shares may not (headless interface, rule 30).
    if order.kind in ("subscribe", "bonus") and member.left_on is not None and member.left_on < order.on:
        yield MemberHasLeft(member=member.name, left_on=member.left_on)


def _check_subscribe(facts: ShareFacts, order: ShareOrder) -> Iterator[RuleBroken]:
    if order.share_count < 1:
        yield ShareCountMissing()
        return
    cost = order.share_count * facts.terms.par_value_kip
    if order.paid_kip > cost:
        yield MoreThanPar(paid_kip=order.paid_kip, share_count=order.share_count, cost_kip=cost)
    yield from _check_limit(facts.member, facts.holding.share_count + order.share_count,
                            facts.all_shares_count + order.share_count, facts.terms)
    yield from _check_produce(facts, order)


def _check_limit(member: MemberBrief, held: int, all_shares: int, terms: ShareTerms) -> Iterator[RuleBroken]:
    if terms.most_percent and Fraction(held, max(all_shares, 1)) > decimal(terms.most_percent) / 100:
        yield TooManyShares(member=member.name, held=held, all_shares=all_shares, most_percent=terms.most_percent)


def _check_pay(facts: ShareFacts, order: ShareOrder) -> Iterator[RuleBroken]:
    if order.paid_kip < 1:
        yield PaymentMissing()
    elif order.paid_kip > facts.holding.unpaid_kip:
        yield MoreThanUnpaid(paid_kip=order.paid_kip, unpaid_kip=facts.holding.unpaid_kip)
    yield from _check_produce(facts, order)


def _check_produce(facts: ShareFacts, order: ShareOrder) -> Iterator[RuleBroken]:
    if order.money == "produce" and order.paid_kip > facts.produce_owed_kip:
        yield MoreThanOwed(paid_kip=order.paid_kip, owed_kip=facts.produce_owed_kip, member=facts.member.name)


def _check_bonus(facts: ShareFacts, order: ShareOrder) -> Iterator[RuleBroken]:
    cost = order.share_count * facts.terms.par_value_kip
    if order.share_count < 1:
        yield ShareCountMissing()
    elif cost > facts.refund_owed_kip:
        yield MoreThanRefund(cost_kip=cost, owed_kip=facts.refund_owed_kip, member=facts.member.name)


def _check_give(facts: ShareFacts, order: ShareOrder) -> Iterator[RuleBroken]:
    free = fully_paid_count(facts.holding, facts.terms.par_value_kip)
    if order.share_count < 1:
        yield ShareCountMissing()
    elif order.share_count > free:
        yield MoreThanHeld(member=facts.member.name, held=free, share_count=order.share_count)
    if order.kind == "transfer":
        if facts.receiver is None:
            yield ReceiverMissing()
        elif facts.receiver.member_id == facts.member.member_id:
            yield TransferToSelf(member=facts.member.name)
        elif not facts.receiver.is_member_on(order.on):
            yield _not_member(facts.receiver, order.on)
    elif order.money != "produce" and order.share_count * facts.terms.par_value_kip > facts.money_box_kip:
        yield NotEnoughMoney(held_kip=facts.money_box_kip, needed_kip=order.share_count * facts.terms.par_value_kip)


def _not_member(member: MemberBrief, on: date) -> RuleBroken:
    if member.left_on is not None and member.left_on < on:
        return MemberHasLeft(member=member.name, left_on=member.left_on).at("to_member_id")
    return NotYetMember(member=member.name, joined_on=member.joined_on).at("to_member_id")


@dataclass(frozen=True, slots=True)
class ShareMove:
    """One line for the register: signed counts and amounts of one member."""

    member_id: int
    share_count: int
    capital_kip: Kip
    paid_kip: Kip
    other_member_id: int | None = None


def share_moves(facts: ShareFacts, order: ShareOrder) -> tuple[ShareMove, ...]:
    """What an allowed order writes into the register: one line, or two for a transfer."""
    par = facts.terms.par_value_kip
    capital = Kip(order.share_count * par)
    if order.kind == "subscribe":
        return (ShareMove(order.member_id, order.share_count, capital, order.paid_kip),)
    if order.kind == "bonus":
        return (ShareMove(order.member_id, order.share_count, capital, capital),)
    if order.kind == "pay":
        return (ShareMove(order.member_id, 0, ZERO, order.paid_kip),)
    given = ShareMove(order.member_id, -order.share_count, Kip(-capital), Kip(-capital), order.to_member_id)
    if order.to_member_id is None:
        return (given,)
    return given, ShareMove(order.to_member_id, order.share_count, capital, capital, order.member_id)


def share_entry(facts: ShareFacts, order: ShareOrder) -> JournalEntry:
    """What an allowed order posts.

    subscribe: Dr money, Dr unpaid shares, Cr share capital. pay: Dr money, Cr unpaid shares.
    transfer: Dr share capital of the giver, Cr share capital of the receiver. redeem: Dr share capital, Cr money.
    bonus: Dr patronage payable, Cr share capital.
    """
    who, money = order.member_id, PAID_FROM[order.money]
    payer = who if money is AccountRole.PRODUCERS_PAYABLE else None
    capital = order.share_count * facts.terms.par_value_kip
    legs = {
        "subscribe": (leg(money, order.paid_kip, payer), leg(AccountRole.UNPAID_SHARES, capital - order.paid_kip, who),
                      leg(AccountRole.SHARE_CAPITAL, -capital, who)),
        "pay": (leg(money, order.paid_kip, payer), leg(AccountRole.UNPAID_SHARES, -order.paid_kip, who)),
        "transfer": (leg(AccountRole.SHARE_CAPITAL, capital, who),
                     leg(AccountRole.SHARE_CAPITAL, -capital, order.to_member_id)),
        "bonus": (leg(AccountRole.PATRONAGE_PAYABLE, capital, who), leg(AccountRole.SHARE_CAPITAL, -capital, who)),
        "redeem": (leg(AccountRole.SHARE_CAPITAL, capital, who), leg(money, -capital, payer)),
    }[order.kind]
    return balanced(order.on, f"share-{order.kind}", legs, order.note)
