"""Payment runs step by step: begin, calculate, approve by another person, pay, end or give up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopbooks.books import approvals, boxes, documents, members, payment_runs, produce, reversal, settings
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop import approval as approval_rules
from coopbooks.coop import payment_runs as rules
from coopbooks.coop.approval import Approval, TwoPeople
from coopbooks.coop.boxes import MoneyBox
from coopbooks.coop.members import MemberBrief
from coopbooks.coop.payment_runs import ApproveRun, KeptRun, MakeRun, PayRun, RunFacts, StepRun, VoidRun
from coopbooks.coop.produce import Product
from coopbooks.coop.reversal import ReversePaper, check_reversal
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.periods import OpenDays
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action
from coopbooks.services.roles import need_roles

RUN = "payment-run"
"""What approvals of runs are kept under."""


@action(Topic.PRODUCE)
def make_run(tx: Writing, order: MakeRun) -> str:
    """Begin a run and calculate it. Refused: RateOrPool, NothingDelivered, AlreadyGiven, NobodyOwed, PeriodClosed, …"""
    facts = payment_runs.facts_for(tx, order)
    refuse_if(rules.check_run(facts, order))
    run_id = payment_runs.keep_run(tx, order)
    payment_runs.keep_state(tx, run_id, "draft", order.on, tx.user_name)
    _calculate(tx, run_id, facts, order, order.on)
    kept = payment_runs.run(tx, run_id)
    return tr(N_("{number} is calculated: {count} members, {amount_kip} kip."), number=kept.number, count=len(kept.lines),
              amount_kip=kept.amount_kip)


def _calculate(tx: Writing, run_id: int, facts: RunFacts, order: MakeRun, on: date) -> None:
    state_id = payment_runs.keep_state(tx, run_id, "calculated", on, tx.user_name)
    payment_runs.keep_lines(tx, run_id, state_id, rules.lines_of(facts, order))


@action(Topic.PRODUCE)
def calculate_run(tx: Writing, order: StepRun) -> None:
    """Calculate a run again that is not approved yet. Refused: WrongState, NothingDelivered, …"""
    kept = payment_runs.run(tx, order.payment_run_id)
    refuse_if(rules.check_state(kept, "draft", "calculated"))
    facts = payment_runs.facts_for(tx, kept.order)
    # Whether the deliveries had a second payment before was asked when the run began.
    refuse_if(one for one in rules.check_run(facts, kept.order) if not isinstance(one, rules.AlreadyGiven))
    _calculate(tx, order.payment_run_id, facts, kept.order, order.on)


@action(Topic.JOURNAL, Topic.PRODUCE, Topic.MEMBERS, Topic.DOCUMENTS)
def approve_run(tx: Writing, order: ApproveRun) -> None:
    """Approve the calculated figures of a run as another person.

    Posts, for a second payment: debit second payment (cost of produce); credit what each member is owed by it. A first payment posts
    nothing: it is owed already. Refused: MadeAndApproved, MayNotApprove, WrongState, FiguresChanged, PeriodClosed.
    """
    kept = payment_runs.run(tx, order.payment_run_id)
    facts = payment_runs.facts_for(tx, kept.order)
    now = rules.lines_of(facts, kept.order)
    refuse_if(rules.check_approval(kept, approvals.people(tx), now, facts.days, order))
    payment_runs.keep_state(tx, kept.payment_run_id, "approved", order.on, order.approved_by)
    approvals.keep(tx, RUN, kept.number, TwoPeople(kept.made_by, order.approved_by, kept.print_of_figures), order.on, kept.order.note)
    if kept.order.kind == "second":
        need_roles(tx, AccountRole.SECOND_PAYABLE, AccountRole.SECOND_PAYMENT)
        documents.prepare(tx, "second-payment", order.on)
        entry_id = tx.post(rules.approval_entry(kept, order))
        document_id = documents.issue(tx, entry_id, Paper("second-payment", order.on, kept.earned_kip, detail=kept.number, note=kept.order.note))
        payment_runs.keep_earned(tx, entry_id, document_id, kept.payment_run_id, rules.earned(facts, kept.order))


@action(Topic.JOURNAL, Topic.PRODUCE, Topic.MEMBERS, Topic.CASH, Topic.DOCUMENTS)
def pay_run(tx: Writing, order: PayRun) -> str:
    """Pay members of an approved run, one voucher and one entry each; nobody twice.

    Posts: debit what is owed to the member, credit the money box. Refused: RunNotApproved, PaidBefore, OwedLess, BoxHoldsLess, …
    """
    facts = payment_runs.facts_for_pay(tx, order)
    refuse_if(rules.check_pay(facts, order))
    kept, due = facts.run, rules.due_lines(facts, order)
    ids = payment_runs.line_ids(tx, kept.payment_run_id)
    kind = "payment" if kept.order.kind == "first" else "second-payout"
    documents.prepare(tx, kind, order.on)
    for line in due:
        entry_id = tx.post(rules.pay_entry(kept, line, order))
        document_id = documents.issue(tx, entry_id, Paper(kind, order.on, line.amount_kip, member_id=line.member_id, box=order.money,
                                                          detail=kept.number, note=order.note))
        payment_runs.keep_payment(tx, entry_id, document_id, ids[line.member_id], line.amount_kip)
    if all(facts.paid.get(line.member_id) or line in due or not line.amount_kip for line in kept.lines):
        payment_runs.keep_state(tx, kept.payment_run_id, "paid", order.on, tx.user_name)
    return tr(N_("{count} members were paid {paid_kip} kip."), count=len(due), paid_kip=sum(line.amount_kip for line in due))


@action(Topic.PRODUCE)
def end_run(tx: Writing, order: StepRun) -> None:
    """End an approved run; whoever was not paid comes along in the next one. Refused: WrongState."""
    kept = payment_runs.run(tx, order.payment_run_id)
    refuse_if(rules.check_state(kept, "approved"))
    payment_runs.keep_state(tx, kept.payment_run_id, "paid", order.on, tx.user_name)


@action(Topic.JOURNAL, Topic.PRODUCE, Topic.MEMBERS, Topic.DOCUMENTS)
def void_run(tx: Writing, order: VoidRun) -> None:
    """Give a run up. An approved second payment is reversed in the journal. Refused: PaymentsStand, WrongState, ReasonNeeded, …"""
    kept = payment_runs.run(tx, order.payment_run_id)
    refuse_if(rules.check_void(kept, len(payment_runs.paid_in(tx, kept.payment_run_id)), order))
    document_id = payment_runs.entry_of(tx, kept.payment_run_id)
    if document_id is None:
        payment_runs.keep_state(tx, kept.payment_run_id, "void", order.on, tx.user_name, order.reason)
        return
    undo = ReversePaper(document_id, order.on, order.reason)
    refuse_if(check_reversal(reversal.facts_for(tx, undo), undo))
    reversal.append(tx, undo)


# --- what the page shows ----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class RunMember:
    """One line of a run with the person's name and what was paid of it; `owed_kip`: what stands owed, while nobody approved it."""

    line: rules.RunLine
    member: MemberBrief
    paid_kip: Kip
    kind: str = "first"
    owed_kip: Kip = ZERO


@dataclass(frozen=True, slots=True)
class RunView:
    """A run with everybody in it in the order of villages, the notes needed for who is not paid, and what the cash box holds."""

    run: KeptRun
    members: tuple[RunMember, ...]
    approval: Approval | None
    approvers: tuple[str, ...]
    notes: dict[int, int]
    rest_kip: int
    cash_kip: Kip

    @property
    def unpaid_kip(self) -> Kip:
        """What is still to be paid."""
        return Kip(sum(one.line.amount_kip for one in self.members if not one.paid_kip))

    @property
    def paid_kip(self) -> Kip:
        """What stands as paid."""
        return Kip(sum(one.paid_kip for one in self.members))


def view_of(tx: Reading, run_id: int) -> RunView:
    """One run as its page and papers show it."""
    kept, everybody = payment_runs.run(tx, run_id), members.load_all(tx)
    paid = payment_runs.paid_in(tx, run_id)
    kind = kept.order.kind
    stands = payment_runs.owed_on(tx, kind) if kept.state in ("draft", "calculated") else {}
    lines = [RunMember(line, everybody[line.member_id], paid.get(line.member_id, ZERO), kind, stands.get(line.member_id, ZERO))
             for line in kept.lines]
    lines.sort(key=lambda one: (one.member.village, members.number_key(one.member.number)))
    notes, rest = rules.notes_needed([one.line.amount_kip for one in lines if not one.paid_kip])
    return RunView(kept, tuple(lines), approvals.standing(tx, RUN, kept.number), approval_rules.approvers(approvals.people(tx), kept.made_by),
                   notes, rest, boxes.held_kip(tx, "cash"))


@dataclass(frozen=True, slots=True)
class RunsList:
    """The payment-runs page: every run, products and days for a new one, the boxes that pay."""

    runs: tuple[RunView, ...]
    products: tuple[Product, ...]
    boxes: tuple[MoneyBox, ...]
    days: OpenDays
    first_day: date
    owed_kip: Kip
    second_owed_kip: Kip


def prepare_runs(book: Book) -> RunsList:
    """The one read of the payment-runs page."""
    with book.reading() as tx:
        coop = settings.profile(tx)
        ids = [int(key) for (key,) in tx.all("SELECT payment_run_id FROM payment_run ORDER BY payment_run_id DESC LIMIT 60")]
        owed, second = (sum(payment_runs.owed_on(tx, kind).values()) for kind in rules.KINDS)
        return RunsList(tuple(view_of(tx, key) for key in ids), produce.all_products(tx), tuple(one for one in boxes.all_boxes(tx) if one.is_used),
                        settings.open_days(tx), coop.period(coop.year_of(tx.today)).first_day, Kip(owed), Kip(second))


def lines_of(book: Book, order: MakeRun, member_ids: Sequence[int]) -> tuple[tuple[int, ...], int]:
    """The lines of slips of some members that a run counts, and their net weight."""
    with book.reading() as tx:
        return payment_runs.lines_of(tx, order, member_ids)


def prepare_new(book: Book, order: MakeRun) -> RunFacts:
    """What the form of a new run shows and its rule judges."""
    with book.reading() as tx:
        return payment_runs.facts_for(tx, order)
