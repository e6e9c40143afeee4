"""Loans that the co-op received and grants: the plan of instalments, paying back principal and interest, money given for good.

The plan is exact: the parts of the principal add up to it, interest is the balance times the yearly rate times months over twelve,
rounded half up to the kip.
See also: services.loans (does it), books.loans (keeps it).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from coopbooks.coop.boxes import AmountMissing, AmountPastLimit, box_account, check_amount, check_box, check_known, check_number, check_texts
from coopbooks.coop.cash import AccountUnknown
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import Account, AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import MAX_LINE_KIP, ZERO, Kip, part_of, percent, share_out
from coopbooks.ledger.months import add_months
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

GRANTS, GRANT_INCOME, INTEREST = "131", "74", "66"
"""Accounts of the shipped chart: grants for equipment not yet used up, grants as income, interest paid."""

TAKEN_OVER = "taken-over"
PLANS = ("parts", "end")
MOST_INSTALMENTS, MOST_MONTHS = 600, 120


@dataclass(frozen=True, slots=True)
class ReceiveLoan:
    """Order: a loan came in, or (money `taken-over`) stands in the account already.

    Attributes:
        rate_percent: interest a year, decimal text; "" = none.
        plan: `parts` (equal parts of the principal) or `end` (all of it with the last instalment).
    """

    lender: str
    on: date
    principal_kip: Kip
    rate_percent: str
    instalments: int
    first_due_on: date
    every_months: int = 1
    plan: str = "parts"
    money: str = "bank"
    number: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Instalment:
    """One instalment of the plan, and what is left of the principal after it."""

    place: int
    due_on: date
    principal_kip: Kip
    interest_kip: Kip
    left_kip: Kip


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan as it stands: what was paid back and what is left."""

    loan_id: int
    number: str
    lender: str
    received_on: date
    principal_kip: Kip
    rate_percent: str
    plan: str
    instalments: int
    every_months: int
    first_due_on: date
    note: str
    paid_kip: Kip
    interest_paid_kip: Kip
    entry_id: int | None

    @property
    def left_kip(self) -> Kip:
        """What is still to be paid back."""
        return Kip(self.principal_kip - self.paid_kip)

    def schedule(self) -> tuple[Instalment, ...]:
        """The plan as it was agreed."""
        return schedule(self.principal_kip, self.rate_percent, self.plan, self.instalments, self.every_months, self.received_on, self.first_due_on)

    def next_due(self) -> Instalment | None:
        """The first instalment of the plan that is not paid in full; None when nothing is left."""
        agreed = ZERO
        for one in self.schedule():
            agreed = Kip(agreed + one.principal_kip)
            if agreed > self.paid_kip or (one.left_kip == 0 and self.left_kip):
                return one
            if self.plan == "end" and one.left_kip and one.interest_kip and self._interest_agreed(one) > self.interest_paid_kip:
                return one
        return None

    def _interest_agreed(self, until: Instalment) -> int:
        return sum(one.interest_kip for one in self.schedule() if one.place <= until.place)


def schedule(principal_kip: Kip, rate_percent: str, plan: str, instalments: int, every_months: int, received_on: date,
             first_due_on: date) -> tuple[Instalment, ...]:
    """The instalments of a loan: day, principal, interest, and what is left."""
    parts = share_out(principal_kip, [1] * instalments) if plan == "parts" else [*([ZERO] * (instalments - 1)), principal_kip]
    rate, left, lines, months = percent(rate_percent or "0"), principal_kip, [], _months_between(received_on, first_due_on)
    for place, part in enumerate(parts):
        interest = part_of(left, rate * Fraction(months, 12))
        left, months = Kip(left - part), every_months
        lines.append(Instalment(place + 1, add_months(first_due_on, place * every_months), part, interest, left))
    return tuple(lines)


def _months_between(first: date, last: date) -> int:
    return max((last.year - first.year) * 12 + last.month - first.month, 0)


@dataclass(frozen=True, slots=True)
class LoanFacts:
    """What the loan's form shows and its rule judges. `free_kip`: what the loans' account holds beyond the loans of the register."""

    boxes: frozenset[str]
    free_kip: Kip
    days: OpenDays
    number_taken: bool = False


@dataclass(frozen=True, slots=True)
class PayLoan:
    """Order: pay back part of a loan, with interest."""

    loan_id: int
    on: date
    principal_kip: Kip
    interest_kip: Kip = ZERO
    money: str = "bank"
    number: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PayLoanFacts:
    """The loan, the box, and the account for interest."""

    loan: Loan
    boxes: frozenset[str]
    money_box_kip: Kip | None
    interest_account: str
    days: OpenDays
    number_taken: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawLoan:
    """Order: a loan was taken over by mistake. One that came with a paper is undone with it."""

    loan_id: int


@dataclass(frozen=True, slots=True)
class ReceiveGrant:
    """Order: money given for good: for `equipment` (released as that wears), or for `running` cost (income at once)."""

    giver: str
    on: date
    amount_kip: Kip
    purpose: str
    money: str = "bank"
    number: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class GrantFacts:
    """What the grant's form shows and its rule judges."""

    accounts: Mapping[str, Account]
    boxes: frozenset[str]
    days: OpenDays
    number_taken: bool = False


@dataclass(frozen=True, slots=True)
class KeptGrant:
    """A grant as it was received."""

    number: str
    on: date
    giver: str
    purpose: str
    amount_kip: Kip
    document_id: int


class LenderMissing(RuleBroken):
    """A loan comes from somebody."""

    field, wording = "lender", N_("Write who lends the money.")


class GiverMissing(RuleBroken):
    """A grant comes from somebody."""

    field, wording = "giver", N_("Write who gives the money.")


class RateWrong(RuleBroken):
    """A rate is a percentage a year."""

    field, wording = "rate_percent", N_("“{rate_percent}” is no yearly interest from 0 to 100 percent.")


class InstalmentsWrong(RuleBroken):
    """A plan has whole instalments."""

    field, wording = "instalments", N_("Give the instalments from 1 to {most}.")


class EveryWrong(RuleBroken):
    """Instalments come after whole months."""

    field, wording = "every_months", N_("Give the months from 1 to {most}.")


class DueBeforeReceived(RuleBroken):
    """Nothing is paid back before it came."""

    field, wording = "first_due_on", N_("The loan is of {on}. It cannot be due before.")


class PlanUnknown(RuleBroken):
    """Two plans are known."""

    field, wording = "plan", N_("“{plan}” is no plan: parts or end.")


class LoansHoldLess(RuleBroken):
    """What is taken over stands in the account already."""

    field, wording = "principal_kip", N_("The account of loans holds only {free_kip} that no loan explains.")


class MoreThanLoan(RuleBroken):
    """A loan is paid back with what is left of it."""

    field, wording = "principal_kip", N_("{principal_kip} is more than the {left_kip} left of {number}.")


class NegativePart(RuleBroken):
    """Principal and interest are nothing or more."""

    field, wording = "principal_kip", N_("{amount_kip} cannot be paid. Write 0 or more.")


class PaidBeforeLoan(RuleBroken):
    """Paying back follows the loan."""

    field, wording = "on", N_("{number} is of {received_on}. It cannot be paid before.")


class LoanHasHistory(RuleBroken):
    """What has papers is undone with its papers."""

    field, wording = "loan_id", N_("{number} has papers. Reverse them instead.")


class PurposeUnknown(RuleBroken):
    """Two purposes are known."""

    field, wording = "purpose", N_("“{purpose}” is no purpose: equipment or running.")


def check_loan(facts: LoanFacts, order: ReceiveLoan) -> list[RuleBroken]:
    """Whether a loan may be recorded."""
    return list(_check_loan(facts, order))


def _check_loan(facts: LoanFacts, order: ReceiveLoan) -> Iterator[RuleBroken]:
    yield from check_open(facts.days, order.on) if order.money != TAKEN_OVER else ()
    yield from check_number(order.number, facts.number_taken)
    yield from check_texts(order)
    if not order.lender.strip():
        yield LenderMissing()
    yield from check_amount(order.principal_kip, "principal_kip")
    if not _is_rate(order.rate_percent):
        yield RateWrong(rate_percent=order.rate_percent)
    if not 1 <= order.instalments <= MOST_INSTALMENTS:
        yield InstalmentsWrong(most=MOST_INSTALMENTS)
    if not 1 <= order.every_months <= MOST_MONTHS:
        yield EveryWrong(most=MOST_MONTHS)
    if order.first_due_on < order.on:
        yield DueBeforeReceived(on=order.on)
    if order.plan not in PLANS:
        yield PlanUnknown(plan=order.plan)
    if order.money == TAKEN_OVER:
        if order.principal_kip > facts.free_kip:
            yield LoansHoldLess(free_kip=max(facts.free_kip, 0))
    else:
        yield from check_known(facts.boxes, order.money)


def _is_rate(text: str) -> bool:
    try:
        return 0 <= percent(text or "0") <= 1
    except ValueError:
        return False


def loan_entry(order: ReceiveLoan) -> JournalEntry | None:
    """Debit the box, credit loans. None for one taken over."""
    if order.money == TAKEN_OVER:
        return None
    return balanced(order.on, "loan", (leg(box_account(order.money), order.principal_kip), leg(AccountRole.LOANS, -order.principal_kip)), order.note)


def check_pay_loan(facts: PayLoanFacts, order: PayLoan) -> list[RuleBroken]:
    """Whether a loan may be paid back so."""
    return list(_check_pay(facts, order))


def _check_pay(facts: PayLoanFacts, order: PayLoan) -> Iterator[RuleBroken]:
    loan, whole = facts.loan, order.principal_kip + order.interest_kip
    yield from check_open(facts.days, order.on)
    yield from check_number(order.number, facts.number_taken)
    yield from check_texts(order)
    yield from check_known(facts.boxes, order.money)
    if order.on < loan.received_on:
        yield PaidBeforeLoan(number=loan.number, received_on=loan.received_on)
    for field, kip in (("principal_kip", order.principal_kip), ("interest_kip", order.interest_kip)):
        if kip < 0:
            yield NegativePart(amount_kip=kip).at(field)
        elif kip > MAX_LINE_KIP:
            yield AmountPastLimit(amount_kip=kip, most_kip=MAX_LINE_KIP).at(field)
    if order.principal_kip == 0 and order.interest_kip == 0:
        yield AmountMissing().at("principal_kip")
    if order.principal_kip > loan.left_kip:
        yield MoreThanLoan(principal_kip=order.principal_kip, left_kip=loan.left_kip, number=loan.number)
    yield from check_box(facts.money_box_kip, whole)


def pay_loan_entry(facts: PayLoanFacts, order: PayLoan) -> JournalEntry:
    """Debit loans and interest, credit the box."""
    return balanced(order.on, "loan-payment", (
        leg(AccountRole.LOANS, order.principal_kip), leg(facts.interest_account, order.interest_kip),
        leg(box_account(order.money), -order.principal_kip - order.interest_kip)), order.note)


def check_loan_withdrawal(loan: Loan) -> list[RuleBroken]:
    """Whether a loan may be taken off the register as a mistake."""
    return [LoanHasHistory(number=loan.number)] if loan.entry_id is not None or loan.paid_kip or loan.interest_paid_kip else []


def check_grant(facts: GrantFacts, order: ReceiveGrant) -> list[RuleBroken]:
    """Whether a grant may be recorded."""
    broken = [*check_open(facts.days, order.on), *check_number(order.number, facts.number_taken), *check_texts(order),
              *check_amount(order.amount_kip), *check_known(facts.boxes, order.money)]
    if not order.giver.strip():
        broken.append(GiverMissing())
    if order.purpose not in ("equipment", "running"):
        broken.append(PurposeUnknown(purpose=order.purpose))
    elif grant_account(order) not in facts.accounts:
        broken.append(AccountUnknown(account=grant_account(order)).at("purpose"))
    return broken


def grant_account(order: ReceiveGrant) -> str:
    """Where a grant stands: not yet used up, or income."""
    return GRANTS if order.purpose == "equipment" else GRANT_INCOME


def grant_entry(order: ReceiveGrant) -> JournalEntry:
    """Debit the box, credit grants or income."""
    return balanced(order.on, "grant", (leg(box_account(order.money), order.amount_kip), leg(grant_account(order), -order.amount_kip)), order.note)
