"""Quotations and delivery notes as kept: their own numbers, their lines, what became of them."""

import json
from datetime import date
from typing import Any

from coopbooks.books import customers, documents, lots, settings
from coopbooks.books.rows_sales import TradePaperEndRow, TradePaperRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.invoices import InvoiceLine
from coopbooks.coop.trade_papers import (
    DELIVERY_NOTE,
    QUOTATION,
    DeliveryNoteFacts,
    EndFacts,
    EndTradePaper,
    MakeDeliveryNote,
    MakeQuotation,
    QuotationFacts,
    TradePaper,
)

PREFIX = {QUOTATION: "QT", DELIVERY_NOTE: "DN"}

_PAPERS = """
SELECT t.trade_paper_id, t.kind, t.number, t.doc_date, t.customer_id, t.document_id, t.lines, t.valid_until, t.note,
       coalesce((SELECT d.number FROM document AS d WHERE d.document_id = t.document_id), (
           SELECT d.number FROM invoice_extra AS x JOIN document AS d USING (document_id) WHERE x.quotation_id = t.trade_paper_id
              AND d.kind = 'invoice' AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id) LIMIT 1), ''),
       e.ended_on, coalesce(e.reason, '')
  FROM trade_paper AS t LEFT JOIN trade_paper_end AS e USING (trade_paper_id)
"""


def all_papers(tx: Reading, kind: str, customer_id: int | None = None) -> tuple[TradePaper, ...]:
    """Every paper of a kind, of everybody or of one customer, newest first."""
    found = tx.all(f"{_PAPERS} WHERE t.kind = ?1 AND (?2 IS NULL OR t.customer_id = ?2) ORDER BY t.trade_paper_id DESC", kind, customer_id)
    return tuple(_paper(tx, row) for row in found)


def maybe(tx: Reading, paper_id: int | None) -> TradePaper | None:
    """One paper, if there is one."""
    found = tx.maybe(f"{_PAPERS} WHERE t.trade_paper_id = ?", paper_id)
    return _paper(tx, found) if found else None


def by_id(tx: Reading, paper_id: int) -> TradePaper | None:
    """One paper; None where there is none."""
    found = tx.maybe(f"{_PAPERS} WHERE t.trade_paper_id = ?", paper_id)
    return _paper(tx, found) if found else None


def by_number(tx: Reading, number: str) -> TradePaper | None:
    """The latest paper with a number."""
    found = tx.maybe(f"{_PAPERS} WHERE t.number = ? ORDER BY t.trade_paper_id DESC LIMIT 1", number)
    return _paper(tx, found) if found else None


def notes_of(tx: Reading, document_id: int) -> tuple[TradePaper, ...]:
    """The delivery notes of an invoice, withdrawn ones too, in their order."""
    return tuple(_paper(tx, row) for row in tx.all(f"{_PAPERS} WHERE t.document_id = ? ORDER BY t.trade_paper_id", document_id))


def _paper(tx: Reading, row: tuple[Any, ...]) -> TradePaper:
    paper_id, kind, number, on, customer_id, document_id, lines, until, note, invoice, ended_on, reason = row
    told, taken = json.loads(lines), tuple[str, ...]()
    if kind == QUOTATION:
        made = tuple(InvoiceLine(*line) for line in told)
    else:
        sold, from_lots = _lines_of(tx, document_id), lots.of_paper(tx, document_id)
        made, taken = tuple(_so_much(sold[place], milli) for place, milli in told), tuple(from_lots[place] for place, _ in told)
    return TradePaper(paper_id, kind, number, date.fromisoformat(on), customers.customer(tx, customer_id), made,
                      date.fromisoformat(until) if until else None, note, invoice, date.fromisoformat(ended_on) if ended_on else None, reason, taken)


def _so_much(line: InvoiceLine, quantity_milli: int) -> InvoiceLine:
    return InvoiceLine(line.product_id, line.description, line.grade, quantity_milli, line.unit, line.price_kip)


def _lines_of(tx: Reading, document_id: int) -> tuple[InvoiceLine, ...]:
    found = tx.all("SELECT product_id, description, grade, quantity_milli, unit, price_kip, vat_percent FROM invoice_line "
                   "WHERE document_id = ? ORDER BY invoice_line_id", document_id)
    return tuple(InvoiceLine(*row) for row in found)


def facts_for_quotation(tx: Reading, order: MakeQuotation) -> QuotationFacts:
    """Everything the quotation's rule judges."""
    return QuotationFacts(customers.customer(tx, order.customer_id), settings.open_days(tx))


def facts_for_note(tx: Reading, order: MakeDeliveryNote) -> DeliveryNoteFacts:
    """Everything the delivery note's rule judges. Raises LookupError when there is no such invoice."""
    invoice = documents.by_id(tx, order.document_id)
    if invoice.kind != "invoice" or invoice.customer_id is None:
        raise LookupError(order.document_id)
    lines = _lines_of(tx, order.document_id)
    left = [line.quantity_milli for line in lines]
    for (told,) in tx.all("SELECT lines FROM trade_paper AS t WHERE document_id = ? AND NOT EXISTS "
                          "(SELECT 1 FROM trade_paper_end AS e WHERE e.trade_paper_id = t.trade_paper_id)", order.document_id):
        for place, milli in json.loads(told):
            left[place] -= milli
    return DeliveryNoteFacts(customers.customer(tx, invoice.customer_id), invoice.number, invoice.on, invoice.reversed_by is not None,
                             lines, tuple(left), settings.open_days(tx))


def facts_for_end(tx: Reading, order: EndTradePaper) -> EndFacts:
    """The paper that is to end."""
    return EndFacts(maybe(tx, order.trade_paper_id), settings.open_days(tx))


def keep_quotation(tx: Writing, order: MakeQuotation) -> str:
    """Keep a quotation under the next number; returns that."""
    lines = [[line.product_id, line.description, line.grade, line.quantity_milli, line.unit, line.price_kip, line.vat_percent]
             for line in order.lines]
    return _keep(tx, QUOTATION, order.on, order.customer_id, None, order.valid_until, lines, order.note)


def keep_note(tx: Writing, customer_id: int, order: MakeDeliveryNote) -> str:
    """Keep a delivery note under the next number; returns that."""
    return _keep(tx, DELIVERY_NOTE, order.on, customer_id, order.document_id, None,
                 [[line.place, line.quantity_milli] for line in order.lines], order.note)


def _keep(tx: Writing, kind: str, on: date, customer_id: int, document_id: int | None, until: date | None, lines: list[list[Any]],
          note: str) -> str:
    year = settings.profile(tx).year_of(on)
    (last,) = tx.one("SELECT coalesce(max(serial), 0) FROM trade_paper WHERE kind = ? AND series_year = ?", kind, year)
    serial = int(last) + 1
    number = f"{PREFIX[kind]}-{serial:04}"
    tx.decide(TradePaperRow, kind=kind, series_year=year, number=number, serial=serial, doc_date=on.isoformat(), customer_id=customer_id,
              document_id=document_id, valid_until=until.isoformat() if until else None,
              lines=json.dumps(lines, ensure_ascii=False, separators=(",", ":")), note=note)
    tx.documents.append((kind, number))
    return number


def end(tx: Writing, order: EndTradePaper) -> None:
    """Keep that a paper no longer holds."""
    tx.decide(TradePaperEndRow, trade_paper_id=order.trade_paper_id, ended_on=order.on.isoformat(), reason=order.reason)
