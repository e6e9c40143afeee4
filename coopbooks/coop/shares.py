"""Shares: terms, orders and facts, what an allowed order writes into the register, and what it posts.

Amounts are whole kip, counts are whole shares, days are inclusive. Par value and limits come from the dated ShareTerms.
Subscribing credits share capital with shares × par and debits unpaid shares with what is not paid yet; paid up is their
difference, member by member (headless interface, rule 17).
See also: coop.share_rules (what is allowed), coop.share_numbers (which numbers), services.shares (does it), books.shares (keeps it).
"""

from dataclasses import dataclass, field
from datetime import date

from coopbooks.coop.boxes import LATER
from coopbooks.coop.heirs import Heir
from coopbooks.coop.members import MemberBrief
from coopbooks.coop.share_numbers import Range
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, Posting, balanced, leg
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.periods import OpenDays
from coopbooks.ledger.refusals import RuleBroken

PAID_FROM = {"cash": AccountRole.CASH, "bank": AccountRole.BANK, "produce": AccountRole.PRODUCERS_PAYABLE,
             "owed": AccountRole.REDEMPTION_PAYABLE}
"""Where share money comes from or goes: a money box, what the co-op owes for produce, or a debt for shares taken back."""

ORDINARY = "A"
"""The code of the ordinary share, which every book has."""


@dataclass(frozen=True, slots=True)
class ShareTerms:
    """What one share of a class costs and how it is held, from a day on, with the basis of the decision.

    Attributes:
        most_percent: largest holding in percent of all shares; "" = no limit.
        instalment_months: months in which a share is to be paid up; 0 = no limit.
        first_part_percent: least part paid at once; "" = none.
        notice_days: days from notice to redemption.
        redeem_percent: most shares taken back in a fiscal year, in percent of all; "" = no limit.
    """

    since: date
    par_value_kip: Kip
    least_count: int
    most_percent: str
    basis: str
    class_code: str = ORDINARY
    instalment_months: int = 0
    first_part_percent: str = ""
    notice_days: int = 0
    redeem_percent: str = ""


@dataclass(frozen=True, slots=True)
class ShareClass:
    """A kind of share, by its short code."""

    code: str
    name_lo: str
    name_en: str
    is_used: bool = True


class UnknownShareClass(RuleBroken):
    """A class of shares is decided before shares of it are given out."""

    field, wording = "class_code", N_("There is no class of shares “{code}”.")


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
        kind: subscribe, pay, transfer, redeem, pay-out (of what a redemption left owed), bonus (shares given for a patronage
            refund that is still owed), cancel (unpaid shares are given up) or convert (into another class of equal value).
        share_count: shares subscribed, transferred, redeemed, given, cancelled or converted (0 for pay and pay-out).
        paid_kip: money paid with it (subscribe: what is paid at once; pay, pay-out: all of it; else 0).
        money: cash, bank or produce: where the money comes from; for a redemption where it is paid from, or owed.
        to_member_id: who receives, for a transfer.
        number: the paper's own number, or None for the next of our series.
        class_code: class of the shares; to_class: what they are converted into.
        numbers: share numbers that are given, as "101-150, 160"; "" = the highest held. Of new shares the numbers they have in an old
            register; "" = the next ones.
        meeting, reason, notice_on: the decision behind it.
        advance_kip: part of a redemption that is set off against the member's advances.
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
    class_code: str = field(default=ORDINARY, metadata=LATER)
    to_class: str = field(default="", metadata=LATER)
    numbers: str = field(default="", metadata=LATER)
    meeting: str = field(default="", metadata=LATER)
    reason: str = field(default="", metadata=LATER)
    notice_on: date | None = field(default=None, metadata=LATER)
    advance_kip: Kip = field(default=ZERO, metadata=LATER)


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """Everything the form shows and the rule judges, as it is before the order.

    Attributes:
        holding: what the member holds of the class with everything that is in the book.
        least_free_kip, least_count, least_unpaid_kip: the smallest paid-up amount, count and unpaid amount at the close of the
            order's day and of every later one: a movement dated back may not make any day since impossible.
        held_ranges: the share numbers the member holds now; given_ranges: all that were ever given out, where an order names new ones.
        pledged_count: shares that stand as security.
        redeemed_count: shares of the class taken back in the order's fiscal year so far.
        to_terms: terms of the class converted into; newest_terms: the last ones decided, whatever the order's day.
        heirs: who inherits by the register, and died: whether the member did: a redemption then is paid to them.
        next_share_number: the number that the next new share of the class gets; next_paper: the number of the next paper.
    """

    member: MemberBrief
    receiver: MemberBrief | None
    holding: Holding
    terms: ShareTerms
    all_shares_count: int
    produce_owed_kip: Kip
    refund_owed_kip: Kip
    money_box_kip: Kip
    days: OpenDays
    least_free_kip: Kip = ZERO
    least_count: int = 0
    least_unpaid_kip: Kip = ZERO
    held_ranges: tuple[Range, ...] = ()
    given_ranges: tuple[Range, ...] = ()
    pledged_count: int = 0
    redeemed_count: int = 0
    advance_owed_kip: Kip = ZERO
    redemption_owed_kip: Kip = ZERO
    to_terms: ShareTerms | None = None
    newest_terms: ShareTerms | None = None
    receiver_holding: Holding = Holding()
    next_share_number: int = 1
    next_paper: str = ""
    heirs: tuple[Heir, ...] = ()
    died: bool = False


def fully_paid_count(share_count: int, paid_kip: int, par_kip: int) -> int:
    """Shares that can change hands: money paid counts for whole shares first."""
    return min(share_count, paid_kip // par_kip)


@dataclass(frozen=True, slots=True)
class ShareMove:
    """One line for the register: signed counts and amounts of one member, of one class, with the numbers that were named."""

    member_id: int
    share_count: int
    capital_kip: Kip
    paid_kip: Kip
    other_member_id: int | None = None
    class_code: str = ORDINARY
    numbers: str = ""


def share_moves(facts: ShareFacts, order: ShareOrder) -> tuple[ShareMove, ...]:
    """What an allowed order writes into the register: one line, two for a transfer or conversion, none for a pay-out."""
    capital = Kip(order.share_count * facts.terms.par_value_kip)
    who, code = order.member_id, order.class_code
    if order.kind == "subscribe":
        return (ShareMove(who, order.share_count, capital, order.paid_kip, class_code=code, numbers=order.numbers),)
    if order.kind == "bonus":
        return (ShareMove(who, order.share_count, capital, capital, class_code=code, numbers=order.numbers),)
    if order.kind == "pay":
        return (ShareMove(who, 0, ZERO, order.paid_kip, class_code=code),)
    if order.kind == "cancel":
        return (ShareMove(who, -order.share_count, Kip(-capital), ZERO, class_code=code, numbers=order.numbers),)
    if order.kind == "pay-out":
        return ()
    given = ShareMove(who, -order.share_count, Kip(-capital), Kip(-capital), order.to_member_id, code, order.numbers)
    if order.kind == "convert" and facts.to_terms is not None:
        return given, ShareMove(who, capital // facts.to_terms.par_value_kip, capital, capital, class_code=order.to_class)
    if order.to_member_id is None:
        return (given,)
    return given, ShareMove(order.to_member_id, order.share_count, capital, capital, who, code)


def share_entry(facts: ShareFacts, order: ShareOrder) -> JournalEntry:
    """What an allowed order posts.

    subscribe: Dr money, Dr unpaid shares, Cr share capital. pay: Dr money, Cr unpaid shares.
    transfer: Dr share capital of the giver, Cr share capital of the receiver. convert: the same for one member.
    redeem: Dr share capital, Cr advances set off, Cr money or what is owed for it. pay-out: Dr what is owed, Cr money.
    bonus: Dr patronage payable, Cr share capital. cancel: Dr share capital, Cr unpaid shares.
    """
    return balanced(order.on, f"share-{order.kind}", share_legs(order, facts.terms.par_value_kip), order.note)


def share_legs(order: ShareOrder, par_kip: Kip) -> tuple[Posting | None, ...]:
    """The legs of an order at a value of the share; None where there is nothing to post."""
    who, money = order.member_id, PAID_FROM.get(order.money, order.money)
    payer = who if money in (AccountRole.PRODUCERS_PAYABLE, AccountRole.REDEMPTION_PAYABLE) else None
    capital = order.share_count * par_kip
    return {
        "subscribe": (leg(money, order.paid_kip, payer), leg(AccountRole.UNPAID_SHARES, capital - order.paid_kip, who),
                      leg(AccountRole.SHARE_CAPITAL, -capital, who)),
        "pay": (leg(money, order.paid_kip, payer), leg(AccountRole.UNPAID_SHARES, -order.paid_kip, who)),
        "transfer": (leg(AccountRole.SHARE_CAPITAL, capital, who),
                     leg(AccountRole.SHARE_CAPITAL, -capital, order.to_member_id)),
        "convert": (leg(AccountRole.SHARE_CAPITAL, capital, who), leg(AccountRole.SHARE_CAPITAL, -capital, who)),
        "bonus": (leg(AccountRole.PATRONAGE_PAYABLE, capital, who), leg(AccountRole.SHARE_CAPITAL, -capital, who)),
        "cancel": (leg(AccountRole.SHARE_CAPITAL, capital, who), leg(AccountRole.UNPAID_SHARES, -capital, who)),
        "redeem": (leg(AccountRole.SHARE_CAPITAL, capital, who), leg(AccountRole.ADVANCES, -order.advance_kip, who),
                   leg(money, -(capital - order.advance_kip), payer)),
        "pay-out": (leg(AccountRole.REDEMPTION_PAYABLE, order.paid_kip, who), leg(money, -order.paid_kip, payer)),
    }[order.kind]
