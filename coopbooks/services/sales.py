"""Customers and what is posted with them: invoices, receipts, credit notes, debts given up."""

from coopbooks.books import credit_notes, customers, documents, invoices, receipts, settings
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Writing
from coopbooks.coop.credit_notes import (
    CreditFacts,
    CreditInvoice,
    check_credit,
    credit_allocation,
    credit_entry,
    credited,
    refund_kip,
)
from coopbooks.coop.credit_notes import total_kip as credit_total_kip
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
    exchange_gain_kip,
    receipt_entry,
    use_entry,
    use_parts,
)
from coopbooks.coop.vat import DecideVat, check_vat
from coopbooks.coop.write_offs import WriteOff, WriteOffFacts, check_write_off, write_off_entry
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action
from coopbooks.services.roles import need_roles


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
    """Issue an invoice, or with `paid_into` a cash sale. What is paid at once of an invoice on credit gets its own receipt.

    Posts: debit the customer or the money box; credit sales and VAT. Refused: QuantityMissing, VatUnclear,
    DueBeforeInvoice, CustomerLimitPassed, PaperNumberUsed, PeriodClosed, … (all found at once).
    """
    facts = invoices.facts_for_invoice(tx, order)
    refuse_if(check_invoice(facts, order))
    documents.prepare(tx, "invoice", order.on)
    entry_id = tx.post(invoice_entry(order))
    document_id = documents.issue(tx, entry_id, Paper(
        "invoice", order.on, order.total_kip, order.number, customer_id=order.customer_id, box=order.paid_into,
        due_on=due_day(facts.customer, order), note=order.note, likeness=documents.likeness(order)))
    number = tx.documents[-1][1]
    invoices.add_invoice_lines(tx, entry_id, document_id, order)
    invoices.add_extra(tx, entry_id, document_id, order)
    if order.paid_now_kip:
        take_receipt.within(tx, TakeReceipt(order.customer_id, order.on, order.paid_now_kip, order.paid_now_into, number))


@action(Topic.SALES, Topic.SETTINGS)
def decide_vat(tx: Writing, order: DecideVat) -> None:
    """From a day on, charge VAT at a rate, or no longer. Refused: VatRateUnclear, VatBasisMissing, PeriodClosed."""
    refuse_if(check_vat(settings.open_days(tx), order))
    invoices.decide_vat(tx, order)


def prepare_receipt(book: Book, order: TakeReceipt) -> ReceiptFacts:
    """The one read of the receipt form; `coop.receipts.allocate` says which items it pays."""
    with book.reading() as tx:
        return receipts.facts_for_receipt(tx, order)


@action(Topic.JOURNAL, Topic.SALES, Topic.CASH, Topic.DOCUMENTS)
def take_receipt(tx: Writing, order: TakeReceipt) -> None:
    """Receipt money from a customer and pay what is open with it; the rest stays on account.

    Posts: debit the money box, credit the customer; a difference of rates to gain or loss. Refused: AmountMissing,
    InvoiceUnknown, InvoiceReversed, MoreThanIsOpen, PartsAboveAmount, MoreForeignThanOpen, PeriodClosed, …
    """
    facts = receipts.facts_for_receipt(tx, order)
    refuse_if(check_receipt(facts, order))
    gain = exchange_gain_kip(facts, order)
    if gain:
        need_roles(tx, AccountRole.EXCHANGE_GAIN, AccountRole.EXCHANGE_LOSS)
    documents.prepare(tx, "receipt", order.on)
    entry_id = tx.post(receipt_entry(facts, order))
    document_id = documents.issue(tx, entry_id, Paper(
        "receipt", order.on, order.amount_kip, order.number, customer_id=order.customer_id, box=order.into,
        detail=order.invoice_number, note=order.note, likeness=documents.likeness(order)))
    receipts.add_allocations(tx, entry_id, document_id, order.on, allocate(facts, order))
    receipts.add_foreign(tx, entry_id, document_id, facts, order, gain)


def prepare_write_off(book: Book, order: WriteOff) -> WriteOffFacts:
    """The one read of the form for writing off a debt."""
    with book.reading() as tx:
        return receipts.facts_for_write_off(tx, order, book.user_name)


@action(Topic.JOURNAL, Topic.SALES, Topic.DOCUMENTS)
def write_off(tx: Writing, order: WriteOff) -> None:
    """Give up what a customer will not pay.

    Posts: debit the expense for debts that are not paid, credit the customer. Refused: WriteOffReasonMissing, ApproverMissing,
    MadeAndApproved, MoreThanIsOpen, NothingIsOwed, PeriodClosed, …
    """
    facts = receipts.facts_for_write_off(tx, order, tx.user_name)
    refuse_if(check_write_off(facts, order))
    need_roles(tx, AccountRole.BAD_DEBTS)
    documents.prepare(tx, "write-off", order.on)
    entry_id = tx.post(write_off_entry(facts, order))
    document_id = documents.issue(tx, entry_id, Paper(
        "write-off", order.on, order.amount_kip, order.number, customer_id=facts.customer.customer_id if facts.customer else None,
        detail=facts.item.number if facts.item else "", note=order.reason, likeness=documents.likeness(order)))
    receipts.add_write_off(tx, entry_id, document_id, order)


def prepare_credit(book: Book, order: CreditInvoice) -> CreditFacts:
    """The one read of the form for a credit note."""
    with book.reading() as tx:
        return credit_notes.facts_for(tx, order)


@action(Topic.JOURNAL, Topic.SALES, Topic.CASH, Topic.DOCUMENTS)
def credit_invoice(tx: Writing, order: CreditInvoice) -> None:
    """Take back lines of an invoice, in part or whole.

    Posts: debit sales and VAT, credit the customer; what is paid back leaves its box. Refused: CreditReasonMissing, MoreThanWasSold,
    MoreThanWasAsked, NothingToCredit, BoxHoldsLess, PeriodClosed, …
    """
    facts = credit_notes.facts_for(tx, order)
    refuse_if(check_credit(facts, order))
    parts, refund = credited(facts, order), refund_kip(facts, order)
    documents.prepare(tx, "credit-note", order.on)
    entry_id = tx.post(credit_entry(facts, order))
    document_id = documents.issue(tx, entry_id, Paper(
        "credit-note", order.on, -credit_total_kip(facts, order), order.number, customer_id=facts.customer.customer_id,
        box=order.refund_from if refund else "", detail=facts.number, note=order.reason, likeness=documents.likeness(order)))
    credit_notes.add_lines(tx, entry_id, document_id, facts, order, parts)
    receipts.add_allocations(tx, entry_id, document_id, order.on, credit_allocation(facts, order))


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
