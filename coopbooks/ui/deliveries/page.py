"""Deliveries: the day sheet and what belongs to it, behind tabs."""

from typing import Any

from coopbooks.i18n.markers import N_
from coopbooks.ui.deliveries.advances import AdvancesPage
from coopbooks.ui.deliveries.day import DaySheetPage
from coopbooks.ui.deliveries.fairness import FairnessPage
from coopbooks.ui.deliveries.price_page import PricesPage
from coopbooks.ui.deliveries.runs import RunsPage
from coopbooks.ui.deliveries.sheets import SheetsPage
from coopbooks.ui.deliveries.stock import StockPage
from coopbooks.ui.shell.tabs import TabbedPage


class DeliveriesPage(TabbedPage):
    """The workspace of produce."""

    title = N_("Deliveries")
    tabs = (("sheet", N_("Day sheet"), DaySheetPage), ("sheets", N_("Sheets"), SheetsPage), ("prices", N_("Prices"), PricesPage),
            ("runs", N_("Payment runs"), RunsPage), ("advances", N_("Advances"), AdvancesPage), ("stock", N_("Stock"), StockPage),
            ("fairness", N_("Fairness"), FairnessPage))

    def _call(self, name: str) -> None:
        do: Any = getattr(self.page(), name, None)
        if do is not None:
            do()

    def reverse_last(self) -> None:
        """Ctrl+R: reverse what the shown tab has last, or has marked."""
        self._call("reverse_last")

    def view_last(self) -> None:
        """F9: show the last paper of the shown tab."""
        self._call("view_last")
