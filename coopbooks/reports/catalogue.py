"""Every paper: its name in the headless interface, its title, its group, and how each ending is made."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coopbooks.i18n.markers import N_
from coopbooks.papers.agm_report import AgmReport
from coopbooks.papers.certificate import ShareCertificate
from coopbooks.papers.form import Form
from coopbooks.papers.member_statement import MemberStatement
from coopbooks.papers.parts import Column, Label, Listing
from coopbooks.papers.payout import PayoutSheet
from coopbooks.papers.receipt import Receipt
from coopbooks.papers.share_transfer import TransferPapers
from coopbooks.reports import agm, certificate, form, listing, member_statement, payout, receipt
from coopbooks.reports.sheets import csv_bytes, xlsx_bytes
from coopbooks.reports.speech import Speech

MEMBERS, MEETING, ACCOUNTS, TRADE = N_("For members"), N_("For the general meeting"), N_("Accounts"), N_("Buying and selling")


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One paper of the catalogue. `wants` names what it is asked with: period, as_of, member, leaver, account, number or year."""

    name: str
    title: str
    group: str
    wants: str


PAPERS = (
    PaperKind("member-statement", N_("Member statement"), MEMBERS, "member"),
    PaperKind("receipt", N_("Receipt or produce slip"), MEMBERS, "number"),
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
    PaperKind("dividend-sheet", N_("Dividend pay-out sheet"), MEETING, "year"),
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
    PaperKind("customer-statement", N_("Customer statement"), TRADE, "number"),
    PaperKind("reminder", N_("Reminder to pay"), TRADE, "number"),
    PaperKind("sales-by-product", N_("Sales by product"), TRADE, "period"),
    PaperKind("sales-by-customer", N_("Sales by customer"), TRADE, "period"),
    PaperKind("sales-by-month", N_("Sales by month"), TRADE, "period"),
    PaperKind("missing-numbers", N_("Numbers of papers"), ACCOUNTS, "as_of"),
    PaperKind("producers-payable", N_("What we owe members for produce"), TRADE, "as_of"),
    PaperKind("day-sheet", N_("Day sheet of produce"), TRADE, "as_of"),
    PaperKind("stock-card", N_("Stock card"), TRADE, "period"),
    PaperKind("advances", N_("Advances by age"), TRADE, "as_of"),
    PaperKind("advance-agreement", N_("Agreement on an advance"), TRADE, "number"),
    PaperKind("fairness", N_("Fairness of weighing"), TRADE, "period"),
    PaperKind("pay-list", N_("Pay list of produce"), TRADE, "number"),
    PaperKind("price-list", N_("Price list"), TRADE, "as_of"),
)
"""The papers in the order of the Reports page."""

Paper = AgmReport | Form | Listing | MemberStatement | Receipt | PayoutSheet | ShareCertificate | TransferPapers
ENDINGS = (".pdf", ".xlsx", ".csv", ".json")
_PDF: dict[type[Any], Callable[[Any, str], bytes]] = {
    AgmReport: agm.render,
    Form: form.render,
    Listing: listing.render,
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
    table = _table(paper, Speech.of(language))
    return xlsx_bytes(*table) if ending == ".xlsx" else csv_bytes(*table)


def render_statements(papers: Iterable[MemberStatement], ending: str, language: str) -> bytes:
    """All statements in one file."""
    if ending == ".pdf":
        return member_statement.render_many(papers, language)
    documents = [paper.to_json() for paper in papers]
    if ending == ".json":
        return _json(documents)
    speech = Speech.of(language)
    titles = [speech.say(title) for title in (N_("No."), N_("Paid up"), N_("We owe"), N_("Net"))]
    rows = [(document["member"], document["closing"]["paid_up_kip"], document["closing"]["we_owe_kip"],
             (document["surplus_share"] or {}).get("net_kip", 0)) for document in documents]
    table = (speech.say(N_("Member statement")), titles, rows)
    return xlsx_bytes(*table) if ending == ".xlsx" else csv_bytes(*table)


def _json(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _table(paper: Paper, speech: Speech) -> tuple[str, list[str], list[tuple[Any, ...]]]:
    if isinstance(paper, Listing):
        rows = [row for section in paper.sections for row in (*section.rows, *((section.subtotal,) if section.subtotal else ()))]
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
    key = "members" if isinstance(paper, PayoutSheet) else "lines" if isinstance(paper, Receipt) else "deliveries"
    found: list[dict[str, Any]] = document[key]
    names = list(found[0]) if found else []
    return key, names, [tuple(row[name] for name in names) for row in found]


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
