"""What the by-laws allow of shares: limits, what is held, paid and free, decisions and notice. Every complaint, tied to its field.

Pure rules over facts handed in; see coop.shares for the order and the facts.
"""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from coopbooks.coop.boxes import check_texts, is_box
from coopbooks.coop.members import MemberHasLeft, check_began, check_is_member
from coopbooks.coop.share_numbers import Range, as_text, count, holds, joined, read_ranges, without
from coopbooks.coop.shares import ShareFacts, ShareOrder, ShareTerms, fully_paid_count
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import MAX_LINE_KIP, decimal, part_of, percent
from coopbooks.ledger.periods import check_open
from coopbooks.ledger.refusals import RuleBroken


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


class FirstPartTooSmall(RuleBroken):
    """By-laws: a part of the price is paid at once."""

    field, wording = "paid_kip", N_("At least {least_kip} of the {cost_kip} is paid at once ({first_part_percent}%).")


class SharesPledged(RuleBroken):
    """Shares that stand as security stay."""

    field = "share_count"
    wording = N_("{member} has {pledged} of {held} fully paid shares pledged. {free} are free.")


class NotSoEarly(RuleBroken):
    """A movement dated back may not make a later day impossible."""

    field, wording = "on", N_("On {on} or later {member} holds only {free} shares that are free.")


class MoreThanUnpaidThen(RuleBroken):
    """A payment dated back may not exceed what was unpaid."""

    field, wording = "on", N_("On {on} or later only {unpaid_kip} is unpaid on the shares.")


class BeforeNewValue(RuleBroken):
    """A new value has converted every share; none can appear or go at the old value afterwards."""

    field, wording = "on", N_("The value of a share changed on {since}. Give that day or a later one.")


class NumbersWrong(RuleBroken):
    """Share numbers are written as single numbers and ranges."""

    field, wording = "numbers", N_("Write share numbers as 101-150, 160.")


class NumbersNotHeld(RuleBroken):
    """Only numbers that are held can be given."""

    field, wording = "numbers", N_("{member} holds the shares {held}, not {numbers}.")


class NumbersGiven(RuleBroken):
    """A number is given once and never again."""

    field, wording = "numbers", N_("Share numbers of {numbers} were given out before.")


class NumbersDoNotCount(RuleBroken):
    """As many numbers as shares."""

    field, wording = "numbers", N_("{numbers} are {counted} shares, not {share_count}.")


class NoticeTooShort(RuleBroken):
    """By-laws: a redemption waits for the time of notice."""

    field, wording = "on", N_("The notice of {notice_on} runs {notice_days} days. The earliest day is {earliest_on}.")


class NoticeMissing(RuleBroken):
    """By-laws: a redemption needs a notice."""

    field, wording = "notice_on", N_("Give the day of the notice. It runs {notice_days} days.")


class TooManyRedeemed(RuleBroken):
    """By-laws: in one year only a part of all shares is taken back."""

    field = "share_count"
    wording = N_("{redeemed} shares would be taken back this year. The most is {redeem_percent}% of {all_shares}.")


class SetOffTooLarge(RuleBroken):
    """Only what is owed is set off, and no more than the shares are worth."""

    field, wording = "advance_kip", N_("{advance_kip} cannot be set off. The advance is {owed_kip}, the shares are worth {capital_kip}.")


class MoreThanRedemption(RuleBroken):
    """Only what a redemption left owed can be paid out."""

    field, wording = "paid_kip", N_("{paid_kip} is more than the {owed_kip} we owe {member} for shares.")


class NotUnpaid(RuleBroken):
    """Only unpaid shares can be given up without money."""

    field, wording = "share_count", N_("Only {unpaid_count} shares are wholly unpaid.")


class ClassMissing(RuleBroken):
    """A conversion goes into another class."""

    field, wording = "to_class", N_("Choose another class of share.")


class ValuesDiffer(RuleBroken):
    """A conversion keeps the value."""

    field, wording = "share_count", N_("{capital_kip} does not make whole shares of {par_value_kip}.")


class MoneyNotHere(RuleBroken):
    """A way of paying that this operation does not know."""

    field, wording = "money", N_("This cannot be paid that way.")


def check_share_order(facts: ShareFacts, order: ShareOrder) -> list[RuleBroken]:
    """Whether a share operation is allowed. Every complaint, tied to its field."""
    judge = {"subscribe": _check_subscribe, "pay": _check_pay, "transfer": _check_transfer, "redeem": _check_redeem,
             "bonus": _check_bonus, "cancel": _check_cancel, "convert": _check_convert, "pay-out": _check_pay_out}[order.kind]
    broken = [*check_open(facts.days, order.on), *_check_person(facts, order), *check_texts(order)]
    if order.share_count * facts.terms.par_value_kip > MAX_LINE_KIP:
        return [*broken, AmountTooLarge(share_count=order.share_count)]
    newest = facts.newest_terms
    if order.share_count and newest is not None and newest.par_value_kip != facts.terms.par_value_kip:
        broken.append(BeforeNewValue(since=newest.since))
    return broken + list(judge(facts, order))


def _check_person(facts: ShareFacts, order: ShareOrder) -> Iterator[RuleBroken]:
    yield from check_began(facts.member, order.on)
    # Paying up and taking back may follow the last day; taking new shares may not (headless interface, rule 30).
    left_on = facts.member.left_on
    if order.kind in ("subscribe", "bonus") and left_on is not None and left_on < order.on:
        yield MemberHasLeft(member=facts.member.name, left_on=left_on)


def _check_subscribe(facts: ShareFacts, order: ShareOrder) -> Iterator[RuleBroken]:
    if order.share_count < 1:
        yield ShareCountMissing()
        return
    cost = order.share_count * facts.terms.par_value_kip
    if order.paid_kip > cost:
        yield MoreThanPar(paid_kip=order.paid_kip, share_count=order.share_count, cost_kip=cost)
    first_part = facts.terms.first_part_percent
    if first_part and order.paid_kip < (least := part_of(cost, percent(first_part))):
        yield FirstPartTooSmall(least_kip=least, cost_kip=cost, first_part_percent=first_part)
    yield from _check_limit(facts.member.name, facts.holding.share_count + order.share_count,
                            facts.all_shares_count + order.share_count, facts.terms)
    yield from _check_paying(facts, order)
    yield from _check_numbers(facts, order, new=True)


def _check_limit(name: str, held: int, all_shares: int, terms: ShareTerms, field: str = "share_count") -> Iterator[RuleBroken]:
    if terms.most_percent and Fraction(held, max(all_shares, 1)) > decimal(terms.most_percent) / 100:
        yield TooManyShares(member=name, held=held, all_shares=all_shares, most_percent=terms.most_percent).at(field)


def _check_pay(facts: ShareFacts, order: ShareOrder) -> Iterator[RuleBroken]:
    if order.paid_kip < 1:
        yield PaymentMissing()
    elif order.paid_kip > facts.holding.unpaid_kip:
        yield MoreThanUnpaid(paid_kip=order.paid_kip, unpaid_kip=facts.holding.unpaid_kip)
    elif order.paid_kip > facts.least_unpaid_kip:
        yield MoreThanUnpaidThen(on=order.on, unpaid_kip=facts.least_unpaid_kip)
    yield from _check_paying(facts, order)


def _check_paying(facts: ShareFacts, order: ShareOrder) -> Iterator[RuleBroken]:
    if order.money == "owed" and order.kind != "pay":
        yield MoneyNotHere()
    elif order.money == "owed" and order.paid_kip > facts.redemption_owed_kip:
        # What we owe for shares that were taken back may pay for others.
        yield MoreThanRedemption(paid_kip=order.paid_kip, owed_kip=facts.redemption_owed_kip, member=facts.member.name)
    elif order.money == "produce" and order.paid_kip > facts.produce_owed_kip:
        yield MoreThanOwed(paid_kip=order.paid_kip, owed_kip=facts.produce_owed_kip, member=facts.member.name)


def _check_pay_out(facts: ShareFacts, order: ShareOrder) -> Iterator[RuleBroken]:
    if order.money == "owed":
        yield MoneyNotHere()
    if order.paid_kip < 1:
        yield PaymentMissing()
    elif order.paid_kip > facts.redemption_owed_kip:
        yield MoreThanRedemption(paid_kip=order.paid_kip, owed_kip=facts.redemption_owed_kip, member=facts.member.name)
    elif is_box(order.money) and order.paid_kip > facts.money_box_kip:
        yield NotEnoughMoney(held_kip=facts.money_box_kip, needed_kip=order.paid_kip)


def _check_bonus(facts: ShareFacts, order: ShareOrder) -> Iterator[RuleBroken]:
    cost = order.share_count * facts.terms.par_value_kip
    if order.share_count < 1:
        yield ShareCountMissing()
    elif cost > facts.refund_owed_kip:
        yield MoreThanRefund(cost_kip=cost, owed_kip=facts.refund_owed_kip, member=facts.member.name)
    yield from _check_numbers(facts, order, new=True)


def _check_cancel(facts: ShareFacts, order: ShareOrder) -> Iterator[RuleBroken]:
    unpaid_count = min(facts.holding.share_count, facts.least_unpaid_kip // facts.terms.par_value_kip)
    if order.share_count < 1:
        yield ShareCountMissing()
    elif order.share_count > unpaid_count:
        yield NotUnpaid(unpaid_count=unpaid_count)
    yield from _check_numbers(facts, order)


def _check_give(facts: ShareFacts, order: ShareOrder) -> Iterator[RuleBroken]:
    """What transfers, redemptions and conversions have in common: the shares are held, paid, free, and enough stay."""
    par = facts.terms.par_value_kip
    paid = fully_paid_count(facts.holding.share_count, facts.holding.paid_kip, par)
    free, free_then = paid - facts.pledged_count, fully_paid_count(facts.least_count, facts.least_free_kip, par)
    if order.share_count < 1:
        yield ShareCountMissing()
    elif order.share_count > paid:
        yield MoreThanHeld(member=facts.member.name, held=paid, share_count=order.share_count)
    elif order.share_count > free:
        yield SharesPledged(member=facts.member.name, pledged=facts.pledged_count, held=paid, free=free)
    elif order.share_count > free_then:
        yield NotSoEarly(on=order.on, member=facts.member.name, free=free_then)
    else:
        stays = facts.holding.share_count - order.share_count
        if 0 < stays < facts.terms.least_count:
            yield TooFewShares(member=facts.member.name, held=stays, least=facts.terms.least_count)
    yield from _check_numbers(facts, order)


def _check_numbers(facts: ShareFacts, order: ShareOrder, *, new: bool = False) -> Iterator[RuleBroken]:
    if not order.numbers.strip():
        return
    try:
        wanted: tuple[Range, ...] = read_ranges(order.numbers)
    except ValueError:
        yield NumbersWrong()
        return
    if count(wanted) != order.share_count:
        yield NumbersDoNotCount(numbers=order.numbers, counted=count(wanted), share_count=order.share_count)
    elif new and (count(joined(wanted)) < count(wanted) or count(without(facts.given_ranges, wanted)) < count(facts.given_ranges)):
        yield NumbersGiven(numbers=order.numbers)
    elif not new and not holds(facts.held_ranges, wanted):
        yield NumbersNotHeld(member=facts.member.name, held=as_text(facts.held_ranges) or "–", numbers=order.numbers)


def _check_transfer(facts: ShareFacts, order: ShareOrder) -> Iterator[RuleBroken]:
    yield from _check_give(facts, order)
    if facts.receiver is None:
        yield ReceiverMissing()
    elif facts.receiver.member_id == facts.member.member_id:
        yield TransferToSelf(member=facts.member.name)
    else:
        yield from (one.at("to_member_id") for one in check_is_member(facts.receiver, order.on))
        yield from _check_limit(facts.receiver.name, facts.receiver_holding.share_count + order.share_count, facts.all_shares_count,
                                facts.terms)


def _check_redeem(facts: ShareFacts, order: ShareOrder) -> Iterator[RuleBroken]:
    yield from _check_give(facts, order)
    terms, capital = facts.terms, order.share_count * facts.terms.par_value_kip
    if order.advance_kip < 0 or order.advance_kip > min(facts.advance_owed_kip, capital):
        yield SetOffTooLarge(advance_kip=order.advance_kip, owed_kip=facts.advance_owed_kip, capital_kip=capital)
    elif is_box(order.money) and capital - order.advance_kip > facts.money_box_kip:
        yield NotEnoughMoney(held_kip=facts.money_box_kip, needed_kip=capital - order.advance_kip)
    if terms.notice_days and order.notice_on is None:
        yield NoticeMissing(notice_days=terms.notice_days)
    elif order.notice_on is not None and order.on < order.notice_on + timedelta(days=terms.notice_days):
        yield NoticeTooShort(notice_on=order.notice_on, notice_days=terms.notice_days,
                             earliest_on=order.notice_on + timedelta(days=terms.notice_days))
    redeemed = facts.redeemed_count + order.share_count
    if terms.redeem_percent and redeemed > (facts.all_shares_count + facts.redeemed_count) * decimal(terms.redeem_percent) / 100:
        yield TooManyRedeemed(redeemed=redeemed, redeem_percent=terms.redeem_percent,
                              all_shares=facts.all_shares_count + facts.redeemed_count)


def _check_convert(facts: ShareFacts, order: ShareOrder) -> Iterator[RuleBroken]:
    yield from _check_give(facts, order)
    capital = order.share_count * facts.terms.par_value_kip
    if facts.to_terms is None or order.to_class == order.class_code:
        yield ClassMissing()
    elif capital % facts.to_terms.par_value_kip:
        yield ValuesDiffer(capital_kip=capital, par_value_kip=facts.to_terms.par_value_kip)
