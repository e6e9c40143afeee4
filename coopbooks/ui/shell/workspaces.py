"""The list of pages. A new workspace is one line here and one in the sidebar's list."""

from coopbooks.ui.deliveries.page import DeliveriesPage
from coopbooks.ui.home.page import HomePage
from coopbooks.ui.members.member import MemberPageView
from coopbooks.ui.members.page import MembersPage
from coopbooks.ui.printing.page import ReportsPage
from coopbooks.ui.shell.page import Desk, Page


def make_pages(desk: Desk) -> dict[str, Page]:
    """Every page of a book, by name."""
    return {"home": HomePage(desk), "members": MembersPage(desk), "member": MemberPageView(desk), "deliveries": DeliveriesPage(desk),
            "reports": ReportsPage(desk)}
