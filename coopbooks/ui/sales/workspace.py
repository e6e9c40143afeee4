"""The sales workspace and its tabs."""

from coopbooks.i18n.markers import N_
from coopbooks.ui.sales.customers import CustomersList
from coopbooks.ui.sales.figures import NumbersTab, ProductsTab
from coopbooks.ui.sales.lists import InvoicesList, ReceiptsList
from coopbooks.ui.shell.tabs import TabbedPage


class SalesWorkspace(TabbedPage):
    """Behind tabs: invoices, receipts, customers, what was sold, numbers."""

    title = N_("Sales")
    tabs = (("invoices", N_("Invoices"), InvoicesList), ("receipts", N_("Receipts & credits"), ReceiptsList),
            ("customers", N_("Customers"), CustomersList),
            ("products", N_("What was sold"), ProductsTab), ("numbers", N_("Missing numbers"), NumbersTab))
