"""Closing a year, sharing its surplus and paying it out: the what-if and the real thing, step by step."""

from datetime import date

from coopbooks.books import balances, dividends, documents, members, settings
from coopbooks.books.book import Book
from coopbooks.books.dividends import Closing, DividendLine
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop import closing as closing_rules
from coopbooks.coop import dividends as rules
from coopbooks.coop.allocation import share_surplus
from coopbooks.coop.boxes import is_box
from coopbooks.coop.closing import CloseFacts, CloseYear
from coopbooks.coop.dividends import (
    Approval,
    ApproveAppropriation,
    ApproveFacts,
    ClosedYear,
    PayDividends,
    PayFacts,
    PayLine,
)
from coopbooks.coop.plan import SurplusPlan
from coopbooks.coop.policy import DividendPolicy
from coopbooks.coop.policy_text import policy_from_toml, policy_to_toml
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.refusals import RuleBroken, refuse_if
from coopbooks.services.outcome import Outcome, Topic, action
from coopbooks.services.surplus_facts import plan_as_json

__all__ = ["ApproveAppropriation", "CloseYear", "PayDividends", "approve", "close_year", "pay_members", "what_if"]


class MemberUnknown(RuleBroken):
    """A number that nobody has."""

    field, wording = "member_ids", N_("There is no member {number}.")


# --- what-if ----------------------------------------------------------------------------------------------------------
def what_if(book: Book, year: int, policy: DividendPolicy | None = None) -> SurplusPlan:
    """Share a year's surplus by a policy, or by the book's own; changes nothing."""
    with book.reading() as tx:
        return share_surplus(policy or policy_of(tx, year), dividends.year_facts(tx, year))


def policy_of(tx: Reading, year: int) -> DividendPolicy:
    """The book's policy in force at the end of a year; the program's default until the co-op decides its own."""
    text = settings.value(tx, "dividend.policy", settings.profile(tx).period(year).last_day)
    return policy_from_toml(text) if text else DividendPolicy()


# --- close ------------------------------------------------------------------------------------------------------------
def facts_for_close(tx: Reading, year: int) -> CloseFacts:
    """What the close shows and its rule judges."""
    period = settings.profile(tx).period(year)
    return CloseFacts(year, period, settings.open_days(tx), tuple(dividends.result_balances(tx, period).items()),
                      dividends.losses_forward(tx, period))


@action(Topic.JOURNAL, Topic.DIVIDENDS, Topic.SETTINGS, Topic.DOCUMENTS)
def close_year(tx: Writing, order: CloseYear) -> str:
    """Close a fiscal year: income and expense to surplus-of-year, then nothing may be dated in it.

    Refused: NotAfterYearEnd, YearAlreadyClosed, EarlierYearOpen, YearBeforeBook.
    """
    facts = facts_for_close(tx, order.year)
    refuse_if(closing_rules.check_close(facts, order))
    last_day = facts.period.last_day
    documents.prepare(tx, "closing", last_day)
    entry = closing_rules.close_entry(facts, order)
    entry_id = None
    if entry is not None:
        entry_id = tx.post(entry)
        documents.issue(tx, entry_id, Paper("closing", last_day, facts.surplus_kip, likeness=documents.likeness(order)))
    dividends.keep_closing(tx, Closing(order.year, facts.period, facts.surplus_kip, facts.loss_forward_kip, entry_id))
    return tr(N_("The year {year} is closed. The surplus is {surplus_kip} kip."), year=order.year, surplus_kip=facts.surplus_kip)


# --- approve ----------------------------------------------------------------------------------------------------------
def _facts_for_approval(tx: Reading, order: ApproveAppropriation) -> ApproveFacts:
    closing = dividends.closing_of(tx, order.year)
    before = dividends.appropriation_of(tx, order.year)
    plan = share_surplus(order.policy, dividends.year_facts(tx, order.year)) if closing else None
    return ApproveFacts(
        ClosedYear(closing.year, closing.period, closing.surplus_kip) if closing else None,
        Approval(before.year, before.resolution, before.decided_on) if before else None, plan,
        Kip(-balances.of_all_days(tx, AccountRole.SURPLUS_OF_YEAR)), balances.of_all_days(tx, AccountRole.LOSS_FORWARD),
        frozenset(account.code for account in settings.chart(tx).values()), settings.open_days(tx))


@action(Topic.JOURNAL, Topic.DIVIDENDS, Topic.DOCUMENTS)
def approve_appropriation(tx: Writing, order: ApproveAppropriation) -> str:
    """Post what the general meeting decided: surplus-of-year to losses, funds, members and remainder.

    Refused: YearNotClosed, AlreadyApproved, LossYear, AboveSurplus, ResolutionMissing, ApproverIsPreparer, …
    """
    facts = _facts_for_approval(tx, order)
    refuse_if(rules.check_approval(facts, order))
    plan = facts.plan
    if plan is None:
        raise AssertionError(order.year)
    documents.prepare(tx, "appropriation", order.on)
    entry_id = tx.post(rules.appropriation_entry(plan, order))
    documents.issue(tx, entry_id, Paper("appropriation", order.on, plan.surplus_kip, note=order.resolution,
                                        likeness=documents.likeness(order)))
    result = plan_as_json(plan)
    del result["members"]
    dividends.keep_appropriation(tx, entry_id, order.resolution, order.on, policy_to_toml(order.policy), result, plan)
    return tr(N_("The sharing of the surplus of {year} is posted. The members get {net_kip} kip after tax."), year=order.year,
              net_kip=plan.members.total("net_kip"))


def approve(book: Book, order: ApproveAppropriation, policy_text: str = "") -> Outcome:
    """Approve and remember the policy as the co-op's own from that year on, with the resolution as its basis."""
    with book.writing() as tx:
        notice = approve_appropriation.within(tx, order) or ""
        if policy_text:
            first_day = settings.profile(tx).period(order.year).first_day
            settings.decide(tx, "dividend.policy", policy_text, first_day, order.resolution)
        return Outcome(tuple(tx.entry_ids), tuple(tx.documents), approve_appropriation.topics | {Topic.SETTINGS}, notice)


# --- pay out ----------------------------------------------------------------------------------------------------------
def facts_for_payout(tx: Reading, order: PayDividends) -> PayFacts:
    """What the pay-out sheet shows and its rule judges."""
    decision = dividends.appropriation_of(tx, order.year)
    if decision is None:
        return PayFacts(None, (), ZERO, 1, settings.open_days(tx))
    unit = policy_from_toml(decision.policy).rounding.payout_unit_kip
    owed = [balances.of_members_on(tx, tx.account_id(role), balances.EVER) for role in
            (AccountRole.DIVIDENDS_PAYABLE, AccountRole.PATRONAGE_PAYABLE)]
    lines = tuple(_pay_line(line, Kip(-owed[0].get(line.member_id, 0)), Kip(-owed[1].get(line.member_id, 0)))
                  for line in dividends.lines_of(tx, order.year))
    box = balances.of_all_days(tx, order.paid_from) if is_box(order.paid_from) else ZERO
    return PayFacts(Approval(decision.year, decision.resolution, decision.decided_on), lines, box, unit, settings.open_days(tx))


def _pay_line(line: DividendLine, dividend_kip: Kip, patronage_kip: Kip) -> PayLine:
    return PayLine(line.member_id, line.number, line.name, line.net_kip, line.payable_now_kip, dividend_kip, patronage_kip,
                   line.paid_kip, line.paid_on, line.paper)


@action(Topic.JOURNAL, Topic.DIVIDENDS, Topic.CASH, Topic.MEMBERS, Topic.DOCUMENTS)
def pay_dividends(tx: Writing, order: PayDividends) -> str:
    """Pay members their part, one paper and one entry each; nobody twice.

    Refused: PayoutBeforeApproval, AlreadyPaid, EverybodyPaid, NothingToPay, NotEnoughCash, …
    """
    facts = facts_for_payout(tx, order)
    refuse_if(rules.check_payout(facts, order))
    line_ids = {line.member_id: line.dividend_line_id for line in dividends.lines_of(tx, order.year)}
    documents.prepare(tx, "payout", order.on)
    due = rules.payments(facts, order)
    for payment in due:
        entry_id = tx.post(rules.payout_entry(payment, order))
        document_id = documents.issue(tx, entry_id, Paper(
            "payout", order.on, payment.amount_kip, member_id=payment.line.member_id, box=order.paid_from,
            detail=str(order.year), note=order.note))
        dividends.keep_payout(tx, entry_id, document_id, line_ids[payment.line.member_id], payment.amount_kip)
    return tr(N_("{count} members were paid {paid_kip} kip."), count=len(due), paid_kip=sum(one.amount_kip for one in due))


def pay_members(book: Book, year: int, on: date, money: str, numbers: tuple[str, ...] = ()) -> Outcome:
    """Pay the members with these numbers, or everybody who has not been paid."""
    with book.reading() as tx:
        found = {number: members.by_number(tx, number) for number in numbers}
    refuse_if(MemberUnknown(number=number) for number, member in found.items() if member is None)
    ids = tuple(member.member_id for member in found.values() if member is not None)
    return pay_dividends(book, PayDividends(year, on, money, ids or None))
