"""Credit notes as kept: what is left of an invoice's lines, and what was taken back."""

from coopbooks.books import boxes, customers, documents, lots, settings
from coopbooks.books.customers import FOREVER, every_item
from coopbooks.books.rows import InvoiceLineRow
from coopbooks.books.rows_sales import CreditLineRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.credit_notes import CreditableLine, CreditedPart, CreditFacts, CreditInvoice
from coopbooks.coop.invoices import InvoiceLine
from coopbooks.ledger.money import ZERO, Kip

_LINES = """
SELECT l.invoice_line_id, l.product_id, l.description, l.grade, l.quantity_milli, l.unit, l.price_kip, l.vat_percent,
       l.quantity_milli - coalesce(sum(c.quantity_milli), 0), l.net_kip - coalesce(sum(c.net_kip), 0),
       l.vat_kip - coalesce(sum(c.vat_kip), 0), coalesce(x.lot, '')
  FROM invoice_line AS l LEFT JOIN credit_line AS c USING (invoice_line_id) LEFT JOIN invoice_lot AS x USING (invoice_line_id)
 WHERE l.document_id = ? GROUP BY l.invoice_line_id ORDER BY l.invoice_line_id
"""


def creditable(tx: Reading, document_id: int) -> tuple[CreditableLine, ...]:
    """The lines of an invoice with what is left of each."""
    return tuple(CreditableLine(row[0], InvoiceLine(*row[1:8]), row[8], Kip(row[9]), Kip(row[10]), row[11]) for row in tx.all(_LINES, document_id))


def facts_for(tx: Reading, order: CreditInvoice) -> CreditFacts:
    """Everything the form for a credit note shows and its rule judges. Raises LookupError when there is no such invoice."""
    invoice = documents.by_id(tx, order.document_id)
    if invoice.kind != "invoice" or invoice.customer_id is None:
        raise LookupError(order.document_id)
    open_kip = next((item.open_kip for _, item in every_item(tx, FOREVER, invoice.customer_id)
                     if item.document_id == invoice.document_id), ZERO)
    held = boxes.held_kip(tx, order.refund_from) if order.refund_from else None
    return CreditFacts(customers.customer(tx, invoice.customer_id), invoice.document_id, invoice.number, invoice.on,
                       invoice.reversed_by is not None, open_kip, creditable(tx, invoice.document_id), settings.open_days(tx),
                       documents.taken(tx, "credit-note", order.number, order.on), held, boxes.words(tx))


def add_lines(tx: Writing, entry_id: int, document_id: int, facts: CreditFacts, order: CreditInvoice, parts: tuple[CreditedPart, ...]) -> None:
    """Append what is taken back to the open entry: negative lines of sale, and which lines they come from."""
    for part in parts:
        line = part.of.line
        line_id = tx.append(InvoiceLineRow, entry_id=entry_id, document_id=document_id, customer_id=facts.customer.customer_id,
                  doc_date=order.on.isoformat(), product_id=line.product_id, description=line.description, grade=line.grade,
                  quantity_milli=-part.quantity_milli, unit=line.unit, price_kip=line.price_kip, vat_percent=line.vat_percent,
                  net_kip=-part.net_kip, vat_kip=-part.vat_kip)
        lots.keep(tx, entry_id, line_id, part.of.lot)
        tx.append(CreditLineRow, entry_id=entry_id, document_id=document_id, invoice_line_id=part.of.invoice_line_id,
                  quantity_milli=part.quantity_milli, net_kip=part.net_kip, vat_kip=part.vat_kip)


def of_invoice(tx: Reading, document_id: int) -> tuple[str, ...]:
    """The numbers of the credit notes that stand for an invoice, in their order."""
    return tuple(str(number) for (number,) in tx.all(
        "SELECT DISTINCT d.number FROM credit_line AS c JOIN invoice_line AS l USING (invoice_line_id) "
        "JOIN document AS d ON d.document_id = c.document_id WHERE l.document_id = ? AND d.kind = 'credit-note' "
        "AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id) ORDER BY d.document_id", document_id))
