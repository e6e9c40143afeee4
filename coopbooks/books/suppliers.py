"""Suppliers and their bills as kept: who they are, what is open on a day and how long, and what stands in the account beside them."""

from datetime import date
from typing import Any

from coopbooks.books import balances, boxes, cash, documents, settings
from coopbooks.books.documents import KeptPaper
from coopbooks.books.rows_money import BillLineRow, SupplierRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.cash import ExpenseFacts
from coopbooks.coop.suppliers import BillFacts, OpenBill, PayBill, PayBillFacts, RecordBill, Supplier
from coopbooks.i18n import lao
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip

_COLUMNS = "supplier_id, number, name, phone, bank_account, terms_days, note, is_used"


def all_suppliers(tx: Reading) -> dict[int, Supplier]:
    """Every supplier by id, in Lao order of names."""
    return {int(row[0]): _supplier(row) for row in tx.all(f"SELECT {_COLUMNS} FROM supplier ORDER BY name_key, supplier_id")}


def _supplier(row: tuple[Any, ...]) -> Supplier:
    number, name, phone, bank_account, terms_days, note, used = row[1:]
    return Supplier(number, name, phone, bank_account, terms_days, note, bool(used))


def supplier(tx: Reading, supplier_id: int) -> Supplier:
    """One supplier. Raises LookupError when there is none."""
    return _supplier(tx.one(f"SELECT {_COLUMNS} FROM supplier WHERE supplier_id = ?", supplier_id))


def search(tx: Reading, text: str, how_many: int) -> list[tuple[int, Supplier]]:
    """Suppliers in use by any part of number, name or phone, in any Lao spelling; the exact number first."""
    found = tx.all(f"SELECT {_COLUMNS} FROM supplier WHERE is_used = 1 AND instr(search_key, ?) ORDER BY number = ? DESC, name_key LIMIT ?",
                   lao.fold(text), text.strip(), how_many)
    return [(int(row[0]), _supplier(row)) for row in found]


def next_supplier_number(tx: Reading) -> str:
    """A free number for the next supplier: S01, S02, …"""
    (count,) = tx.one("SELECT count(*) FROM supplier")
    taken = {str(number) for (number,) in tx.all("SELECT number FROM supplier")}
    return next(number for number in (f"S{place:02}" for place in range(int(count) + 1, int(count) + len(taken) + 2)) if number not in taken)


def number_taken_by(tx: Reading, number: str, but: int | None) -> str | None:
    """Who has a number already, other than the one that is changed."""
    found = tx.maybe("SELECT name FROM supplier WHERE number = ? AND supplier_id IS NOT ?", number, but)
    return str(found[0]) if found else None


def keep(tx: Writing, supplier_id: int | None, one: Supplier) -> int:
    """Add a supplier or change one; returns the id."""
    return tx.keep(SupplierRow, supplier_id, number=one.number, name=one.name, phone=one.phone, bank_account=one.bank_account,
                   terms_days=one.terms_days, note=one.note, is_used=int(one.is_used), name_key=lao.sort_key(one.name),
                   search_key=lao.fold(f"{one.number} {one.name} {one.phone}"), event_id=0)


# --- bills ------------------------------------------------------------------------------------------------------------
def facts_for_bill(tx: Reading, order: RecordBill) -> BillFacts:
    """Everything the bill's form shows and its rule judges."""
    known = tx.maybe("SELECT max(d.number) FROM money_line AS l JOIN document AS d USING (document_id) WHERE d.kind = 'bill' "
                     "AND l.supplier_id = ? AND l.their_number = ? AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id)",
                     order.supplier_id, order.their_number) if order.their_number else None
    voucher = ExpenseFacts(cash.accounts_by_word(tx), None, settings.open_days(tx), documents.taken(tx, "bill", order.number, order.on),
                           boxes.words(tx), boxes.accounts_of_categories(tx, "out"))
    return BillFacts(supplier(tx, order.supplier_id), voucher, str(known[0]) if known and known[0] else None)


def facts_for_payment(tx: Reading, order: PayBill) -> PayBillFacts:
    """Everything the payment's form shows and its rule judges. Raises LookupError when there is no such bill."""
    paper = bill(tx, order.document_id)
    (supplier_id, owed) = tx.one("SELECT max(supplier_id), sum(amount_kip) FROM bill_line WHERE item_id = ?", order.document_id)
    return PayBillFacts(paper.number, paper.on, supplier(tx, supplier_id), Kip(owed), paper.reversed_by is not None,
                        cash.box_kip(tx, order.money), settings.open_days(tx),
                        documents.taken(tx, "bill-payment", order.number, order.on), boxes.words(tx))


def bill(tx: Reading, document_id: int) -> KeptPaper:
    """A bill's paper. Raises LookupError for a paper that is no bill."""
    paper = documents.by_id(tx, document_id)
    if paper.kind != "bill":
        raise LookupError(document_id)
    return paper


def add_line(tx: Writing, entry_id: int, document_id: int, item_id: int, supplier_id: int, on: date, amount_kip: int) -> None:
    """Keep what a bill adds to what we owe (positive), or a payment takes from it (negative)."""
    tx.append(BillLineRow, entry_id=entry_id, document_id=document_id, item_id=item_id, supplier_id=supplier_id, doc_date=on.isoformat(),
              amount_kip=amount_kip)


_OPEN = """
SELECT d.document_id, d.number, s.supplier_id, s.name, d.doc_date, d.due_on,
       coalesce((SELECT max(their_number) FROM money_line AS m WHERE m.document_id = d.document_id), ''), d.total_kip, sum(l.amount_kip)
  FROM bill_line AS l JOIN document AS d ON d.document_id = l.item_id JOIN supplier AS s USING (supplier_id)
 WHERE l.doc_date <= :day GROUP BY d.document_id {having} ORDER BY d.due_on, d.document_id
"""


def open_bills(tx: Reading, as_of: date) -> list[OpenBill]:
    """Bills with something open at the close of a day, by the day they are due. What was paid later had not been paid then."""
    return _bills(tx, as_of, "HAVING sum(l.amount_kip) <> 0")


def all_bills(tx: Reading, as_of: date) -> list[OpenBill]:
    """Every bill up to a day, paid and reversed ones too (those have nothing open)."""
    return _bills(tx, as_of, "")


def _bills(tx: Reading, as_of: date, having: str) -> list[OpenBill]:
    found = tx.all(_OPEN.format(having=having), {"day": as_of.isoformat()})
    return [OpenBill(key, number, who, name, date.fromisoformat(on), date.fromisoformat(due), theirs, Kip(total), Kip(owed))
            for key, number, who, name, on, due, theirs, total, owed in found]


def other_kip(tx: Reading, as_of: date) -> Kip:
    """What stands in the suppliers' account on a day without a bill: vouchers on credit, opening balances, entries by hand."""
    balance = balances.on_day(tx, as_of).get(tx.account_id(AccountRole.SUPPLIERS_PAYABLE), Kip(0))
    (owed,) = tx.one("SELECT coalesce(sum(amount_kip), 0) FROM bill_line WHERE doc_date <= ?", as_of.isoformat())
    return Kip(-balance - owed)
