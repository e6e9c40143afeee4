"""Cash & bank: the workspace and its tabs."""

from coopbooks.i18n.markers import N_
from coopbooks.ui.cash.accounts import AccountsPage
from coopbooks.ui.cash.assets import AssetsPage
from coopbooks.ui.cash.bills import BillsPage
from coopbooks.ui.cash.loans import LoansPage
from coopbooks.ui.cash.match import MatchPage
from coopbooks.ui.cash.repeating import RepeatingPage
from coopbooks.ui.shell.tabs import TabbedPage


class CashPage(TabbedPage):
    """Everything about money that is no sale and no member's share."""

    title = N_("Cash & bank")
    tabs = (("accounts", N_("Accounts & register"), AccountsPage), ("bills", N_("Bills"), BillsPage), ("match", N_("Match bank"), MatchPage),
            ("loans", N_("Loans & grants"), LoansPage), ("assets", N_("Fixed assets"), AssetsPage), ("repeating", N_("Repeating"), RepeatingPage))

    def view_last(self) -> None:
        """F9 goes to the tab that is shown."""
        do = getattr(self.page(), "view_last", None)
        if do is not None:
            do()
