"""Customers as kept, what is still to be paid by each, and what they have on account.

An open item is an invoice on credit or an opening balance. What is open on a day follows from the papers and
allocations dated up to that day, so a past day shows what was open then, whatever was paid since.
"""

from datetime import date
from itertools import accumulate

from coopbooks.books import imported
from coopbooks.books.members import number_key
from coopbooks.books.rows import CustomerRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.customers import AddCustomer, AgedDebt, Customer, CustomerFacts, OpenItem, aged_debt
from coopbooks.i18n import lao
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import ZERO, Kip

_CUSTOMER = "customer_id, number, name, phone, terms_days, limit_kip, member_id, contact, address, tax_no, language"


FOREVER = date(9999, 12, 31)


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


def _load_all(tx: Reading) -> dict[int, Customer]:
    if "customers" not in tx.memo:
        found = tx.all(f"SELECT {_CUSTOMER} FROM customer")
        gone = imported.taken_back(tx, "customer")
        tx.memo["customers"] = {int(row[0]): Customer(*row) for row in found if int(row[0]) not in gone}
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
    gone = imported.taken_back(tx, "customer")
    found = tx.all(f"SELECT {_CUSTOMER} FROM customer WHERE instr(search_key, ?) "
                   "ORDER BY number <> ?, name_key LIMIT ?", lao.fold(text), text.strip(), how_many + len(gone))
    return tuple(Customer(*row) for row in found if int(row[0]) not in gone)[:how_many]


def as_order(tx: Reading, number: str, *, whole: bool = False) -> AddCustomer | None:
    """A customer as the order that would make it the same, so that a repeated row of a file is recognised.

    Files without the later columns say nothing of whom to ask for, address, tax number and language: then these do not count.
    """
    known = by_number(tx, number)
    if known is None:
        return None
    more = (known.contact, known.address, known.tax_no, known.language) if whole else ()
    return AddCustomer(known.number, known.name, known.phone, known.terms_days, known.limit_kip, known.member_id, *more)


def items_by_number(tx: Reading) -> dict[str, list[tuple[date, int, int]]]:
    """Invoices and opening balances that stand, by number: day, paper and customer, the earliest first."""
    found: dict[str, list[tuple[date, int, int]]] = {}
    for number, on, key, customer_id in tx.all(
            "SELECT number, doc_date, document_id, customer_id FROM document AS d WHERE kind IN ('invoice', 'opening-item') "
            "AND customer_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id) ORDER BY doc_date, document_id"):
        found.setdefault(str(number), []).append((date.fromisoformat(on), int(key), int(customer_id)))
    return found


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
        search_key=lao.fold(f"{order.name} {order.number} {order.phone} {order.contact}".strip()), contact=order.contact, address=order.address,
        tax_no=order.tax_no, language=order.language, event_id=0)
    # The directory stays true, because an import asks it for every row.
    known[key] = Customer(key, order.number, order.name, order.phone, order.terms_days, order.limit_kip,
                          order.member_id, order.contact, order.address, order.tax_no, order.language)
    if customer_id is not None:
        tx.memo.pop("customers_by_number", None)
    elif "customers_by_number" in tx.memo:
        tx.memo["customers_by_number"][order.number] = key
    return key


def every_item(tx: Reading, as_of: date, customer_id: int | None) -> list[tuple[int, OpenItem]]:
    """Every item dated up to a day, of one customer or of all, with what is open on it then; paid ones too."""
    whose = "1" if customer_id is None else "d.customer_id = :customer"
    found = tx.all(_ITEMS.format(whose=whose), {"day": as_of.isoformat(), "customer": customer_id})
    return [(int(row[0]), OpenItem(row[1], row[2], date.fromisoformat(row[3]), date.fromisoformat(row[4]), Kip(row[5]),
                                   Kip(row[6]))) for row in found]


def open_items(tx: Reading, customer_id: int, as_of: date = FOREVER) -> tuple[OpenItem, ...]:
    """What a customer has still to pay at the close of a day, oldest first; without a day, with all in the book."""
    return tuple(item for _, item in every_item(tx, as_of, customer_id) if item.open_kip > 0)


def owed_kip(tx: Reading, customer_id: int, as_of: date = FOREVER) -> Kip:
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
    for customer_id, item in every_item(tx, as_of, None):
        if item.open_kip > 0:
            items.setdefault(customer_id, []).append(item)
    return tuple(aged_debt(one, owed.get(one.customer_id, ZERO), items.get(one.customer_id, ()), as_of)
                 for one in all_customers(tx) if one.customer_id in owed or one.customer_id in items)


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


def on_account_kip(tx: Reading, customer_id: int, as_of: date = FOREVER) -> Kip:
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
