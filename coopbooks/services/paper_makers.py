"""Every paper that can be asked for by name, and how it is made from the book: one line each, for the window and the command line."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from coopbooks.books import settings
from coopbooks.books.book import Book
from coopbooks.i18n.markers import N_
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import Refused, RuleBroken
from coopbooks.services import (
    agm,
    inspection_papers,
    meeting_papers,
    money_papers,
    people_papers,
    printing,
    produce_papers,
    sales_papers,
    share_papers,
    statements,
    yearend_papers,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a paper is asked with; each paper looks at what it needs.

    Attributes:
        period: the days it tells of; `year` the fiscal year; `as_of` the day it stands at; `known_on` as the book knew it then.
        number: of a member, customer, product, loan or paper, as people write it; None for all.
        account: a money box, or an account's role or code.
        document_id: of the very paper, where a number may be that of several years.
        beside: what a statement is compared with: `statements.BEFORE`, `YEAR_EARLIER` or `NOTHING`.
    """

    as_of: date
    period: Period
    year: int
    known_on: date | None = None
    number: str | None = None
    account: str = "cash"
    document_id: int | None = None
    beside: str = statements.BEFORE


class NobodyToState(RuleBroken):
    """A statement needs somebody it speaks of."""

    field, wording = "member", N_("There is no member {number} with anything to state.")


def _one_statement(book: Book, asked: Asked) -> Any:
    found = next(iter(printing.member_statements(book, asked.period, asked.number)), None)
    if found is None:
        raise Refused((NobodyToState(number=asked.number or "–"),))
    return found


def _agm_report(book: Book, asked: Asked) -> Any:
    """The report with the accounts of its year, and the budget of the year after where there is one."""
    with book.reading() as tx:
        coop = settings.profile(tx)
        year, after = coop.period(asked.year), coop.period(asked.year + 1)
    made = {name: MAKERS[name](book, replace(asked, as_of=year.last_day, period=year)) for name in agm.STATEMENTS}
    budget = MAKERS["budget"](book, replace(asked, as_of=after.last_day, period=after, year=asked.year + 1))
    return agm.agm_report(book, asked.year, made | ({"budget": budget} if any(section.rows for section in budget.sections) else {}))


def _sales(name: str, book: Book, asked: Asked) -> Any:
    return sales_papers.sales(book, name, asked.period)


def _district_pack(book: Book, asked: Asked) -> Any:
    with book.reading() as tx:
        year = settings.profile(tx).period(asked.year)
    whole = replace(asked, as_of=year.last_day, period=year)
    return meeting_papers.district_pack(book, tuple(MAKERS[name](book, whole) for name in ("trial-balance", "balance-sheet", "income-statement")))


MEETING_PAPERS: dict[str, Callable[[Book, Asked], Any]] = {
    "attendance-sheet": lambda book, asked: meeting_papers.attendance(book, asked.as_of),
    "district-pack": _district_pack,
    "handover-sheet": lambda book, asked: meeting_papers.handover(book, asked.as_of),
    "meeting-notice": lambda book, asked: meeting_papers.one_section(_agm_report(book, asked), "notice"),
    "minutes-form": lambda book, asked: meeting_papers.one_section(_agm_report(book, asked), "motions"),
    "talking-statement": lambda book, asked: meeting_papers.in_sentences(book, _one_statement(book, asked)),
    "tax-slip": lambda book, asked: meeting_papers.tax_slip(_one_statement(book, asked)),
}


MAKERS: dict[str, Callable[[Book, Asked], Any]] = {
    "member-statement": _one_statement,
    "receipt": lambda book, asked: (printing.receipt(book, asked.document_id) if asked.document_id is not None else
                                    printing.receipt_by_number(book, asked.number or "")),
    "member-card": lambda book, asked: people_papers.member_card(book, asked.number or ""),
    "settlement": lambda book, asked: people_papers.settlement(book, asked.number or ""),
    "members-by-village": lambda book, asked: people_papers.members_by_village(book, asked.as_of),
    "member-register": lambda book, asked: printing.member_register(book, asked.as_of, asked.known_on),
    "share-register": lambda book, asked: share_papers.register(book, asked.as_of, asked.known_on),
    "share-movements": lambda book, asked: share_papers.movements(book, asked.period, asked.known_on),
    "instalments-due": lambda book, asked: share_papers.instalments_due(book, asked.as_of),
    "share-transfer": lambda book, asked: share_papers.transfer(book, asked.number or "", asked.document_id),
    "share-certificate": lambda book, asked: share_papers.certificate(book, asked.number or ""),
    **MEETING_PAPERS,
    "agm-report": _agm_report,
    "dividend-sheet": lambda book, asked: yearend_papers.round_sheet(book, asked.year, asked.number or ""),
    "surplus-proposal": lambda book, asked: yearend_papers.proposal(book, asked.year, asked.number or ""),
    "tax-withheld": lambda book, asked: yearend_papers.tax_withheld(book, asked.year),
    "unclaimed-dividends": lambda book, asked: yearend_papers.unclaimed(book, asked.as_of),
    "revolving-capital": lambda book, asked: yearend_papers.revolving(book, asked.as_of),
    "income-statement": lambda book, asked: statements.income_statement(book, asked.period, asked.beside),
    "balance-sheet": lambda book, asked: statements.balance_sheet(book, asked.as_of, asked.beside),
    "cash-flow": lambda book, asked: statements.cash_flow(book, asked.period, asked.beside),
    "income-by-product": lambda book, asked: statements.income_by_product(book, asked.period),
    "income-by-business": lambda book, asked: statements.income_by_business(book, asked.period),
    "budget": lambda book, asked: statements.budget_against_actual(book, asked.period),
    "trial-balance": lambda book, asked: printing.trial_balance(book, asked.as_of),
    "trial-balance-wide": lambda book, asked: statements.trial_balance_wide(book, asked.period),
    "account-card": lambda book, asked: statements.account_card(book, asked.account, asked.period, asked.number),
    "journal": lambda book, asked: statements.journal_of(book, asked.period),
    "chart-of-accounts": lambda book, asked: statements.chart_of_accounts(book, asked.as_of),
    "cash-book": lambda book, asked: printing.cash_book(book, asked.account, asked.period),
    "receivables": lambda book, asked: printing.receivables(book, asked.as_of),
    "asset-register": lambda book, asked: money_papers.asset_register(book, asked.as_of),
    "loan-schedule": lambda book, asked: money_papers.loan_plan(book, asked.number),
    "bank-unmatched": lambda book, asked: money_papers.bank_unmatched(book, asked.account, asked.as_of),
    "cash-count": lambda book, asked: money_papers.cash_count(book, asked.number),
    "payables": lambda book, asked: money_papers.payables(book, asked.as_of),
    "invoice": lambda book, asked: sales_papers.invoice(book, asked.number or "", asked.document_id),
    "quotation": lambda book, asked: sales_papers.quotation(book, asked.number or "", asked.document_id),
    "delivery-note": lambda book, asked: sales_papers.delivery_note(book, asked.number or "", asked.document_id),
    "credit-note": lambda book, asked: sales_papers.credit_note(book, asked.number or "", asked.document_id),
    "customer-statement": lambda book, asked: sales_papers.customer_statement(book, asked.number or "", asked.period),
    "reminder": lambda book, asked: sales_papers.reminder(book, asked.number or "", asked.as_of),
    **{name: partial(_sales, name) for name in ("sales-by-product", "sales-by-customer", "sales-by-month")},
    "missing-numbers": lambda book, _asked: sales_papers.missing_numbers(book),
    "producers-payable": lambda book, asked: printing.producers_payable(book, asked.as_of),
    "inspection-sheet": lambda book, asked: inspection_papers.inspection_sheet(book, asked.as_of),
    "stock-count-form": lambda book, asked: inspection_papers.stock_count_form(book, asked.as_of),
    "day-sheet": lambda book, asked: produce_papers.day_sheet(book, asked.as_of),
    "stock-card": lambda book, asked: produce_papers.stock_card(book, (asked.period.first_day, asked.period.last_day), asked.number or ""),
    "advances": lambda book, asked: produce_papers.advances(book, asked.as_of),
    "advance-agreement": lambda book, asked: produce_papers.advance_agreement(book, asked.number or ""),
    "fairness": lambda book, asked: produce_papers.fairness(book, (asked.period.first_day, asked.period.last_day)),
    "pay-list": lambda book, asked: produce_papers.pay_list(book, asked.number or ""),
    "price-list": lambda book, asked: produce_papers.price_list(book, asked.as_of),
}
"""By the paper's name in `reports.catalogue`."""
