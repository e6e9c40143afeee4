"""Invoices and their lines as kept, what was sold, and at which price."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from coopbooks.books import boxes, customers, documents, lots, settings, trade_papers
from coopbooks.books.rows import InvoiceLineRow
from coopbooks.books.rows_sales import InvoiceExtraRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.customers import Customer
from coopbooks.coop.invoices import InvoiceFacts, InvoiceLine, IssueInvoice
from coopbooks.coop.trade_papers import check_taken_up
from coopbooks.coop.vat import DecideVat
from coopbooks.ledger.money import Kip

VAT = "vat.percent"
"""The setting that holds the rate of VAT."""


def facts_for_invoice(tx: Reading, order: IssueInvoice) -> InvoiceFacts:
    """Everything the invoice form shows and its rule judges."""
    importing = tx.memo.get("cash_judged_later")
    broken = check_taken_up(trade_papers.maybe(tx, order.quotation_id), order.customer_id) if order.quotation_id is not None else ()
    return InvoiceFacts(customers.customer(tx, order.customer_id), settings.open_days(tx),
                        documents.taken(tx, "invoice", order.number, order.on),
                        None if importing else customers.owed_kip(tx, order.customer_id),
                        None if importing else vat_percent(tx, order.on), broken, boxes.words(tx),
                        lots.known(tx) if any(order.lots) else frozenset())


def vat_percent(tx: Reading, on: date) -> str:
    """The rate of VAT on a day; empty while the co-op is not registered."""
    return settings.value(tx, VAT, on)


def decide_vat(tx: Writing, order: DecideVat) -> None:
    """Keep a rate of VAT from a day on."""
    settings.decide(tx, VAT, order.rate, order.since, order.basis)


def add_extra(tx: Writing, entry_id: int, document_id: int, order: IssueInvoice) -> None:
    """Append what an invoice says besides its lines to its open entry, when it says more."""
    if order.customer_ref or order.currency or order.quotation_id is not None or order.limit_confirmed:
        tx.append(InvoiceExtraRow, entry_id=entry_id, document_id=document_id, customer_ref=order.customer_ref, currency=order.currency,
                  foreign_cents=order.foreign_cents, rate=order.rate, quotation_id=order.quotation_id, over_limit=int(order.limit_confirmed))


@dataclass(frozen=True, slots=True)
class InvoiceExtra:
    """What an invoice says besides its lines; `quotation` is the number of the one it came from."""

    customer_ref: str = ""
    currency: str = ""
    foreign_cents: int = 0
    rate: str = ""
    quotation: str = ""
    over_limit: bool = False


def extra_of(tx: Reading, document_id: int) -> InvoiceExtra:
    """What an invoice says besides its lines."""
    found = tx.maybe("SELECT customer_ref, currency, foreign_cents, rate, coalesce((SELECT number FROM trade_paper "
                     "WHERE trade_paper_id = quotation_id), ''), over_limit FROM invoice_extra WHERE document_id = ?", document_id)
    if found is None:
        return InvoiceExtra()
    customer_ref, currency, foreign_cents, rate, quotation, over_limit = found
    return InvoiceExtra(customer_ref, currency, foreign_cents, rate, quotation, bool(over_limit))


def add_invoice_lines(tx: Writing, entry_id: int, document_id: int, order: IssueInvoice) -> None:
    """Append an invoice's lines to its open entry."""
    for place, line in enumerate(order.lines):
        line_id = tx.append(
            InvoiceLineRow, entry_id=entry_id, document_id=document_id, customer_id=order.customer_id,
            doc_date=order.on.isoformat(), product_id=line.product_id, description=line.description, grade=line.grade,
            quantity_milli=line.quantity_milli, unit=line.unit, price_kip=line.price_kip,
            vat_percent=line.vat_percent, net_kip=line.net_kip, vat_kip=line.vat_kip)
        lots.keep(tx, entry_id, line_id, order.lots[place] if order.lots else "")


@dataclass(frozen=True, slots=True)
class InvoiceBrief:
    """An invoice in a list. `state` is cash, open, part, paid or void; `open_kip` what is still to be paid."""

    document_id: int
    number: str
    on: date
    due_on: date
    customer: Customer
    total_kip: Kip
    open_kip: Kip
    box: str
    state: str

    def is_overdue(self, today: date) -> bool:
        """True from the day after the due day while something is open."""
        return self.open_kip > 0 and self.due_on < today


def invoices(tx: Reading, first_day: date, last_day: date, customer_id: int | None = None) -> tuple[InvoiceBrief, ...]:
    """Invoices dated in a period, with what is open on them today; in order of day."""
    found = tx.all(
        "SELECT d.document_id, d.number, d.doc_date, d.due_on, d.customer_id, d.total_kip, d.box, "
        "coalesce((SELECT sum(amount_kip) FROM allocation WHERE item_id = d.document_id), 0), "
        "EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id) FROM document AS d WHERE kind = 'invoice' "
        "AND doc_date BETWEEN ?1 AND ?2 AND (?3 IS NULL OR customer_id = ?3) ORDER BY doc_date, document_id",
        first_day.isoformat(), last_day.isoformat(), customer_id)
    return tuple(_invoice(tx, row) for row in found)


def _invoice(tx: Reading, row: tuple[Any, ...]) -> InvoiceBrief:
    document_id, number, on, due_on, customer_id, total, box, paid, void = row
    left = 0 if box or void else total - paid
    state = "void" if void else "cash" if box else "paid" if left == 0 else "part" if paid else "open"
    return InvoiceBrief(document_id, number, date.fromisoformat(on), date.fromisoformat(due_on),
                        customers.customer(tx, customer_id), Kip(total), Kip(left), box, state)


@dataclass(frozen=True, slots=True)
class KeptInvoiceLine:
    """A line of an invoice as it stands, with its product's code and names (empty for free words)."""

    line: InvoiceLine
    product_code: str
    product_lo: str
    product_en: str
    net_kip: Kip
    vat_kip: Kip
    invoice_line_id: int = 0
    lot: str = ""


def invoice_lines(tx: Reading, document_id: int) -> tuple[KeptInvoiceLine, ...]:
    """The lines of one invoice, in their order; amounts as they were posted."""
    found = tx.all("SELECT product_id, description, grade, quantity_milli, l.unit, price_kip, vat_percent, "
                   "coalesce(code, ''), coalesce(name_lo, ''), coalesce(name_en, ''), net_kip, vat_kip, invoice_line_id, coalesce(lot, '') "
                   "FROM invoice_line AS l LEFT JOIN product USING (product_id) LEFT JOIN invoice_lot USING (invoice_line_id) WHERE document_id = ? "
                   "ORDER BY invoice_line_id", document_id)
    return tuple(KeptInvoiceLine(InvoiceLine(*row[:7]), *row[7:]) for row in found)


def latest_price_kip(tx: Reading, customer_id: int, product_id: int, grade: str = "") -> Kip | None:
    """The price at which a customer bought a product and grade last; None when never."""
    found = tx.maybe("SELECT price_kip FROM invoice_line WHERE customer_id = ? AND product_id = ? AND grade = ? "
                     "AND quantity_milli > 0 "
                     "AND document_id IN (SELECT document_id FROM document WHERE kind = 'invoice') "
                     "ORDER BY doc_date DESC, invoice_line_id DESC LIMIT 1",
                     customer_id, product_id, grade)
    return Kip(int(found[0])) if found else None


def purchases_of_members(tx: Reading, first_day: date, last_day: date) -> dict[int, Kip]:
    """Invoices of a period without VAT, by the member the customer is (rule 16); what was reversed is taken off."""
    found = tx.all("SELECT member_id, sum(net_kip) FROM invoice_line JOIN customer USING (customer_id) "
                   "WHERE doc_date BETWEEN ? AND ? AND member_id IS NOT NULL "
                   "GROUP BY member_id HAVING sum(net_kip) <> 0", first_day.isoformat(), last_day.isoformat())
    return {int(member): Kip(int(kip)) for member, kip in found}


@dataclass(frozen=True, slots=True)
class SoldProduct:
    """What was sold of a product and grade in a period, reversals taken off. `quantity` in its unit."""

    product_id: int | None
    grade: str
    unit: str
    quantity: Fraction
    net_kip: Kip


def sold(tx: Reading, first_day: date, last_day: date) -> tuple[SoldProduct, ...]:
    """Sales of a period by product and grade."""
    found = tx.all("SELECT product_id, grade, unit, sum(quantity_milli), sum(net_kip) FROM invoice_line "
                   "WHERE doc_date BETWEEN ? AND ? GROUP BY product_id, grade, unit HAVING sum(quantity_milli) <> 0 "
                   "ORDER BY product_id, grade, unit", first_day.isoformat(), last_day.isoformat())
    return tuple(SoldProduct(row[0], row[1], row[2], Fraction(row[3], 1000), Kip(row[4])) for row in found)
