"""Ledger: the workspace and its tabs."""

from coopbooks.i18n.markers import N_
from coopbooks.ui.ledger.budget import BudgetPage
from coopbooks.ui.ledger.card import CardPage
from coopbooks.ui.ledger.chart import ChartPage
from coopbooks.ui.ledger.entry import EntryPage
from coopbooks.ui.ledger.journal import JournalPage
from coopbooks.ui.ledger.months import MonthsPage
from coopbooks.ui.ledger.opening import OpeningPage
from coopbooks.ui.shell.tabs import TabbedPage


class LedgerPage(TabbedPage):
    """Everything with debit and credit."""

    title = N_("Ledger")
    tabs = (("chart", N_("Chart of accounts"), ChartPage), ("card", N_("Account card"), CardPage), ("journal", N_("Journal"), JournalPage),
            ("entry", N_("Entry by hand"), EntryPage), ("months", N_("Month lock"), MonthsPage), ("budget", N_("Budget"), BudgetPage),
            ("opening", N_("Opening balances"), OpeningPage))

    def reverse_last(self) -> None:
        """Ctrl+R goes to the tab that is shown."""
        do = getattr(self.page(), "reverse_last", None)
        if do is not None:
            do()
