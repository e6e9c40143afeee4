"""The same number on papers of several kinds and years: every list, and the search panel, opens the very paper that was meant."""

from datetime import date

import pytest

from coopbooks.coop.cash import ExpenseLine, PayExpense, TakeMoney
from coopbooks.coop.produce import DeliveryLine, RecordDelivery
from coopbooks.ledger.money import Kip
from coopbooks.services.cash import pay_expense, take_money
from coopbooks.services.finding import find_anything
from coopbooks.services.produce import record_delivery
from coopbooks.ui.cash.accounts import AccountsPage
from coopbooks.ui.deliveries.day import DaySheetPage
from coopbooks.ui.home.page import HomePage
from coopbooks.ui.kit.papers import ThatPaper
from coopbooks.ui.members.member import MemberPageView
from coopbooks.ui.printing.page import ReportsPage
from coopbooks.ui.shell.palette import Palette
from tests.support.window import fresh

KINDS = ("delivery", "expense", "income")


@pytest.fixture
def papers(desk):
    """The papers numbered 77 by their kind."""
    on = date(2025, 3, 1)
    record_delivery(desk.book, RecordDelivery(1, on, (DeliveryLine(1, "A", 50_000, 0, Kip(9_000)),), number="77"))
    pay_expense(desk.book, PayExpense(on, (ExpenseLine("rent", Kip(1_000)),), number="77"))
    take_money(desk.book, TakeMoney(on, (ExpenseLine(amount_kip=Kip(2_000), category="shop"),), number="77"))
    with desk.book.reading() as tx:
        return {str(kind): int(key) for kind, key in tx.all("SELECT kind, document_id FROM document WHERE number = '77'")}


def test_lists_open_the_very_paper(qtbot, desk, papers, told):
    assert set(papers) == set(KINDS)
    home, accounts = fresh(qtbot, HomePage(desk)), fresh(qtbot, AccountsPage(desk))
    member, day = fresh(qtbot, MemberPageView(desk)), fresh(qtbot, DaySheetPage(desk))
    home.refresh()
    accounts.refresh()
    member.show_for(1)
    day.show_for("2025-03-01")
    opened = [(table, line) for table in (home._latest, accounts.table, member._timeline, member._deliveries, day.table)
              for line in table.model.rows if line.number == "77"]
    assert len(opened) == 3 + 2 + 1 + 1 + 1
    for table, line in opened:
        table.opened.emit(line)
        assert told.went.pop() == ("reports", "receipt", "77", ThatPaper(line.document_id))


def test_the_search_panel_opens_the_very_paper(qtbot, desk, papers):
    went = []
    window = fresh(qtbot, HomePage(desk))
    panel = Palette(window, lambda text: find_anything(desk.book, text), lambda: (), lambda *place: went.append(place), lambda *_task: None)
    panel.open()
    panel.field.setText("#77")
    for one in panel.rows:
        if one.do is not None:
            one.do()
    assert {place[3].document_id for place in went} == set(papers.values())


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_papers_shows_that_paper(qtbot, desk, papers, kind):
    page = fresh(qtbot, ReportsPage(desk))
    page.show_for(("receipt", "77", ThatPaper(papers[kind])))
    assert page._shown.kind == kind
