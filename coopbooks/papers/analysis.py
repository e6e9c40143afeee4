"""The income statement looked at from two sides, and beside the plan: by product, by business with members and others, by budget."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import Account
from coopbooks.ledger.figures import Figure, Worked, moved, negative
from coopbooks.ledger.money import share_out
from coopbooks.ledger.periods import Period
from coopbooks.papers.accounts import CHAIR, INSPECTION, TREASURER
from coopbooks.papers.parts import Amount, Cell, Column, Label, Letterhead, Listing, Section, sum_of, turned
from coopbooks.papers.statements import named


@dataclass(frozen=True, slots=True)
class Part:
    """A sum with what it stands for; positive on its normal side."""

    kip: int
    figure: Figure

    @property
    def amount(self) -> Amount | None:
        """As a cell: nothing is left out."""
        return Amount(self.kip, self.figure) if self.kip else None


    @property
    def turned(self) -> "Part":
        """With the sign turned: a cost in the result."""
        return Part(-self.kip, negative(self.figure))


def left_of(*parts: Part) -> int:
    """The first less the others: what is left."""
    return sum_of([parts[0].amount, *(one.turned.amount for one in parts[1:])])


@dataclass(frozen=True, slots=True)
class ProductLine:
    """What one product earned and cost. `code` is empty for what names no product."""

    code: str
    name: Label
    income: Part
    cost: Part


def income_by_product(letterhead: Letterhead, period: Period, lines: Sequence[ProductLine], others: Sequence[tuple[Account, Part]],
                      results: Sequence[str]) -> Listing:
    """What each product earned, what its produce cost and what was left; then every account that is of no product.

    `others` are income and expense accounts without lines of papers, `results` the codes of all income and expense accounts.
    """
    rows: list[tuple[Cell, ...]] = [
        (line.code, line.name, line.income.amount, line.cost.amount, left_of(line.income, line.cost)) for line in lines]
    earned, spent = sum(line.income.kip for line in lines), sum(line.cost.kip for line in lines)
    rest: list[tuple[Cell, ...]] = []
    for account, part in others:
        is_income = not account.kind.grows_on_debit
        rest.append((account.code, named(account), part.amount if is_income else None, None if is_income else part.amount,
                     part.kip and (part if is_income else part.turned).amount))
        earned, spent = earned + (part.kip if is_income else 0), spent + (0 if is_income else part.kip)
    surplus = Amount(earned - spent, moved(*results, first_day=period.first_day, last_day=period.last_day, credit=True))
    document = {
        "from": period.first_day.isoformat(), "to": period.last_day.isoformat(),
        "products": [{"code": line.code, "name_lo": line.name.lo, "name_en": line.name.en, "income_kip": line.income.kip,
                      "cost_kip": line.cost.kip} for line in lines],
        "other": [{"code": account.code, "role": account.role, "kind": account.kind, "kip": part.kip} for account, part in others],
        "surplus_kip": earned - spent}
    columns = (Column(N_("Code"), share=10), Column(N_("Product or account"), share=36), Column(N_("Income"), "kip", 18),
               Column(N_("Cost"), "kip", 18), Column(N_("Left"), "kip", 18))
    sections = (Section(N_("By product"), tuple(rows)), Section(N_("Of no single product"), tuple(rest)))
    return Listing("income-by-product", N_("Income by product"), N_("{first_day} to {last_day}"),
                   {"first_day": period.first_day, "last_day": period.last_day}, letterhead, columns, sections,
                   ("", N_("Surplus") if surplus >= 0 else N_("Loss"), earned, spent, surplus), document,
                   signers=(TREASURER, CHAIR, INSPECTION))


MEMBERS, OTHERS, COMMON = "members", "others", "common"
BUSINESSES = (MEMBERS, OTHERS, COMMON)
PRODUCE_SOLD, SOLD_TO_MEMBERS = N_("Products sold to others"), N_("Sold to members")
SERVICES_SOLD = N_("Services to others, without a product")
PRODUCE_BOUGHT = N_("Produce delivered by members")


@dataclass(frozen=True, slots=True)
class BusinessLine:
    """One row: whose business it is (members, others, or common), its words, and the sum; costs are negative in the result."""

    business: str
    name: str | Label
    part: Part
    is_income: bool


@dataclass(frozen=True, slots=True)
class Volumes:
    """How much business was done with members and with others: the key by which what is common is shared."""

    members_kip: int
    others_kip: int


def income_by_business(letterhead: Letterhead, period: Period, lines: Sequence[BusinessLine], volumes: Volumes,
                       results: Sequence[str]) -> Listing:
    """The surplus of the business with members and with others. What is common is shared by how much business each was, to the kip."""
    def sums(income: bool | None = None) -> dict[str, int]:
        return {business: sum((line.part.kip if line.is_income or income is False else -line.part.kip) for line in lines
                              if line.business == business and income in (None, line.is_income)) for business in BUSINESSES}

    sections = []
    for heading, total, income in ((N_("Income"), N_("All income"), True), (N_("Expenses"), N_("All expenses"), False)):
        rows = tuple((line.name, *(line.part.amount if line.business == business else None for business in BUSINESSES), line.part.amount)
                     for line in lines if line.is_income == income)
        both = sums(income)
        sections.append(Section(heading, rows, (total, *both.values(), sum(both.values()))))
    left = {business: sum_of((line.part if line.is_income else line.part.turned).amount for line in lines if line.business == business)
            for business in BUSINESSES}
    whole = sum_of(left.values())
    weights = [max(volumes.members_kip, 0), max(volumes.others_kip, 0)]
    shared = share_out(abs(left[COMMON]), weights if any(weights) else [1, 0])
    sign = 1 if left[COMMON] >= 0 else -1
    mine = [sum_of((left[business], _shared(sign * kip, left[COMMON], weight)))
            for business, kip, weight in zip((MEMBERS, OTHERS), shared, weights, strict=True)]
    sections.append(Section(N_("What is common, shared by the business done"), (
        (N_("Business done: bought and sold"), volumes.members_kip or None, volumes.others_kip or None, None,
         sum_of((volumes.members_kip, volumes.others_kip)) or None),
        (N_("Left before sharing"), left[MEMBERS], left[OTHERS], left[COMMON], whole),
        (N_("Share of what is common"), *(_shared(sign * kip, left[COMMON], weight) for kip, weight in zip(shared, weights, strict=True)),
         turned(left[COMMON]), 0))))
    document = {"from": period.first_day.isoformat(), "to": period.last_day.isoformat(), "members_kip": mine[0], "others_kip": mine[1],
                "common_kip": left[COMMON], "volume_members_kip": volumes.members_kip, "volume_others_kip": volumes.others_kip,
                "surplus_kip": whole}
    surplus = Amount(whole, moved(*results, first_day=period.first_day, last_day=period.last_day, credit=True))
    columns = (Column(N_("What for"), share=36), Column(N_("With members"), "kip", 17), Column(N_("With others"), "kip", 16),
               Column(N_("Common"), "kip", 16), Column(N_("Total"), "kip", 17))
    return Listing("income-by-business", N_("Business with members and others"), N_("{first_day} to {last_day}"),
                   {"first_day": period.first_day, "last_day": period.last_day}, letterhead, columns, tuple(sections),
                   (N_("Surplus") if whole >= 0 else N_("Loss"), *mine, None, surplus), document, signers=(TREASURER, CHAIR, INSPECTION))


def _shared(kip: int, common: int, weight: int) -> int:
    """A part of what is common: the lines of all of it, less what goes to the other side."""
    if not isinstance(common, Amount):
        return kip
    rest = Worked(N_("The other part of what is common. This side did business of {weight_kip}."), kip - common, (("weight_kip", weight),))
    return Amount(kip, Figure((), plus=(common.figure,), worked=(rest,)))


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One account beside its plan: planned and posted in the period, planned for the whole year; on its normal side."""

    account: Account
    planned_kip: int
    actual_kip: int
    year_kip: int


def budget_against_actual(letterhead: Letterhead, period: Period, whole_year: Period, lines: Sequence[PlannedLine]) -> Listing:
    """What was planned and what was posted, account by account; the difference is what was posted beyond the plan."""
    sections, sums = [], []
    for heading, total, is_income in ((N_("Income"), N_("All income"), True), (N_("Expenses"), N_("All expenses"), False)):
        mine = [line for line in lines if line.account.kind.grows_on_debit is not is_income]
        rows = tuple(_beside(line.account.code, named(line.account), [line], (period, whole_year), is_income) for line in mine)
        sections.append(Section(heading, rows, _beside("", total, mine, (period, whole_year), is_income)))
        sums.append([sum(getattr(line, name) for line in mine) for name in ("planned_kip", "actual_kip", "year_kip")])
    planned, actual, whole = (sums[0][place] - sums[1][place] for place in range(3))
    codes = tuple(line.account.code for line in lines)
    done = moved(*codes, first_day=period.first_day, last_day=period.last_day, credit=True)
    totals = ("", N_("Surplus"), _plan(planned, period), Amount(actual, done),
              _beyond(actual, planned, done, period) if planned or whole else None, _percent(actual, planned),
              _plan(whole, whole_year))
    document = {"from": period.first_day.isoformat(), "to": period.last_day.isoformat(), "year": whole_year.first_day.year, "accounts": [
        {"code": line.account.code, "role": line.account.role, "planned_kip": line.planned_kip, "actual_kip": line.actual_kip,
         "year_kip": line.year_kip} for line in lines], "planned_surplus_kip": planned, "surplus_kip": actual}
    columns = (Column(N_("Code"), share=7), Column(N_("Account"), share=29), Column(N_("Planned"), "kip", 15), Column(N_("Actual"), "kip", 15),
               Column(N_("Difference"), "kip", 15), Column(N_("Done"), "count", 8), Column(N_("Planned, whole year"), "kip", 16))
    return Listing("budget", N_("Budget and actual"), N_("{first_day} to {last_day}"),
                   {"first_day": period.first_day, "last_day": period.last_day}, letterhead, columns, tuple(sections), totals, document,
                   signers=(TREASURER, CHAIR, INSPECTION))


def _plan(kip: int, period: Period) -> Amount | None:
    """A planned amount: it says from when to when, and stands on no paper of the journal."""
    worked = Worked(N_("Planned from {first_day} to {last_day}."), kip, (("first_day", period.first_day), ("last_day", period.last_day)))
    return Amount(kip, Figure((), worked=(worked,))) if kip else None


def _beyond(actual: int, planned: int, done: Figure, period: Period) -> Amount:
    """What was posted beyond the plan."""
    plan = _plan(planned, period)
    return Amount(actual - planned, replace(done, worked=negative(plan.figure).worked) if plan is not None else done)


def _beside(code: str, name: str | Label, lines: Sequence[PlannedLine], periods: tuple[Period, Period], is_income: bool) -> tuple[Cell, ...]:
    planned, actual, year = (sum(getattr(line, one) for line in lines) for one in ("planned_kip", "actual_kip", "year_kip"))
    period, whole_year = periods
    figure = moved(*(line.account.code for line in lines), first_day=period.first_day, last_day=period.last_day, credit=is_income)
    return (code, name, _plan(planned, period), Amount(actual, figure), _beyond(actual, planned, figure, period) if planned or year else None,
            _percent(actual, planned), _plan(year, whole_year))


def _percent(actual: int, planned: int) -> Label | None:
    """How much of the plan is done, in whole percent, cut down."""
    return Label(f"{100 * actual // planned}%", "") if planned > 0 else None
