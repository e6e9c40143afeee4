"""Quotations and delivery notes: written, found again, withdrawn. None of it posts; all of it stands in the chain."""

from coopbooks.books import trade_papers
from coopbooks.books.book import Book
from coopbooks.books.transaction import Writing
from coopbooks.coop.trade_papers import (
    DeliveryNoteFacts,
    EndTradePaper,
    MakeDeliveryNote,
    MakeQuotation,
    QuotationFacts,
    TradePaper,
    check_delivery_note,
    check_end,
    check_quotation,
)
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def prepare_quotation(book: Book, order: MakeQuotation) -> QuotationFacts:
    """The one read of the form for a quotation."""
    with book.reading() as tx:
        return trade_papers.facts_for_quotation(tx, order)


@action(Topic.SALES, Topic.DOCUMENTS)
def make_quotation(tx: Writing, order: MakeQuotation) -> None:
    """Say what something would cost. Refused: LinesMissing, QuantityMissing, ValidBeforeQuotation, PeriodClosed, …"""
    refuse_if(check_quotation(trade_papers.facts_for_quotation(tx, order), order))
    trade_papers.keep_quotation(tx, order)


def prepare_delivery_note(book: Book, order: MakeDeliveryNote) -> DeliveryNoteFacts:
    """The one read of the form for a delivery note."""
    with book.reading() as tx:
        return trade_papers.facts_for_note(tx, order)


@action(Topic.SALES, Topic.DOCUMENTS)
def make_delivery_note(tx: Writing, order: MakeDeliveryNote) -> None:
    """Write down what leaves the store for an invoice. Refused: MoreThanIsLeft, GoodsOfReversedInvoice, PeriodClosed, …"""
    facts = trade_papers.facts_for_note(tx, order)
    refuse_if(check_delivery_note(facts, order))
    trade_papers.keep_note(tx, facts.customer.customer_id, order)


@action(Topic.SALES, Topic.DOCUMENTS)
def end_trade_paper(tx: Writing, order: EndTradePaper) -> None:
    """Withdraw a quotation or delivery note. Refused: PaperUnknown, PaperEnded, QuotationTakenUp, EndReasonMissing, …"""
    refuse_if(check_end(trade_papers.facts_for_end(tx, order), order))
    trade_papers.end(tx, order)


def papers(book: Book, kind: str, customer_id: int | None = None) -> tuple[TradePaper, ...]:
    """Every quotation or delivery note, newest first."""
    with book.reading() as tx:
        return trade_papers.all_papers(tx, kind, customer_id)
