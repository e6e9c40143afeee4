"""Suppliers, their bills, and paying them."""

from dataclasses import replace
from datetime import date

from coopbooks.books import cash, documents, suppliers
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Writing
from coopbooks.coop import suppliers as rules
from coopbooks.coop.cash import with_accounts
from coopbooks.coop.suppliers import BillFacts, KeepSupplier, OpenBill, PayBill, PayBillFacts, RecordBill, Supplier
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def all_suppliers(book: Book) -> dict[int, Supplier]:
    """Every supplier by id, in Lao order."""
    with book.reading() as tx:
        return suppliers.all_suppliers(tx)


def find_suppliers(book: Book, text: str) -> list[tuple[int, Supplier]]:
    """Suppliers for what was typed."""
    with book.reading() as tx:
        return suppliers.search(tx, text, 7)


def next_supplier_number(book: Book) -> str:
    """A free number for the next supplier."""
    with book.reading() as tx:
        return suppliers.next_supplier_number(tx)


@action(Topic.CASH, Topic.SETTINGS)
def keep_supplier(tx: Writing, order: KeepSupplier) -> None:
    """Add a supplier or change what is known of one. Refused: SupplierNumberTaken, SupplierNameMissing, …"""
    refuse_if(rules.check_supplier(suppliers.number_taken_by(tx, order.supplier.number, order.supplier_id), order))
    suppliers.keep(tx, order.supplier_id, order.supplier)


def prepare_bill(book: Book, order: RecordBill) -> BillFacts:
    """The one read of the bill's form."""
    with book.reading() as tx:
        return suppliers.facts_for_bill(tx, order)


@action(Topic.JOURNAL, Topic.CASH, Topic.DOCUMENTS)
def record_bill(tx: Writing, order: RecordBill) -> None:
    """Record a supplier's bill that is paid later.

    Posts: debit each line's account, credit suppliers. Refused: DueBeforeBill, BillKnown, AmountMissing, PeriodClosed, …
    """
    facts = suppliers.facts_for_bill(tx, order)
    refuse_if(rules.check_bill(facts, order))
    whole = replace(order, lines=with_accounts(facts.voucher, order.lines))
    entry_id, document_id = documents.post(tx, rules.bill_entry(whole), Paper(
        "bill", order.on, order.total_kip, order.number, payee=facts.supplier.name, box="credit", due_on=rules.due_day(facts.supplier, order),
        note=order.note, likeness=documents.likeness(order)))
    cash.keep_lines(tx, entry_id, document_id, whole)
    suppliers.add_line(tx, entry_id, document_id, document_id, order.supplier_id, order.on, order.total_kip)


def prepare_bill_payment(book: Book, order: PayBill) -> PayBillFacts:
    """The one read of the payment's form."""
    with book.reading() as tx:
        return suppliers.facts_for_payment(tx, order)


@action(Topic.JOURNAL, Topic.CASH, Topic.DOCUMENTS)
def pay_bill(tx: Writing, order: PayBill) -> None:
    """Pay a bill in full or in part.

    Posts: debit suppliers, credit the money box. Refused: MoreThanBill, BillIsReversed, BoxHoldsLess, AmountMissing, PeriodClosed, …
    """
    facts = suppliers.facts_for_payment(tx, order)
    refuse_if(rules.check_pay_bill(facts, order))
    (supplier_id,) = tx.one("SELECT max(supplier_id) FROM bill_line WHERE item_id = ?", order.document_id)
    entry_id, document_id = documents.post(tx, rules.pay_bill_entry(order), Paper(
        "bill-payment", order.on, order.amount_kip, order.number, payee=facts.supplier.name, box=order.money, detail=facts.number,
        note=order.note, likeness=documents.likeness(order)))
    suppliers.add_line(tx, entry_id, document_id, order.document_id, int(supplier_id), order.on, -order.amount_kip)


def bills(book: Book, as_of: date, *, only_open: bool = True) -> tuple[list[OpenBill], Kip]:
    """The bills as they stand at the close of a day, and what stands in the account without a bill."""
    with book.reading() as tx:
        found = suppliers.open_bills(tx, as_of) if only_open else suppliers.all_bills(tx, as_of)
        return found, suppliers.other_kip(tx, as_of)
