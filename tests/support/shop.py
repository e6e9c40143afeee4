"""A small shop for the window's tests: what it sells, what is open, and how a form is shown and typed into."""

from datetime import date

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coopbooks.books import customers as kept
from coopbooks.coop.customers import AddCustomer
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.vat import DecideVat
from coopbooks.ledger.money import Kip
from coopbooks.services import sales
from coopbooks.ui.kit.fields import Field

ON = date(2025, 3, 1)


def open_shop(desk):
    """Two customers, and VAT from the first day on."""
    sales.add_customer(desk.book, AddCustomer("C01", "Café Sinouk", "", 30, Kip(50_000_000)))
    sales.add_customer(desk.book, AddCustomer("C02", "ຂາຍໜ້າຮ້ານ"))
    sales.decide_vat(desk.book, DecideVat(date(2025, 1, 1), "10", "letter 12"))
    return desk


def sell(desk, kip=1_000_000, customer=1, **other):
    sales.issue_invoice(desk.book, IssueInvoice(customer, ON, (InvoiceLine(1, "", "A", 10_000, "kg", Kip(kip // 10)),), **other))
    with desk.book.reading() as tx:
        return int(tx.one("SELECT max(document_id) FROM document WHERE kind = 'invoice'")[0])


def open_kip(desk, customer=1):
    with desk.book.reading() as tx:
        return [(item.number, item.open_kip) for item in kept.open_items(tx, customer)]


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    widget.resize(1150, 600)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def typed(*keys):
    for one in keys:
        at = QApplication.focusWidget()
        if isinstance(one, str):
            QTest.keyClicks(at, one)
        else:
            QTest.keyClick(at, one)
        QApplication.processEvents()


def complaints(form):
    return {name: field._error.text() for name, field in form.fields.items() if isinstance(field, Field) and field._error.isVisibleTo(form)}
