"""What the small book sells beyond the first invoices: every kind of paper of the sales ledger once, and a number explained."""

from collections.abc import Callable
from datetime import date

from coopbooks.books.book import Book
from coopbooks.coop.credit_notes import CreditInvoice, CreditLine
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.numbering import ExplainNumber
from coopbooks.coop.receipts import ReceiptPart, TakeReceipt
from coopbooks.coop.trade_papers import DeliveredLine, EndTradePaper, MakeDeliveryNote, MakeQuotation
from coopbooks.coop.write_offs import WriteOff
from coopbooks.ledger.money import Kip
from coopbooks.services import numbering, sales, trade_papers


def trade(book: Book, today: Callable[[date], None]) -> None:
    """A quotation that becomes an invoice in dollars, goods on their way, a part paid, taken back and given up."""
    on = date(2024, 11, 25)
    today(on)
    beans = InvoiceLine(1, "", "A", 100_000, "kg", Kip(42_000))
    for _ in range(2):
        trade_papers.make_quotation(book, MakeQuotation(1, on, (beans,), date(2024, 12, 31), "FOB"))
    trade_papers.end_trade_paper(book, EndTradePaper(2, on, "ຂຽນສອງເທື່ອ"))
    sales.issue_invoice(book, IssueInvoice(1, on, (beans,), customer_ref="PO-118", currency="USD", foreign_cents=20_000, rate="21000",
                                           quotation_id=1, limit_confirmed=True))
    invoice = _paper(book, "invoice", "IV-0005")
    trade_papers.make_delivery_note(book, MakeDeliveryNote(invoice, on, (DeliveredLine(0, 60_000),), "ລົດ ບກ 1234"))
    sales.take_receipt(book, TakeReceipt(1, on, Kip(2_150_000), "bank", "IV-0005", foreign_cents=10_000))
    sales.credit_invoice(book, CreditInvoice(invoice, on, (CreditLine(0, 10_000),), "ຊຸ່ມ"))
    for number in ("B-7", "B-9"):
        sales.issue_invoice(book, IssueInvoice(2, on, (InvoiceLine(None, "ຖົງ", "", 1_000, "", Kip(50_000)),), on, number=number))
    sales.take_receipt(book, TakeReceipt(2, on, Kip(20_000), "cash", parts=(ReceiptPart(_paper(book, "invoice", "B-9"), Kip(20_000)),)))
    sales.write_off(book, WriteOff(_paper(book, "invoice", "B-9"), on, Kip(30_000), "ໜີໄປແລ້ວ", "Khamla"))
    numbering.explain_number(book, ExplainNumber("invoice", 2024, "B-8", "ໃບເປື້ອນ ເກັບໄວ້ໃນແຟ້ມ", "Noy"))


def _paper(book: Book, kind: str, number: str) -> int:
    with book.reading() as tx:
        (found,) = tx.one("SELECT max(document_id) FROM document WHERE kind = ? AND number = ?", kind, number)
    return int(found)
