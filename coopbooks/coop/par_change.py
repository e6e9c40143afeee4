"""A new value of the share, decided by the meeting, and what becomes of the shares that are held.

Four ways, each one entry that keeps register and ledger equal, member by member:
- count: the capital stays, the number of shares changes (a split or a merger);
- reserve: the number stays, the rise is paid from the reserve;
- owed: the number stays, the rise is owed by each member as unpaid shares;
- return: the number stays, the fall is owed to each member as redemption payable.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import check_texts
from coopbooks.coop.shares import Holding, ShareMove, ShareTerms
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import MAX_LINE_KIP, ZERO, Kip, is_percent
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

WAYS = ("count", "reserve", "owed", "return")


@dataclass(frozen=True, slots=True)
class ChangeTerms:
    """Order: new terms of a class from their own day on; `way` says what becomes of held shares when the value changes."""

    terms: ShareTerms
    way: str = ""


@dataclass(frozen=True, slots=True)
class TermsFacts:
    """What the rule judges: the terms before, every holding of the class, the reserve, the last movement of shares."""

    before: ShareTerms | None
    holdings: Mapping[int, Holding]
    names: Mapping[int, str]
    reserve_kip: Kip
    last_movement: date | None
    last_decision: date | None
    days: OpenDays


class ParMissing(RuleBroken):
    """A share has a value."""

    field, wording = "par_value_kip", N_("Give the value of a share above 0.")


class BasisMissing(RuleBroken):
    """Every rule stands on something."""

    field, wording = "basis", N_("Write the basis: by-laws article or resolution.")


class PercentWrong(RuleBroken):
    """A part of a hundred."""

    wording = N_("“{percent}” is not a percentage from 0 to 100.")


class CountWrong(RuleBroken):
    """Counts and days are not below nothing."""

    wording = N_("Write a whole number of at least 0.")


class WayMissing(RuleBroken):
    """When the value changes, the meeting says what becomes of held shares."""

    field, wording = "way", N_("Choose what becomes of the shares that are held.")


class WayDoesNotFit(RuleBroken):
    """A rise is not returned, a fall is not owed."""

    field, wording = "way", N_("From {before_kip} to {after_kip} kip, that way is not possible.")


class CapitalNotWhole(RuleBroken):
    """A split leaves whole shares."""

    field, wording = "par_value_kip", N_("{member} holds {capital_kip}. That makes no whole shares of {par_value_kip}.")


class UnpaidAtReturn(RuleBroken):
    """What is not paid is not returned."""

    field, wording = "way", N_("{member} has {unpaid_kip} unpaid. Only paid-up shares can be lowered by paying back.")


class ReserveTooSmall(RuleBroken):
    """A rise is paid from what is there."""

    field, wording = "way", N_("The reserve holds {reserve_kip}, the rise costs {needed_kip}.")


class MovedSince(RuleBroken):
    """A conversion takes everybody as they are; nothing may lie after it."""

    field, wording = "since", N_("Shares moved on {last_on}. The new value counts from a later day.")


class DecidedLater(RuleBroken):
    """Decisions come one after the other."""

    field, wording = "since", N_("There are terms from {last_on} already.")


def changes_value(facts: TermsFacts, order: ChangeTerms) -> bool:
    """Whether held shares must be converted."""
    return (facts.before is not None and facts.before.par_value_kip != order.terms.par_value_kip
            and any(held.share_count for held in facts.holdings.values()))


def check_terms(facts: TermsFacts, order: ChangeTerms) -> list[RuleBroken]:
    """Whether new terms may be decided."""
    terms = order.terms
    broken = [*check_texts(terms), *_check_numbers(terms)]
    if not 0 < terms.par_value_kip <= MAX_LINE_KIP:
        broken.append(ParMissing())
    if not terms.basis.strip():
        broken.append(BasisMissing())
    if facts.last_decision is not None and terms.since <= facts.last_decision:
        broken.append(DecidedLater(last_on=facts.last_decision))
    if not broken and facts.before is not None and facts.before.par_value_kip != terms.par_value_kip:
        broken += [one.at("since") for one in check_open(facts.days, terms.since)]
        if facts.last_movement is not None and terms.since <= facts.last_movement:
            broken.append(MovedSince(last_on=facts.last_movement))
        if changes_value(facts, order):
            broken += _check_conversion(facts, order)
    return broken


def _check_numbers(terms: ShareTerms) -> Iterator[RuleBroken]:
    for field in ("most_percent", "first_part_percent", "redeem_percent"):
        text = getattr(terms, field)
        if text and not is_percent(text):
            yield PercentWrong(percent=text).at(field)
    for field in ("least_count", "instalment_months", "notice_days"):
        if getattr(terms, field) < 0:
            yield CountWrong().at(field)


def _check_conversion(facts: TermsFacts, order: ChangeTerms) -> Iterator[RuleBroken]:
    if facts.before is None:
        return
    before, after = facts.before.par_value_kip, order.terms.par_value_kip
    if order.way not in WAYS:
        yield WayMissing()
    elif (order.way == "return") == (after > before) and order.way != "count":
        yield WayDoesNotFit(before_kip=before, after_kip=after)
    elif order.way == "count":
        for member_id, held in facts.holdings.items():
            if held.capital_kip % after:
                yield CapitalNotWhole(member=facts.names[member_id], capital_kip=held.capital_kip, par_value_kip=after)
    elif order.way == "return":
        for member_id, held in facts.holdings.items():
            if held.unpaid_kip:
                yield UnpaidAtReturn(member=facts.names[member_id], unpaid_kip=held.unpaid_kip)
    elif order.way == "reserve":
        needed = sum(held.share_count for held in facts.holdings.values()) * (after - before)
        if needed > facts.reserve_kip:
            yield ReserveTooSmall(reserve_kip=facts.reserve_kip, needed_kip=needed)


def conversion_moves(facts: TermsFacts, order: ChangeTerms) -> tuple[ShareMove, ...]:
    """What an allowed change writes into the register: one line for everybody who holds shares of the class."""
    moves = []
    for member_id, held in sorted(facts.holdings.items()):
        if not held.share_count or facts.before is None:
            continue
        if order.way == "count":
            more, capital, paid = held.capital_kip // order.terms.par_value_kip - held.share_count, ZERO, ZERO
        else:
            more = 0
            capital = Kip(held.share_count * (order.terms.par_value_kip - facts.before.par_value_kip))
            paid = ZERO if order.way == "owed" else capital
        moves.append(ShareMove(member_id, more, capital, paid, class_code=order.terms.class_code))
    return tuple(moves)


def conversion_entry(facts: TermsFacts, order: ChangeTerms) -> JournalEntry:
    """What an allowed change posts, member by member.

    count: Dr and Cr share capital with the same amount. reserve: Dr reserve, Cr share capital. owed: Dr unpaid shares,
    Cr share capital. return: Dr share capital, Cr redemption payable.
    """
    legs = []
    if order.way == "count":
        for member_id, held in sorted(facts.holdings.items()):
            legs += [leg(AccountRole.SHARE_CAPITAL, held.capital_kip, member_id), leg(AccountRole.SHARE_CAPITAL, -held.capital_kip, member_id)]
    else:
        for move in conversion_moves(facts, order):
            against = {"reserve": AccountRole.RESERVE, "owed": AccountRole.UNPAID_SHARES, "return": AccountRole.REDEMPTION_PAYABLE}[order.way]
            who = None if order.way == "reserve" else move.member_id
            legs += [leg(against, move.capital_kip, who), leg(AccountRole.SHARE_CAPITAL, -move.capital_kip, move.member_id)]
    return balanced(order.terms.since, "par-change", legs, order.terms.basis)
