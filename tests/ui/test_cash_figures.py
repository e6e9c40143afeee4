"""Ctrl+E in Cash & bank and on Home: every sum leads to its lines, and they add up to it."""

from datetime import date
from types import SimpleNamespace

import pytest

from coopbooks.coop.assets import BuyAsset, RunDepreciation
from coopbooks.coop.cash import ExpenseLine, TransferMoney
from coopbooks.coop.entries import EntryLine, PostEntry
from coopbooks.coop.loans import PayLoan, ReceiveGrant, ReceiveLoan
from coopbooks.coop.suppliers import PayBill, RecordBill
from coopbooks.i18n import formats
from coopbooks.ledger.money import Kip
from coopbooks.services import assets, explaining, loans, suppliers
from coopbooks.services.cash import transfer_money
from coopbooks.services.journal import post_entry
from coopbooks.ui.cash.accounts import AccountsPage
from coopbooks.ui.cash.assets import AssetsPage
from coopbooks.ui.cash.bills import BillsPage
from coopbooks.ui.cash.loans import LoansPage
from coopbooks.ui.home.page import HomePage
from coopbooks.ui.kit.explain import ExplainDialog
from tests.support.window import fresh


def lines_of(desk, figure):
    return explaining.explain(desk.book, figure).kip


def test_every_sum_of_the_workspace_is_the_sum_of_its_lines(qtbot, petty):
    book, on = petty.book, date(2025, 3, 1)
    transfer_money(book, TransferMoney(on, "cash", "5311", Kip(40_000)))
    for kip in (120_000, 80_000):
        suppliers.record_bill(book, RecordBill(1, on, (ExpenseLine("supplies", Kip(kip)),)))
    suppliers.pay_bill(book, PayBill(suppliers.bills(book, petty.today)[0][0].document_id, on, Kip(20_000), "cash"))
    loans.receive_loan(book, ReceiveLoan("ທະນາຄານ", on, Kip(1_200_000), "12", 12, on, 1, "parts", "bank"))
    loans.pay_loan(book, PayLoan(1, on, Kip(100_000), Kip(12_000), "bank"))
    for purpose in ("equipment", "running"):
        loans.receive_grant(book, ReceiveGrant("ໂຄງການ", on, Kip(300_000), purpose))
    for account in ("215", "218"):
        assets.buy_asset(book, BuyAsset("x", account, date(2025, 1, 10), Kip(240_000), 24, money="credit"))
    assets.run_depreciation(book, RunDepreciation(date(2025, 3, 31)))
    for made, table, columns in ((AccountsPage, "table", ("kip", "balance_kip")), (BillsPage, "table", ("open_kip",)),
                                 (LoansPage, "table", ("left_kip",)), (LoansPage, "grants", ("amount_kip",)),
                                 (AssetsPage, "table", ("cost_kip", "worn_kip", "value_kip"))):
        page = fresh(qtbot, made(petty))
        page.refresh()
        shown_table, followed = getattr(page, table), 0
        rows = shown_table.model.rows
        for column in shown_table.model.columns:
            for one in rows if column.explain else ():
                figure = column.explain(one)
                if figure is not None:
                    assert lines_of(petty, figure) == column.get(one), (made, column.title)
                    followed += 1
            if column.explain_total:
                assert column.total(rows) == formats.kip(lines_of(petty, column.explain_total(rows))), (made, column.title)
        assert followed >= len(columns)
    bills = fresh(qtbot, BillsPage(petty))
    bills.refresh()
    owed = bills.suppliers.model.columns[-1]
    assert [lines_of(petty, owed.explain(one)) for one in bills._suppliers] == [180_000]


def test_a_card_and_home_explain_what_they_show(qtbot, petty):
    suppliers.record_bill(petty.book, RecordBill(1, date(2025, 1, 5), (ExpenseLine("rent", Kip(70_000)),)))
    page = fresh(qtbot, AccountsPage(petty))
    page.refresh()
    page.tiles[0].actions()[0].trigger()
    dialog = next(child for child in page.window().findChildren(ExplainDialog))
    assert dialog.found.kip == page.cards[0].kip
    dialog.reject()
    home = fresh(qtbot, HomePage(petty))
    home.refresh()
    home._total.actions()[0].trigger()
    dialog = home.findChild(ExplainDialog)
    assert dialog.found.kip == 250_000
    dialog.reject()
    assert lines_of(petty, home.waiting.due()) == home.facts.bills_due[1] == 70_000


def test_something_taken_over_is_told_in_words(qtbot, petty):
    page = fresh(qtbot, LoansPage(petty))
    taken = SimpleNamespace(entry_id=None, loan_id=1, number="L-001", principal_kip=700_000)
    assert lines_of(petty, page.table.model.columns[4].explain(taken)) == 700_000
    assert lines_of(petty, page.table.model.columns[5].explain(taken)) == 0


def test_what_the_account_of_loans_holds_without_a_plan_is_explained(qtbot, petty):
    book, on = petty.book, date(2025, 3, 1)
    post_entry(book, PostEntry(on, (EntryLine("bank", Kip(500_000)), EntryLine("loans", credit_kip=Kip(500_000)))))
    loans.receive_loan(book, ReceiveLoan("ທະນາຄານ", on, Kip(1_200_000), "12", 12, on, 1, "parts", "bank"))
    loans.receive_loan(book, ReceiveLoan("ເກົ່າ", on, Kip(200_000), "12", 12, on, 1, "parts", "taken-over"))
    loans.pay_loan(book, PayLoan(1, on, Kip(100_000), Kip(0), "bank"))
    page = fresh(qtbot, LoansPage(petty))
    page.refresh()
    assert page._other.text() == "Loans in the account without a plan: 300,000 ₭"
    assert lines_of(petty, page._without_plan()) == 300_000


@pytest.mark.parametrize(("made", "empty"), [(AccountsPage, "_empty"), (BillsPage, "_empty"), (LoansPage, "_no_loans"), (LoansPage, "_no_grants")])
def test_a_list_without_lines_says_so(qtbot, petty, made, empty):
    page = fresh(qtbot, made(petty))
    page.refresh()
    if made is AccountsPage:
        page.choose("5311")
    assert getattr(page, empty).isVisible()
