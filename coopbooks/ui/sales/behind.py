"""What the figures of this workspace stand for, so that each can be followed down to its papers (Ctrl+E)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from coopbooks.books.sales_lists import ListedInvoice, ListedReceipt
from coopbooks.ledger.figures import Figure
from coopbooks.ledger.periods import Period
from coopbooks.services import customer_figures, sales_pages
from coopbooks.ui.kit.table import Column
from coopbooks.ui.shell.page import Desk


def of_age(desk: Desk, as_of: date, days: tuple[int, int], customer_id: int | None = None) -> Figure | None:
    """What is so many days late; below one day also the money on account, which stands there with a minus."""
    book = desk.book
    return customer_figures.open_on(desk.runner.read(lambda: sales_pages.items_of_age(book, as_of, customer_id, days=days), ()), as_of)


def on_account(as_of: date, customer_id: int) -> Figure:
    """Money of a customer that pays nothing yet."""
    return Figure(("receivable",), last_day=as_of, register="invoice", items=(-customer_id,), credit=True)


def sold(items: Iterable[int], period: Period | None = None, *, vat: bool = False, net: bool = True) -> Figure | None:
    """Lines of invoices and credit notes without VAT; with it, or the VAT alone."""
    found, accounts = tuple(items), (*(("sales",) if net else ()), *(("vat",) if vat else ()))
    if not found:
        return None
    return Figure(accounts, period.first_day if period else None, period.last_day if period else None, credit=True, register="lines", items=found)


def itself(document_id: int) -> Figure:
    """What an opening balance came to."""
    return Figure(("receivable",), register="paper", items=(document_id,))


def asked_for(lines: Sequence[ListedInvoice]) -> Figure | None:
    """What invoices came to: with the customer, or in the money box of a cash sale."""
    accounts = tuple(dict.fromkeys(line.box or "receivable" for line in lines))
    return Figure(accounts, register="paper", items=tuple(line.document_id for line in lines)) if lines else None


_PAYS_WITH = {"credit-note": ("sales", "vat"), "write-off": ("bad-debts",)}


def came_in(lines: Sequence[ListedReceipt]) -> Figure | None:
    """What receipts, credit notes and debts given up came to: the other side of each, never what went back to a customer."""
    accounts = tuple(dict.fromkeys(word for line in lines for word in _PAYS_WITH.get(line.kind, (line.box,))))
    return Figure(accounts, register="paper", items=tuple(line.document_id for line in lines), side="debit") if lines else None


def of_invoice(kind: str, document_id: int, invoice_id: int) -> Figure | None:
    """What a paper that followed an invoice paid on it, or took back."""
    if kind == "credit-note":
        return Figure(_PAYS_WITH[kind], register="paper", items=(document_id,), side="debit")
    return Figure(("receivable",), register="invoice", items=(invoice_id,), papers=(document_id,), credit=True)


def left_over(lines: Sequence[ListedReceipt]) -> Figure | None:
    """What receipts left on the customer's account."""
    found = tuple(line.document_id for line in lines if line.rest_kip)
    return Figure(("receivable",), register="rest", items=found, credit=True) if found else None


def explained_column(column: Column, of_rows: Callable[[Sequence[Any]], Figure | None]) -> Column:
    """A column whose figures and total explain themselves by the rows they stand for."""
    return replace(column, explain=lambda line: of_rows((line,)), explain_total=of_rows)
