"""What the lists of the sales ledger show: invoices as at a day, receipts, customers with how they pay, products, a customer's story."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from coopbooks.books import customers
from coopbooks.books.transaction import Reading
from coopbooks.coop.customers import AgedDebt, Customer
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import ZERO, Kip

_INVOICES = """
SELECT d.document_id, d.number, d.doc_date, coalesce(d.due_on, d.doc_date), d.customer_id, d.total_kip, d.box, d.kind,
       coalesce((SELECT sum(a.amount_kip) FROM allocation AS a WHERE a.item_id = d.document_id AND a.allocated_on <= :day), 0),
       EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id AND r.entry_date <= :day),
       coalesce((SELECT currency FROM invoice_extra AS x WHERE x.document_id = d.document_id), '')
  FROM document AS d
 WHERE d.kind IN ('invoice', 'opening-item') AND d.customer_id IS NOT NULL AND d.doc_date <= :day
   AND (:customer IS NULL OR d.customer_id = :customer)
 ORDER BY d.doc_date DESC, d.document_id DESC
"""


@dataclass(frozen=True, slots=True)
class ListedInvoice:
    """An invoice or opening balance as it stood on a day. `state`: open, overdue, paid (cash sales too) or void; `box` of a cash sale."""

    document_id: int
    number: str
    on: date
    due_on: date
    customer: Customer
    total_kip: Kip
    open_kip: Kip
    state: str
    box: str
    is_opening: bool
    currency: str
    late_days: int

    @property
    def is_cash(self) -> bool:
        """True where the money came at once and nothing was owed."""
        return bool(self.box)


def listed_invoices(tx: Reading, as_of: date, customer_id: int | None = None) -> tuple[ListedInvoice, ...]:
    """Every invoice dated up to a day as it stood then, newest first."""
    return tuple(_listed(tx, row, as_of) for row in tx.all(_INVOICES, {"day": as_of.isoformat(), "customer": customer_id}))


def _listed(tx: Reading, row: tuple[Any, ...], as_of: date) -> ListedInvoice:
    key, number, on, due, customer_id, total, box, kind, paid, void, currency = row
    open_kip = Kip(0 if box or void else total - paid)
    late = (as_of - date.fromisoformat(due)).days if open_kip > 0 else 0
    state = "void" if void else "paid" if open_kip <= 0 else "overdue" if late > 0 else "open"
    return ListedInvoice(key, number, date.fromisoformat(on), date.fromisoformat(due), customers.customer(tx, customer_id), Kip(total),
                         open_kip, state, box, kind == "opening-item", currency, max(late, 0))


@dataclass(frozen=True, slots=True)
class ListedReceipt:
    """Money from a customer, a credit note or a debt given up. `rest_kip` is what went on account; `paid` names the invoices."""

    document_id: int
    kind: str
    number: str
    on: date
    customer: Customer
    total_kip: Kip
    rest_kip: Kip
    box: str
    paid: str
    note: str
    is_void: bool


_RECEIPTS = """
SELECT d.document_id, d.kind, d.number, d.doc_date, d.customer_id, abs(d.total_kip), d.box, d.note,
       coalesce((SELECT sum(a.amount_kip) FROM allocation AS a WHERE a.document_id = d.document_id), 0),
       coalesce((SELECT group_concat(DISTINCT i.number) FROM allocation AS a JOIN document AS i ON i.document_id = a.item_id
                  WHERE a.document_id = d.document_id), ''),
       EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id),
       coalesce((SELECT gain_kip FROM receipt_extra AS x WHERE x.document_id = d.document_id), 0)
  FROM document AS d WHERE d.kind IN ('receipt', 'credit-note', 'write-off') AND d.customer_id IS NOT NULL
   AND (:customer IS NULL OR d.customer_id = :customer) ORDER BY d.doc_date DESC, d.document_id DESC
"""


def listed_receipts(tx: Reading, customer_id: int | None = None) -> tuple[ListedReceipt, ...]:
    """Everything that lowered what customers owe, newest first."""
    found = []
    for key, kind, number, on, customer, total, box, note, shared, paid, void, gain in tx.all(_RECEIPTS, {"customer": customer_id}):
        rest = 0 if kind != "receipt" or void else total - gain - shared
        found.append(ListedReceipt(key, kind, number, date.fromisoformat(on), customers.customer(tx, customer), Kip(total), Kip(rest), box,
                                   paid.replace(",", ", "), note, bool(void)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ListedCustomer:
    """A customer with what is owed as at a day, and how the last invoices were paid."""

    customer: Customer
    debt: AgedDebt
    on_account_kip: Kip
    sold_kip: Kip
    last_sale_on: date | None
    in_time_count: int
    paid_count: int

    @property
    def overdue_kip(self) -> Kip:
        """What should have been paid by the day."""
        return Kip(self.debt.d1_30_kip + self.debt.d31_60_kip + self.debt.d61_90_kip + self.debt.over_90_kip)

    @property
    def is_over_limit(self) -> bool:
        """True where more is owed than the co-op meant to allow."""
        return self.customer.limit_kip is not None and self.debt.balance_kip > self.customer.limit_kip


_LAST_PAID = 10


def listed_customers(tx: Reading, as_of: date, first_day: date) -> tuple[ListedCustomer, ...]:
    """Every customer, by number. `first_day` begins the year whose sales are told."""
    debts = {one.customer.customer_id: one for one in customers.aged(tx, as_of)}
    sold = {int(key): (Kip(int(kip or 0)), day) for key, kip, day in tx.all(
        "SELECT customer_id, sum(iif(doc_date BETWEEN ?1 AND ?2, net_kip, 0)), max(iif(quantity_milli > 0 AND doc_date <= ?2, doc_date, NULL)) "
        "FROM invoice_line GROUP BY customer_id", first_day.isoformat(), as_of.isoformat())}
    record = _payment_record(tx, as_of)
    return tuple(_customer(tx, one, debts.get(one.customer_id), sold.get(one.customer_id, (ZERO, None)),
                           record.get(one.customer_id, (0, 0)), as_of) for one in customers.all_customers(tx))


def _customer(tx: Reading, one: Customer, debt: AgedDebt | None, sold: tuple[Kip, str | None], record: tuple[int, int],
              as_of: date) -> ListedCustomer:
    zero = AgedDebt(one, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO)
    return ListedCustomer(one, debt or zero, customers.on_account_kip(tx, one.customer_id, as_of), sold[0],
                          date.fromisoformat(sold[1]) if sold[1] else None, *record)


def _payment_record(tx: Reading, as_of: date) -> dict[int, tuple[int, int]]:
    """Of the last invoices that were paid in full: how many by their due day, and how many there are."""
    found: dict[int, list[bool]] = {}
    for key, due, total, paid, last in tx.all(
            "SELECT d.customer_id, coalesce(d.due_on, d.doc_date), d.total_kip, sum(a.amount_kip), max(a.allocated_on) FROM document AS d "
            "JOIN allocation AS a ON a.item_id = d.document_id WHERE d.kind IN ('invoice', 'opening-item') AND d.customer_id IS NOT NULL "
            "AND a.allocated_on <= ? GROUP BY d.document_id ORDER BY d.doc_date DESC, d.document_id DESC", as_of.isoformat()):
        if paid == total and len(found.setdefault(int(key), [])) < _LAST_PAID:
            found[int(key)].append(str(last) <= str(due))
    return {key: (sum(in_time), len(in_time)) for key, in_time in found.items()}


@dataclass(frozen=True, slots=True)
class SoldLine:
    """What was sold of one thing to one customer in one month, taken back and reversed off. `quantity` in its unit.

    `items` are the lines of invoices and credit notes it adds up.
    """

    month: str
    customer: Customer
    product_id: int | None
    name_lo: str
    name_en: str
    code: str
    grade: str
    unit: str
    quantity: Fraction
    net_kip: Kip
    items: tuple[int, ...]


def sold_lines(tx: Reading, first_day: date, last_day: date, customer_id: int | None = None) -> Iterator[SoldLine]:
    """Sales of a period, one line for each month, customer, product and grade."""
    for month, customer, product, text, lao, english, code, grade, unit, milli, net, items in tx.all(
            "SELECT substr(doc_date, 1, 7), customer_id, product_id, iif(product_id IS NULL, description, ''), coalesce(name_lo, ''), "
            "coalesce(name_en, ''), coalesce(code, ''), grade, l.unit, sum(quantity_milli), sum(net_kip), "
            "group_concat(invoice_line_id) FROM invoice_line AS l LEFT JOIN product USING (product_id) "
            "WHERE doc_date BETWEEN ?1 AND ?2 AND (?3 IS NULL OR customer_id = ?3) "
            "GROUP BY 1, 2, 3, 4, grade, l.unit HAVING sum(quantity_milli) <> 0 OR sum(net_kip) <> 0 ORDER BY 1, 2, 3, 4, grade",
            first_day.isoformat(), last_day.isoformat(), customer_id):
        yield SoldLine(month, customers.customer(tx, customer), product, lao or text, english or text, code, grade, unit,
                       Fraction(milli, 1000), Kip(net), tuple(map(int, items.split(","))))


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One paper in a customer's story, and what was owed after it."""

    document_id: int
    kind: str
    number: str
    on: date
    due_on: date | None
    billed_kip: Kip
    paid_kip: Kip
    balance_kip: Kip
    note: str


def story(tx: Reading, customer_id: int, first_day: date, last_day: date) -> tuple[Kip, tuple[StoryLine, ...]]:
    """What was owed at the start of a period, and each paper since with the balance after it; cash sales show without moving it."""
    receivable = tx.account_id(AccountRole.RECEIVABLE)
    (opening,) = tx.one("SELECT coalesce(sum(amount_kip), 0) FROM posting WHERE customer_id = ? AND account_id = ? AND entry_date < ?",
                        customer_id, receivable, first_day.isoformat())
    lines, balance = [], int(opening)
    for key, kind, number, on, due, note, debit, credit in tx.all(_STORY, {
            "customer": customer_id, "account": receivable, "first": first_day.isoformat(), "last": last_day.isoformat()}):
        balance += debit - credit
        lines.append(StoryLine(key, kind, number, date.fromisoformat(on), date.fromisoformat(due) if due else None, Kip(debit),
                               Kip(credit), Kip(balance), note))
    return Kip(int(opening)), tuple(lines)


# An entry's own paper is the first one of it; money used from the account moves nothing and is left out.
_STORY = """
SELECT d.document_id, d.kind, d.number, e.entry_date, d.due_on, e.note,
       coalesce(sum(iif(p.amount_kip > 0, p.amount_kip, 0)), 0) AS debit, coalesce(sum(iif(p.amount_kip < 0, -p.amount_kip, 0)), 0) AS credit
  FROM entry AS e JOIN document AS d ON d.document_id = (SELECT min(document_id) FROM document AS o WHERE o.entry_id = e.entry_id
                                                           AND (o.customer_id = :customer OR o.customer_id IS NULL))
  LEFT JOIN posting AS p ON p.entry_id = e.entry_id AND p.customer_id = :customer AND p.account_id = :account
 WHERE e.entry_date BETWEEN :first AND :last AND (d.customer_id = :customer OR EXISTS (
           SELECT 1 FROM posting AS q WHERE q.entry_id = e.entry_id AND q.customer_id = :customer AND q.account_id = :account))
   AND NOT (d.kind = 'journal' AND d.detail = 'allocation')
 GROUP BY e.entry_id ORDER BY e.entry_date, e.entry_id
"""
