"""Payment runs: members paid together for produce, first what is owed at the scale, later a second payment for every kilogram.

A run goes draft → calculated → approved → paid, or void. Calculated lines are frozen: another person approves exactly these figures,
and only these are paid. A first payment pays what the slips left owed. A second payment is a cost of produce, before any surplus: its
approval adds to what is owed, by a rate for every kilogram or a pool spread by kilograms to the kip. Each member gets whole pay-out
units; the tail stays on the account and comes along in the next run, as does whoever was not there. Nobody is paid twice.
See also: services.payment_runs (does it), books.payment_runs (keeps it), coop.approval (the two people).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.approval import Approval, Person, check_holds, check_two_people, print_of_run
from coopbooks.coop.boxes import box_account, check_box, check_texts
from coopbooks.coop.produce import GradeUnknown, PriceMissing, Product, ProductUnknown
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import MAX_LINE_KIP, ZERO, Kip, share_out, value_of
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

KINDS = ("first", "second")
OWED_ON = {"first": AccountRole.PRODUCERS_PAYABLE, "second": AccountRole.SECOND_PAYABLE}
"""The account a kind of run pays from."""
USUAL_UNIT_KIP = Kip(1_000)
NOTES = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500)
"""Bank notes, largest first."""


@dataclass(frozen=True, slots=True)
class MakeRun:
    """Order: begin a run.

    Attributes:
        first_day, last_day: deliveries that a second payment is for; a first payment pays whatever is owed.
        product_id, grade: only these; None and empty: all.
        rate_kip: for every kilogram; or `pool_kip`, spread by kilograms. One of the two, for a second payment.
        again: these deliveries had a second payment already, and get a further one.
    """

    kind: str
    on: date
    first_day: date
    last_day: date
    product_id: int | None = None
    grade: str = ""
    rate_kip: Kip = ZERO
    pool_kip: Kip = ZERO
    payout_unit_kip: Kip = USUAL_UNIT_KIP
    note: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class StepRun:
    """Order: calculate a run, or end it (who was not paid comes along in the next)."""

    payment_run_id: int
    on: date


@dataclass(frozen=True, slots=True)
class ApproveRun:
    """Order: another person approves the calculated figures."""

    payment_run_id: int
    on: date
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class PayRun:
    """Order: pay these members of an approved run, or everybody in it who is not paid yet (None)."""

    payment_run_id: int
    on: date
    money: str = "cash"
    member_ids: tuple[int, ...] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class VoidRun:
    """Order: give a run up, with the reason."""

    payment_run_id: int
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one member delivered of a product and grade in the days of a run."""

    member_id: int
    number_key: str
    product_id: int
    grade: str
    net_g: int


@dataclass(frozen=True, slots=True)
class Earned:
    """What a second payment adds for one member, product and grade."""

    member_id: int
    product_id: int
    grade: str
    net_g: int
    kip: Kip


@dataclass(frozen=True, slots=True)
class RunLine:
    """What one member gets: earned by this run, owed before it; paid in whole units, the tail carried."""

    member_id: int
    net_g: int
    earned_kip: Kip
    before_kip: Kip
    amount_kip: Kip
    carried_kip: Kip


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What the rule judges when a run begins or is calculated.

    Attributes:
        owed: what each member is owed on the run's account and in no other run, by member.
        same_before: numbers of runs that paid a second time for some of these deliveries.
    """

    days: OpenDays
    products: Mapping[int, Product]
    delivered: tuple[Delivered, ...]
    owed: Mapping[int, Kip]
    same_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run as it stands: its order, state and lines of the last calculation."""

    payment_run_id: int
    number: str
    order: MakeRun
    state: str
    made_by: str
    lines: tuple[RunLine, ...]

    @property
    def amount_kip(self) -> Kip:
        """What is to be paid."""
        return Kip(sum(line.amount_kip for line in self.lines))

    @property
    def earned_kip(self) -> Kip:
        """What the run adds to what is owed."""
        return Kip(sum(line.earned_kip for line in self.lines))

    @property
    def print_of_figures(self) -> str:
        """The print of everything that is approved."""
        return print_of_run(self.number, self.order.kind, [[line.member_id, line.earned_kip, line.amount_kip, line.carried_kip]
                                                           for line in sorted(self.lines, key=lambda one: one.member_id)])


@dataclass(frozen=True, slots=True)
class PayFacts:
    """What the rule judges when members are paid: who is paid already, what each is owed, the box, the approval."""

    run: KeptRun
    approval: Approval | None
    paid: Mapping[int, Kip]
    owed: Mapping[int, Kip]
    names: Mapping[int, str]
    money_box_kip: Kip | None
    days: OpenDays


class KindUnknown(RuleBroken):
    """There is a first and a second payment."""

    field, wording = "kind", N_("Choose a first or a second payment.")


class RateOrPool(RuleBroken):
    """A second payment follows one rule."""

    field, wording = "rate_kip", N_("Give either an amount for every kg, or a pool to spread.")


class UnitMissing(RuleBroken):
    """Money is paid in notes."""

    field, wording = "payout_unit_kip", N_("Give the smallest note, at least 1.")


class SeasonBackwards(RuleBroken):
    """A season has a first and a last day."""

    field, wording = "last_day", N_("{last_day} is before {first_day}.")


class NothingDelivered(RuleBroken):
    """Without deliveries there is nothing to pay for."""

    field, wording = "first_day", N_("Nothing was delivered from {first_day} to {last_day}.")


class NobodyOwed(RuleBroken):
    """A run pays somebody."""

    wording = N_("Nobody is owed a whole {unit_kip}.")


class AlreadyGiven(RuleBroken):
    """The same kilograms are not paid a second time twice by mistake."""

    field, wording = "again", N_("{runs} has paid a second time for these deliveries. Say that this is a further payment.")


class RunTooLarge(RuleBroken):
    """One entry carries at most 999,999,999,999,999 kip."""

    field, wording = "rate_kip", N_("The run comes to {amount_kip}. One entry carries at most {most_kip}.")


class WrongState(RuleBroken):
    """Each step follows the one before."""

    field, wording = "payment_run_id", N_("{number}: {state}. This cannot be done now.")


class RunNotApproved(RuleBroken):
    """What nobody approved is not paid."""

    field, wording = "payment_run_id", N_("{number} is not approved. Another person approves it first.")


class FiguresChanged(RuleBroken):
    """What is approved is what the book says today."""

    field, wording = "payment_run_id", N_("Something changed since {number} was calculated. Calculate it again.")


class NotInRun(RuleBroken):
    """A run pays whom it lists."""

    field, wording = "member_ids", N_("{member} gets nothing in {number}.")


class PaidBefore(RuleBroken):
    """Nobody is paid twice."""

    field, wording = "member_ids", N_("{member} was paid {paid_kip} in {number} already.")


class OwedLess(RuleBroken):
    """Somebody was paid in another way meanwhile."""

    field, wording = "member_ids", N_("We owe {member} only {owed_kip} now, not {amount_kip}.")


class EverybodyIsPaid(RuleBroken):
    """There is nobody left to pay."""

    field, wording = "member_ids", N_("Everybody in {number} is paid.")


class PaymentsStand(RuleBroken):
    """What was paid goes first."""

    field, wording = "payment_run_id", N_("{count} members were paid in {number}. Reverse their papers first, or end the run.")


class ReasonNeeded(RuleBroken):
    """Whoever reads the trail wants to know why."""

    field, wording = "reason", N_("Write the reason.")


def _check_making(facts: RunFacts, order: MakeRun) -> Iterator[RuleBroken]:
    if order.kind not in KINDS:
        yield KindUnknown()
    if order.payout_unit_kip < 1 or order.payout_unit_kip > MAX_LINE_KIP:
        yield UnitMissing()
    product = facts.products.get(order.product_id) if order.product_id is not None else None
    if order.product_id is not None and product is None:
        yield ProductUnknown()
    elif product is not None and order.grade and order.grade not in product.grades:
        yield GradeUnknown(product=product.code, grade=order.grade, grades=list(product.grades))
    if order.kind != "second":
        return
    if order.last_day < order.first_day:
        yield SeasonBackwards(first_day=order.first_day, last_day=order.last_day)
    if min(order.rate_kip, order.pool_kip) < 0 or max(order.rate_kip, order.pool_kip) > MAX_LINE_KIP:
        yield PriceMissing().at("rate_kip")
    elif bool(order.rate_kip) == bool(order.pool_kip):
        yield RateOrPool()
    if facts.same_before and not order.again:
        yield AlreadyGiven(runs=list(facts.same_before))


def check_run(facts: RunFacts, order: MakeRun) -> list[RuleBroken]:
    """Whether a run may begin, and whether it may be calculated as it is."""
    broken = [*check_open(facts.days, order.on), *check_texts(order), *_check_making(facts, order)]
    if broken:
        return broken
    lines = lines_of(facts, order)
    if order.kind == "second" and not any(line.earned_kip for line in lines):
        return [NothingDelivered(first_day=order.first_day, last_day=order.last_day)]
    total = sum(line.earned_kip + line.before_kip for line in lines)
    if total > MAX_LINE_KIP:
        return [RunTooLarge(amount_kip=total, most_kip=MAX_LINE_KIP)]
    return [] if any(line.amount_kip for line in lines) or order.kind == "second" else [NobodyOwed(unit_kip=order.payout_unit_kip)]


def earned(facts: RunFacts, order: MakeRun) -> tuple[Earned, ...]:
    """What a second payment adds, member by member, product and grade: by the rate, or the pool to the last kip.

    Ties of the pool go to the smaller member number: the order of deliveries changes nothing.
    """
    if order.kind != "second":
        return ()
    taken = sorted((one for one in facts.delivered if one.net_g > 0), key=lambda one: (one.number_key, one.product_id, one.grade))
    if order.pool_kip:
        kips: Sequence[Kip] = share_out(order.pool_kip, [one.net_g for one in taken]) if taken else []
    else:
        kips = [value_of(one.net_g, order.rate_kip) for one in taken]
    return tuple(Earned(one.member_id, one.product_id, one.grade, one.net_g, kip) for one, kip in zip(taken, kips, strict=True))


def lines_of(facts: RunFacts, order: MakeRun) -> tuple[RunLine, ...]:
    """Each member's line. Nothing is lost: earned + before = paid + carried."""
    added: dict[int, list[int]] = {}
    for one in earned(facts, order):
        sums = added.setdefault(one.member_id, [0, 0])
        sums[0] += one.net_g
        sums[1] += one.kip
    lines = []
    for member_id in sorted(added.keys() | facts.owed.keys()):
        net_g, kip = added.get(member_id, (0, 0))
        before = max(0, facts.owed.get(member_id, ZERO))
        amount = (kip + before) // order.payout_unit_kip * order.payout_unit_kip
        if kip or amount:
            lines.append(RunLine(member_id, net_g, Kip(kip), Kip(before), Kip(amount), Kip(kip + before - amount)))
    return tuple(lines)


def check_state(run: KeptRun, *allowed: str) -> Iterator[RuleBroken]:
    """Whether a run is where a step can be taken."""
    if run.state not in allowed:
        yield WrongState(number=run.number, state=_Told(STATE_WORDS[run.state]))


class _Told(RuleBroken):
    """A word for the reader's language, inside another sentence's hole."""

    def __init__(self, wording: str) -> None:
        vars(self)["wording"] = wording
        super().__init__()


STATE_WORDS = {"draft": N_("a draft"), "calculated": N_("calculated"), "approved": N_("approved"), "paid": N_("paid"), "void": N_("given up")}
"""States as a sentence names them."""


def check_approval(run: KeptRun, people: Sequence[Person], now: tuple[RunLine, ...], days: OpenDays, order: ApproveRun) -> list[RuleBroken]:
    """Whether somebody may approve a run; `now` is what it would come to today."""
    broken = [*check_open(days, order.on), *check_state(run, "calculated"), *check_two_people(people, run.made_by, order.approved_by)]
    # What a first run pays may have shrunk meanwhile; that is told when it is paid, member by member.
    return broken or ([FiguresChanged(number=run.number)] if run.order.kind == "second" and now != run.lines else [])


def approval_entry(run: KeptRun, order: ApproveRun) -> JournalEntry:
    """Dr second payment (a cost of produce), Cr what each member is owed by it."""
    owed = [leg(AccountRole.SECOND_PAYABLE, -line.earned_kip, line.member_id) for line in run.lines]
    return balanced(order.on, "second-payment", [leg(AccountRole.SECOND_PAYMENT, run.earned_kip), *owed], run.order.note)


def check_pay(facts: PayFacts, order: PayRun) -> list[RuleBroken]:
    """Whether these members may be paid now. Nobody twice, nobody more than is owed, no more than the box holds."""
    run = facts.run
    broken = [*check_open(facts.days, order.on), *check_texts(order)]
    if run.state != "approved":
        return [*broken, RunNotApproved(number=run.number) if run.state in ("draft", "calculated") else next(check_state(run, "approved"))]
    broken += check_holds(facts.approval, run.print_of_figures)
    listed = {line.member_id: line for line in run.lines if line.amount_kip}
    for member_id in order.member_ids or ():
        name = facts.names.get(member_id, str(member_id))
        if member_id not in listed:
            broken.append(NotInRun(member=name, number=run.number))
        elif facts.paid.get(member_id):
            broken.append(PaidBefore(member=name, paid_kip=facts.paid[member_id], number=run.number))
    due = due_lines(facts, order)
    broken += [OwedLess(member=facts.names.get(line.member_id, ""), owed_kip=facts.owed.get(line.member_id, ZERO), amount_kip=line.amount_kip)
               for line in due if facts.owed.get(line.member_id, ZERO) < line.amount_kip]
    if not due and not broken:
        broken.append(EverybodyIsPaid(number=run.number))
    return broken or list(check_box(facts.money_box_kip, sum(line.amount_kip for line in due)))


def due_lines(facts: PayFacts, order: PayRun) -> tuple[RunLine, ...]:
    """The lines that an order pays."""
    return tuple(line for line in facts.run.lines if line.amount_kip and not facts.paid.get(line.member_id)
                 and (order.member_ids is None or line.member_id in order.member_ids))


def pay_entry(run: KeptRun, line: RunLine, order: PayRun) -> JournalEntry:
    """Dr what is owed to the member, Cr the money box."""
    action = "payment" if run.order.kind == "first" else "second-payout"
    return balanced(order.on, action, (leg(OWED_ON[run.order.kind], line.amount_kip, line.member_id),
                                       leg(box_account(order.money), -line.amount_kip)), order.note)


def check_void(run: KeptRun, paid_count: int, order: VoidRun) -> list[RuleBroken]:
    """Whether a run may be given up."""
    broken = list(check_state(run, "draft", "calculated", "approved"))
    if paid_count:
        broken.append(PaymentsStand(count=paid_count, number=run.number))
    return broken if order.reason.strip() else [*broken, ReasonNeeded()]


def notes_needed(amounts: Sequence[int]) -> tuple[dict[int, int], int]:
    """How many notes of each kind pay these amounts one by one, the largest first; and what no note pays.

    notes_needed([170_000]) == ({100_000: 1, 50_000: 1, 20_000: 1}, 0).
    """
    needed: dict[int, int] = {}
    rest = 0
    for amount in amounts:
        left = amount
        for note in NOTES:
            count, left = divmod(left, note)
            if count:
                needed[note] = needed.get(note, 0) + count
        rest += left
    return {note: needed[note] for note in NOTES if note in needed}, rest
