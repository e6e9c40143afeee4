"""Customers, invoices and what is still to be paid on them, as kept.

An open item is an invoice on credit or an opening balance. What is open on a day follows from the papers and
allocations dated up to that day, so a past day shows what was open then, whatever was paid since.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import accumulate
from typing import Any

from coopbooks.books import documents, settings
from coopbooks.books.members import number_key
from coopbooks.books.rows import AllocationRow, CustomerRow, InvoiceLineRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.sales import (
    AddCustomer,
    AgedDebt,
    Allocation,
    Customer,
    CustomerFacts,
    InvoiceFacts,
    InvoiceLine,
    IssueInvoice,
    OnAccountFacts,
    OpenItem,
    ReceiptFacts,
    TakeReceipt,
    UseMoneyOnAccount,
    aged_debt,
)
from coopbooks.i18n import lao
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import ZERO, Kip

_CUSTOMER = "customer_id, number, name, phone, terms_days, limit_kip, member_id"
_FOREVER = date(9999, 12, 31)

# Items as they stood at the close of :day. Reversals and allocations dated later had not happened yet.
_ITEMS = """
SELECT d.customer_id, d.document_id, d.number, d.doc_date, d.due_on, d.total_kip, d.total_kip - coalesce((
           SELECT sum(a.amount_kip) FROM allocation AS a WHERE a.item_id = d.document_id AND a.allocated_on <= :day), 0)
  FROM document AS d
 WHERE d.kind IN ('invoice', 'opening-item') AND d.box = '' AND d.doc_date <= :day
   AND {whose}
   AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id AND r.entry_date <= :day)
 ORDER BY d.doc_date, d.document_id
"""


# --- customers --------------------------------------------------------------------------------------------------------
def _load_all(tx: Reading) -> dict[int, Customer]:
    if "customers" not in tx.memo:
        found = tx.all(f"SELECT {_CUSTOMER} FROM customer")
        tx.memo["customers"] = {int(row[0]): Customer(*row) for row in found}
    known: dict[int, Customer] = tx.memo["customers"]
    return known


def all_customers(tx: Reading) -> tuple[Customer, ...]:
    """Every customer, in order of number."""
    return tuple(sorted(_load_all(tx).values(), key=lambda customer: number_key(customer.number)))


def customer(tx: Reading, customer_id: int) -> Customer:
    """One customer. Raises KeyError when there is none."""
    return _load_all(tx)[customer_id]


def by_number(tx: Reading, number: str) -> Customer | None:
    """The customer with a number."""
    if "customers_by_number" not in tx.memo:
        tx.memo["customers_by_number"] = {one.number: one.customer_id for one in _load_all(tx).values()}
    customer_id = tx.memo["customers_by_number"].get(number)
    return _load_all(tx)[customer_id] if customer_id is not None else None


def search(tx: Reading, text: str, how_many: int) -> tuple[Customer, ...]:
    """Customers found by any part of name, number or phone, in any Lao spelling; an exact number comes first."""
    found = tx.all(f"SELECT {_CUSTOMER} FROM customer WHERE instr(search_key, ?) "
                   "ORDER BY number <> ?, name_key LIMIT ?", lao.fold(text), text.strip(), how_many)
    return tuple(Customer(*row) for row in found)


def as_order(tx: Reading, number: str) -> AddCustomer | None:
    """A customer as the order that would make it the same, so that a repeated row of a file is recognised."""
    known = by_number(tx, number)
    return AddCustomer(known.number, known.name, known.phone, known.terms_days, known.limit_kip,
                       known.member_id) if known else None


def facts_for_customer(tx: Reading, order: AddCustomer, customer_id: int | None = None) -> CustomerFacts:
    """Whether another customer has the number."""
    taken = by_number(tx, order.number)
    return CustomerFacts(taken.name if taken is not None and taken.customer_id != customer_id else None)


def keep_customer(tx: Writing, customer_id: int | None, order: AddCustomer) -> int:
    """Add a customer (None) or change one; returns the id."""
    known = _load_all(tx)
    key = tx.keep(
        CustomerRow, customer_id, number=order.number, name=order.name, phone=order.phone, terms_days=order.terms_days,
        limit_kip=order.limit_kip, member_id=order.member_id, name_key=lao.sort_key(order.name),
        search_key=lao.fold(f"{order.name} {order.number} {order.phone}"), event_id=0)
    # The directory stays true, because an import asks it for every row.
    known[key] = Customer(key, order.number, order.name, order.phone, order.terms_days, order.limit_kip,
                          order.member_id)
    if customer_id is not None:
        tx.memo.pop("customers_by_number", None)
    elif "customers_by_number" in tx.memo:
        tx.memo["customers_by_number"][order.number] = key
    return key


# --- what customers owe -----------------------------------------------------------------------------------------------
def _items(tx: Reading, as_of: date, customer_id: int | None) -> list[tuple[int, OpenItem]]:
    whose = "1" if customer_id is None else "d.customer_id = :customer"
    found = tx.all(_ITEMS.format(whose=whose), {"day": as_of.isoformat(), "customer": customer_id})
    return [(int(row[0]), OpenItem(row[1], row[2], date.fromisoformat(row[3]), date.fromisoformat(row[4]), Kip(row[5]),
                                   Kip(row[6]))) for row in found]


def open_items(tx: Reading, customer_id: int, as_of: date = _FOREVER) -> tuple[OpenItem, ...]:
    """What a customer has still to pay at the close of a day, oldest first; without a day, with all in the book."""
    return tuple(item for _, item in _items(tx, as_of, customer_id) if item.open_kip > 0)


def owed_kip(tx: Reading, customer_id: int, as_of: date = _FOREVER) -> Kip:
    """A customer's balance at the close of a day; negative for money on account."""
    (kip,) = tx.one("SELECT coalesce(sum(amount_kip), 0) FROM posting WHERE customer_id = ? AND account_id = ? "
                    "AND entry_date <= ?", customer_id, tx.account_id(AccountRole.RECEIVABLE), as_of.isoformat())
    return Kip(int(kip))


def aged(tx: Reading, as_of: date) -> tuple[AgedDebt, ...]:
    """Everybody who owes something or has something open at the close of a day, by days past due; by number."""
    owed = {int(key): Kip(int(kip)) for key, kip in tx.all(
        "SELECT customer_id, sum(amount_kip) FROM posting WHERE account_id = ? AND customer_id IS NOT NULL "
        "AND entry_date <= ? GROUP BY customer_id HAVING sum(amount_kip) <> 0",
        tx.account_id(AccountRole.RECEIVABLE), as_of.isoformat())}
    items: dict[int, list[OpenItem]] = {}
    for customer_id, item in _items(tx, as_of, None):
        if item.open_kip > 0:
            items.setdefault(customer_id, []).append(item)
    return tuple(aged_debt(one, owed.get(one.customer_id, ZERO), items.get(one.customer_id, ()), as_of)
                 for one in all_customers(tx) if one.customer_id in owed or one.customer_id in items)


# --- invoices and receipts --------------------------------------------------------------------------------------------
def facts_for_invoice(tx: Reading, order: IssueInvoice) -> InvoiceFacts:
    """Everything the invoice form shows and its rule judges."""
    importing = tx.memo.get("cash_judged_later")
    return InvoiceFacts(customer(tx, order.customer_id), settings.open_days(tx),
                        documents.taken(tx, "invoice", order.number, order.on),
                        None if importing else owed_kip(tx, order.customer_id))


def add_invoice_lines(tx: Writing, entry_id: int, document_id: int, order: IssueInvoice) -> None:
    """Append an invoice's lines to its open entry."""
    for line in order.lines:
        tx.append(
            InvoiceLineRow, entry_id=entry_id, document_id=document_id, customer_id=order.customer_id,
            doc_date=order.on.isoformat(), product_id=line.product_id, description=line.description, grade=line.grade,
            quantity_milli=line.quantity_milli, unit=line.unit, price_kip=line.price_kip,
            vat_percent=line.vat_percent, net_kip=line.net_kip, vat_kip=line.vat_kip)


def facts_for_receipt(tx: Reading, order: TakeReceipt) -> ReceiptFacts:
    """Everything the receipt form shows and its rule judges."""
    every = [item for _, item in _items(tx, _FOREVER, order.customer_id)]
    payable = tuple(item for item in every if item.on <= order.on and item.open_kip > 0)
    named, undone = _named(tx, order, every) if order.invoice_number else (None, False)
    return ReceiptFacts(customer(tx, order.customer_id), payable, named, undone, settings.open_days(tx),
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


# What a customer has on account, day by day: what is to be paid, less what is allocated to it, less the balance.
_ON_ACCOUNT = """
SELECT day, sum(kip) FROM (
    SELECT doc_date AS day, total_kip AS kip FROM document
     WHERE customer_id = :customer AND kind IN ('invoice', 'opening-item') AND box = '' AND total_kip > 0
    UNION ALL
    SELECT r.entry_date, -total_kip FROM document AS d JOIN entry AS r ON r.reverses = d.entry_id
     WHERE customer_id = :customer AND kind IN ('invoice', 'opening-item') AND box = '' AND total_kip > 0
    UNION ALL
    SELECT allocated_on, -amount_kip FROM document AS i JOIN allocation AS a ON a.item_id = i.document_id
     WHERE i.customer_id = :customer
    UNION ALL
    SELECT entry_date, -amount_kip FROM posting WHERE customer_id = :customer AND account_id = :account
) GROUP BY day ORDER BY day
"""


def _on_account_by_day(tx: Reading, customer_id: int) -> list[tuple[date, Kip]]:
    moved = tx.all(_ON_ACCOUNT, {"customer": customer_id, "account": tx.account_id(AccountRole.RECEIVABLE)})
    sums = accumulate(int(kip) for _, kip in moved)
    return [(date.fromisoformat(day), Kip(kip)) for (day, _), kip in zip(moved, sums, strict=True)]


def on_account_kip(tx: Reading, customer_id: int, as_of: date = _FOREVER) -> Kip:
    """Money a customer has given that pays nothing yet, at the close of a day; below 0 for debts entered by hand."""
    return next((kip for day, kip in reversed(_on_account_by_day(tx, customer_id)) if day <= as_of), ZERO)


def free_on_account_kip(tx: Reading, customer_id: int, on: date) -> Kip:
    """What can be taken from a customer's account on a day without leaving any later day below 0."""
    later = [kip for day, kip in _on_account_by_day(tx, customer_id) if day > on]
    return min([on_account_kip(tx, customer_id, on), *later])


# What an entry put on each customer's account: what it billed, less what it allocated, less what it added to the balance.
_BROUGHT = """
SELECT p.customer_id, coalesce((
           SELECT sum(total_kip) FROM document AS d WHERE d.entry_id = :entry AND d.customer_id = p.customer_id
              AND kind IN ('invoice', 'opening-item') AND box = '' AND total_kip > 0), 0) - coalesce((
           SELECT sum(a.amount_kip) FROM allocation AS a JOIN document AS i ON i.document_id = a.item_id
            WHERE a.entry_id = :entry AND i.customer_id = p.customer_id), 0) - sum(p.amount_kip)
  FROM posting AS p WHERE p.entry_id = :entry AND p.account_id = :account AND p.customer_id IS NOT NULL
 GROUP BY p.customer_id
"""


def uses_of_money_from(tx: Reading, entry_id: int, on: date) -> tuple[str, ...]:
    """Papers that used the money which an entry brought on account; they are undone before it."""
    found: list[str] = []
    bound = {"entry": entry_id, "account": tx.account_id(AccountRole.RECEIVABLE)}
    for customer_id, brought in tx.all(_BROUGHT, bound):
        if brought > 0 and free_on_account_kip(tx, customer_id, on) < brought:
            found += (str(number) for (number,) in tx.all(
                "SELECT number FROM document AS d WHERE customer_id = ? AND kind = 'journal' AND detail = 'allocation' "
                "AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id)", customer_id))
    return tuple(found)


def facts_for_use(tx: Reading, order: UseMoneyOnAccount) -> OnAccountFacts:
    """Everything the form for using money on account shows and its rule judges."""
    every = [item for _, item in _items(tx, _FOREVER, order.customer_id) if item.number == order.invoice_number]
    named = max(every, key=lambda item: (item.open_kip > 0, item.on), default=None)
    free = free_on_account_kip(tx, order.customer_id, order.on)
    return OnAccountFacts(customer(tx, order.customer_id), named, free, settings.open_days(tx),
                          documents.taken(tx, "journal", order.number, order.on))


def add_allocations(tx: Writing, entry_id: int, document_id: int, on: date, parts: Iterable[Allocation]) -> None:
    """Append what a receipt pays to its open entry."""
    for part in parts:
        tx.append(AllocationRow, entry_id=entry_id, document_id=document_id, item_id=part.item_id,
                  allocated_on=on.isoformat(), amount_kip=part.amount_kip)


@dataclass(frozen=True, slots=True)
class InvoiceBrief:
    """An invoice in a list. `state` is cash, open, part, paid or void; `open_kip` what is still to be paid."""

    document_id: int
    number: str
    on: date
    due_on: date
    customer: Customer
    total_kip: Kip
    open_kip: Kip
    box: str
    state: str

    def is_overdue(self, today: date) -> bool:
        """True from the day after the due day while something is open."""
        return self.open_kip > 0 and self.due_on < today


def invoices(tx: Reading, first_day: date, last_day: date, customer_id: int | None = None) -> tuple[InvoiceBrief, ...]:
    """Invoices dated in a period, with what is open on them today; in order of day."""
    found = tx.all(
        "SELECT d.document_id, d.number, d.doc_date, d.due_on, d.customer_id, d.total_kip, d.box, "
        "coalesce((SELECT sum(amount_kip) FROM allocation WHERE item_id = d.document_id), 0), "
        "EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id) FROM document AS d WHERE kind = 'invoice' "
        "AND doc_date BETWEEN ?1 AND ?2 AND (?3 IS NULL OR customer_id = ?3) ORDER BY doc_date, document_id",
        first_day.isoformat(), last_day.isoformat(), customer_id)
    return tuple(_invoice(tx, row) for row in found)


def _invoice(tx: Reading, row: tuple[Any, ...]) -> InvoiceBrief:
    document_id, number, on, due_on, customer_id, total, box, paid, void = row
    left = 0 if box or void else total - paid
    state = "void" if void else "cash" if box else "paid" if left == 0 else "part" if paid else "open"
    return InvoiceBrief(document_id, number, date.fromisoformat(on), date.fromisoformat(due_on),
                        customer(tx, customer_id), Kip(total), Kip(left), box, state)


@dataclass(frozen=True, slots=True)
class KeptInvoiceLine:
    """A line of an invoice as it stands, with its product's code and names (empty for free words)."""

    line: InvoiceLine
    product_code: str
    product_lo: str
    product_en: str
    net_kip: Kip
    vat_kip: Kip


def invoice_lines(tx: Reading, document_id: int) -> tuple[KeptInvoiceLine, ...]:
    """The lines of one invoice, in their order; amounts as they were posted."""
    found = tx.all("SELECT product_id, description, grade, quantity_milli, l.unit, price_kip, vat_percent, "
                   "coalesce(code, ''), coalesce(name_lo, ''), coalesce(name_en, ''), net_kip, vat_kip "
                   "FROM invoice_line AS l LEFT JOIN product USING (product_id) WHERE document_id = ? "
                   "ORDER BY invoice_line_id", document_id)
    return tuple(KeptInvoiceLine(InvoiceLine(*row[:7]), *row[7:]) for row in found)


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


def latest_price_kip(tx: Reading, customer_id: int, product_id: int, grade: str = "") -> Kip | None:
    """The price at which a customer bought a product and grade last; None when never."""
    found = tx.maybe("SELECT price_kip FROM invoice_line WHERE customer_id = ? AND product_id = ? AND grade = ? "
                     "AND quantity_milli > 0 ORDER BY doc_date DESC, invoice_line_id DESC LIMIT 1",
                     customer_id, product_id, grade)
    return Kip(int(found[0])) if found else None


def purchases_of_members(tx: Reading, first_day: date, last_day: date) -> dict[int, Kip]:
    """Invoices of a period without VAT, by the member the customer is (rule 16); what was reversed is taken off."""
    found = tx.all("SELECT member_id, sum(net_kip) FROM invoice_line JOIN customer USING (customer_id) "
                   "WHERE doc_date BETWEEN ? AND ? AND member_id IS NOT NULL "
                   "GROUP BY member_id HAVING sum(net_kip) <> 0", first_day.isoformat(), last_day.isoformat())
    return {int(member): Kip(int(kip)) for member, kip in found}


@dataclass(frozen=True, slots=True)
class SoldProduct:
    """What was sold of a product and grade in a period, reversals taken off. `quantity` in its unit."""

    product_id: int | None
    grade: str
    unit: str
    quantity: Fraction
    net_kip: Kip


def sold(tx: Reading, first_day: date, last_day: date) -> tuple[SoldProduct, ...]:
    """Sales of a period by product and grade."""
    found = tx.all("SELECT product_id, grade, unit, sum(quantity_milli), sum(net_kip) FROM invoice_line "
                   "WHERE doc_date BETWEEN ? AND ? GROUP BY product_id, grade, unit HAVING sum(quantity_milli) <> 0 "
                   "ORDER BY product_id, grade, unit", first_day.isoformat(), last_day.isoformat())
    return tuple(SoldProduct(row[0], row[1], row[2], Fraction(row[3], 1000), Kip(row[4])) for row in found)
