"""Every paper: its name in the headless interface, its title, its group, and how each ending is made."""

import codecs
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from coopbooks.i18n.markers import N_
from coopbooks.papers.agm_report import AgmReport
from coopbooks.papers.certificate import ShareCertificate
from coopbooks.papers.form import Form
from coopbooks.papers.meeting import Pack
from coopbooks.papers.member_statement import MemberStatement
from coopbooks.papers.parts import Column, Label, Listing
from coopbooks.papers.payout import PayoutSheet
from coopbooks.papers.receipt import Receipt
from coopbooks.papers.share_transfer import TransferPapers
from coopbooks.reports import agm, certificate, form, listing, member_statement, payout, receipt
from coopbooks.reports.sheets import csv_bytes, xlsx_bytes
from coopbooks.reports.speech import Speech
from coopbooks.reports.workbook import workbook_bytes

MEMBERS, MEETING, ACCOUNTS, TRADE = N_("For members"), N_("For the general meeting"), N_("Accounts"), N_("Buying and selling")


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One paper of the catalogue. `wants` names what it is asked with: period, as_of, member, leaver, customer (and a period), debtor (and a day),
    account, number or year.
    """

    name: str
    title: str
    group: str
    wants: str


PAPERS = (
    PaperKind("member-statement", N_("Member statement"), MEMBERS, "member"),
    PaperKind("receipt", N_("Receipt or produce slip"), MEMBERS, "number"),
    PaperKind("talking-statement", N_("Your account in plain words"), MEMBERS, "member"),
    PaperKind("tax-slip", N_("Tax slip"), MEMBERS, "member"),
    PaperKind("member-register", N_("Member register"), MEMBERS, "as_of"),
    PaperKind("member-card", N_("Member card"), MEMBERS, "leaver"),
    PaperKind("settlement", N_("Settlement with a member who leaves"), MEMBERS, "leaver"),
    PaperKind("members-by-village", N_("Members by village and sex"), MEMBERS, "as_of"),
    PaperKind("share-register", N_("Share register"), MEMBERS, "as_of"),
    PaperKind("share-movements", N_("Movements of shares"), MEMBERS, "period"),
    PaperKind("instalments-due", N_("Unpaid shares by village"), MEMBERS, "as_of"),
    PaperKind("share-transfer", N_("Transfer of shares"), MEMBERS, "number"),
    PaperKind("share-certificate", N_("Share certificate"), MEMBERS, "number"),
    PaperKind("agm-report", N_("Report to the general meeting"), MEETING, "year"),
    PaperKind("meeting-notice", N_("Notice and agenda"), MEETING, "year"),
    PaperKind("attendance-sheet", N_("Attendance list"), MEETING, "as_of"),
    PaperKind("minutes-form", N_("Motions and minutes"), MEETING, "year"),
    PaperKind("dividend-sheet", N_("Dividend pay-out sheet"), MEETING, "year"),
    PaperKind("inspection-sheet", N_("Inspection sheet"), MEETING, "as_of"),
    PaperKind("balance-sheet", N_("Balance sheet"), MEETING, "as_of"),
    PaperKind("surplus-proposal", N_("Proposal for sharing the surplus"), MEETING, "year"),
    PaperKind("tax-withheld", N_("Tax withheld on dividends"), MEETING, "year"),
    PaperKind("unclaimed-dividends", N_("Dividends not fetched"), MEETING, "as_of"),
    PaperKind("revolving-capital", N_("Revolving capital of the members"), MEETING, "as_of"),
    PaperKind("income-statement", N_("Income statement"), MEETING, "period"),
    PaperKind("income-by-product", N_("Income by product"), MEETING, "period"),
    PaperKind("income-by-business", N_("Business with members and others"), MEETING, "period"),
    PaperKind("cash-flow", N_("Cash flow"), MEETING, "period"),
    PaperKind("budget", N_("Budget and actual"), MEETING, "period"),
    PaperKind("district-pack", N_("Accounts for the district"), ACCOUNTS, "year"),
    PaperKind("handover-sheet", N_("Handing over"), ACCOUNTS, "as_of"),
    PaperKind("trial-balance", N_("Trial balance"), ACCOUNTS, "as_of"),
    PaperKind("trial-balance-wide", N_("Trial balance with movements"), ACCOUNTS, "period"),
    PaperKind("cash-book", N_("Cash book"), ACCOUNTS, "account"),
    PaperKind("account-card", N_("Account card"), ACCOUNTS, "account"),
    PaperKind("journal", N_("Journal"), ACCOUNTS, "period"),
    PaperKind("chart-of-accounts", N_("Chart of accounts"), ACCOUNTS, "as_of"),
    PaperKind("bank-unmatched", N_("Lines without a bank statement"), ACCOUNTS, "account"),
    PaperKind("asset-register", N_("Fixed assets"), ACCOUNTS, "as_of"),
    PaperKind("loan-schedule", N_("Plan of a loan"), ACCOUNTS, "number"),
    PaperKind("cash-count", N_("Cash count"), ACCOUNTS, "number"),
    PaperKind("receivables", N_("What customers owe us"), TRADE, "as_of"),
    PaperKind("payables", N_("What we owe suppliers"), TRADE, "as_of"),
    PaperKind("invoice", N_("Invoice"), TRADE, "number"),
    PaperKind("quotation", N_("Quotation"), TRADE, "number"),
    PaperKind("delivery-note", N_("Delivery note"), TRADE, "number"),
    PaperKind("credit-note", N_("Credit note"), TRADE, "number"),
    PaperKind("customer-statement", N_("Customer statement"), TRADE, "customer"),
    PaperKind("reminder", N_("Reminder to pay"), TRADE, "debtor"),
    PaperKind("sales-by-product", N_("Sales by product"), TRADE, "period"),
    PaperKind("sales-by-customer", N_("Sales by customer"), TRADE, "period"),
    PaperKind("sales-by-month", N_("Sales by month"), TRADE, "period"),
    PaperKind("missing-numbers", N_("Numbers of papers"), ACCOUNTS, "as_of"),
    PaperKind("producers-payable", N_("What we owe members for produce"), TRADE, "as_of"),
    PaperKind("day-sheet", N_("Day sheet of produce"), TRADE, "as_of"),
    PaperKind("stock-card", N_("Stock card"), TRADE, "period"),
    PaperKind("stock-count-form", N_("Stock count form"), TRADE, "as_of"),
    PaperKind("advances", N_("Advances by age"), TRADE, "as_of"),
    PaperKind("advance-agreement", N_("Agreement on an advance"), TRADE, "number"),
    PaperKind("fairness", N_("Fairness of weighing"), TRADE, "period"),
    PaperKind("pay-list", N_("Pay list of produce"), TRADE, "number"),
    PaperKind("price-list", N_("Price list"), TRADE, "as_of"),
)
"""The papers in the order of the Reports page."""

Paper = AgmReport | Form | Listing | Pack | MemberStatement | Receipt | PayoutSheet | ShareCertificate | TransferPapers
ENDINGS = (".pdf", ".xlsx", ".csv", ".json")
_PDF: dict[type[Any], Callable[[Any, str], bytes]] = {
    AgmReport: agm.render,
    Form: form.render,
    Listing: listing.render,
    Pack: listing.render_pack,
    MemberStatement: member_statement.render,
    PayoutSheet: payout.render,
    Receipt: receipt.render,
    ShareCertificate: certificate.render,
    TransferPapers: lambda paper, language: form.render_all(paper.marked(), language),
}


def render(paper: Paper, ending: str, language: str) -> bytes:
    """A paper as the file its ending asks for. Language: lo, en or lo+en."""
    if ending == ".json":
        return _json(paper.to_json())
    if ending == ".pdf":
        return _PDF[type(paper)](paper, language)
    if isinstance(paper, Pack):
        return _pack(paper, ending, Speech.of(language))
    table = _table(paper, Speech.of(language), with_headings=ending == ".xlsx")
    return xlsx_bytes(*table) if ending == ".xlsx" else csv_bytes(*table)


def render_statements(papers: Iterable[MemberStatement], ending: str, language: str,
                      speaks: Callable[[MemberStatement], str] | None = None) -> bytes:
    """All statements in one file; in a PDF each in its own language, where `speaks` tells it."""
    if ending == ".pdf":
        return member_statement.render_many(papers, language, speaks)
    documents = [paper.to_json() for paper in papers]
    if ending == ".json":
        return _json(documents)
    speech = Speech.of(language)
    titles = [speech.say(title) for title in (N_("No."), N_("Paid up"), N_("We owe"), N_("Net"))]
    rows = [(document["member"], document["closing"]["paid_up_kip"], document["closing"]["we_owe_kip"],
             (document["surplus_share"] or {}).get("net_kip", 0)) for document in documents]
    table = (speech.say(N_("Member statement")), titles, rows)
    return xlsx_bytes(*table) if ending == ".xlsx" else csv_bytes(*table)


def render_run(name: str, papers: Iterable[Any], ending: str, language: str, speaks: Callable[[Any], str] | None = None) -> bytes:
    """The papers of a run in one file: statements of members, or forms for customers; no pages for nobody."""
    if name == "member-statement":
        return render_statements(papers, ending, language, speaks)
    if ending == ".pdf":
        return form.render_all(papers, language, speaks)
    made, speech = list(papers), Speech.of(language)
    if ending == ".json":
        return _json([paper.to_json() for paper in made])
    title = next(kind.title for kind in PAPERS if kind.name == name)
    table = (speech.say(title), [speech.say(title) for title in (N_("No."), N_("Customer"), N_("Date"), N_("Amount"))],
             [(paper.party.number, paper.party.name, paper.on, paper.sums[-1].amount_kip) for paper in made])
    return xlsx_bytes(*table) if ending == ".xlsx" else csv_bytes(*table)


def _json(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _table(paper: Paper, speech: Speech, *, with_headings: bool) -> tuple[str, list[str], list[tuple[Any, ...]]]:
    """Title, titles of columns, rows. Headings of groups are for people: a plain table for other programs goes without."""
    if isinstance(paper, Listing):
        blank = (None,) * (len(paper.columns) - 1)
        rows = [row for section in paper.sections for row in (
            *(((section.heading, *blank),) if with_headings and section.heading and section.rows else ()), *section.rows,
            *((section.subtotal,) if section.subtotal else ()))]
        every = [*rows, *((paper.totals,) if paper.totals else ())]
        return speech.say(paper.title), [speech.say(column.title) for column in paper.columns], [_row(row, speech, paper.columns) for row in every]
    if isinstance(paper, Form):
        return _form_table(paper, speech)
    if isinstance(paper, TransferPapers):
        return _form_table(paper.papers[0], speech)
    if isinstance(paper, AgmReport):
        return _agm_table(paper, speech)
    document = paper.to_json()
    if isinstance(paper, ShareCertificate):
        return speech.say(N_("Share certificate")), list(document), [tuple(document.values())]
    titles, rows = _PLAIN[type(paper)](paper, speech)
    named = {PayoutSheet: N_("Dividend pay-out sheet"), Receipt: N_("Receipt"), MemberStatement: N_("Member statement")}
    return speech.say(named[type(paper)]), [speech.say(title) for title in titles], rows


Table = tuple[list[str], list[tuple[Any, ...]]]


def _payout_table(paper: PayoutSheet, _speech: Speech) -> Table:
    titles = [N_("No."), N_("Name"), N_("Village"), N_("Dividend"), N_("Tax"), N_("Refund"), N_("Net"), N_("This round"), N_("Paid")]
    rows: list[tuple[Any, ...]] = [(one.number, one.name, one.village, one.share_dividend_kip, one.tax_kip, one.patronage_kip, one.net_kip,
                                    one.payable_now_kip, one.paid_on) for one in paper.lines]
    sums = [sum(row[place] for row in rows) for place in range(3, 8)]
    return titles, [*rows, ("", "", "", *sums, None)]


def _receipt_table(paper: Receipt, speech: Speech) -> Table:
    if not paper.lines:
        return [N_("Number"), N_("Date"), N_("Person"), N_("Amount")], [(paper.number, paper.on, paper.who, paper.amount_kip)]
    titles = [N_("Product"), N_("Grade"), N_("Gross kg"), N_("Sacks kg"), N_("Net kg"), N_("Price"), N_("Deduction"), N_("Amount")]
    return titles, [(speech.name(one.product), one.grade, Decimal(one.gross_g) / 1000, Decimal(one.tare_g) / 1000, Decimal(one.net_g) / 1000,
                     one.price_kip, one.deduction_kip, one.amount_kip) for one in paper.lines]


def _statement_table(paper: MemberStatement, speech: Speech) -> Table:
    """The figures of a statement, one a row: what, day, paper, count or kilograms, kip."""
    titles = [N_("What"), N_("Date"), N_("Paper no."), N_("Quantity"), N_("Amount")]
    rows: list[tuple[Any, ...]] = [(speech.say(N_("Brought forward")), paper.first_day, "", paper.opening[0], paper.opening[1])]
    rows += [(speech.say(N_("Shares")), one.on, one.number, one.share_count, one.paid_kip) for one in paper.shares]
    rows += [(f"{speech.name(one.product)} {one.grade}".strip(), None, "", Decimal(one.net_g) / 1000, one.amount_kip) for one in paper.grades]
    rows += [(speech.say(N_("Payment for produce")), date.fromisoformat(str(one["on"])), str(one["number"]), None, int(one["amount_kip"]))
             for one in paper.payments]
    rows.append((speech.say(N_("We owe")), paper.last_day, "", None, paper.we_owe_kip))
    if paper.surplus:
        rows += [(speech.say(title), paper.last_day, "", None, kip) for title, kip in (
            (N_("Dividend on shares"), paper.surplus.share_dividend_kip), (N_("Patronage refund"), paper.surplus.patronage_kip),
            (N_("Tax"), -paper.surplus.share_tax_kip - paper.surplus.patronage_tax_kip), (N_("Net"), paper.surplus.net_kip))]
    return titles, rows


_PLAIN: dict[type[Any], Callable[[Any, Speech], Table]] = {
    PayoutSheet: _payout_table, Receipt: _receipt_table, MemberStatement: _statement_table}


def _row(cells: Iterable[Any], speech: Speech, columns: Iterable[Column]) -> tuple[Any, ...]:
    return tuple(_value(cell, speech, column.kind) for cell, column in zip(cells, columns, strict=True))


def _value(cell: Any, speech: Speech, kind: str) -> Any:
    if isinstance(cell, Label):
        return speech.name(cell)
    if isinstance(cell, str) and cell:
        return speech.say(cell)
    return Decimal(cell) / 1000 if kind == "kg" and isinstance(cell, int) else cell


def _form_table(paper: Form, speech: Speech) -> tuple[str, list[str], list[tuple[Any, ...]]]:
    """A form as a table: its rows and totals, the sums under its last column; without a table, its facts in two columns."""
    if not paper.columns:
        facts = [(N_("Number"), paper.number), (N_("Date"), paper.on), *((one.title, one.value) for one in paper.heads)]
        facts_shown = [(speech.say(title), _row((value,), speech, (Column(""),))[0]) for title, value in facts if value not in ("", None)]
        return speech.say(paper.title), [speech.say(N_("What")), speech.say(N_("Value"))], facts_shown
    rows: list[tuple[Any, ...]] = [_row(row, speech, paper.columns) for row in (*paper.rows, *((paper.totals,) if paper.totals else ()))]
    gap = (None,) * (len(paper.columns) - 2)
    for one in paper.sums:
        said = speech.say(one.title) if isinstance(one.title, str) else speech.say(one.title.wording, **one.title.facts)
        rows.append((said, *gap, one.amount_kip) if len(paper.columns) > 1 else (one.amount_kip,))
    return speech.say(paper.title), [speech.say(column.title) for column in paper.columns], rows


def _agm_table(paper: AgmReport, speech: Speech) -> tuple[str, list[str], list[tuple[Any, ...]]]:
    """The year in numbers: a row for each figure, a column for each year."""
    rows = (("member_count", N_("Members")), ("women_count", N_("Women")), ("share_count", N_("Shares")), ("paid_kip", N_("Paid up")),
            ("income_kip", N_("Income")), ("expense_kip", N_("Expenses")), ("surplus_kip", N_("Surplus")), ("shared_kip", N_("For the members")))
    return (speech.say(N_("The year in numbers")), [speech.say(N_("What")), *(str(one.year) for one in paper.years)],
            [(speech.say(title), *(getattr(one, name) for one in paper.years)) for name, title in rows])


def _pack(paper: Pack, ending: str, speech: Speech) -> bytes:
    """A sheet for each account; as CSV one under the other, each under its title."""
    tables = [_table(one, speech, with_headings=ending == ".xlsx") for one in paper.listings]
    if ending == ".xlsx":
        return workbook_bytes(tables)
    return b"\r\n".join(csv_bytes("", [title], []) + csv_bytes("", titles, rows).removeprefix(codecs.BOM_UTF8) for title, titles, rows in tables)
