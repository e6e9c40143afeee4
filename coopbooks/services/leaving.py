"""Leaving the co-op: the notice, and the settlement in one save."""

from dataclasses import replace
from datetime import date

from coopbooks.books import balances, members, settings, shares
from coopbooks.books.book import Book
from coopbooks.books.owed import second_kip
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop import leaving as rules
from coopbooks.coop.leaving import GiveNotice, LeavingFacts, MemberLeaves, SetOff, SharePart
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused, RuleBroken, refuse_if
from coopbooks.services.outcome import Topic, action
from coopbooks.services.shares import record_share_order


def prepare_leaving(book: Book, member_id: int) -> LeavingFacts:
    """The one read of the leaving wizard."""
    with book.reading() as tx:
        return facts_for(tx, member_id)


def facts_for(tx: Reading, member_id: int) -> LeavingFacts:
    """What the wizard shows and the rules judge."""
    details, held = members.details(tx, member_id), shares.holding(tx, member_id)
    owed = {role: balances.of_all_days(tx, role, member_id) for role in (
        AccountRole.PRODUCERS_PAYABLE, AccountRole.DIVIDENDS_PAYABLE, AccountRole.PATRONAGE_PAYABLE, AccountRole.REDEMPTION_PAYABLE,
        AccountRole.ADVANCES)}
    set_off = SetOff(held.capital_kip, held.unpaid_kip, Kip(-owed[AccountRole.PRODUCERS_PAYABLE]),
                     Kip(-owed[AccountRole.DIVIDENDS_PAYABLE] - owed[AccountRole.PATRONAGE_PAYABLE]),
                     Kip(-owed[AccountRole.REDEMPTION_PAYABLE]), Kip(owed[AccountRole.ADVANCES]), second_kip(tx, member_id))
    pledged = sum(shares.pledged_count(tx, member_id, one.code) for one in shares.classes(tx))
    parts = tuple(SharePart(one.code, shares.holding(tx, member_id, None, one.code), shares.terms_on(tx, date.max, one.code).par_value_kip)
                  for one in shares.classes(tx))
    heirs = [members.by_number(tx, heir.member_number) if heir.member_number else None for heir in details.heirs]
    return LeavingFacts(members.brief(tx, member_id), details.leaving_on, held, set_off, details.heirs, pledged, settings.open_days(tx),
                        tuple(part for part in parts if part.holding.share_count), tuple(heir.member_id if heir else None for heir in heirs))


@action(Topic.MEMBERS)
def give_notice(tx: Writing, order: GiveNotice) -> None:
    """Record that a member will leave. Posts nothing. Refused: AlreadyLeft, StillApplicant, NotYetMember."""
    refuse_if(rules.check_notice(facts_for(tx, order.member_id), order))
    members.keep(tx, order.member_id, replace(members.details(tx, order.member_id), leaving_on=order.on))


@action(Topic.MEMBERS, Topic.JOURNAL, Topic.SHARES, Topic.DOCUMENTS, Topic.CASH)
def leave_coop(tx: Writing, order: MemberLeaves) -> None:
    """Record the last day, the reason and the decision, with the share operations that settle the shares: all, or nothing.

    Posts what each share operation posts. Refused: AlreadyLeft, LastDayClosed, ReasonNeeded, …; of a share operation at
    "shares.N.field".
    """
    facts = facts_for(tx, order.member_id)
    broken: list[RuleBroken] = rules.check_leaving(facts, order)
    for place, one in enumerate(order.shares):
        try:
            record_share_order.within(tx, replace(one, meeting=one.meeting or order.meeting))
        except Refused as refusal:
            broken += [found.at(f"shares.{place}.{found.field}") for found in refusal.broken]
    refuse_if(broken)
    members.keep(tx, order.member_id, replace(members.details(tx, order.member_id), left_on=order.last_day, left_reason=order.reason,
                                              left_meeting=order.meeting))
