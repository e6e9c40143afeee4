"""The financial statements: income statement, balance sheet, cash flow, and the trial balance with its movements.

Each stands beside the year (or month) before it, and every amount knows what it stands for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from coopbooks.coop.cash_flow import GROUPS, SECTIONS
from coopbooks.i18n import formats
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import Account
from coopbooks.ledger.figures import Figure, balance, moved
from coopbooks.ledger.periods import Period
from coopbooks.papers.accounts import CHAIR, INSPECTION, TREASURER
from coopbooks.papers.parts import Amount, Cell, Column, Label, Letterhead, Listing, Section

MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One account on a statement: its amount, positive on the side of the statement, and that of the time before."""

    account: Account
    kip: int
    before_kip: int = 0


def named(account: Account) -> Label:
    """An account's name in both languages."""
    return Label(account.name_lo, account.name_en)


def _told(line: StatementLine) -> dict[str, object]:
    return {"code": line.account.code, "role": line.account.role, "kip": line.kip, "before_kip": line.before_kip}


def _span(period: Period) -> dict[str, str]:
    return {"from": period.first_day.isoformat(), "to": period.last_day.isoformat()}


def headed(period: Period) -> str:
    """A period as the head of a column: the year, the month, or its days."""
    first, last = period.first_day, period.last_day
    if (last + timedelta(days=1)).day == 1 and first.day == 1:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        if months == MONTHS_OF_YEAR:
            return str(first.year) if first.month == 1 else f"{first.year}/{last.year}"
        if months == 1:
            return f"{first.month:02}/{first.year}"
    return f"{formats.day(first)}–{formats.day(last)}"


def _two(now: int, before: int, figures: tuple[Figure, Figure]) -> tuple[Amount, Amount]:
    return Amount(now, figures[0]), Amount(before, figures[1])


def alone(paper: Listing) -> Listing:
    """A statement without the time beside it: the last column goes, and with it the lines that only it had."""
    sections = tuple(Section(one.heading, tuple(row[:-1] for row in one.rows if row[-2]), one.subtotal[:-1]) for one in paper.sections)
    document = _without(paper.document)
    period = N_("As at {as_of}") if "as_of" in paper.facts else N_("{first_day} to {last_day}")
    return replace(paper, period=period, columns=paper.columns[:-1], sections=tuple(one for one in sections if one.rows or one.subtotal),
                   totals=paper.totals[:-1], document=document)


def _without(told: Any) -> Any:
    """What a document says, less all that is of the time before."""
    if isinstance(told, dict):
        return {name: _without(value) for name, value in told.items() if not name.startswith("before")}
    return [_without(one) for one in told] if isinstance(told, list) else told


# --- income statement -------------------------------------------------------------------------------------------------
def _gathered(codes: Sequence[str], period: Period, before: Period, *, credit: bool) -> tuple[Figure, Figure]:
    now, then = (moved(*codes, first_day=one.first_day, last_day=one.last_day, credit=credit) for one in (period, before))
    return now, then


def income_statement(letterhead: Letterhead, period: Period, before: Period, income: Sequence[StatementLine],
                     expense: Sequence[StatementLine]) -> Listing:
    """Income and expense of a period and of the one before, and what is left; amounts positive on their normal side."""
    sums = [(sum(line.kip for line in lines), sum(line.before_kip for line in lines)) for lines in (income, expense)]
    surplus = (sums[0][0] - sums[1][0], sums[0][1] - sums[1][1])
    document = {**_span(period), "income": [_told(line) for line in income], "expense": [_told(line) for line in expense],
                "surplus_kip": surplus[0], "before": {**_span(before), "surplus_kip": surplus[1]}}
    sections = []
    for heading, lines, total, both, credit in ((N_("Income"), income, N_("All income"), sums[0], True),
                                                (N_("Expenses"), expense, N_("All expenses"), sums[1], False)):
        rows = tuple((line.account.code, named(line.account),
                      *_two(line.kip, line.before_kip, _gathered([line.account.code], period, before, credit=credit))) for line in lines)
        codes = [line.account.code for line in lines]
        sections.append(Section(heading, rows, ("", total, *_two(*both, _gathered(codes, period, before, credit=credit)))))
    every = [line.account.code for line in (*income, *expense)]
    left = ("", N_("Surplus") if surplus[0] >= 0 else N_("Loss"), *_two(*surplus, _gathered(every, period, before, credit=True)))
    return Listing("income-statement", N_("Income statement"), N_("{first_day} to {last_day}, beside {before_first} to {before_last}"),
                   _facts(period, before), letterhead,
                   (Column(N_("Code"), share=9), Column(N_("Account"), share=47), Column(headed(period), "kip", 22),
                    Column(headed(before), "kip", 22)), tuple(sections), left, document, signers=(TREASURER, CHAIR, INSPECTION))


def _facts(period: Period, before: Period) -> dict[str, object]:
    return {"first_day": period.first_day, "last_day": period.last_day, "before_first": before.first_day, "before_last": before.last_day}


# --- balance sheet ----------------------------------------------------------------------------------------------------
def balance_sheet(letterhead: Letterhead, as_of: date, before: date, sides: Sequence[Sequence[StatementLine]],
                  surplus: tuple[int, int], results: Sequence[str]) -> Listing:
    """What the co-op has and to whom it belongs, on a day and at the end of the year before.

    `sides` are the lines of assets, liabilities and equity; `surplus` what the open years have left so far, on both days, from the
    accounts `results`. Assets always equal the other two with that surplus.
    """
    def stands(codes: Sequence[str], *, credit: bool) -> tuple[Figure, Figure]:
        return balance(*codes, as_of=as_of, credit=credit), balance(*codes, as_of=before, credit=credit)

    sections, sums = [], []
    heads = ((N_("Assets"), N_("All assets")), (N_("Liabilities"), N_("All liabilities")), (N_("Equity"), N_("All equity")))
    for (heading, total), lines in zip(heads, sides, strict=True):
        credit, codes = lines is not sides[0], [line.account.code for line in lines]
        rows: list[tuple[Cell, ...]] = [(line.account.code, named(line.account),
                                         *_two(line.kip, line.before_kip, stands([line.account.code], credit=credit))) for line in lines]
        both = sum(line.kip for line in lines), sum(line.before_kip for line in lines)
        if lines is sides[-1] and any(surplus):
            name = N_("Surplus of the open year") if surplus[0] >= 0 else N_("Loss of the open year")
            rows.append(("", name, *_two(*surplus, stands(results, credit=True))))
            both, codes = (both[0] + surplus[0], both[1] + surplus[1]), [*codes, *results]
        sums.append((both, codes))
        sections.append(Section(heading, tuple(rows), ("", total, *_two(*both, stands(codes, credit=credit)))))
    funded = sums[1][0][0] + sums[2][0][0], sums[1][0][1] + sums[2][0][1]
    document = {"as_of": as_of.isoformat(), "before": before.isoformat(),
                **{name: [_told(line) for line in lines] for name, lines in zip(("assets", "liabilities", "equity"), sides, strict=True)},
                "surplus_of_open_year_kip": surplus[0], "total_assets_kip": sums[0][0][0], "total_liabilities_and_equity_kip": funded[0],
                "before_total_assets_kip": sums[0][0][1], "before_total_liabilities_and_equity_kip": funded[1]}
    return Listing("balance-sheet", N_("Balance sheet"), N_("As at {as_of}, beside {before}"), {"as_of": as_of, "before": before},
                   letterhead, (Column(N_("Code"), share=9), Column(N_("Account"), share=47), Column(formats.day(as_of), "kip", 22),
                                Column(formats.day(before), "kip", 22)), tuple(sections),
                   ("", N_("Liabilities and equity"), *_two(*funded, stands([*sums[1][1], *sums[2][1]], credit=True))), document,
                   signers=(TREASURER, CHAIR, INSPECTION))


# --- cash flow --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class FlowLine:
    """One line of the cash flow: its group, the accounts behind it, and what money came by it (negative: went), now and before."""

    group: str
    codes: tuple[str, ...]
    kip: int
    before_kip: int


def cash_flow(letterhead: Letterhead, period: Period, before: Period, known: tuple[Period, Period], boxes: Sequence[str],
              lines: Sequence[FlowLine], opening: tuple[int, int]) -> Listing:
    """Where money came from and went, by what it was for; `opening` is the money at the beginning of both periods.

    `known` are the parts of both periods that the book holds: what it began with is no flow. It ends in the money of the balance sheet.
    """
    def paid(codes: Sequence[str]) -> tuple[Figure, Figure]:
        now, then = (Figure(tuple(codes), one.first_day, one.last_day, credit=True, through=tuple(boxes)) for one in known)
        return now, then

    def held(day: date, day_before: date) -> tuple[Figure, Figure]:
        return balance(*boxes, as_of=day), balance(*boxes, as_of=day_before)

    sections, told = [], []
    for name, heading in SECTIONS.items():
        mine = [line for line in lines if GROUPS[line.group][0] == name]
        if mine:
            codes = [code for line in mine for code in line.codes]
            both = sum(line.kip for line in mine), sum(line.before_kip for line in mine)
            sections.append(Section(heading, tuple((GROUPS[line.group][1], *_two(line.kip, line.before_kip, paid(line.codes)))
                                                   for line in mine), (N_("Together"), *_two(*both, paid(codes)))))
            told.append({"name": name, "kip": both[0], "before_kip": both[1], "lines": [
                {"group": line.group, "accounts": list(line.codes), "kip": line.kip, "before_kip": line.before_kip} for line in mine]})
    every = [code for line in lines for code in line.codes]
    change = sum(line.kip for line in lines), sum(line.before_kip for line in lines)
    closing = opening[0] + change[0], opening[1] + change[1]
    day = timedelta(days=1)
    sections.append(Section(N_("Money in all boxes"), (
        (N_("At the beginning"), *_two(*opening, held(known[0].first_day - day, known[1].first_day - day))),
        (N_("Change"), *_two(*change, paid(every))))))
    document = {**_span(period), "sections": told, "opening_kip": opening[0], "change_kip": change[0], "closing_kip": closing[0],
                "before": {**_span(before), "opening_kip": opening[1], "change_kip": change[1], "closing_kip": closing[1]}}
    return Listing("cash-flow", N_("Cash flow"), N_("{first_day} to {last_day}, beside {before_first} to {before_last}"),
                   _facts(period, before), letterhead,
                   (Column(N_("What for"), share=56), Column(headed(period), "kip", 22), Column(headed(before), "kip", 22)),
                   tuple(sections), (N_("At the end"), *_two(*closing, held(known[0].last_day, known[1].last_day))), document,
                   signers=(TREASURER, CHAIR, INSPECTION))


# --- trial balance with movements -------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class WideLine:
    """One account: its balance before a period (debit positive), and what moved on each side."""

    account: Account
    opening_kip: int
    debit_kip: int
    credit_kip: int

    @property
    def closing_kip(self) -> int:
        """The balance at the end, debit positive."""
        return self.opening_kip + self.debit_kip - self.credit_kip


def trial_balance_wide(letterhead: Letterhead, period: Period, lines: Sequence[WideLine]) -> Listing:
    """Opening balance, movement and closing balance of every account, each by its side. Every pair of totals is equal."""
    document: dict[str, object] = {**_span(period), "accounts": [
        {"code": line.account.code, "role": line.account.role, "name_lo": line.account.name_lo, "name_en": line.account.name_en,
         **{f"{when}_{side}_kip": kip for when, side, kip in _six(line)}} for line in lines]}
    sums = [sum(_six(line)[place][2] for line in lines) for place in range(6)]
    for place, kip in enumerate(sums):
        document[f"total_{('opening', 'moved', 'closing')[place // 2]}_{('debit', 'credit')[place % 2]}_kip"] = kip
    rows = tuple((line.account.code, named(line.account), *(
        Amount(kip, figure) if kip else None for (*_, kip), figure in zip(_six(line), _figures([line], period), strict=True)))
        for line in lines)
    totals = tuple(Amount(kip, figure) for kip, figure in zip(sums, _figures(lines, period), strict=True))
    columns = (Column(N_("Code"), share=7), Column(N_("Account"), share=30), Column(N_("Opening debit"), "kip", 15),
               Column(N_("Opening credit"), "kip", 15), Column(N_("Moved, debit"), "kip", 15), Column(N_("Moved, credit"), "kip", 15),
               Column(N_("Closing debit"), "kip", 15), Column(N_("Closing credit"), "kip", 15))
    return Listing("trial-balance-wide", N_("Trial balance with movements"), N_("{first_day} to {last_day}"),
                   {"first_day": period.first_day, "last_day": period.last_day}, letterhead, columns, (Section("", rows),),
                   ("", N_("Total"), *totals), document, wide=True, signers=(TREASURER, INSPECTION))


def _six(line: WideLine) -> tuple[tuple[str, str, int], ...]:
    return (("opening", "debit", max(line.opening_kip, 0)), ("opening", "credit", max(-line.opening_kip, 0)),
            ("moved", "debit", line.debit_kip), ("moved", "credit", line.credit_kip),
            ("closing", "debit", max(line.closing_kip, 0)), ("closing", "credit", max(-line.closing_kip, 0)))


def _figures(lines: Sequence[WideLine], period: Period) -> Iterator[Figure]:
    """What each of the six columns stands for: only the accounts that stand on its side."""
    days = {"opening": period.first_day - timedelta(days=1), "closing": period.last_day}
    for place, (when, side) in enumerate((when, side) for when in ("opening", "moved", "closing") for side in ("debit", "credit")):
        codes, credit = tuple(line.account.code for line in lines if _six(line)[place][2]), side == "credit"
        if when in days:
            yield balance(*codes, as_of=days[when], credit=credit)
        else:
            yield Figure(codes, period.first_day, period.last_day, side=side, credit=credit)
