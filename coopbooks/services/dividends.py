"""Closing a year and sharing its surplus: the what-if and the real thing. See also: services.yearend, services.payout."""

from dataclasses import replace
from datetime import date

from coopbooks.books import approvals, balances, dividends, documents, members, settings, shares, yearend
from coopbooks.books.book import Book
from coopbooks.books.dividends import Closing
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop import closing as closing_rules
from coopbooks.coop import dividends as rules
from coopbooks.coop.allocation import share_surplus
from coopbooks.coop.approval import TwoPeople, is_one_person
from coopbooks.coop.closing import CloseFacts, CloseYear
from coopbooks.coop.dividends import Approval, ApproveAppropriation, ApproveFacts, ClosedYear
from coopbooks.coop.meeting import print_of_plan
from coopbooks.coop.payout import kept_entry, kept_of
from coopbooks.coop.plan import SurplusPlan
from coopbooks.coop.policy import DividendPolicy
from coopbooks.coop.policy_text import policy_from_toml, policy_to_toml
from coopbooks.coop.shares import Holding, ShareMove
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Outcome, Topic, action
from coopbooks.services.surplus_facts import plan_as_json

__all__ = ["ApproveAppropriation", "CloseYear", "approve", "close_year", "what_if"]


# --- what-if ----------------------------------------------------------------------------------------------------------
def what_if(book: Book, year: int, policy: DividendPolicy | None = None) -> SurplusPlan:
    """Share a year's surplus by a policy, or by the book's own; changes nothing."""
    with book.reading() as tx:
        return plan_of(tx, year, policy or policy_of(tx, year))


def plan_of(tx: Reading, year: int, policy: DividendPolicy, decided_on: date | None = None) -> SurplusPlan:
    """A year's surplus shared by a policy, from the book's facts as they are now; taxed as on the day of the decision."""
    return share_surplus(policy, dividends.year_facts(tx, year, by_product=bool(policy.patronage.weights), decided_on=decided_on))


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
def facts_for_approval(tx: Reading, order: ApproveAppropriation) -> ApproveFacts:
    """What the meeting's form shows and the rule judges."""
    closing = dividends.closing_of(tx, order.year)
    before = dividends.appropriation_of(tx, order.year)
    plan = plan_of(tx, order.year, order.policy, order.on) if closing else None
    return ApproveFacts(
        ClosedYear(closing.year, closing.period, closing.surplus_kip) if closing else None,
        Approval(before.year, before.resolution, before.decided_on) if before else None, plan,
        Kip(-balances.of_all_days(tx, AccountRole.SURPLUS_OF_YEAR)), balances.of_all_days(tx, AccountRole.LOSS_FORWARD),
        frozenset(account.code for account in settings.chart(tx).values()), settings.open_days(tx), tuple(approvals.people(tx)))


@action(Topic.JOURNAL, Topic.DIVIDENDS, Topic.DOCUMENTS)
def approve_appropriation(tx: Writing, order: ApproveAppropriation) -> str:
    """Post what the general meeting decided: surplus-of-year to losses, funds, members and remainder.

    Refused: YearNotClosed, AlreadyApproved, LossYear, AboveSurplus, ResolutionMissing, ApproverMissing, …
    """
    facts = facts_for_approval(tx, order)
    order = replace(order, prepared_by=order.prepared_by or tx.user_name)
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
    text = policy_to_toml(order.policy)
    dividends.keep_appropriation(tx, entry_id, order.resolution, order.on, text, result, plan)
    # The meeting's word stands for these figures alone: paying asks for this print again.
    two = TwoPeople(order.prepared_by, order.approved_by, print_of_plan(plan, text))
    approvals.keep(tx, "appropriation", str(order.year), two, order.on, order.resolution)
    if order.policy.refund.keeps_something:
        _keep_of_refunds(tx, order)
    return tr(N_("The sharing of the surplus of {year} is posted. The members get {net_kip} kip after tax."), year=order.year,
              net_kip=plan.members.total("net_kip"))


def _keep_of_refunds(tx: Writing, order: ApproveAppropriation) -> None:
    """Settle what the policy keeps of each refund: unpaid shares, new shares, revolving capital; one paper each."""
    held, known = shares.holdings(tx, order.on), members.load_all(tx)
    par = shares.terms_on(tx, order.on).par_value_kip
    for line in dividends.lines_of(tx, order.year):
        who = known[line.member_id]
        if who.left_on is not None and who.left_on < order.on:
            continue  # a leaver takes no more shares and is paid what is due
        kept = kept_of(order.policy.refund, line.patronage_kip - line.patronage_tax_kip, held.get(line.member_id, Holding()).unpaid_kip, par)
        if not kept.kip:
            continue
        documents.prepare(tx, "payout", order.on)
        entry_id = tx.post(kept_entry(kept, line.member_id, order.on, order.note))
        document_id = documents.issue(tx, entry_id, Paper("payout", order.on, kept.kip, member_id=line.member_id, detail=str(order.year),
                                                          note=order.resolution))
        dividends.keep_payout(tx, entry_id, document_id, line.dividend_line_id, kept.kip)
        yearend.keep_terms(tx, entry_id, document_id, method="kept")
        if kept.to_unpaid_kip:
            shares.add_moves(tx, entry_id, document_id, order.on, "pay", [ShareMove(line.member_id, 0, ZERO, kept.to_unpaid_kip)])
        if kept.bonus_count:
            shares.add_moves(tx, entry_id, document_id, order.on, "bonus",
                             [ShareMove(line.member_id, kept.bonus_count, kept.bonus_kip, kept.bonus_kip)])
        if kept.revolving_kip:
            yearend.keep_revolving(tx, entry_id, document_id, line.member_id, order.year, kept.revolving_kip)


def with_names(tx: Writing, order: ApproveAppropriation) -> ApproveAppropriation:
    """The order with the two people who stand behind it: those named, else the treasurer and the chair where the book has one of each."""
    people = approvals.people(tx)
    if is_one_person(people):
        return order

    def only(role: str) -> str:
        found = [one.name for one in people if one.role == role]
        return found[0] if len(found) == 1 else ""

    return replace(order, prepared_by=order.prepared_by or tx.user_name or only("treasurer"), approved_by=order.approved_by or only("chair"))


def approve(book: Book, order: ApproveAppropriation, policy_text: str = "") -> Outcome:
    """Approve and remember the policy as the co-op's own from that year on, with the resolution as its basis."""
    with book.writing() as tx:
        order = with_names(tx, order)
        notice = approve_appropriation.within(tx, order) or ""
        if policy_text:
            first_day = settings.profile(tx).period(order.year).first_day
            settings.decide(tx, "dividend.policy", policy_text, first_day, order.resolution)
        return Outcome(tuple(tx.entry_ids), tuple(tx.documents), approve_appropriation.topics | {Topic.SETTINGS}, notice)
