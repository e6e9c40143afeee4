"""Receipts of customers as kept, and which items they paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coopbooks.books import customers, documents, settings
from coopbooks.books.customers import FOREVER, every_item
from coopbooks.books.rows import AllocationRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.customers import OpenItem
from coopbooks.coop.receipts import Allocation, OnAccountFacts, ReceiptFacts, TakeReceipt, UseMoneyOnAccount
from coopbooks.ledger.money import ZERO, Kip


def facts_for_receipt(tx: Reading, order: TakeReceipt) -> ReceiptFacts:
    """Everything the receipt form shows and its rule judges."""
    every = [item for _, item in every_item(tx, FOREVER, order.customer_id)]
    payable = tuple(item for item in every if item.on <= order.on and item.open_kip > 0)
    named, undone = _named(tx, order, every) if order.invoice_number else (None, False)
    return ReceiptFacts(customers.customer(tx, order.customer_id), payable, named, undone, settings.open_days(tx),
                        documents.taken(tx, "receipt", order.number, order.on))


def _named(tx: Reading, order: TakeReceipt, every: Iterable[OpenItem]) -> tuple[OpenItem | None, bool]:
    # Numbers begin anew each year: of several the one that is still open, then the latest.
    standing = sorted((item for item in every if item.number == order.invoice_number),
                      key=lambda item: (item.on <= order.on and item.open_kip > 0, item.on))
    if standing:
        return standing[-1], False
    found = tx.all("SELECT document_id, number, doc_date, due_on, total_kip, EXISTS (SELECT 1 FROM entry AS r "
                   "WHERE r.reverses = d.entry_id) FROM document AS d WHERE customer_id = ? AND kind = 'invoice' "
                   "AND number = ? ORDER BY doc_date DESC", order.customer_id, order.invoice_number)
    if not found:
        return None, False
    if all(row[5] for row in found):
        return None, True
    # What is left is a cash sale: it stands, and nothing is open on it.
    row = next(row for row in found if not row[5])
    return OpenItem(row[0], row[1], date.fromisoformat(row[2]), date.fromisoformat(row[3]), Kip(row[4]), ZERO), False


def facts_for_use(tx: Reading, order: UseMoneyOnAccount) -> OnAccountFacts:
    """Everything the form for using money on account shows and its rule judges."""
    every = [item for _, item in every_item(tx, FOREVER, order.customer_id) if item.number == order.invoice_number]
    named = max(every, key=lambda item: (item.open_kip > 0, item.on), default=None)
    free = customers.free_on_account_kip(tx, order.customer_id, order.on)
    return OnAccountFacts(customers.customer(tx, order.customer_id), named, free, settings.open_days(tx),
                          documents.taken(tx, "journal", order.number, order.on))


def add_allocations(tx: Writing, entry_id: int, document_id: int, on: date, parts: Iterable[Allocation]) -> None:
    """Append what a receipt pays to its open entry."""
    for part in parts:
        tx.append(AllocationRow, entry_id=entry_id, document_id=document_id, item_id=part.item_id,
                  allocated_on=on.isoformat(), amount_kip=part.amount_kip)


@dataclass(frozen=True, slots=True)
class PaidPart:
    """A part of a receipt and the item it pays."""

    receipt_number: str
    item_number: str
    on: date
    amount_kip: Kip


def parts_of_receipt(tx: Reading, document_id: int) -> tuple[PaidPart, ...]:
    """Which items a receipt paid; what is missing to its total went on account."""
    return _parts(tx, "a.document_id", document_id)


def payments_of_item(tx: Reading, document_id: int) -> tuple[PaidPart, ...]:
    """Which receipts paid an invoice or opening item; a reversed receipt shows twice, the second time negative."""
    return _parts(tx, "a.item_id", document_id)


def _parts(tx: Reading, column: str, document_id: int) -> tuple[PaidPart, ...]:
    found = tx.all("SELECT r.number, i.number, a.allocated_on, a.amount_kip FROM allocation AS a "
                   "JOIN document AS r ON r.document_id = a.document_id "
                   "JOIN document AS i ON i.document_id = a.item_id "
                   f"WHERE {column} = ? ORDER BY a.allocation_id", document_id)
    return tuple(PaidPart(row[0], row[1], date.fromisoformat(row[2]), Kip(row[3])) for row in found)
