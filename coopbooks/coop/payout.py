"""Paying members their part of a surplus: in rounds, in money or otherwise, nobody twice.

A payment takes the dividend first, then the refund; the tail below the pay-out unit stays on the member's account. What the
policy kept of a refund (for unpaid shares, bonus shares, revolving capital) is settled when the decision is posted and is not
paid again. A member who has left is paid in cash, or to whoever is named for the member: nobody knows whose an old bank account is now.
Source: headless interface, rules 5 and 12. See also: coop.dividends (the decision), services.payout (does it).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from coopbooks.coop.approval import Person, check_two_people
from coopbooks.coop.boxes import box_account, is_box
from coopbooks.coop.dividends import Approval
from coopbooks.coop.policy import KeptAs, RefundPolicy
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import ZERO, Kip, decimal
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

SETTLED = ("shares", "debts")
"""Ways to settle a member's part without money: shares for it, or off what the member owes."""

LATER = {"later": True}
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Payee:
    """Who receives a member's part instead of the member, with the paper that shows it."""

    member_id: int
    name: str
    paper: str


@dataclass(frozen=True, slots=True)
class PayDividends:
    """Order: settle members' part of a year's surplus.

    Attributes:
        member_ids: whom; None takes everybody who has something left in this round.
        paid_from: cash, bank or another box's code; shares or debts.
        to_the_kip: pay the tail too, as a bank transfer can; else whole pay-out units.
        percent: how much of each part is settled when this round is over; "100" = all of it.
        round_no: which round this is, as printed.
        payees: heirs and others who receive it for a member; they need `approved_by`.
    """

    year: int
    on: date
    paid_from: str = AccountRole.CASH
    member_ids: tuple[int, ...] | None = None
    to_the_kip: bool = False
    note: str = ""
    percent: str = field(default="100", metadata=LATER)
    round_no: int = field(default=1, metadata=LATER)
    payees: tuple[Payee, ...] = field(default=(), metadata=LATER)
    made_by: str = field(default="", metadata=LATER)
    approved_by: str = field(default="", metadata=LATER)


@dataclass(frozen=True, slots=True)
class PayLine:
    """One member's approved line and what has become of it.

    Attributes:
        net_kip: dividend and refund less tax; `payable_now_kip` is that cut down to the pay-out unit.
        owed_dividend_kip, owed_patronage_kip: what stands on the member's two accounts now (credit positive); a refund
            turned into shares is gone from there.
        paid_kip, paid_on, paid_by: earlier payments in force together, and the last voucher or who entered it.
        kept_kip: what the policy kept for shares or revolving capital.
        unpaid_shares_kip, share_par_kip, advance_kip: what "shares" and "debts" can settle.
        left_on, has_died, has_heirs: a member who has left; whose part goes to the heirs; who has named them.
        has_account: a bank account stands in the register.
        stays_since: the member wants it to stay on the account since that day; None = to be paid.
    """

    member_id: int
    number: str
    name: str
    net_kip: Kip
    payable_now_kip: Kip
    owed_dividend_kip: Kip
    owed_patronage_kip: Kip
    paid_kip: Kip = ZERO
    paid_on: date | None = None
    paid_by: str = ""
    kept_kip: Kip = ZERO
    unpaid_shares_kip: Kip = ZERO
    share_par_kip: Kip = ZERO
    advance_kip: Kip = ZERO
    left_on: date | None = None
    has_died: bool = False
    has_heirs: bool = False
    has_account: bool = False
    stays_since: date | None = None


@dataclass(frozen=True, slots=True)
class PayFacts:
    """What the pay-out desk shows and the rule judges. `is_forged`: the figures are not those that were approved."""

    approval: Approval | None
    lines: tuple[PayLine, ...]
    money_box_kip: Kip
    payout_unit_kip: int
    days: OpenDays
    people: tuple[Person, ...] = ()
    is_forged: bool = False
    pays_by_bank: bool = False


@dataclass(frozen=True, slots=True)
class Payment:
    """What one member's part is settled by now: split over the two accounts it comes from, and over what it becomes."""

    line: PayLine
    dividend_kip: Kip
    patronage_kip: Kip
    to_unpaid_kip: Kip = ZERO
    bonus_count: int = 0
    payee: Payee | None = None

    @property
    def amount_kip(self) -> Kip:
        """What changes hands."""
        return Kip(self.dividend_kip + self.patronage_kip)


class PayoutBeforeApproval(RuleBroken):
    """Nothing is paid that the meeting has not decided."""

    field, wording = "year", N_("The meeting has not approved the sharing of the surplus of {year}.")


class ForgedApproval(RuleBroken):
    """The figures in the book are not the ones that were approved."""

    field, wording = "year", N_("The figures of {year} are not the ones that were approved. Nothing is paid. Check the book.")


class PaidBeforeMeeting(RuleBroken):
    """A payment follows the meeting's decision."""

    field, wording = "on", N_("The meeting approved the sharing on {approved_on}. Pay on that day or later.")


class AlreadyPaid(RuleBroken):
    """Nobody is paid twice."""

    field, wording = "member_ids", N_("{member} was paid {paid_kip} on {paid_on} ({paid_by}).")


class EverybodyPaid(RuleBroken):
    """The list is done."""

    field, wording = "member_ids", N_("Everybody has been paid for {year}. The last payment was on {paid_on}.")


class NothingToPay(RuleBroken):
    """Less than one pay-out unit stays on the member's account."""

    field, wording = "member_ids", N_("There is nothing to pay to {member} for {year}.")


class NobodyToPay(RuleBroken):
    """No member's part reaches one pay-out unit."""

    field, wording = "member_ids", N_("There is nothing to pay out for {year}.")


class NotEnoughCash(RuleBroken):
    """A money box cannot pay more than it holds."""

    field, wording = "paid_from", N_("The payments need {needed_kip}. The money box holds {held_kip}.")


class UnknownMoneyBox(RuleBroken):
    """Money is paid in cash or by bank."""

    field, wording = "paid_from", N_("Pay from cash or from the bank, not from {paid_from}.")


class NotARound(RuleBroken):
    """A round settles a part from above nothing to all."""

    field, wording = "percent", N_("“{value}” is not a part from 1 to 100 percent.")


class LeftMembersAccount(RuleBroken):
    """Nobody knows whose the old account of a leaver is now."""

    field, wording = "member_ids", N_("{member} left on {left_on}. Pay in cash, or name who receives it.")


class HeirNeeded(RuleBroken):
    """The part of a member who has died goes to the heir, with the paper that shows it."""

    field, wording = "payees", N_("{member} has died. Write the heir and the number of the heir's paper.")


class NoSharesForLeavers(RuleBroken):
    """Shares are for members."""

    field, wording = "paid_from", N_("{member} left on {left_on} and takes no more shares.")


def payments(facts: PayFacts, order: PayDividends) -> tuple[Payment, ...]:
    """Whom the order settles with, and how much: members with at least one pay-out unit left in this round."""
    wanted = None if order.member_ids is None else set(order.member_ids)
    part = part_of(order.percent)
    payees = {payee.member_id: payee for payee in order.payees}
    if part is None:
        return ()
    # Who left it on the account is paid when it is asked for, not with everybody.
    due = (_payment(facts, order, line, part, payees.get(line.member_id)) for line in facts.lines
           if (line.member_id in wanted if wanted is not None else line.stays_since is None))
    return tuple(payment for payment in due if payment.amount_kip > 0)


def part_of(percent: str) -> Fraction | None:
    """A round's percent as a fraction above 0 and up to 1; None when it is none."""
    try:
        exact = decimal(percent)
    except ValueError:
        return None
    return exact / _WHOLE if 0 < exact <= _WHOLE else None


def amount_due(facts: PayFacts, line: PayLine, part: Fraction = Fraction(1), *, to_the_kip: bool = False) -> int:
    """What is left to settle of a line in a round: its part, cut down to the pay-out unit, less what was settled before."""
    unit = 1 if to_the_kip else facts.payout_unit_kip
    owed = max(line.owed_dividend_kip, 0) + max(line.owed_patronage_kip, 0)
    whole = max(line.net_kip - line.kept_kip, 0)
    target = int(part * whole) // unit * unit
    due = max(0, min(target - line.paid_kip, owed))
    return due - due % unit


def _payment(facts: PayFacts, order: PayDividends, line: PayLine, part: Fraction, payee: Payee | None) -> Payment:
    settles = order.paid_from in SETTLED
    amount = amount_due(facts, line, part, to_the_kip=order.to_the_kip or settles)
    to_unpaid, count = ZERO, 0
    if order.paid_from == "debts":
        amount = min(amount, max(line.advance_kip, 0))
    elif order.paid_from == "shares":
        to_unpaid = Kip(min(amount, max(line.unpaid_shares_kip, 0)))
        # A new share is for who has paid up the old ones; bonus shares come from the refund alone or from both.
        count = (amount - to_unpaid) // line.share_par_kip if line.share_par_kip and to_unpaid == line.unpaid_shares_kip else 0
        amount = to_unpaid + count * line.share_par_kip
    from_dividend = min(amount, max(line.owed_dividend_kip, 0))
    return Payment(line, Kip(from_dividend), Kip(amount - from_dividend), to_unpaid, count, payee)


def check_payout(facts: PayFacts, order: PayDividends) -> list[RuleBroken]:
    """Whether the payments may be made. Every complaint; who was paid already is named with day and user."""
    broken = list(check_open(facts.days, order.on))
    if not is_box(order.paid_from) and order.paid_from not in SETTLED:
        broken.append(UnknownMoneyBox(paid_from=order.paid_from))
    if part_of(order.percent) is None:
        broken.append(NotARound(value=order.percent))
    if facts.approval is None:
        return [*broken, PayoutBeforeApproval(year=order.year)]
    if facts.is_forged:
        return [*broken, ForgedApproval(year=order.year)]
    if order.on < facts.approval.on:
        broken.append(PaidBeforeMeeting(approved_on=facts.approval.on))
    due = payments(facts, order)
    broken += _check_everybody(facts, order, due) if order.member_ids is None else _check_named(facts, order, due)
    broken += _check_people(facts, order, due)
    needed = sum(payment.amount_kip for payment in due)
    if is_box(order.paid_from) and needed > facts.money_box_kip:
        broken.append(NotEnoughCash(needed_kip=needed, held_kip=facts.money_box_kip))
    return broken


def _check_people(facts: PayFacts, order: PayDividends, due: tuple[Payment, ...]) -> Iterator[RuleBroken]:
    for payment in due:
        line, payee = payment.line, payment.payee
        if line.left_on is None or line.left_on >= order.on:
            continue
        if order.paid_from == "shares":
            yield NoSharesForLeavers(member=line.name, left_on=line.left_on)
        elif _needs_heir(order, line) and (payee is None or not payee.name.strip() or not payee.paper.strip()):
            yield HeirNeeded(member=line.name)
        elif facts.pays_by_bank and line.has_account and payee is None:
            yield LeftMembersAccount(member=line.name, left_on=line.left_on)
    if any(payment.payee is not None for payment in due):
        yield from check_two_people(facts.people, order.made_by, order.approved_by)


def _needs_heir(order: PayDividends, line: PayLine) -> bool:
    # A list of everybody may hold people whose heirs nobody wrote down; whoever pays one by one knows whom.
    return line.has_died and is_box(order.paid_from) and (line.has_heirs or order.member_ids is not None)


def _check_everybody(facts: PayFacts, order: PayDividends, due: tuple[Payment, ...]) -> Iterator[RuleBroken]:
    paid_days = [line.paid_on for line in facts.lines if line.paid_kip and line.paid_on is not None]
    if not due and paid_days:
        yield EverybodyPaid(year=order.year, paid_on=max(paid_days))
    elif not due:
        yield NobodyToPay(year=order.year)


def _check_named(facts: PayFacts, order: PayDividends, due: tuple[Payment, ...]) -> Iterator[RuleBroken]:
    lines = {line.member_id: line for line in facts.lines}
    paying = {payment.line.member_id for payment in due}
    for member_id in dict.fromkeys(order.member_ids or ()):
        line = lines.get(member_id)
        if member_id in paying:
            continue
        if line is not None and line.paid_kip:
            yield AlreadyPaid(member=line.name, paid_kip=line.paid_kip, paid_on=line.paid_on, paid_by=line.paid_by)
        else:
            yield NothingToPay(member=line.name if line else str(member_id), year=order.year)


def payout_entry(payment: Payment, order: PayDividends) -> JournalEntry:
    """Debit what the co-op owes the member; credit the money box, the shares it becomes, or the advance it pays back."""
    who, amount = payment.line.member_id, payment.amount_kip
    taken = [leg(AccountRole.DIVIDENDS_PAYABLE, payment.dividend_kip, who), leg(AccountRole.PATRONAGE_PAYABLE, payment.patronage_kip, who)]
    if order.paid_from == "shares":
        given = [leg(AccountRole.UNPAID_SHARES, -payment.to_unpaid_kip, who),
                 leg(AccountRole.SHARE_CAPITAL, -(amount - payment.to_unpaid_kip), who)]
    elif order.paid_from == "debts":
        given = [leg(AccountRole.ADVANCES, -amount, who)]
    else:
        given = [leg(box_account(order.paid_from), -amount)]
    return balanced(order.on, "dividend-payout", (*taken, *given), order.note)


# --- left on the account ----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class LeaveOnAccount:
    """Order: members want their part to stay on their account with the co-op. Nothing is posted: it is owed to them as before."""

    year: int
    on: date
    member_ids: tuple[int, ...]


class StaysAlready(RuleBroken):
    """Once is enough."""

    field, wording = "member_ids", N_("{member} leaves it on the account since {since}.")


def check_leave(facts: PayFacts, order: LeaveOnAccount) -> list[RuleBroken]:
    """Whether the parts may stay so. Every complaint."""
    broken = list(check_open(facts.days, order.on))
    if facts.approval is None:
        return [*broken, PayoutBeforeApproval(year=order.year)]
    if order.on < facts.approval.on:
        broken.append(PaidBeforeMeeting(approved_on=facts.approval.on))
    lines = {line.member_id: line for line in facts.lines}
    for member_id in order.member_ids:
        line = lines.get(member_id)
        if line is None or not amount_due(facts, line):
            broken.append(NothingToPay(member=line.name if line else str(member_id), year=order.year))
        elif line.stays_since is not None:
            broken.append(StaysAlready(member=line.name, since=line.stays_since))
    return broken


# --- what the policy keeps of a refund --------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Kept:
    """What of a member's refund is not paid in money: for unpaid shares, as new shares, as revolving capital."""

    to_unpaid_kip: Kip
    bonus_count: int
    bonus_kip: Kip
    revolving_kip: Kip

    @property
    def kip(self) -> Kip:
        """All of it together."""
        return Kip(self.to_unpaid_kip + self.bonus_kip + self.revolving_kip)


def kept_of(terms: RefundPolicy, refund_kip: int, unpaid_kip: int, par_kip: int) -> Kept:
    """What the policy keeps of a refund after tax. A bonus is whole shares; what does not make one is paid in money.

    kept_of(70 % in cash, revolving, 100_000, 0, …) keeps 30_000 as revolving capital.
    """
    to_unpaid = min(refund_kip, max(unpaid_kip, 0)) if terms.unpaid_shares_first else 0
    rest = refund_kip - to_unpaid
    kept = rest - int(terms.cash * rest)
    if terms.kept_as is KeptAs.BONUS:
        count = kept // par_kip if par_kip else 0
        return Kept(Kip(to_unpaid), count, Kip(count * par_kip), ZERO)
    return Kept(Kip(to_unpaid), 0, ZERO, Kip(kept))


def kept_entry(kept: Kept, member_id: int, on: date, note: str) -> JournalEntry:
    """Debit the refund that is owed; credit unpaid shares, share capital and revolving capital."""
    return balanced(on, "refund-kept", (
        leg(AccountRole.PATRONAGE_PAYABLE, kept.kip, member_id), leg(AccountRole.UNPAID_SHARES, -kept.to_unpaid_kip, member_id),
        leg(AccountRole.SHARE_CAPITAL, -kept.bonus_kip, member_id), leg(AccountRole.REVOLVING_CAPITAL, -kept.revolving_kip, member_id)), note)


# --- revolving capital paid back --------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class RedeemRevolving:
    """Order: pay members back what was kept of a year's refunds.

    Attributes:
        year: of the surplus it came from; `percent` of what is still kept of it.
        member_ids: whom; None takes everybody.
    """

    year: int
    on: date
    resolution: str
    paid_from: str = AccountRole.CASH
    percent: str = "100"
    member_ids: tuple[int, ...] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RedeemFacts:
    """What is kept of the year, member by member, and of older years; the money there is."""

    kept_kip: tuple[tuple[int, Kip], ...]
    older_years: tuple[int, ...]
    money_box_kip: Kip
    days: OpenDays


class NothingKept(RuleBroken):
    """Only what was kept is paid back."""

    field, wording = "year", N_("Nothing is kept of {year} that could be paid back.")


class OlderFirst(RuleBroken):
    """The oldest capital turns first."""

    field, wording = "year", N_("Pay back {older_year} first. The oldest is paid first.")


class ResolutionNeeded(RuleBroken):
    """The meeting decides it."""

    field, wording = "resolution", N_("Write the number of the meeting's resolution.")


def redemptions(facts: RedeemFacts, order: RedeemRevolving) -> tuple[tuple[int, Kip], ...]:
    """Member and amount, cut down to the kip."""
    part = part_of(order.percent)
    wanted = None if order.member_ids is None else set(order.member_ids)
    if part is None:
        return ()
    found = ((member_id, Kip(int(part * kip))) for member_id, kip in facts.kept_kip if wanted is None or member_id in wanted)
    return tuple((member_id, kip) for member_id, kip in found if kip > 0)


def check_redemption(facts: RedeemFacts, order: RedeemRevolving) -> list[RuleBroken]:
    """Whether the capital may be paid back so."""
    broken = list(check_open(facts.days, order.on))
    if not order.resolution.strip():
        broken.append(ResolutionNeeded())
    if not is_box(order.paid_from):
        broken.append(UnknownMoneyBox(paid_from=order.paid_from))
    if part_of(order.percent) is None:
        return [*broken, NotARound(value=order.percent)]
    due = redemptions(facts, order)
    needed = sum(kip for _, kip in due)
    if not due:
        broken.append(NothingKept(year=order.year))
    elif facts.older_years and order.member_ids is None:
        broken.append(OlderFirst(older_year=str(min(facts.older_years))))
    if needed > facts.money_box_kip:
        broken.append(NotEnoughCash(needed_kip=needed, held_kip=facts.money_box_kip))
    return broken


def redemption_entry(member_id: int, kip: Kip, order: RedeemRevolving) -> JournalEntry:
    """Debit revolving capital, credit the money box."""
    return balanced(order.on, "revolving-redemption", (
        leg(AccountRole.REVOLVING_CAPITAL, kip, member_id), leg(box_account(order.paid_from), -kip)), order.note or order.resolution)


