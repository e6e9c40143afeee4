"""Closed years, approved appropriations and what was paid of them, as kept."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from coopbooks.books import balances, invoices, members, produce, settings, shares, yearend
from coopbooks.books.rows import AppropriationRow, ClosingRow, DividendLineRow, PayoutRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.allocation import YearFacts
from coopbooks.coop.division import exact_text
from coopbooks.coop.plan import SurplusPlan
from coopbooks.coop.weighting import MemberYear, Patronage, ProductLine, split_moves
from coopbooks.ledger.accounts import AccountKind, AccountRole
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.periods import Period


@dataclass(frozen=True, slots=True)
class Closing:
    """A closed fiscal year with its surplus (negative: a loss) and the losses brought forward into it."""

    year: int
    period: Period
    surplus_kip: Kip
    losses_kip: Kip
    entry_id: int | None


@dataclass(frozen=True, slots=True)
class Appropriation:
    """The meeting's decision that stands for a year. `result` is the waterfall and the proof as it was approved."""

    appropriation_id: int
    entry_id: int
    year: int
    resolution: str
    decided_on: date
    policy: str
    result: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DividendLine:
    """One member's line of an approved appropriation, and what was paid of it so far."""

    dividend_line_id: int
    member_id: int
    number: str
    name: str
    village: str
    weighted_capital: str
    share_dividend_kip: Kip
    share_tax_kip: Kip
    patronage_basis: str
    patronage_kip: Kip
    patronage_tax_kip: Kip
    net_kip: Kip
    payable_now_kip: Kip
    carried_kip: Kip
    paid_kip: Kip
    paid_on: date | None
    paper: str
    kept_kip: Kip = ZERO
    method: str = ""

    def cash_kip(self, unit_kip: int) -> Kip:
        """What is paid in money: the net less what the policy kept of the refund, in whole pay-out units."""
        whole = max(self.net_kip - self.kept_kip, 0)
        return Kip(whole - whole % unit_kip)


def closing_of(tx: Reading, year: int) -> Closing | None:
    """The closing of a fiscal year, if it is closed."""
    row = tx.maybe("SELECT year, first_day, last_day, surplus_kip, losses_kip, entry_id FROM closing "
                   "WHERE year = ? AND closing_id NOT IN (SELECT closing_id FROM reopening)", year)
    if row is None:
        return None
    period = Period(date.fromisoformat(row[1]), date.fromisoformat(row[2]))
    return Closing(int(row[0]), period, Kip(row[3]), Kip(row[4]), row[5])


def closed_years(tx: Reading) -> list[int]:
    """The closed fiscal years in order."""
    return [int(year) for (year,) in tx.all("SELECT year FROM closing WHERE closing_id NOT IN (SELECT closing_id FROM reopening) "
                                           "ORDER BY year")]


def result_balances(tx: Reading, period: Period) -> dict[str, Kip]:
    """What every income and expense account gathered in a period, by code, closing entries left out; debit positive."""
    moved = balances.moved_between(tx, period.first_day, period.last_day)
    chart = settings.chart(tx)
    closed = dict(tx.all("SELECT account_id, sum(amount_kip) FROM posting JOIN entry AS e USING (entry_id) "
                         "WHERE (action = 'closing' OR reverses IN (SELECT entry_id FROM entry WHERE action = 'closing')) "
                         "AND e.entry_date BETWEEN ? AND ? GROUP BY account_id", period.first_day.isoformat(),
                         period.last_day.isoformat()))
    found = {account.code: Kip(moved.get(key, 0) - closed.get(key, 0)) for key, account in chart.items()
             if account.kind in (AccountKind.INCOME, AccountKind.EXPENSE)}
    return {code: kip for code, kip in found.items() if kip}


def year_facts(tx: Reading, year: int, *, by_product: bool = False, decided_on: date | None = None) -> YearFacts:
    """What is shared and among whom: the surplus of a year, closed or not, and every member's capital and patronage.

    `by_product` also tells what each member delivered of each product: only a policy that weighs products needs it.
    `decided_on` is the day of a decision at hand; else that of the decision that stands, and before there is one it is today.
    Without a close the surplus is income less expense, and losses brought forward are the balance of that account.
    """
    closing = closing_of(tx, year)
    period = closing.period if closing else settings.profile(tx).period(year)
    if closing:
        surplus, losses = closing.surplus_kip, closing.losses_kip
    else:
        surplus = Kip(-sum(result_balances(tx, period).values()))
        losses = losses_forward(tx, period)
    before = balances.on_day(tx, period.last_day)
    funds = {str(account.role).removesuffix("-fund"): -before.get(key, 0) for key, account in settings.chart(tx).items()
             if account.kind is AccountKind.EQUITY and account.role}
    return YearFacts(year, period, surplus, _member_years(tx, period, by_product=by_product), losses, funds,
                     decided_on=decided_on or _decision_day(tx, year, period))


def _decision_day(tx: Reading, year: int, period: Period) -> date:
    decision, meeting = appropriation_of(tx, year), yearend.meeting_of(tx, year)
    if decision is not None:
        return decision.decided_on
    return meeting.on if meeting is not None and meeting.decision == "approved" else max(tx.today, period.last_day + timedelta(1))


def losses_forward(tx: Reading, period: Period) -> Kip:
    """Losses brought forward that a surplus has to cover first."""
    return Kip(max(0, balances.on_day(tx, period.last_day).get(tx.account_id(AccountRole.LOSS_FORWARD), 0)))


def _member_years(tx: Reading, period: Period, *, by_product: bool) -> tuple[MemberYear, ...]:
    moves = shares.paid_moves(tx, period.last_day)
    delivered = produce.patronage(tx, period.first_day, period.last_day)
    bought = invoices.purchases_of_members(tx, period.first_day, period.last_day)
    fees = _fees(tx, period)
    products = _products(tx, period) if by_product else {}
    lines = []
    for brief in members.load_all(tx).values():
        opening, within = split_moves(moves.get(brief.member_id, ()), period)
        value_kip, net_g = delivered.get(brief.member_id, (0, 0))
        if opening or within or value_kip or net_g or brief.member_id in bought or brief.member_id in fees:
            patronage = Patronage(max(0, value_kip), max(0, net_g), max(0, bought.get(brief.member_id, 0)), 0,
                                  max(0, fees.get(brief.member_id, 0)), tuple(products.get(brief.member_id, ())))
            lines.append(MemberYear(brief.number, brief.member_id, brief.name, opening, within, patronage))
    return tuple(lines)


def _fees(tx: Reading, period: Period) -> dict[int, int]:
    """What each member paid in fees."""
    return {int(key): int(kip) for key, kip in tx.all(
        "SELECT member_id, -sum(amount_kip) FROM posting WHERE account_id = ? AND member_id IS NOT NULL AND entry_date BETWEEN ? AND ? "
        "GROUP BY member_id", tx.account_id(AccountRole.MEMBER_FEES), period.first_day.isoformat(), period.last_day.isoformat())}


def _products(tx: Reading, period: Period) -> dict[int, list[ProductLine]]:
    """What each member delivered of each product and grade."""
    codes = {product.product_id: product.code for product in produce.all_products(tx)}
    found: dict[int, list[ProductLine]] = {}
    for key, product_id, grade, kip, net_g in tx.all(
            "SELECT member_id, product_id, grade, sum(amount_kip), sum(net_g) FROM delivery_line WHERE doc_date BETWEEN ? AND ? "
            "GROUP BY member_id, product_id, grade", period.first_day.isoformat(), period.last_day.isoformat()):
        found.setdefault(int(key), []).append(ProductLine(codes[product_id], str(grade), int(kip), int(net_g)))
    return found


def keep_closing(tx: Writing, closing: Closing) -> None:
    """Write down that a year is closed; from then on nothing may be dated in it."""
    tx.decide(ClosingRow, year=closing.year, first_day=closing.period.first_day.isoformat(),
              last_day=closing.period.last_day.isoformat(), surplus_kip=closing.surplus_kip, losses_kip=closing.losses_kip,
              entry_id=closing.entry_id)
    tx.memo.pop("open_days", None)


def keep_appropriation(tx: Writing, entry_id: int, resolution: str, decided_on: date, policy: str, result: dict[str, Any],
                       plan: SurplusPlan) -> None:
    """Append an approved plan with every member's line to its open entry."""
    appropriation_id = tx.append(AppropriationRow, entry_id=entry_id, year=plan.year, resolution=resolution,
                                 decided_on=decided_on.isoformat(), policy=policy,
                                 result=json.dumps(result, ensure_ascii=False, separators=(",", ":")))
    for part in plan.members:
        if part.member_id is not None and (part.share_dividend_kip or part.patronage_kip):
            tx.append(
                DividendLineRow, entry_id=entry_id, appropriation_id=appropriation_id, member_id=part.member_id,
                weighted_capital=exact_text(plan.weighted_capital(part)), share_dividend_kip=part.share_dividend_kip,
                share_tax_kip=part.share_tax_kip, patronage_basis=exact_text(plan.patronage_basis(part)),
                patronage_kip=part.patronage_kip, patronage_tax_kip=part.patronage_tax_kip, net_kip=part.net_kip,
                payable_now_kip=part.payable_now_kip, carried_kip=part.carried_kip)


def appropriation_of(tx: Reading, year: int) -> Appropriation | None:
    """The decision that stands for a year: approved and not reversed."""
    row = tx.maybe("SELECT appropriation_id, a.entry_id, year, resolution, decided_on, policy, result FROM appropriation AS a "
                   "WHERE year = ? AND NOT EXISTS (SELECT 1 FROM entry WHERE reverses = a.entry_id)", year)
    if row is None:
        return None
    return Appropriation(row[0], row[1], row[2], row[3], date.fromisoformat(row[4]), row[5], json.loads(row[6]))


def lines_of(tx: Reading, year: int) -> list[DividendLine]:
    """Every member's line of the year's standing decision, in order of member number, with what was paid."""
    found = tx.all(
        "SELECT l.dividend_line_id, l.member_id, m.number, trim(title || ' ' || given_name || ' ' || family_name), village, "
        "weighted_capital, share_dividend_kip, share_tax_kip, patronage_basis, patronage_kip, patronage_tax_kip, net_kip, "
        "payable_now_kip, carried_kip, coalesce(sum(iif(t.method = 'kept', 0, p.amount_kip)), 0), "
        "max(iif(t.method = 'kept' OR p.amount_kip < 0, NULL, d.doc_date)), coalesce(max(iif(t.method = 'kept', NULL, d.number)), ''), "
        "coalesce(sum(iif(t.method = 'kept', p.amount_kip, 0)), 0), coalesce(max(iif(t.method = 'kept', NULL, t.method)), '') "
        "FROM dividend_line AS l JOIN appropriation AS a USING (appropriation_id) JOIN member AS m USING (member_id) "
        "LEFT JOIN payout AS p USING (dividend_line_id) LEFT JOIN document AS d ON d.document_id = p.document_id "
        "LEFT JOIN payout_terms AS t ON t.document_id = coalesce(d.refers, d.document_id) "
        "WHERE year = ? AND NOT EXISTS (SELECT 1 FROM entry WHERE reverses = a.entry_id) "
        "GROUP BY dividend_line_id ORDER BY number_key", year)
    return [_line((*row[:15], date.fromisoformat(row[15]) if row[15] and row[14] else None, *row[16:])) for row in found]


def left_of_member(tx: Reading, member_id: int) -> tuple[tuple[int, Kip], ...]:
    """A member's lines of the decisions that stand and what is left of each in kip, the oldest year first."""
    return tuple((int(line_id), Kip(int(left))) for line_id, left in tx.all(
        "SELECT dividend_line_id, net_kip - coalesce(sum(p.amount_kip), 0) AS left_kip FROM dividend_line AS l "
        "JOIN appropriation AS a USING (appropriation_id) LEFT JOIN payout AS p USING (dividend_line_id) "
        "WHERE l.member_id = ? AND NOT EXISTS (SELECT 1 FROM entry WHERE reverses = a.entry_id) "
        "GROUP BY dividend_line_id HAVING left_kip > 0 ORDER BY year", member_id))


def _line(values: tuple[Any, ...]) -> DividendLine:
    return DividendLine(*values)


def keep_payout(tx: Writing, entry_id: int, document_id: int, dividend_line_id: int, amount_kip: int) -> None:
    """Append one payment to its open entry. The file itself refuses more than the line's net."""
    tx.append(PayoutRow, entry_id=entry_id, document_id=document_id, dividend_line_id=dividend_line_id, amount_kip=amount_kip)
