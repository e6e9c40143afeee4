"""The report to the general meeting: keeping what the co-op wrote for it, and gathering every figure in one read of the book."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from coopbooks.books import approvals, dividends, journal, produce, settings, shares, yearend
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading, Writing
from coopbooks.books.verify import verify
from coopbooks.coop import agm as rules
from coopbooks.coop.agm import SECTIONS, WRITTEN, KeepAgmReport
from coopbooks.coop.allocation import share_surplus
from coopbooks.coop.approval import is_one_person
from coopbooks.coop.plan import SurplusPlan
from coopbooks.coop.policy_text import policy_from_toml
from coopbooks.coop.rich_text import parse
from coopbooks.i18n import formats
from coopbooks.i18n.markers import N_
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import refuse_if
from coopbooks.papers.agm_report import AgmReport, BuyerSum, GradeSum, PlanColumn, SurplusRow, SurplusTable, VillageCount, YearFigures
from coopbooks.papers.parts import Label, Listing
from coopbooks.services import paper_settings, printing
from coopbooks.services.dividends import policy_of
from coopbooks.services.outcome import Topic, action
from coopbooks.services.register import statistics

SHOWN_YEARS = 5
STATEMENTS = ("balance-sheet", "income-statement", "cash-flow")
"""Accounts that stand in the report: papers by their name, which is their section's too."""


# --- what the co-op wrote ---------------------------------------------------------------------------------------------
@action(Topic.SETTINGS)
def keep_agm_report(tx: Writing, order: KeepAgmReport) -> None:
    """Keep how a year's report is made. Refused: YearNotInBook, SectionUnknown, SectionTwice, WordsTooLong, CountImpossible, …"""
    coop = settings.profile(tx)
    last = coop.period(order.year).last_day if coop.year_of(coop.begins_on) <= order.year <= coop.year_of(tx.today) else tx.today
    refuse_if(rules.check_report(order, coop.year_of(coop.begins_on), coop.year_of(tx.today), statistics(tx, last).everybody.total))
    kept = asdict(order) | {"meeting_on": order.meeting_on.isoformat() if order.meeting_on else None}
    settings.decide(tx, f"agm.{order.year}", json.dumps(kept, ensure_ascii=False), coop.begins_on, "")


def kept_report(tx: Reading, year: int) -> KeepAgmReport:
    """How a year's report is made: as it was kept, or with every section and no words yet."""
    text = settings.value(tx, f"agm.{year}", tx.today)
    if not text:
        return KeepAgmReport(year, tuple(SECTIONS))
    kept = json.loads(text)
    day = kept.pop("meeting_on")
    sections = tuple(section for section in kept.pop("sections") if section in SECTIONS)
    return KeepAgmReport(**kept, sections=sections, meeting_on=date.fromisoformat(day) if day else None)


@dataclass(frozen=True, slots=True)
class AgmPage:
    """What the form of the report shows."""

    kept: KeepAgmReport
    member_count: int
    is_approved: bool


def prepare_agm(book: Book, year: int) -> AgmPage:
    """What was kept for a year's report, and how many members there are."""
    with book.reading() as tx:
        last = settings.profile(tx).period(year).last_day
        return AgmPage(kept_report(tx, year), statistics(tx, last).everybody.total, dividends.appropriation_of(tx, year) is not None)


# --- the report -------------------------------------------------------------------------------------------------------
def agm_report(book: Book, year: int, statements: dict[str, Listing], *, with_check: bool = True) -> AgmReport:
    """The report of a year. `statements` are the accounts by their section's key, made by whoever makes them."""
    with book.reading() as tx:
        coop, kept = settings.profile(tx), kept_report(tx, year)
        period = coop.period(year)
        first = max(coop.year_of(coop.begins_on), year - SHOWN_YEARS + 1)
        before = coop.period(year - 1)
        counted = statistics(tx, period.last_day)
        joined, left = (int(tx.one(f"SELECT count(*) FROM member WHERE {column} BETWEEN ? AND ?", period.first_day.isoformat(),
                                   period.last_day.isoformat())[0]) for column in ("joined_on", "left_on"))
        findings = sum(1 for _ in verify(tx, ("chain", "balanced", "subledgers", "totals", "register"))) if with_check else None
        texts = {name: parse(getattr(kept, name)) for name in WRITTEN}
        held, decision = yearend.meeting_of(tx, year), dividends.appropriation_of(tx, year)
        if held is not None:
            # What was written down at the meeting itself counts before what was planned for it.
            kept = replace(kept, meeting_on=held.on, meeting_place=held.place or kept.meeting_place,
                           present_count=held.present_count or kept.present_count)
        return AgmReport(
            printing.letterhead(tx), year, period.first_day, period.last_day, decision is None, kept.sections,
            kept.meeting_no, kept.meeting_on, kept.meeting_place, kept.present_count, kept.proxy_count,
            int(paper_settings.value_of(tx, "meeting.quorum_percent")), texts,
            tuple(_figures(tx, one, coop.period(one)) for one in range(first, year + 1)), joined, left, statements, _surplus(tx, year),
            _grades(tx, period, before), _buyers(tx, period, before), _months(tx, period),
            tuple(VillageCount(str(one.key or ""), one.women, one.men, one.unknown, one.share_count, one.delivered_kip)
                  for one in counted.by_village), findings, decision=decision.appropriation_id if decision else 0)


def _figures(tx: Reading, year: int, period: Period) -> YearFigures:
    result = journal.income_and_expense(tx, period.first_day, period.last_day)
    counted = statistics(tx, period.last_day).everybody
    held = shares.holdings(tx, period.last_day)
    delivered = produce.patronage(tx, period.first_day, period.last_day)
    decision = dividends.appropriation_of(tx, year)
    shared = decision.result["share_pool_kip"] + decision.result["patronage_pool_kip"] if decision else 0
    return YearFigures(year, counted.total, counted.women, sum(one.share_count for one in held.values()),
                       int(sum(one.paid_kip for one in held.values())), sum(net_g for _, net_g in delivered.values()),
                       sum(value for value, _ in delivered.values()), int(sum(line.kip for line in result.income)),
                       int(sum(line.kip for line in result.expense)), int(shared))


def _shares_of(tx: Reading, year: int) -> tuple[dict[str, Any], str, date | None]:
    """The waterfall of a year: as approved, or as the policy in force proposes."""
    decision = dividends.appropriation_of(tx, year)
    if decision is not None:
        return decision.result, decision.resolution, decision.decided_on
    facts = dividends.year_facts(tx, year)
    return _as_result(share_surplus(policy_of(tx, year), facts)), "", None


def _as_result(plan: SurplusPlan) -> dict[str, Any]:
    return {"surplus_kip": plan.surplus_kip, "losses_covered_kip": plan.losses_covered_kip,
            "funds": [{"name": one.name, "kip": one.kip} for one in plan.funds], "share_pool_kip": plan.share_pool_kip,
            "patronage_pool_kip": plan.patronage_pool_kip, "remainder_kip": plan.remainder_kip}


def _plans(tx: Reading, year: int) -> dict[str, dict[str, int]]:
    """The plans the board kept for a year that is not decided, each as its rows."""
    kept = yearend.plans_of(tx, year) if dividends.appropriation_of(tx, year) is None else {}
    facts = dividends.year_facts(tx, year) if kept else None
    return {name: _rows(_as_result(share_surplus(policy_from_toml(text), facts))) for name, text in kept.items()} if facts else {}


def _rows(result: dict[str, Any]) -> dict[str, int]:
    rows = {N_("Losses covered"): int(result["losses_covered_kip"])} if result["losses_covered_kip"] else {}
    rows |= {str(fund["name"]): int(fund["kip"]) for fund in result["funds"]}
    rows |= {N_("Dividends on shares"): int(result["share_pool_kip"]), N_("Patronage refunds"): int(result["patronage_pool_kip"])}
    return rows | ({N_("Remainder"): int(result["remainder_kip"])} if result["remainder_kip"] else {})


def _surplus(tx: Reading, year: int) -> SurplusTable:
    result, resolution, decided_on = _shares_of(tx, year)
    earlier = dividends.appropriation_of(tx, year - 1)
    before = _rows(earlier.result) if earlier else {}
    surplus, plans = int(result["surplus_kip"]), _plans(tx, year)
    titles = list(dict.fromkeys([*_rows(result), *(title for rows in plans.values() for title in rows)]))
    now = _rows(result)
    rows = tuple(SurplusRow(title, _percent(kip, surplus), kip, before.get(title, 0) if earlier else None)
                 for title, kip in ((title, now.get(title, 0)) for title in titles))
    columns = tuple(PlanColumn(name, tuple(rows.get(title, 0) for title in titles)) for name, rows in plans.items())
    return SurplusTable(surplus, int(earlier.result["surplus_kip"]) if earlier else None, rows, resolution, decided_on, columns,
                        to_members_kip=int(result["share_pool_kip"]) + int(result["patronage_pool_kip"]),
                        has_one_person=is_one_person(approvals.people(tx)))


def _percent(kip: int, whole_kip: int) -> str:
    """A part of a whole with one decimal, or nothing where there is no whole."""
    return formats.percent_text(Fraction(round(Fraction(kip * 1000, whole_kip)), 1000)) if whole_kip > 0 else ""


def _grades(tx: Reading, period: Period, before: Period) -> tuple[GradeSum, ...]:
    known = {product.product_id: Label(product.name_lo, product.name_en) for product in produce.all_products(tx)}
    sums: dict[tuple[int, str], list[int]] = {}
    for place, days in enumerate((period, before)):
        for lines in produce.months_and_grades(tx, days.first_day, days.last_day).values():
            for line in lines:
                found = sums.setdefault((line.product_id, line.grade), [0, 0, 0])
                if place:
                    found[2] += line.net_g
                else:
                    found[0] += line.net_g
                    found[1] += line.amount_kip
    return tuple(GradeSum(known[product], grade, *found) for (product, grade), found in sorted(sums.items()))


_BUYERS = """
SELECT name, sum(iif(doc_date >= :first, net_kip, 0)), sum(iif(doc_date < :first, net_kip, 0)) FROM invoice_line JOIN customer USING (customer_id)
 WHERE doc_date BETWEEN :before AND :last GROUP BY customer_id ORDER BY 2 DESC, 1
"""


def _buyers(tx: Reading, period: Period, before: Period) -> tuple[BuyerSum, ...]:
    found = tx.all(_BUYERS, {"first": period.first_day.isoformat(), "last": period.last_day.isoformat(), "before": before.first_day.isoformat()})
    return tuple(BuyerSum(str(name), int(kip), int(earlier)) for name, kip, earlier in found if kip or earlier)


def _months(tx: Reading, period: Period) -> tuple[tuple[int, int], ...]:
    found = dict(tx.all("SELECT CAST(substr(doc_date, 6, 2) AS INTEGER), sum(net_g) FROM delivery_line WHERE doc_date BETWEEN ? AND ? "
                        "GROUP BY 1", period.first_day.isoformat(), period.last_day.isoformat()))
    order = [(period.first_day.month + n - 1) % 12 + 1 for n in range(12)]
    return tuple((month, int(found.get(month, 0))) for month in order)
