"""Counter-rows: what undoes an entry in the journal and in every register, line by line."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from coopbooks.books import boxes, certificates, customers, documents, lots, members, payment_runs, reversal_money, settings, shares, stock
from coopbooks.books.base import Row
from coopbooks.books.documents import KeptPaper, Paper
from coopbooks.books.rows import AllocationRow, DeliveryLineRow, InvoiceLineRow, PayoutRow, WeighingRow
from coopbooks.books.rows_money import AssetLineRow, BillLineRow, GrantLineRow, LoanLineRow, MoneyLineRow
from coopbooks.books.rows_people import ShareExtraRow, ShareLineRow
from coopbooks.books.rows_produce import RunPaymentRow, SecondPaymentRow, StockCountRow
from coopbooks.books.rows_sales import CreditLineRow, ReceiptExtraRow, WriteOffRow
from coopbooks.books.rows_yearend import RevolvingLineRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.reversal import ReversalFacts, ReversePaper, WouldBe, WouldHold
from coopbooks.coop.shares import ORDINARY, fully_paid_count
from coopbooks.ledger.accounts import PER_MEMBER, AccountRole
from coopbooks.ledger.journal import JournalEntry, Posting
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import OpenDays

_COUNTER: dict[type[Row], tuple[tuple[str, ...], str | None]] = {
    ShareLineRow: (("share_count", "capital_kip", "paid_kip"), "effective_on"),
    DeliveryLineRow: (("gross_g", "tare_g", "net_g", "deduction_kip", "amount_kip", "advance_kip"), "doc_date"),
    WeighingRow: (("gross_g",), None),
    InvoiceLineRow: (("quantity_milli", "net_kip", "vat_kip"), "doc_date"),
    AllocationRow: (("amount_kip",), "allocated_on"),
    CreditLineRow: (("quantity_milli", "net_kip", "vat_kip"), None),
    ReceiptExtraRow: (("foreign_cents", "gain_kip"), None),
    WriteOffRow: (("amount_kip",), None),
    PayoutRow: (("amount_kip",), None),
    RunPaymentRow: (("amount_kip",), None),
    SecondPaymentRow: (("net_g", "amount_kip"), None),
    StockCountRow: (("book_milli", "counted_milli", "value_kip"), "counted_on"),
    MoneyLineRow: (("amount_kip",), None),
    BillLineRow: (("amount_kip",), "doc_date"),
    LoanLineRow: (("principal_kip", "interest_kip"), "doc_date"),
    GrantLineRow: (("amount_kip",), None),
    AssetLineRow: (("worn_kip", "released_kip", "cost_kip"), None),
    RevolvingLineRow: (("amount_kip",), None),
}
"""Registers whose rows are undone by a row with these columns negated, dated on the reversal's day."""

_GROWS_ON_DEBIT = {AccountRole.ADVANCES, AccountRole.UNPAID_SHARES}


def entry(tx: Reading, entry_id: int) -> JournalEntry:
    """An entry as it stands in the book, with account codes for accounts."""
    day, action, note, reverses = tx.one("SELECT entry_date, action, note, reverses FROM entry WHERE entry_id = ?", entry_id)
    legs = tx.all("SELECT code, amount_kip, member_id, customer_id, note FROM posting JOIN account USING (account_id) "
                  "WHERE entry_id = ? ORDER BY posting_id", entry_id)
    return JournalEntry(date.fromisoformat(day), action, tuple(Posting(*leg) for leg in legs), note, reverses)


def facts_for(tx: Writing, order: ReversePaper) -> ReversalFacts:
    """What the reversal's rule judges."""
    paper = documents.by_id(tx, order.document_id)
    undone = tx.maybe("SELECT number FROM document WHERE entry_id = ?", paper.reversed_by) if paper.reversed_by else None
    return ReversalFacts(paper.number, paper.on, paper.kind == "reversal", str(undone[0]) if undone else None,
                         _needed_by(tx, paper, order.on), tuple(_wrong_sides(tx, entry(tx, paper.entry_id))), _days_for(tx, paper),
                         paper.kind == "par-change", tuple(_short_holdings(tx, paper.entry_id, order.on)))


def _short_holdings(tx: Reading, entry_id: int, on: date) -> Iterator[WouldHold]:
    """Holdings of a class that would fall below nothing, or below what is pledged, on the reversal's day or later."""
    for member_id, code, count, paid, unpaid in shares.moved_by(tx, entry_id):
        least_count, least_paid, least_unpaid = shares.least_since(tx, member_id, code, on)
        par = shares.terms_on(tx, on, code).par_value_kip
        free = fully_paid_count(least_count - count, least_paid - paid, par) - shares.pledged_count(tx, member_id, code)
        if least_count < count or least_paid < paid or least_unpaid < unpaid or (free < 0 and paid > 0):
            yield WouldHold(members.brief(tx, member_id).name, min(free, least_count - count))


def _days_for(tx: Reading, paper: KeptPaper) -> OpenDays:
    # Opening balances stand before the first day; undone on that same day they leave no trace in the first year.
    days = settings.open_days(tx)
    return replace(days, begins_on=paper.on) if paper.kind == "opening" else days


def _needed_by(tx: Reading, paper: KeptPaper, on: date) -> tuple[str, ...]:
    # A reversed receipt or payout counts with its reversal, whose rows name the reversal's paper: together they are nothing.
    found = tx.all(
        "SELECT r.number FROM allocation AS a JOIN document AS d USING (document_id) "
        "JOIN document AS r ON r.document_id = coalesce(d.refers, d.document_id) "
        "WHERE a.item_id IN (SELECT document_id FROM document WHERE entry_id = ?1) "
        "GROUP BY r.document_id HAVING sum(a.amount_kip) <> 0 UNION "
        "SELECT r.number FROM dividend_line AS l JOIN payout AS p USING (dividend_line_id) JOIN document AS d USING (document_id) "
        "JOIN document AS r ON r.document_id = coalesce(d.refers, d.document_id) "
        "WHERE l.entry_id = ?1 GROUP BY r.document_id HAVING sum(p.amount_kip) <> 0 UNION "
        "SELECT d.number FROM second_payment AS s JOIN payment_run_line AS l USING (payment_run_id) JOIN run_payment AS p "
        "USING (payment_run_line_id) JOIN document AS d ON d.document_id = p.document_id WHERE s.entry_id = ?1 AND p.amount_kip > 0 "
        "AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = p.entry_id) UNION "
        "SELECT year FROM closing WHERE entry_id = ?1 UNION "
        # A new value has converted what this paper brought.
        "SELECT d.number FROM document AS d WHERE d.kind = 'par-change' AND d.entry_id > ?1 AND EXISTS (SELECT 1 FROM share_line AS s "
        "JOIN share_line AS p ON p.entry_id = d.entry_id AND p.member_id = s.member_id WHERE s.entry_id = ?1) UNION "
        # What was paid on a bill.
        "SELECT r.number FROM bill_line AS b JOIN document AS d USING (document_id) "
        "JOIN document AS r ON r.document_id = coalesce(d.refers, d.document_id) "
        "WHERE b.item_id IN (SELECT document_id FROM document WHERE entry_id = ?1) AND r.entry_id <> ?1 "
        "GROUP BY r.document_id HAVING sum(b.amount_kip) <> 0 UNION "
        # What was taken back of an invoice's lines.
        "SELECT r.number FROM credit_line AS c JOIN invoice_line AS l USING (invoice_line_id) JOIN document AS d ON d.document_id = c.document_id "
        "JOIN document AS r ON r.document_id = coalesce(d.refers, d.document_id) WHERE l.entry_id = ?1 "
        "GROUP BY r.document_id HAVING sum(c.net_kip + c.vat_kip) <> 0 LIMIT 5",
        paper.entry_id)
    return (*(str(number) for (number,) in found), *customers.uses_of_money_from(tx, paper.entry_id, on), *stock.later_counts(tx, paper.entry_id),
            *reversal_money.uses(tx, paper))


def _wrong_sides(tx: Writing, kept: JournalEntry) -> list[WouldBe]:
    accounts = {account.code: account for account in settings.chart(tx).values()}
    found, box_codes = [], boxes.codes(tx)
    # What an entry credits gross and debits as tax on one account counts together.
    moved: dict[tuple[str, int | None], int] = {}
    for leg in kept.postings:
        moved[leg.account, leg.member_id] = moved.get((leg.account, leg.member_id), 0) + leg.amount_kip
    for (account, member_id), amount_kip in moved.items():
        role, is_box = accounts[account].role, account in box_codes
        if not is_box and (role not in PER_MEMBER or member_id is None):
            continue
        after = tx.balance(account, member_id or 0) - amount_kip
        sign = 1 if is_box or role in _GROWS_ON_DEBIT else -1
        undoes_normal_side = amount_kip * sign > 0
        if after * sign < 0 and undoes_normal_side:
            who = members.brief(tx, member_id).name if member_id else ""
            found.append(WouldBe(who, accounts[account], after * sign))
    return found


def append(tx: Writing, order: ReversePaper) -> int:
    """Post the counter-entry with its paper and counter-rows; returns the new entry's id."""
    paper = documents.by_id(tx, order.document_id)
    counter = entry(tx, paper.entry_id).reversed_on(order.on, paper.entry_id, order.reason)
    kept = {row: _rows_of(tx, row, paper.entry_id) for row in _COUNTER}
    classes, sold_from = shares.classes_of_lines(tx, paper.entry_id), lots.of_lines(tx, paper.entry_id)
    documents.prepare(tx, "reversal", order.on)
    entry_id = tx.post(counter)
    document_id = documents.issue(tx, entry_id, Paper(
        "reversal", order.on, -paper.total_kip, None, paper.member_id, paper.customer_id, paper.payee, paper.box,
        detail=paper.kind, note=order.reason, refers=paper.document_id))
    for row, found in kept.items():
        signed, dated = _COUNTER[row]
        for place, values in enumerate(found):
            undone = {name: Kip(-int(value)) if name in signed else value for name, value in values.items()}
            if dated is not None:
                undone[dated] = order.on.isoformat()
            if "document_id" in undone:
                undone["document_id"] = document_id
            if row is ShareLineRow:
                undone["kind"] = "reversal"
            row_id = tx.append(row, **{**undone, "entry_id": entry_id})
            if row is ShareLineRow and classes[place] != ORDINARY:
                tx.append(ShareExtraRow, entry_id=entry_id, share_line_id=row_id, class_code=classes[place], numbers="")
            elif row is InvoiceLineRow:
                lots.keep(tx, entry_id, row_id, sold_from[place])
    shares.forget(tx)
    certificates.end_outdated(tx, ((member_id, code) for member_id, code, *_ in shares.moved_by(tx, entry_id)), order.on)
    run_id = payment_runs.run_of_paper(tx, paper.entry_id)
    if run_id is not None:
        payment_runs.keep_state(tx, run_id, "void", order.on, tx.user_name, order.reason)
    return entry_id


def _rows_of(tx: Reading, row: type[Row], entry_id: int) -> list[dict[str, Any]]:
    names = list(row.__table__.columns.keys())
    listed = ", ".join(names[1:])
    found = tx.all(f"SELECT {listed} FROM {row.__tablename__} WHERE entry_id = ? ORDER BY {names[0]}", entry_id)
    return [dict(zip(names[1:], values, strict=True)) for values in found]


