"""Leaving the co-op: the notice, and the settlement in one save."""

from dataclasses import replace
from datetime import date

from coopbooks.books import approvals, balances, members, produce, settings, shares
from coopbooks.books import set_off as debts
from coopbooks.books.book import Book
from coopbooks.books.owed import second_kip
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop import leaving as rules
from coopbooks.coop.approval import TwoPeople, is_one_person
from coopbooks.coop.leaving import GiveNotice, LeavingFacts, MemberLeaves, SetOff, SharePart, print_of_leaving
from coopbooks.coop.set_off import SetOffDebts, amount_of
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import RuleBroken, refuse_if
from coopbooks.services.outcome import Topic, action
from coopbooks.services.set_off import set_off_debts, tried
from coopbooks.services.shares import record_share_order

APPROVED_AS = "leaving"
"""What approvals of settlements are kept under, by the member's number."""


def prepare_leaving(book: Book, member_id: int) -> LeavingFacts:
    """The one read of the leaving wizard."""
    with book.reading() as tx:
        return facts_for(tx, member_id, book.user_name)


def facts_for(tx: Reading, member_id: int, made_by: str = "") -> LeavingFacts:
    """What the wizard shows and the rules judge."""
    details, held = members.details(tx, member_id), shares.holding(tx, member_id)
    owed = {role: balances.of_all_days(tx, role, member_id) for role in (
        AccountRole.PRODUCERS_PAYABLE, AccountRole.DIVIDENDS_PAYABLE, AccountRole.PATRONAGE_PAYABLE, AccountRole.REDEMPTION_PAYABLE,
        AccountRole.REVOLVING_CAPITAL, AccountRole.ADVANCES)}
    both = debts.facts_for(tx, SetOffDebts(member_id, tx.today, (), ()))
    set_off = SetOff(held.capital_kip, held.unpaid_kip, Kip(-owed[AccountRole.PRODUCERS_PAYABLE]),
                     Kip(-owed[AccountRole.DIVIDENDS_PAYABLE] - owed[AccountRole.PATRONAGE_PAYABLE]),
                     Kip(-owed[AccountRole.REDEMPTION_PAYABLE]), Kip(owed[AccountRole.ADVANCES]), second_kip(tx, member_id),
                     Kip(-owed[AccountRole.REVOLVING_CAPITAL]), amount_of(both.owes_us, "goods"))
    coop = settings.profile(tx)
    year = coop.period(coop.year_of(tx.today))
    pledged = sum(shares.pledged_count(tx, member_id, one.code) for one in shares.classes(tx))
    terms = {one.code: shares.terms_on(tx, date.max, one.code) for one in shares.classes(tx)}
    parts = tuple(SharePart(code, shares.holding(tx, member_id, None, code), one.par_value_kip, one.least_count) for code, one in terms.items())
    heirs = [members.by_number(tx, heir.member_number) if heir.member_number else None for heir in details.heirs]
    return LeavingFacts(members.brief(tx, member_id), details.leaving_on, held, set_off, details.heirs, pledged, settings.open_days(tx),
                        tuple(part for part in parts if part.holding.share_count), tuple(heir.member_id if heir else None for heir in heirs),
                        both.we_owe, both.owes_us, Kip(produce.of_member(tx, member_id, year.first_day, tx.today)[0]), made_by,
                        approvals.people(tx))


@action(Topic.MEMBERS)
def give_notice(tx: Writing, order: GiveNotice) -> None:
    """Record that a member will leave. Posts nothing. Refused: AlreadyLeft, StillApplicant, NotYetMember."""
    refuse_if(rules.check_notice(facts_for(tx, order.member_id), order))
    members.keep(tx, order.member_id, replace(members.details(tx, order.member_id), leaving_on=order.on))


@action(Topic.MEMBERS, Topic.JOURNAL, Topic.SHARES, Topic.DOCUMENTS, Topic.CASH)
def leave_coop(tx: Writing, order: MemberLeaves) -> None:
    """Record the last day, the reason and the decision, with what settles the shares and the debts: all, or nothing.

    Posts what each share operation and the set-off post; money is paid out last. Refused: AlreadyLeft, LastDayClosed, ReasonNeeded,
    ApproverMissing, …; of a share operation at "shares.N.field", of the set-off at "set_off.field".
    """
    facts = facts_for(tx, order.member_id, tx.user_name)
    broken: list[RuleBroken] = rules.check_leaving(facts, order)
    for pays_out in (False, True):
        for place, one in enumerate(order.shares):
            if (one.kind == "pay-out") is pays_out:
                broken += tried(record_share_order, tx, replace(one, meeting=one.meeting or order.meeting), f"shares.{place}")
        if order.set_off is not None and not pays_out:
            broken += tried(set_off_debts, tx, replace(order.set_off, meeting=order.set_off.meeting or order.meeting), "set_off")
    refuse_if(broken)
    if not is_one_person(facts.people):
        approvals.keep(tx, APPROVED_AS, facts.member.number, TwoPeople(tx.user_name, order.approved_by, print_of_leaving(
            order, facts.member.number)), order.last_day, order.meeting[:200])
    members.keep(tx, order.member_id, replace(members.details(tx, order.member_id), left_on=order.last_day, left_reason=order.reason,
                                              left_meeting=order.meeting))
