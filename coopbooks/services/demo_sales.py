"""The practice co-op's sales ledger in the open year: whom to ask for, an offer, a sale in dollars, goods on their way, a part taken back."""

import json
from datetime import date, timedelta

from coopbooks.books import customers
from coopbooks.books.transaction import Writing
from coopbooks.coop.credit_notes import CreditInvoice, CreditLine
from coopbooks.coop.customers import AddCustomer, ChangeCustomer
from coopbooks.coop.drafts import KeepDraft
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.receipts import TakeReceipt
from coopbooks.coop.trade_papers import DeliveredLine, MakeDeliveryNote, MakeQuotation
from coopbooks.ledger.money import Kip
from coopbooks.services import demo_produce, drafts, sales, trade_papers

_ABOUT = {"C01": ("ທ່ານ ສົມສັກ", "031 214 000", "ເມືອງ ປາກເຊ, ແຂວງ ຈຳປາສັກ", "en"),
          "C02": ("ນາງ ແກ້ວ", "021 555 010", "ນະຄອນຫຼວງວຽງຈັນ", ""), "C03": ("ນາງ ພອນ", "020 5500 1101", "ຫຼັກເມືອງ", "")}


def apply(tx: Writing, green_id: int, today: date) -> None:
    """Everything of this kind, dated in the last weeks."""
    on = max(date(today.year, 1, 1), today - timedelta(days=20))
    for number, (contact, phone, address, language) in _ABOUT.items():
        known = customers.by_number(tx, number)
        if known is not None:
            sales.change_customer.within(tx, ChangeCustomer(known.customer_id, AddCustomer(
                number, known.name, phone, known.terms_days, known.limit_kip, known.member_id, contact, address, "", language)))
    who = {one.number: one.customer_id for one in customers.all_customers(tx)}
    trade_papers.make_quotation.within(tx, MakeQuotation(who["C02"], on, (
        InvoiceLine(green_id, "", "A", 120_000, "kg", Kip(79_000)),), on + timedelta(days=60), "ລາຄາຮອດສາງ"))
    lot = next((name for name, milli in demo_produce.from_lots(tx, on, green_id, "A", 60_000) if milli == 60_000), "")
    sales.issue_invoice.within(tx, IssueInvoice(who["C01"], on, (
        InvoiceLine(green_id, "", "A", 60_000, "kg", Kip(84_000)), InvoiceLine(None, "ຄ່າຂົນສົ່ງ ໄປ ປາກເຊ", "", 1_000, "ຖ້ຽວ", Kip(210_000))),
        customer_ref="PO-118", currency="USD", foreign_cents=25_000, rate="21000", lots=(lot, "") if lot else ()))
    number = tx.documents[-1][1]
    invoice = _latest_invoice(tx)
    trade_papers.make_delivery_note.within(tx, MakeDeliveryNote(invoice, on, (DeliveredLine(0, 60_000),), "ລົດ ບກ 1234, ທ້າວ ດາວ"))
    sales.credit_invoice.within(tx, CreditInvoice(invoice, today, (CreditLine(0, 5_000),), "ຊຸ່ມເກີນໄປ"))
    sales.take_receipt.within(tx, TakeReceipt(who["C01"], today, Kip(2_150_000), "bank", number, foreign_cents=10_000))
    drafts.keep_draft.within(tx, KeepDraft("practice", "invoice", json.dumps({
        "kind": "invoice", "customer_id": who["C03"], "customer": customers.customer(tx, who["C03"]).name, "on": "", "terms": "14 ",
        "total_kip": 395_000, "totals": {}, "lines": [{"product": f"#{green_id} A", "quantity_milli": "5", "unit": "kg", "price_kip": "79,000"}]})))


def _latest_invoice(tx: Writing) -> int:
    (key,) = tx.one("SELECT max(document_id) FROM document WHERE kind = 'invoice'")
    return int(key)
