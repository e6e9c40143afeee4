"""The year end step by step: the list of checks, rehearsal, reopening, plans, the meeting, posting, and covering a loss."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

from coopbooks.books import approvals, balances, dividends, documents, settings, yearcheck, yearend
from coopbooks.books.backup import back_up
from coopbooks.books.book import Book
from coopbooks.books.dividends import Appropriation, Closing
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Reading, Writing
from coopbooks.books.yearend import Meeting
from coopbooks.coop import closing as closing_rules
from coopbooks.coop import dividends as rules
from coopbooks.coop import meeting as meeting_rules
from coopbooks.coop.allocation import YearFacts
from coopbooks.coop.approval import Approval, Person, TwoPeople, check_holds, short_code
from coopbooks.coop.closing import CoverFacts, CoverLoss, ReopenFacts, ReopenYear
from coopbooks.coop.dividends import ApproveAppropriation
from coopbooks.coop.meeting import DecideSharing, MeetingFacts, print_of_plan
from coopbooks.coop.policy import DividendPolicy
from coopbooks.coop.policy_text import policy_from_toml, policy_to_toml
from coopbooks.coop.yearcheck import YearCheck, year_checks
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip, decimal
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import RuleBroken, refuse_if
from coopbooks.services.dividends import approve_appropriation, facts_for_approval, facts_for_close, plan_of, policy_of
from coopbooks.services.outcome import Topic, action

STEPS = ("check", "close", "share", "meeting", "post", "pay")
"""The six steps of the year end; in a loss year the third covers the loss and the last has nobody to pay."""


@dataclass(frozen=True, slots=True)
class YearState:
    """How far a year is.

    Attributes:
        state: running (not over), open, closed, approved, posted, paid, or loss (closed with nothing to share).
        step: place in STEPS of what is to be done now.
        surplus_kip: of the year, closed or as it would be now.
        payable_kip, paid_kip: of what was approved; what members leave on their account waits for nobody.
        approval: the two people and the print that stands; `is_stale`: something changed after it.
    """

    year: int
    period: Period
    state: str
    step: int
    surplus_kip: Kip
    losses_kip: Kip
    closing: Closing | None
    meeting: Meeting | None
    approval: Approval | None
    is_stale: bool
    decision: Appropriation | None
    payable_kip: Kip
    paid_kip: Kip


def states(book: Book, today: date) -> tuple[YearState, ...]:
    """Every year of the book up to today's, newest first: the year list."""
    with book.reading() as tx:
        coop = settings.profile(tx)
        years = range(coop.year_of(coop.begins_on), coop.year_of(today) + 1)
        return tuple(state_of(tx, year) for year in reversed(years))


def prepare_year(book: Book, year: int) -> YearState:
    """How far one year is."""
    with book.reading() as tx:
        return state_of(tx, year)


def state_of(tx: Reading, year: int) -> YearState:
    """The same within a look into the book."""
    closing = dividends.closing_of(tx, year)
    period = closing.period if closing else settings.profile(tx).period(year)
    decision = dividends.appropriation_of(tx, year)
    meeting = yearend.meeting_of(tx, year) if closing else None
    approval = approvals.standing(tx, "appropriation", str(year)) if closing else None
    surplus = closing.surplus_kip if closing else Kip(-sum(dividends.result_balances(tx, period).values()))
    losses = closing.losses_kip if closing else dividends.losses_forward(tx, period)
    payable, paid = _paid(tx, decision) if decision else (Kip(0), Kip(0))
    stale = decision is None and meeting is not None and approval is not None and _print_now(tx, meeting) != approval.made_print
    state, step = _stand(tx, (closing, meeting, decision), period, payable > paid)
    return YearState(year, period, state, step, surplus, losses, closing, meeting, approval, stale, decision, payable, paid)


def _stand(tx: Reading, kept: tuple[Closing | None, Meeting | None, Appropriation | None], period: Period, owes: bool) -> tuple[str, int]:
    closing, meeting, decision = kept
    if closing is None:
        return ("open", 0) if tx.today > period.last_day else ("running", 0)
    if decision is not None:
        return ("posted", 5) if owes else ("paid", 5)
    if closing.surplus_kip <= 0:
        return "loss", 2
    return ("approved", 4) if meeting is not None and meeting.decision == "approved" else ("closed", 2)


def _paid(tx: Reading, decision: Appropriation) -> tuple[Kip, Kip]:
    lines, stays = dividends.lines_of(tx, decision.year), yearend.left_on_account(tx)
    unit = policy_from_toml(decision.policy).rounding.payout_unit_kip
    payable = sum(line.paid_kip if line.dividend_line_id in stays else max(line.cash_kip(unit), line.paid_kip) for line in lines)
    return Kip(payable), Kip(sum(line.paid_kip for line in lines))


def _print_now(tx: Reading, meeting: Meeting) -> str:
    return print_of_plan(plan_of(tx, meeting.year, policy_from_toml(meeting.policy), meeting.on), meeting.policy)


# --- check and close --------------------------------------------------------------------------------------------------
def checks(book: Book, year: int, last_backup: date | None) -> tuple[YearCheck, ...]:
    """The list before the close, from the whole book: seconds in a large one, so it belongs on the worker."""
    with book.reading() as tx:
        period = settings.profile(tx).period(year)
        age = (tx.today - last_backup).days if last_backup else None
        return year_checks(yearcheck.facts_for(tx, period, age))


@dataclass(frozen=True, slots=True)
class CloseShown:
    """What the close shows: income and expense by account (credit positive), the surplus, losses before it, complaints.

    `reopenings` tells each time the year was opened again: day, reason, by whom, approved by whom.
    """

    income: tuple[tuple[str, str, str, int], ...]
    expense: tuple[tuple[str, str, str, int], ...]
    surplus_kip: Kip
    losses_kip: Kip
    complaints: tuple[RuleBroken, ...]
    reopenings: tuple[tuple[date, str, str, str], ...] = ()


def prepare_close(book: Book, year: int) -> CloseShown:
    """The one read of the close."""
    with book.reading() as tx:
        facts = facts_for_close(tx, year)
        chart = {account.code: account for account in settings.chart(tx).values()}
        rows = [(code, chart[code].name_lo, chart[code].name_en, -kip) for code, kip in facts.results]
        income = tuple(row for row in rows if chart[row[0]].kind == "income")
        return CloseShown(income, tuple(row for row in rows if row not in income), facts.surplus_kip, facts.loss_forward_kip,
                          tuple(closing_rules.check_close(facts, closing_rules.CloseYear(year))), tuple(yearend.reopenings(tx, year)))


def rehearse(book: Book, year: int, folder: Path) -> Book:
    """Open a copy of the book in a folder, with the clock after the year's end: nothing done in it touches the book."""
    with book.reading() as tx:
        period, today = settings.profile(tx).period(year), tx.today
    day = max(today, period.last_day + timedelta(days=1))
    copy = back_up(book.path, folder, datetime.combine(day, time(9), UTC))
    place = folder / f"rehearsal-{year}.coop"
    copy.replace(place)
    for beside in folder.glob(copy.name + "*"):
        beside.unlink()
    # A rehearsal may run in the middle of a year: its clock goes on to the meeting's season.
    clock: Callable[[], datetime] = lambda: datetime.combine(day + timedelta(days=60), time(9), UTC)  # noqa: E731
    return Book.open(place, clock=clock, user_name=book.user_name)


def facts_for_reopen(tx: Reading, year: int) -> ReopenFacts:
    """What the reopening shows and its rule judges."""
    closing, decision, meeting = dividends.closing_of(tx, year), dividends.appropriation_of(tx, year), yearend.meeting_of(tx, year)
    later = [one for one in dividends.closed_years(tx) if one > year]
    decided = decision.decided_on if decision else meeting.on if meeting and meeting.decision == "approved" else None
    cover = tx.maybe("SELECT number FROM document AS d WHERE kind = 'appropriation' AND detail = ? AND NOT EXISTS "
                     "(SELECT 1 FROM entry WHERE reverses = d.entry_id)", f"loss {year}")
    return ReopenFacts(closing.period.last_day if closing else None, later[0] if later else None, decided,
                       str(cover[0]) if cover else "", approvals.people(tx), tx.today)


@action(*Topic)
def reopen_year(tx: Writing, order: ReopenYear) -> str:
    """Open a closed year again until its meeting: the close is undone in the open, with a reason and two people.

    Refused: YearIsOpen, LaterYearClosed, MeetingHasDecided, LossIsCovered, ReopenReasonMissing, and what two people need.
    """
    order = replace(order, made_by=order.made_by or tx.user_name)
    refuse_if(closing_rules.check_reopen(facts_for_reopen(tx, order.year), order))
    closing = dividends.closing_of(tx, order.year)
    if closing is None:
        raise LookupError(order.year)
    yearend.reopen(tx, order)
    approvals.withdraw(tx, "appropriation", str(order.year), order.made_by, order.on, order.reason)
    tx.flush()  # the file itself refuses entries of the year until it is open
    if closing.entry_id is not None:
        _undo_close(tx, closing, order)
    return tr(N_("The year {year} is open again."), year=order.year)


def _undo_close(tx: Writing, closing: Closing, order: ReopenYear) -> None:
    from coopbooks.books import reversal  # the one place that undoes by entry instead of by paper

    last_day, entry_id = closing.period.last_day, closing.entry_id or 0
    paper = tx.maybe("SELECT document_id, total_kip FROM document WHERE entry_id = ?", entry_id)
    documents.prepare(tx, "reversal", last_day)
    undone = tx.post(reversal.entry(tx, entry_id).reversed_on(last_day, entry_id, order.reason))
    if paper is not None:
        documents.issue(tx, undone, Paper("reversal", last_day, -int(paper[1]), detail="closing", note=order.reason, refers=int(paper[0])))


# --- plans ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class BoardFacts:
    """Everything the what-if board needs, read once: it works out every plan from these facts alone.

    Attributes:
        by_laws: the policy in force; plans are judged against it. last_plan: the policy followed the year before, and its outcome.
        plans: kept plans by name. par_kip: value of a share at the year's end.
        cash_kip, owed_by_customers_kip, advances_kip: money there is, and money that is to come in.
        last_net: what each member received the year before, by number; last_refund_rate: the refund per unit of business then.
    """

    facts: YearFacts
    by_laws: DividendPolicy
    plans: dict[str, DividendPolicy]
    par_kip: int
    cash_kip: Kip
    owed_by_customers_kip: Kip
    advances_kip: Kip
    last_net: dict[str, int]
    last_policy: DividendPolicy | None
    last_result: dict[str, object]
    basis: str
    since: date | None
    last_refund_rate: Fraction = Fraction(0)


def prepare_board(book: Book, year: int) -> BoardFacts:
    """The one read of the board."""
    from coopbooks.books import shares  # behind the first paint of the page

    with book.reading() as tx:
        by_laws = policy_of(tx, year)
        facts = dividends.year_facts(tx, year, by_product=True)
        before = dividends.appropriation_of(tx, year - 1)
        last = dividends.lines_of(tx, year - 1) if before else []
        done = sum(Fraction(line.patronage_basis) for line in last)
        plans = {name: policy_from_toml(text) for name, text in yearend.plans_of(tx, year).items()}
        cash = Kip(sum(balances.of_all_days(tx, box) for box in (AccountRole.CASH, AccountRole.BANK)))
        decided = tx.maybe("SELECT basis, since FROM setting WHERE key = 'dividend.policy' AND since <= ? ORDER BY since DESC, setting_id DESC "
                           "LIMIT 1", facts.period.last_day.isoformat())
        return BoardFacts(
            facts, by_laws, plans or {"A": by_laws}, int(shares.terms_on(tx, facts.period.last_day).par_value_kip), cash,
            balances.of_all_days(tx, AccountRole.RECEIVABLE), balances.of_all_days(tx, AccountRole.ADVANCES),
            {line.number: int(line.net_kip) for line in last},
            policy_from_toml(before.policy) if before else None, before.result if before else {},
            str(decided[0]) if decided else "", date.fromisoformat(decided[1]) if decided else None,
            Fraction(int(before.result["patronage_pool_kip"])) / done if before and done else Fraction(0))


@dataclass(frozen=True, slots=True)
class KeepPlan:
    """Order: keep a plan under a name, or give it up (policy None). Nothing is posted."""

    year: int
    name: str
    policy: DividendPolicy | None


class PlanNameMissing(RuleBroken):
    """A plan has a short name."""

    field, wording = "name", N_("Give the plan a short name.")


@action(Topic.DIVIDENDS)
def keep_plan(tx: Writing, order: KeepPlan) -> None:
    """Keep a plan; the same plan again is not kept twice. Refused: PlanNameMissing."""
    name = order.name.strip()
    if not name or len(name) > 40:
        refuse_if([PlanNameMissing()])
    text = policy_to_toml(order.policy) if order.policy is not None else ""
    if yearend.plans_of(tx, order.year).get(name, "") != text:
        yearend.keep_plan(tx, order.year, name, text)


# --- the meeting ------------------------------------------------------------------------------------------------------
QUORUM, MAJORITY = "meeting.quorum_percent", "meeting.majority_percent"


def facts_for_meeting(tx: Reading, year: int, on: date) -> MeetingFacts:
    """Who may vote on a day, and what the by-laws ask for (more than half, by default, not law)."""
    return MeetingFacts(settings.profile(tx).period(year).last_day, yearend.entitled_on(tx, on),
                        _percent(settings.value(tx, QUORUM, on, "50")), _percent(settings.value(tx, MAJORITY, on, "50")))


def _percent(text: str) -> Fraction:
    try:
        return Fraction(decimal(text)) / 100
    except ValueError:
        return Fraction(1, 2)


def prepare_meeting(book: Book, year: int, on: date) -> tuple[MeetingFacts, tuple[Person, ...]]:
    """The one read of the meeting's form: what the rule judges, and the people who may stand behind it."""
    with book.reading() as tx:
        return facts_for_meeting(tx, year, on), approvals.people(tx)


@action(Topic.DIVIDENDS)
def decide_sharing(tx: Writing, order: DecideSharing) -> str:
    """Write down what the meeting decided, with the print of the plan and the two people. Posts nothing.

    Refused: what `check_approval` refuses of the plan, QuorumMissed, MajorityMissed, MoreVotesThanPeople, MadeAndApproved, …
    """
    order = replace(order, made_by=order.made_by or tx.user_name)
    asked = ApproveAppropriation(order.year, order.resolution, order.on, order.policy, order.made_by, order.approved_by, order.note)
    facts = facts_for_approval(tx, asked)
    meeting = facts_for_meeting(tx, order.year, order.on)
    # Two people sign what is approved; a no needs nobody's name.
    judged = facts if order.decision == "approved" else replace(facts, people=())
    refuse_if([*rules.check_approval(judged, asked), *meeting_rules.check_meeting(meeting, order)])
    text = policy_to_toml(order.policy)
    yearend.keep_meeting(tx, order, text, meeting.entitled_count)
    if order.decision == "approved" and facts.plan is not None:
        two = TwoPeople(order.made_by, order.approved_by, print_of_plan(facts.plan, text))
        approvals.keep(tx, "appropriation", str(order.year), two, order.on, order.resolution)
        return tr(N_("The meeting has approved the sharing of {year}. It can be posted now."), year=order.year)
    approvals.withdraw(tx, "appropriation", str(order.year), order.made_by, order.on, order.decision)
    return tr(N_("What the meeting said about {year} is kept."), year=order.year)


@dataclass(frozen=True, slots=True)
class PostSharing:
    """Order: post what the meeting approved, exactly."""

    year: int
    note: str = ""


class MeetingNotHeld(RuleBroken):
    """Nothing is posted that no meeting approved."""

    field, wording = "year", N_("No meeting has approved the sharing of {year}.")


@action(*Topic)
def post_sharing(tx: Writing, order: PostSharing) -> str:
    """Post the approved plan; the policy becomes the co-op's own from that year on, with the resolution as its basis.

    Refused: MeetingNotHeld, ChangedAfterApproval (any figure differs from what was approved), and what an approval refuses.
    """
    meeting = yearend.meeting_of(tx, order.year)
    approval = approvals.standing(tx, "appropriation", str(order.year))
    if meeting is None or meeting.decision != "approved":
        refuse_if([MeetingNotHeld(year=order.year)])
        raise LookupError(order.year)
    if dividends.appropriation_of(tx, order.year) is None:
        refuse_if(check_holds(approval, _print_now(tx, meeting)))
    two = approval or Approval("", "", "", "", "", meeting.on)
    notice = approve_appropriation.within(tx, ApproveAppropriation(
        order.year, meeting.resolution, meeting.on, policy_from_toml(meeting.policy), two.made_by, two.approved_by, order.note or meeting.note))
    first_day = settings.profile(tx).period(order.year).first_day
    if settings.value(tx, "dividend.policy", first_day) != meeting.policy:
        settings.decide(tx, "dividend.policy", meeting.policy, first_day, meeting.resolution)
    return notice or ""


# --- a loss -----------------------------------------------------------------------------------------------------------
@action(Topic.JOURNAL, Topic.DIVIDENDS, Topic.DOCUMENTS)
def cover_loss(tx: Writing, order: CoverLoss) -> str:
    """Cover losses brought forward from a fund, as the meeting decided. Carrying them forward needs nothing.

    Posts: debit the fund, credit losses brought forward. Refused: NoLossToCover, FundTooSmall, ResolutionMissing.
    """
    facts = facts_for_cover(tx, order.fund)
    refuse_if(closing_rules.check_cover(facts, order))
    closed = dividends.closed_years(tx)
    documents.prepare(tx, "appropriation", order.on)
    entry_id = tx.post(closing_rules.cover_entry(order))
    documents.issue(tx, entry_id, Paper("appropriation", order.on, order.amount_kip, detail=f"loss {closed[-1] if closed else ''}".strip(),
                                        note=order.resolution))
    return tr(N_("{amount_kip} kip of the loss are covered."), amount_kip=order.amount_kip)


def facts_for_cover(tx: Reading, fund: str) -> CoverFacts:
    """What is to be covered, and what the fund holds."""
    return CoverFacts(balances.of_all_days(tx, AccountRole.LOSS_FORWARD), Kip(-balances.of_all_days(tx, fund)), settings.open_days(tx))


def prepare_cover(book: Book, fund: str = AccountRole.RESERVE) -> CoverFacts:
    """The one read of the form that covers a loss."""
    with book.reading() as tx:
        return facts_for_cover(tx, fund)


# --- what will be posted ----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class PostingShown:
    """What the posting shows: the waterfall in words, the entry by account, the members' sum, the code, complaints."""

    steps: tuple[tuple[str, int], ...]
    funds: tuple[tuple[str, int], ...]
    legs: tuple[tuple[str, str, str, int], ...]
    count: int
    members_kip: int
    code: str
    complaints: tuple[RuleBroken, ...]


def prepare_posting(book: Book, year: int) -> PostingShown | None:
    """The one read of the posting; None before a meeting approved anything."""
    with book.reading() as tx:
        meeting = yearend.meeting_of(tx, year)
        decision = dividends.appropriation_of(tx, year)
        if meeting is None or meeting.decision != "approved":
            return None
        policy = policy_from_toml(meeting.policy)
        plan = plan_of(tx, year, policy, meeting.on)
        approval = approvals.standing(tx, "appropriation", str(year))
        complaints = () if decision else tuple(check_holds(approval, print_of_plan(plan, meeting.policy)))
        entry = rules.appropriation_entry(plan, ApproveAppropriation(year, meeting.resolution, meeting.on, policy))
        chart = {name: account for account in settings.chart(tx).values() for name in (account.code, account.role) if name}
        sums: dict[str, int] = {}
        for leg in entry.postings:
            sums[chart[leg.account].code] = sums.get(chart[leg.account].code, 0) + leg.amount_kip
        legs = tuple((code, chart[code].name_lo, chart[code].name_en, kip) for code, kip in sums.items() if kip)
        funds = tuple((fund.name, fund.kip) for fund in plan.funds)
        dividend, refund = plan.members.total("share_dividend_kip"), plan.members.total("patronage_kip")
        steps = ((N_("Surplus of the year"), plan.surplus_kip), (N_("Losses covered"), plan.losses_covered_kip), *funds,
                 (N_("Dividends on shares"), dividend), (N_("Patronage refunds"), refund), (N_("Remainder"), plan.remainder_kip))
        count = sum(1 for part in plan.members if part.net_kip)
        return PostingShown(steps, funds, legs, count, dividend + refund, short_code(approval.made_print) if approval else "", complaints)
