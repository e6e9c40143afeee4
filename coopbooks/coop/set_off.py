"""Setting off: what the co-op owes a member pays what the member owes the co-op, in one paper and without money.

Both sides of the paper come to the same. Which debts meet is chosen by people, as a whole each; nothing is set off by itself.
Goods bought on account are paid item by item, the oldest first; unpaid shares class by class; revolving capital the oldest year first.
Source: set-off of debts before share money is paid, as in the by-laws and policies read for the rules of leaving.
See also: coop.leaving (the wizard's settlement), books.set_off (reads the facts and keeps it), services.set_off (does it).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from coopbooks.coop.boxes import check_amount, check_number, check_texts
from coopbooks.coop.customers import OpenItem
from coopbooks.coop.members import MemberBrief, UnknownChoice, check_began
from coopbooks.coop.receipts import Allocation
from coopbooks.coop.shares import ShareMove, ShareOrder
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

WE_OWE = {"produce": AccountRole.PRODUCERS_PAYABLE, "second": AccountRole.SECOND_PAYABLE, "redemption": AccountRole.REDEMPTION_PAYABLE,
          "dividend": AccountRole.DIVIDENDS_PAYABLE, "refund": AccountRole.PATRONAGE_PAYABLE, "revolving": AccountRole.REVOLVING_CAPITAL}
"""What the co-op can owe a member, in the order in which it is used."""

OWES_US = {"advance": AccountRole.ADVANCES, "goods": AccountRole.RECEIVABLE, "unpaid": AccountRole.UNPAID_SHARES}
"""What a member can owe the co-op, in the order in which it is settled."""

DEBT_WORDS = {"produce": N_("We owe for produce"), "second": N_("We owe by second payments"), "redemption": N_("We owe for shares taken back"),
              "dividend": N_("We owe dividends"), "refund": N_("We owe refunds"), "revolving": N_("Revolving capital"),
              "advance": N_("Open advance"), "goods": N_("Goods on account"), "unpaid": N_("Unpaid on shares")}
"""What each side is called."""


@dataclass(frozen=True, slots=True)
class DebtPart:
    """So much of one thing that is owed: produce, second, redemption, dividend, refund, revolving; or advance, goods, unpaid."""

    what: str
    amount_kip: Kip


@dataclass(frozen=True, slots=True)
class SetOffDebts:
    """Order: what we owe (`we_owe`) pays what the member owes (`owes_us`); both come to the same."""

    member_id: int
    on: date
    we_owe: tuple[DebtPart, ...]
    owes_us: tuple[DebtPart, ...]
    meeting: str = ""
    note: str = ""
    number: str | None = None


@dataclass(frozen=True, slots=True)
class RedeemAndSettle:
    """Order: shares are taken back and debts meet; what the set-off leaves of the shares' worth is paid as the share order says."""

    share: ShareOrder
    set_off: SetOffDebts


@dataclass(frozen=True, slots=True)
class SetOffFacts:
    """What stands both ways on the order's day and still stands today, and what it is made of.

    Attributes:
        goods: the member's open invoices with the customer who has them, the oldest first.
        unpaid: what is unpaid by class of shares; revolving: what is kept by year, the oldest first.
        surplus: what is left of the member's part of each shared surplus by its line, the oldest year first.
    """

    member: MemberBrief
    we_owe: tuple[DebtPart, ...]
    owes_us: tuple[DebtPart, ...]
    days: OpenDays
    goods: tuple[tuple[int, OpenItem], ...] = ()
    unpaid: tuple[tuple[str, Kip], ...] = ()
    revolving: tuple[tuple[int, Kip], ...] = ()
    surplus: tuple[tuple[int, Kip], ...] = ()
    number_taken: bool = False


class NothingToSetOff(RuleBroken):
    """There is something owed on both sides."""

    field, wording = "owes_us", N_("Choose what we owe and what the member owes.")


class SidesDiffer(RuleBroken):
    """What is set off is the same on both sides."""

    field, wording = "owes_us", N_("We owe {we_owe_kip} of it and the member {owes_us_kip}. Both must be the same.")


class MoreThanStands(RuleBroken):
    """Only what is owed can be set off."""

    wording = N_("{amount_kip} is more than what stands: {stands_kip} ({what}).")


class DebtTwice(RuleBroken):
    """One amount for one debt."""

    wording = N_("{what} stands here twice.")


class _Named(RuleBroken):
    """What a debt is called, inside another sentence."""

    def __init__(self, what: str) -> None:
        vars(self)["wording"] = DEBT_WORDS[what]
        super().__init__()


def even(we_owe: Sequence[DebtPart], owes_us: Sequence[DebtPart], wanted: Collection[str]) -> tuple[tuple[DebtPart, ...], tuple[DebtPart, ...]]:
    """What of both sides meets when these are wanted: each side cut down to the smaller sum, in the order it stands.

    even((produce 50), (advance 80), …) == ((produce 50), (advance 50)).
    """
    sides = [[part for part in side if part.what in wanted and part.amount_kip > 0] for side in (we_owe, owes_us)]
    most = min(sum(int(part.amount_kip) for part in side) for side in sides)
    ours, theirs = (tuple(_cut(side, most)) for side in sides)
    return ours, theirs


def _cut(side: Sequence[DebtPart], most: int) -> Iterator[DebtPart]:
    for part in side:
        taken = min(int(part.amount_kip), most)
        if taken:
            yield DebtPart(part.what, Kip(taken))
        most -= taken


def total_kip(side: Sequence[DebtPart]) -> Kip:
    """A side's sum."""
    return Kip(sum(part.amount_kip for part in side))


def amount_of(side: Sequence[DebtPart], what: str) -> Kip:
    """How much of one thing stands on a side."""
    return Kip(sum(part.amount_kip for part in side if part.what == what)) or ZERO


def with_shares(facts: SetOffFacts, capital_kip: int) -> SetOffFacts:
    """The facts once shares of this worth are taken back and owed."""
    amounts = {part.what: int(part.amount_kip) for part in facts.we_owe}
    amounts["redemption"] = amounts.get("redemption", 0) + capital_kip
    return replace(facts, we_owe=tuple(DebtPart(what, Kip(amounts[what])) for what in WE_OWE if amounts.get(what, 0) > 0))


def redemption_steps(order: RedeemAndSettle, par_kip: int) -> tuple[ShareOrder, ShareOrder | None]:
    """The shares taken back as a debt of ours, and the payment of what the set-off leaves of it; None when it stays owed."""
    share = order.share
    left = share.share_count * par_kip - int(share.advance_kip) - int(amount_of(order.set_off.we_owe, "redemption"))
    pays = share.money != "owed" and left > 0
    return replace(share, money="owed"), ShareOrder(share.member_id, "pay-out", share.on, 0, Kip(left), share.money) if pays else None


def less(side: Sequence[DebtPart], used: Sequence[DebtPart]) -> tuple[DebtPart, ...]:
    """What of a side is left when some of it is used."""
    return tuple(DebtPart(part.what, Kip(part.amount_kip - amount_of(used, part.what))) for part in side)


def check_set_off(facts: SetOffFacts, order: SetOffDebts) -> list[RuleBroken]:
    """Whether debts may be set off. Every complaint, tied to its field."""
    broken = [*check_open(facts.days, order.on), *check_began(facts.member, order.on), *check_texts(order),
              *check_number(order.number, facts.number_taken)]
    for field, side, stands, known in (("we_owe", order.we_owe, facts.we_owe, WE_OWE), ("owes_us", order.owes_us, facts.owes_us, OWES_US)):
        for place, part in enumerate(side):
            if part.what not in known:
                broken.append(UnknownChoice(value=part.what, choices=list(known)).at(field))
                continue
            broken += check_amount(part.amount_kip, field)
            if any(other.what == part.what for other in side[:place]):
                broken.append(DebtTwice(what=_Named(part.what)).at(field))
            elif part.amount_kip > (most := amount_of(stands, part.what)):
                broken.append(MoreThanStands(amount_kip=part.amount_kip, stands_kip=most, what=_Named(part.what)).at(field))
    ours, theirs = total_kip(order.we_owe), total_kip(order.owes_us)
    if not order.we_owe or not order.owes_us:
        broken.append(NothingToSetOff())
    elif ours != theirs:
        broken.append(SidesDiffer(we_owe_kip=ours, owes_us_kip=theirs))
    return broken


def goods_paid(facts: SetOffFacts, order: SetOffDebts) -> tuple[tuple[int, Allocation], ...]:
    """Which items a set-off pays, the oldest first, with their customers."""
    left, paid = int(amount_of(order.owes_us, "goods")), []
    for customer_id, item in facts.goods:
        part = min(left, int(item.open_kip))
        if part > 0:
            paid.append((customer_id, Allocation(item.document_id, Kip(part))))
            left -= part
    return tuple(paid)


def shares_paid(facts: SetOffFacts, order: SetOffDebts) -> tuple[ShareMove, ...]:
    """What a set-off pays on unpaid shares, class by class."""
    left, moves = int(amount_of(order.owes_us, "unpaid")), []
    for code, unpaid in facts.unpaid:
        part = min(left, int(unpaid))
        if part > 0:
            moves.append(ShareMove(order.member_id, 0, ZERO, Kip(part), class_code=code))
            left -= part
    return tuple(moves)


def revolving_used(facts: SetOffFacts, order: SetOffDebts) -> tuple[tuple[int, Kip], ...]:
    """What a set-off takes of each year's revolving capital, the oldest first."""
    return _oldest_first(int(amount_of(order.we_owe, "revolving")), facts.revolving)


def surplus_used(facts: SetOffFacts, order: SetOffDebts) -> tuple[tuple[int, Kip], ...]:
    """What a set-off takes of each line of a shared surplus, the oldest first: what is set off is not fetched as well."""
    return _oldest_first(int(amount_of(order.we_owe, "dividend")) + int(amount_of(order.we_owe, "refund")), facts.surplus)


def _oldest_first(left: int, stands: tuple[tuple[int, Kip], ...]) -> tuple[tuple[int, Kip], ...]:
    used = []
    for key, kept in stands:
        part = min(left, int(kept))
        if part > 0:
            used.append((key, Kip(part)))
            left -= part
    return tuple(used)


def set_off_entry(facts: SetOffFacts, order: SetOffDebts) -> JournalEntry:
    """Debit what the co-op owes the member; credit the advance, the customer's account, the unpaid shares."""
    who = order.member_id
    legs = [leg(WE_OWE[part.what], part.amount_kip, who) for part in order.we_owe]
    legs += [leg(OWES_US[part.what], -part.amount_kip, who) for part in order.owes_us if part.what != "goods"]
    by_customer: dict[int, int] = {}
    for customer_id, one in goods_paid(facts, order):
        by_customer[customer_id] = by_customer.get(customer_id, 0) + int(one.amount_kip)
    legs += [leg(AccountRole.RECEIVABLE, -kip, customer_id=customer_id) for customer_id, kip in by_customer.items()]
    return balanced(order.on, "set-off", tuple(legs), order.note)
