"""The workspace of people: the register, their statistics, and the lists they are sorted into."""

from coopbooks.i18n.markers import N_
from coopbooks.ui.members.lists import ListsPage
from coopbooks.ui.members.page import MembersPage
from coopbooks.ui.members.statistics import StatisticsPage
from coopbooks.ui.shell.tabs import TabbedPage


class MembersWorkspace(TabbedPage):
    """Behind tabs: register, statistics, lists."""

    title = N_("Members")
    tabs = (("register", N_("Register"), MembersPage), ("statistics", N_("Statistics"), StatisticsPage), ("lists", N_("Lists"), ListsPage))
