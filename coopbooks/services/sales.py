"""Customers, invoices and receipts."""

from coopbooks.books import customers, documents, invoices, receipts
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Writing
from coopbooks.coop.customers import AddCustomer, ChangeCustomer, CustomerFacts, check_customer
from coopbooks.coop.invoices import InvoiceFacts, IssueInvoice, check_invoice, due_day, invoice_entry
from coopbooks.coop.receipts import (
    OnAccountFacts,
    ReceiptFacts,
    TakeReceipt,
    UseMoneyOnAccount,
    allocate,
    check_receipt,
    check_use,
    receipt_entry,
    use_entry,
    use_parts,
)
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def prepare_customer(book: Book, order: AddCustomer, customer_id: int | None = None) -> CustomerFacts:
    """The one read of the customer form."""
    with book.reading() as tx:
        return customers.facts_for_customer(tx, order, customer_id)


@action(Topic.SALES)
def add_customer(tx: Writing, order: AddCustomer) -> None:
    """Put somebody into the list of customers. Refused: CustomerNumberTaken, CustomerNameMissing, …"""
    refuse_if(check_customer(customers.facts_for_customer(tx, order), order))
    customers.keep_customer(tx, None, order)


@action(Topic.SALES)
def change_customer(tx: Writing, order: ChangeCustomer) -> None:
    """Change what is known of a customer from now on. The state before stays in the history."""
    facts = customers.facts_for_customer(tx, order.details, order.customer_id)
    refuse_if(check_customer(facts, order.details))
    customers.keep_customer(tx, order.customer_id, order.details)


def prepare_invoice(book: Book, order: IssueInvoice) -> InvoiceFacts:
    """The one read of the invoice form; `coop.invoices.questions_about` says what to ask before issuing."""
    with book.reading() as tx:
        return invoices.facts_for_invoice(tx, order)


@action(Topic.JOURNAL, Topic.SALES, Topic.CASH, Topic.DOCUMENTS)
def issue_invoice(tx: Writing, order: IssueInvoice) -> None:
    """Issue an invoice, or with `paid_into` a cash sale.

    Posts: debit the customer or the money box; credit sales and VAT. Refused: QuantityMissing, VatUnclear,
    DueBeforeInvoice, PaperNumberUsed, PeriodClosed, … (all found at once).
    """
    facts = invoices.facts_for_invoice(tx, order)
    refuse_if(check_invoice(facts, order))
    documents.prepare(tx, "invoice", order.on)
    entry_id = tx.post(invoice_entry(order))
    document_id = documents.issue(tx, entry_id, Paper(
        "invoice", order.on, order.total_kip, order.number, customer_id=order.customer_id, box=order.paid_into,
        due_on=due_day(facts.customer, order), note=order.note, likeness=documents.likeness(order)))
    invoices.add_invoice_lines(tx, entry_id, document_id, order)


def prepare_receipt(book: Book, order: TakeReceipt) -> ReceiptFacts:
    """The one read of the receipt form; `coop.receipts.allocate` says which items it pays."""
    with book.reading() as tx:
        return receipts.facts_for_receipt(tx, order)


@action(Topic.JOURNAL, Topic.SALES, Topic.CASH, Topic.DOCUMENTS)
def take_receipt(tx: Writing, order: TakeReceipt) -> None:
    """Receipt money from a customer and pay what is open with it; the rest stays on account.

    Posts: debit the money box, credit the customer. Refused: AmountMissing, InvoiceUnknown, PeriodClosed, …
    """
    facts = receipts.facts_for_receipt(tx, order)
    refuse_if(check_receipt(facts, order))
    documents.prepare(tx, "receipt", order.on)
    entry_id = tx.post(receipt_entry(order))
    document_id = documents.issue(tx, entry_id, Paper(
        "receipt", order.on, order.amount_kip, order.number, customer_id=order.customer_id, box=order.into,
        detail=order.invoice_number, note=order.note, likeness=documents.likeness(order)))
    receipts.add_allocations(tx, entry_id, document_id, order.on, allocate(facts, order))


def prepare_use(book: Book, order: UseMoneyOnAccount) -> OnAccountFacts:
    """The one read of the form for using money on account."""
    with book.reading() as tx:
        return receipts.facts_for_use(tx, order)


@action(Topic.JOURNAL, Topic.SALES, Topic.DOCUMENTS)
def use_money_on_account(tx: Writing, order: UseMoneyOnAccount) -> None:
    """Pay an invoice with money the customer has on account.

    Posts: debit and credit the customer. Refused: InvoiceUnknown, MoreThanIsOpen, MoreThanOnAccount, PeriodClosed, …
    """
    facts = receipts.facts_for_use(tx, order)
    refuse_if(check_use(facts, order))
    documents.prepare(tx, "journal", order.on)
    entry_id = tx.post(use_entry(order))
    document_id = documents.issue(tx, entry_id, Paper(
        "journal", order.on, order.amount_kip, order.number, customer_id=order.customer_id, detail="allocation",
        note=order.note, likeness=documents.likeness(order)))
    receipts.add_allocations(tx, entry_id, document_id, order.on, use_parts(facts, order))
