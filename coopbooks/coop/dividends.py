"""What the general meeting decides about a surplus, as it is posted.

Approval posts one entry: surplus-of-year to losses, funds, members and remainder. Tax is kept back at approval: each
member is credited the gross and debited the tax, so that what stands on dividends-payable and patronage-payable is
the net.
Source: by-laws on the surplus; headless interface, rules 10 and 12. See also: coop.allocation (the plan),
coop.meeting (who decided), coop.payout (paying), services.dividends (does it), books.dividends (keeps it).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.approval import Person, check_two_people
from coopbooks.coop.closing import check_resolution
from coopbooks.coop.plan import SurplusPlan
from coopbooks.coop.policy import DividendPolicy
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, Posting, balanced, leg
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import OpenDays, Period, check_open
from coopbooks.ledger.refusals import RuleBroken

FUND_ROLES = {"reserve": AccountRole.RESERVE, "education": AccountRole.EDUCATION_FUND,
              "welfare": AccountRole.WELFARE_FUND, "development": AccountRole.DEVELOPMENT_FUND}
"""The by-laws' short names. Any other name needs its own account in the policy."""

ROLES_OF_FUNDS = frozenset({*FUND_ROLES.values(), AccountRole.SURPLUS_FORWARD})
"""Account roles that may be named directly: common property that no single member has a claim on."""


@dataclass(frozen=True, slots=True)
class ClosedYear:
    """A closed year as the book keeps it."""

    year: int
    period: Period
    surplus_kip: Kip


@dataclass(frozen=True, slots=True)
class Approval:
    """The meeting's decision on a year, as the book keeps it."""

    year: int
    resolution: str
    on: date


@dataclass(frozen=True, slots=True)
class ApproveAppropriation:
    """Order: enter what the general meeting decided about a year's surplus.

    Attributes:
        on: day of the meeting.
        policy: what it decided; the plan is worked out from it again, never taken from a screen.
        prepared_by, approved_by: names of the two people behind it; in a book of one person that one, or nobody.
    """

    year: int
    resolution: str
    on: date
    policy: DividendPolicy
    prepared_by: str = ""
    approved_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ApproveFacts:
    """What the assistant shows and the rule judges.

    Attributes:
        closed: the closed year, or None while it is open.
        approved: an approval in force, or None.
        plan: the surplus of the closed year shared by the order's policy; None while the year is open.
        surplus_of_year_kip: credit balance of surplus-of-year now.
        loss_forward_kip: debit balance of loss-forward now.
        codes: codes of the chart's equity and liability accounts that are not kept by member or customer.
        people: those enrolled in the book; two of them stand behind the sharing.
    """

    closed: ClosedYear | None
    approved: Approval | None
    plan: SurplusPlan | None
    surplus_of_year_kip: Kip
    loss_forward_kip: Kip
    codes: frozenset[str]
    days: OpenDays
    people: tuple[Person, ...] = ()


class YearNotClosed(RuleBroken):
    """A surplus is known when the year is closed."""

    field, wording = "year", N_("The year {year} is still open. Close it first.")


class AlreadyApproved(RuleBroken):
    """A year's surplus is shared once."""

    field, wording = "year", N_("Resolution {resolution} of {on} has shared the surplus of {year}. Reverse it first.")


class LossYear(RuleBroken):
    """A loss year pays nothing."""

    field, wording = "year", N_("The year {year} ended with a loss of {loss_kip}. There is nothing to share.")


class AboveSurplus(RuleBroken):
    """No more is shared than the books hold."""

    field, wording = "policy", N_("The plan shares {planned_kip}. The surplus on the books is {surplus_kip}.")


class LossesAboveBooks(RuleBroken):
    """Losses that were covered meanwhile are not covered again."""

    field, wording = "policy", N_("The plan covers losses of {planned_kip}. Only {loss_kip} are left on the books.")


class FundWithoutAccount(RuleBroken):
    """The program cannot guess where a fund of the by-laws stands in the chart."""

    field = "policy"
    wording = N_("No account is known for \"{fund}\". Write account = \"…\" under this fund in the policy.")


class FundAccountUnknown(RuleBroken):
    """The account a fund names is not in the chart."""

    field = "policy"
    wording = N_("The fund \"{fund}\" goes to account {code}. The chart has no such account for a fund.")


def check_approval(facts: ApproveFacts, order: ApproveAppropriation) -> list[RuleBroken]:
    """Whether the decision may be entered. Every complaint."""
    broken = [*check_open(facts.days, order.on), *check_resolution(order.resolution)]
    broken += check_two_people(facts.people, order.prepared_by, order.approved_by)
    broken += _check_accounts(facts, order.policy)
    if facts.approved is not None:
        broken.append(AlreadyApproved(year=order.year, resolution=facts.approved.resolution, on=facts.approved.on))
    if facts.closed is None or facts.plan is None:
        return [*broken, YearNotClosed(year=order.year)]
    if facts.plan.is_loss:
        return [*broken, LossYear(year=order.year, loss_kip=-facts.plan.surplus_kip)]
    if facts.approved is not None:  # then the balances below are already spent; one complaint says it
        return broken
    if facts.plan.surplus_kip > facts.surplus_of_year_kip:
        broken.append(AboveSurplus(planned_kip=facts.plan.surplus_kip, surplus_kip=facts.surplus_of_year_kip))
    if facts.plan.losses_covered_kip > facts.loss_forward_kip:
        broken.append(LossesAboveBooks(planned_kip=facts.plan.losses_covered_kip, loss_kip=facts.loss_forward_kip))
    return broken


def account_of(policy: DividendPolicy, name: str) -> str | None:
    """The account a fund or the remainder goes to: the fund's own code, else a role. None when nobody can say."""
    for fund in policy.funds:
        if fund.name == name and fund.account:
            return fund.account
    if name in FUND_ROLES:
        return FUND_ROLES[name]
    return AccountRole(name) if name in ROLES_OF_FUNDS else None


def _check_accounts(facts: ApproveFacts, policy: DividendPolicy) -> Iterator[RuleBroken]:
    for name in dict.fromkeys([*(fund.name for fund in policy.funds), policy.rounding.remainder_to]):
        account = account_of(policy, name)
        if account is None:
            yield FundWithoutAccount(fund=name)
        elif account not in ROLES_OF_FUNDS and account not in facts.codes:
            yield FundAccountUnknown(fund=name, code=account)


def appropriation_entry(plan: SurplusPlan, order: ApproveAppropriation) -> JournalEntry:
    """Debit surplus-of-year; credit losses, funds, each member and the remainder. A negative remainder is a debit.

    Each member is credited the gross dividend and refund and debited the tax, which goes to withholding-tax in one sum.
    """
    remainder_to = account_of(order.policy, order.policy.rounding.remainder_to)
    legs = [leg(AccountRole.SURPLUS_OF_YEAR, plan.surplus_kip), leg(AccountRole.LOSS_FORWARD, -plan.losses_covered_kip)]
    legs += [leg(str(account_of(order.policy, fund.name)), -fund.kip, note=fund.name) for fund in plan.funds]
    legs += _member_legs(plan)
    legs += [leg(AccountRole.WITHHOLDING_TAX, -sum(part.withheld_kip for part in plan.members)),
             leg(str(remainder_to), -plan.remainder_kip)]
    return balanced(order.on, "appropriation", legs, order.note)


def _member_legs(plan: SurplusPlan) -> Iterator[Posting | None]:
    for part in plan.members:
        yield leg(AccountRole.DIVIDENDS_PAYABLE, -part.share_dividend_kip, part.member_id)
        yield leg(AccountRole.DIVIDENDS_PAYABLE, part.share_tax_kip, part.member_id)
        yield leg(AccountRole.PATRONAGE_PAYABLE, -part.patronage_kip, part.member_id)
        yield leg(AccountRole.PATRONAGE_PAYABLE, part.patronage_tax_kip, part.member_id)
