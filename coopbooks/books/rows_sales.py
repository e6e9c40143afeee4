"""The tables of selling: what an invoice says besides its lines, credit notes, write-offs, papers that post nothing, drafts.

Part of `books.rows`, which lists every table.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coopbooks.books.base import STRICT, Row, day_check, entry_key, event_key, kip_check, length_check, one_of


class InvoiceExtraRow(Row):
    """What an invoice says besides its lines: the customer's reference, foreign money, the quotation it came from."""

    __tablename__ = "invoice_extra"
    __table_args__ = (
        length_check("invoice_extra", "customer_ref"), length_check("invoice_extra", "currency", 3), length_check("invoice_extra", "rate", 40),
        kip_check("invoice_extra", "foreign_cents"), CheckConstraint("over_limit IN (0, 1)", name="invoice_extra_over_limit_or_not"),
        Index("invoice_extra_by_document", "document_id"), Index("invoice_extra_by_entry", "entry_id"), STRICT,
    )
    invoice_extra_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    customer_ref: Mapped[str]
    currency: Mapped[str]
    foreign_cents: Mapped[int] = mapped_column(comment="hundredths of the foreign money")
    rate: Mapped[str] = mapped_column(comment="kip for one, as decimal text")
    quotation_id: Mapped[int | None] = mapped_column(ForeignKey("trade_paper.trade_paper_id"))
    over_limit: Mapped[int] = mapped_column(comment="1: somebody confirmed that the customer's limit is passed")


class InvoiceLotRow(Row):
    """The lot that a line of sale took from. Lines that name none have no row here."""

    __tablename__ = "invoice_lot"
    __table_args__ = (length_check("invoice_lot", "lot"), UniqueConstraint("invoice_line_id"), Index("invoice_lot_by_entry", "entry_id"), STRICT)
    invoice_lot_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    invoice_line_id: Mapped[int] = mapped_column(ForeignKey("invoice_line.invoice_line_id"))
    lot: Mapped[str]


class ReceiptExtraRow(Row):
    """Foreign money that came in for an invoice, and the gain (above 0) or loss against the invoice's rate."""

    __tablename__ = "receipt_extra"
    __table_args__ = (
        length_check("receipt_extra", "currency", 3), kip_check("receipt_extra", "foreign_cents"), kip_check("receipt_extra", "gain_kip"),
        Index("receipt_extra_by_document", "document_id"), Index("receipt_extra_by_entry", "entry_id"), STRICT,
    )
    receipt_extra_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    currency: Mapped[str]
    foreign_cents: Mapped[int]
    gain_kip: Mapped[int]


class CreditLineRow(Row):
    """What a credit note takes back of an invoice's line. The negative line itself stands in invoice_line."""

    __tablename__ = "credit_line"
    __table_args__ = (
        kip_check("credit_line", "net_kip"), kip_check("credit_line", "vat_kip"), Index("credit_line_by_line", "invoice_line_id"),
        Index("credit_line_by_document", "document_id"), Index("credit_line_by_entry", "entry_id"), STRICT,
    )
    credit_line_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    invoice_line_id: Mapped[int] = mapped_column(ForeignKey("invoice_line.invoice_line_id"))
    quantity_milli: Mapped[int]
    net_kip: Mapped[int]
    vat_kip: Mapped[int]


class WriteOffRow(Row):
    """A debt given up: of which item, how much, and who approved it. The reason is the paper's note."""

    __tablename__ = "write_off"
    __table_args__ = (kip_check("write_off", "amount_kip"), length_check("write_off", "approved_by"),
                      Index("write_off_by_item", "item_id"), Index("write_off_by_entry", "entry_id"), STRICT)
    write_off_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    amount_kip: Mapped[int]
    approved_by: Mapped[str]


class TradePaperRow(Row):
    """A quotation or delivery note: a numbered paper that posts nothing."""

    __tablename__ = "trade_paper"
    __table_args__ = (
        one_of("trade_paper", "kind", ("quotation", "delivery-note")), UniqueConstraint("kind", "series_year", "number"),
        day_check("trade_paper", "doc_date"), day_check("trade_paper", "valid_until"), length_check("trade_paper", "note"),
        length_check("trade_paper", "lines", 90_000), Index("trade_paper_by_customer", "customer_id", "doc_date"),
        Index("trade_paper_by_invoice", "document_id"), STRICT,
    )
    trade_paper_id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    series_year: Mapped[int]
    number: Mapped[str]
    serial: Mapped[int] = mapped_column(comment="place in the series of the kind and year")
    doc_date: Mapped[str]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.customer_id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.document_id"), comment="the invoice a delivery note goes with")
    valid_until: Mapped[str | None]
    lines: Mapped[str] = mapped_column(comment="JSON: the lines of a quotation, or [place, quantity] of the invoice's lines")
    note: Mapped[str]
    event_id: Mapped[int] = event_key()


class TradePaperEndRow(Row):
    """A quotation or delivery note that was withdrawn, with the reason."""

    __tablename__ = "trade_paper_end"
    __table_args__ = (day_check("trade_paper_end", "ended_on"), length_check("trade_paper_end", "reason"), STRICT)
    trade_paper_end_id: Mapped[int] = mapped_column(primary_key=True)
    trade_paper_id: Mapped[int] = mapped_column(ForeignKey("trade_paper.trade_paper_id"), unique=True)
    ended_on: Mapped[str]
    reason: Mapped[str]
    event_id: Mapped[int] = event_key()


class NumberNoteRow(Row):
    """What became of a number that no paper has, and who answers for it. A later word stands beside the earlier ones."""

    __tablename__ = "number_note"
    __table_args__ = (*(length_check("number_note", name) for name in ("kind", "number", "explanation", "signed_by")),
                      Index("number_note_by_number", "kind", "series_year", "number"), STRICT)
    number_note_id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    series_year: Mapped[int]
    number: Mapped[str]
    explanation: Mapped[str]
    signed_by: Mapped[str]
    event_id: Mapped[int] = event_key()


class DraftRow(Row):
    """What somebody was writing: changed and thrown away freely, outside the chain of what happened."""

    __tablename__ = "draft"
    __table_args__ = (length_check("draft", "draft_key", 64), length_check("draft", "kind", 64), length_check("draft", "user_name"),
                      length_check("draft", "content", 100_000), length_check("draft", "changed_at", 40), STRICT)
    draft_key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    content: Mapped[str] = mapped_column(comment="JSON of what was typed")
    user_name: Mapped[str]
    changed_at: Mapped[str] = mapped_column(comment="UTC, from the book's clock")
