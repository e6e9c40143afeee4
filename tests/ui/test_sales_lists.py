"""Customers, lists and numbers of the sales workspace, and what every figure there is made of."""

from dataclasses import replace
from datetime import date

import pytest

from coopbooks.coop.credit_notes import CreditInvoice, CreditLine
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.receipts import TakeReceipt
from coopbooks.coop.reversal import ReversePaper
from coopbooks.coop.write_offs import WriteOff
from coopbooks.i18n.catalogue import set_language
from coopbooks.ledger.money import Kip
from coopbooks.services import explaining, numbering, reversal, sales, sales_pages, trade_papers
from coopbooks.ui.home.page import HomePage
from coopbooks.ui.kit.explain import ExplainDialog, signed
from coopbooks.ui.sales.customers import CustomerForm, CustomerView
from coopbooks.ui.sales.figures import ExplainForm, VatForm
from coopbooks.ui.sales.invoice import InvoicePage
from coopbooks.ui.sales.sale import Begin
from coopbooks.ui.sales.workspace import SalesWorkspace
from tests.support.shop import ON, complaints, sell, shown


def test_a_customer_is_added_changed_and_refused_at_the_field(qtbot, shop):
    form = CustomerForm(None, shop)
    qtbot.addWidget(form)
    form.show()
    assert form.number.text() == "C03"
    form.number.setText("C01")
    form.terms.setText("99999")
    form.limit.setText("-5")
    form.save()
    assert complaints(form) == {"number": "Number C01 belongs to Café Sinouk.", "name": "Write the customer's name.",
                                "terms_days": "Give between 0 and 3,660 days to pay.", "limit_kip": "Give a limit of 0 or more, or leave it empty."}
    for edit, text in ((form.number, "C03"), (form.name, "<b>ຮ້ານ</b>"), (form.terms, ""), (form.limit, "")):
        edit.setText(text)
    form.save()
    made = sales_pages.customer(shop.book, 3)
    assert (made.name, made.terms_days, made.limit_kip) == ("<b>ຮ້ານ</b>", None, None)
    change = CustomerForm(None, shop, made)
    qtbot.addWidget(change)
    change.phone.setText("020 1")
    change.save()
    assert sales_pages.customer(shop.book, 3).phone == "020 1"


def test_the_lists_count_find_and_say_the_age_of_what_is_owed(qtbot, shop):
    sell(shop, 1_000_000, 1, due_on=date(2025, 3, 10))
    sell(shop, 2_000_000)
    sell(shop, 500_000, 2, paid_into="cash")
    work = shown(qtbot, SalesWorkspace(shop))
    work.show_for(("invoices", "overdue"))
    listed = work.page("invoices")
    assert [line.number for line in listed.table.model.rows] == ["IV-0001"]
    assert [figure.text() for _, figure in listed._ages] == ["2,000,000 ₭", "1,000,000 ₭", "–", "–", "–"]
    listed.choose("")
    listed._find.setText("sinouk")
    assert [line.number for line in listed.table.model.rows] == ["IV-0002", "IV-0001"]
    listed._as_of.set_value(date(2025, 3, 5))
    listed.refresh()
    assert [figure.text() for _, figure in listed._ages][:2] == ["3,000,000 ₭", "–"]
    for name in ("receipts", "customers", "products", "numbers"):
        work.show_for(name)
    assert [line.debt.balance_kip for line in work.page("customers").table.model.rows] == [3_000_000, 0]
    assert [line.net_kip for line in work.page("products").table.model.rows] == [3_500_000]
    work.page("products").choose("customer")
    assert [line.detail for line in work.page("products").table.model.rows] == ["C01", "C02"]
    set_language("lo")
    work.say_again()
    assert work.bar.tabText(2) == "ລູກຄ້າ"


def test_a_customers_page_tells_the_year_and_leads_on(qtbot, shop, told):
    sell(shop)
    trade_papers.make_quotation(shop.book, trade_papers.MakeQuotation(1, ON, (InvoiceLine(None, "x", "", 1_000, "", Kip(5)),)))
    view = shown(qtbot, CustomerView(shop))
    view.show_for(1)
    assert view._figures[0][1].text() == "1,000,000 ₭"
    assert [line.balance_kip for line in view.table.model.rows] == [1_000_000]
    view._take_up(1)
    assert told.went[-1] == ("sale", Begin(quotation_id=1))
    view._paper("reminder")
    assert told.went[-1] == ("reports", "reminder", "C01")


def test_a_missing_number_is_explained_with_a_name_and_vat_with_its_basis(qtbot, shop):
    for number in ("7", "9"):
        sell(shop, number=number)
    work = shown(qtbot, SalesWorkspace(shop))
    work.show_for("invoices")
    assert not work.page("invoices")._gap_card.isHidden()
    work.show_for("numbers")
    (gap,) = work.page("numbers").gaps.model.rows
    form = ExplainForm(None, shop, gap)
    qtbot.addWidget(form)
    form.show()
    form.save()
    assert complaints(form)["explanation"] == "Write what became of 8."
    form.explanation.setText("torn")
    form.signed_by.setText("Noy")
    form.save()
    assert [one.signed_by for one in numbering.prepare_explanation(shop.book)] == ["Noy"]
    vat = VatForm(None, shop)
    qtbot.addWidget(vat)
    vat.show()
    vat.rate.setText("120")
    vat.save()
    assert set(complaints(vat)) == {"rate", "basis"}
    vat.rate.setText("")
    vat.basis.setText("letter 13")
    vat.save()
    assert sales_pages.sale_form(shop.book, shop.today).vat_percent == ""


def assert_explained(shop, table, *titles):
    """Every figure of the columns, and their totals, is the sum of the lines behind it."""
    def kip_of(figure):
        return signed(explaining.explain(shop.book, figure).kip) if figure else "–"

    columns = {column.title: column for column in table.model.columns if column.explain}
    assert set(titles) == set(columns)
    assert table.model.rows
    for column in columns.values():
        for row in table.model.rows:
            if column.explain(row) is not None or column.get(row) == 0:
                assert kip_of(column.explain(row)) == column.show(column.get(row)), (column.title, row)
        if column.explain_total is not None:
            assert kip_of(column.explain_total(table.model.rows)) == column.total(table.model.rows), column.title


def assert_labels_explained(view, count):
    """Ctrl+E on each figure beside its label shows lines that add up to it."""
    told = []
    for _label, figure in view._figures:
        if figure.actions():
            figure.actions()[0].trigger()
            dialog = next(iter(view.window().findChildren(ExplainDialog)[-1:]), None)
            if figure.text() != "–":
                assert figure.text() == f"{signed(dialog.found.kip)} ₭"
                told.append(figure.text())
                dialog.reject()
    assert len(told) == count


@pytest.fixture
def busy(shop):
    """A shop with a bit of everything: VAT, a cash sale, money on account, a credit note, a debt given up, something void."""
    first, _ = sell(shop), sell(shop, 300_000)
    sell(shop, 500_000, 2, paid_into="cash")
    sales.issue_invoice(shop.book, IssueInvoice(2, ON, (InvoiceLine(None, "freight", "", 3_000, "", Kip(70_001), "10"),)))
    sales.take_receipt(shop.book, TakeReceipt(1, ON, Kip(250_000), "cash"))
    sales.take_receipt(shop.book, TakeReceipt(2, ON, Kip(900_000), "bank"))
    sales.credit_invoice(shop.book, CreditInvoice(first, date(2025, 3, 5), (CreditLine(0, 2_000),), "wet", ""))
    sales.write_off(shop.book, WriteOff(first, date(2025, 3, 6), Kip(50_000), "gone", shop.book.user_name))
    reversal.reverse_paper(shop.book, ReversePaper(sell(shop, 40_000), date(2025, 3, 7), "wrong"))
    return replace(shop, today=date(2025, 4, 20))


def test_every_figure_of_the_workspace_is_the_sum_of_the_lines_behind_it(qtbot, busy):
    work = shown(qtbot, SalesWorkspace(busy))
    for tab in ("invoices", "receipts", "customers", "products"):
        work.show_for(tab)
    invoices = work.page("invoices")
    assert_explained(busy, invoices.table, "Total ₭", "Still to pay ₭")
    assert [explaining.explain(busy.book, invoices._age(place)).kip for place in (0, 1)] == list(invoices.page.ages()[:2])
    assert invoices.page.ages()[0] < 0 < invoices.page.ages()[1]  # money on account, and what is late
    assert invoices._age(2) is None
    assert_explained(busy, work.page("receipts").table, "Amount ₭", "On account ₭")
    assert_explained(busy, work.page("customers").table, "Owes us ₭", "Overdue ₭", "Sold this year ₭")
    narrow = work.page("customers").table
    owes = next(column for column in narrow.model.columns if column.explain)
    assert owes.explain_total(narrow.model.rows[:1]) is None  # a narrowed list is no sum of the account
    for view in ("product", "customer", "month"):
        work.page("products").choose(view)
        assert_explained(busy, work.page("products").table, "Sold without VAT ₭")


def test_every_figure_of_a_customer_and_of_an_invoice_is_followed_to_its_papers(qtbot, busy):
    for customer, figures in ((1, 3), (2, 3)):
        one = shown(qtbot, CustomerView(busy))
        one.show_for(customer)
        assert_labels_explained(one, figures)
        assert_explained(busy, one.table, "Asked for ₭", "Paid ₭", "Owes us ₭")
    paper = shown(qtbot, InvoicePage(busy))
    paper.show_for(sales_pages.invoices_page(busy.book, busy.today).invoices[1].document_id)
    assert_labels_explained(paper, 2)
    assert_explained(busy, paper.table, "Amount ₭")
    home = shown(qtbot, HomePage(busy))
    home.refresh()
    assert explaining.explain(busy.book, home.waiting.late()).kip == home.facts.overdue_customers[1] > 0
