"""Receipts of customers as kept, and which items they paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coopbooks.books import approvals, boxes, customers, documents, settings
from coopbooks.books.customers import FOREVER, every_item, open_items
from coopbooks.books.rows import AllocationRow
from coopbooks.books.rows_sales import ReceiptExtraRow, WriteOffRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.customers import OpenItem
from coopbooks.coop.receipts import Allocation, ForeignMoney, OnAccountFacts, ReceiptFacts, TakeReceipt, UseMoneyOnAccount
from coopbooks.coop.write_offs import WriteOff, WriteOffFacts
from coopbooks.ledger.money import ZERO, Kip


def facts_for_receipt(tx: Reading, order: TakeReceipt) -> ReceiptFacts:
    """Everything the receipt form shows and its rule judges."""
    every = [item for _, item in every_item(tx, FOREVER, order.customer_id)]
    payable = tuple(item for item in every if item.on <= order.on and item.open_kip > 0)
    named, undone = _named(tx, order, every) if order.invoice_number else (None, False)
    undone_papers = {int(key): str(number) for key, number in tx.all(
        "SELECT document_id, number FROM document AS d WHERE customer_id = ? AND EXISTS "
        "(SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id)", order.customer_id)} if order.parts else {}
    return ReceiptFacts(customers.customer(tx, order.customer_id), payable, named, undone, settings.open_days(tx),
                        documents.taken(tx, "receipt", order.number, order.on), tuple(every), undone_papers,
                        _foreign(tx, named) if named and order.foreign_cents else None, boxes.words(tx))


def _foreign(tx: Reading, item: OpenItem) -> ForeignMoney | None:
    found = tx.maybe("SELECT currency, foreign_cents FROM invoice_extra WHERE document_id = ? AND foreign_cents > 0", item.document_id)
    return ForeignMoney(str(found[0]), int(found[1]), item.total_kip) if found else None


def foreign_of(tx: Reading, items: Iterable[OpenItem]) -> dict[int, ForeignMoney]:
    """What the items say of foreign money, by their papers."""
    found = ((item.document_id, _foreign(tx, item)) for item in items)
    return {key: foreign for key, foreign in found if foreign is not None}


def add_foreign(tx: Writing, entry_id: int, document_id: int, facts: ReceiptFacts, order: TakeReceipt, gain_kip: Kip) -> None:
    """Append foreign money that came in to a receipt's open entry."""
    if order.foreign_cents and facts.foreign and facts.named:
        tx.append(ReceiptExtraRow, entry_id=entry_id, document_id=document_id, item_id=facts.named.document_id,
                  currency=facts.foreign.currency, foreign_cents=order.foreign_cents, gain_kip=gain_kip)


def facts_for_write_off(tx: Reading, order: WriteOff, made_by: str) -> WriteOffFacts:
    """Everything the form for writing off a debt shows and its rule judges."""
    found = tx.maybe("SELECT customer_id FROM document WHERE document_id = ? AND customer_id IS NOT NULL", order.document_id)
    items = open_items(tx, int(found[0])) if found else ()
    item = next((one for one in items if one.document_id == order.document_id), None)
    return WriteOffFacts(customers.customer(tx, int(found[0])) if found else None, item, made_by, approvals.people(tx),
                         settings.open_days(tx), documents.taken(tx, "write-off", order.number, order.on))


def add_write_off(tx: Writing, entry_id: int, document_id: int, order: WriteOff) -> None:
    """Append a debt given up to its open entry, and what it settles."""
    add_allocations(tx, entry_id, document_id, order.on, (Allocation(order.document_id, order.amount_kip),))
    tx.append(WriteOffRow, entry_id=entry_id, document_id=document_id, item_id=order.document_id, amount_kip=order.amount_kip,
              approved_by=order.approved_by)


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


@dataclass(frozen=True, slots=True)
class Follower:
    """A paper that lowered an invoice: a receipt, credit note or debt given up; `amount_kip` of this invoice, `is_void` when reversed."""

    document_id: int
    kind: str
    number: str
    on: date
    amount_kip: Kip
    is_void: bool


_FOLLOWERS = """
SELECT d.document_id, d.kind, d.number, d.doc_date, iif(d.kind = 'credit-note', abs(d.total_kip), t.kip),
       EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id)
  FROM (SELECT document_id, sum(kip) AS kip FROM (
            SELECT document_id, amount_kip AS kip FROM allocation WHERE item_id = :item
            UNION ALL SELECT c.document_id, 0 FROM credit_line AS c JOIN invoice_line AS l USING (invoice_line_id) WHERE l.document_id = :item)
         GROUP BY document_id) AS t JOIN document AS d USING (document_id)
 WHERE d.kind <> 'reversal' ORDER BY d.doc_date, d.document_id
"""


def followers(tx: Reading, document_id: int) -> tuple[Follower, ...]:
    """What was paid on an invoice, taken back of it and given up, in the order of days; reversed papers too."""
    return tuple(Follower(int(row[0]), row[1], row[2], date.fromisoformat(row[3]), Kip(row[4]), bool(row[5]))
                 for row in tx.all(_FOLLOWERS, {"item": document_id}))


def _parts(tx: Reading, column: str, document_id: int) -> tuple[PaidPart, ...]:
    found = tx.all("SELECT r.number, i.number, a.allocated_on, a.amount_kip FROM allocation AS a "
                   "JOIN document AS r ON r.document_id = a.document_id "
                   "JOIN document AS i ON i.document_id = a.item_id "
                   f"WHERE {column} = ? ORDER BY a.allocation_id", document_id)
    return tuple(PaidPart(row[0], row[1], date.fromisoformat(row[2]), Kip(row[3])) for row in found)
