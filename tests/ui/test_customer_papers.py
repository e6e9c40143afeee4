"""Papers for customers on the Reports page: how each stands now, all of them in one run, and the very paper of a number that came twice."""

from dataclasses import replace
from datetime import date

import pytest

from coopbooks.cli.main import run
from coopbooks.coop.customers import AddCustomer, ChangeCustomer
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.ledger.money import Kip
from coopbooks.services import batches, sales, sales_pages
from coopbooks.services.batches import Batch
from coopbooks.ui.kit.papers import ThatPaper
from coopbooks.ui.printing.page import ReportsPage
from coopbooks.ui.sales.invoice import InvoicePage
from tests.support.shop import ON, sell, shown

LATER = date(2025, 4, 20)


@pytest.fixture
def owing(shop):
    """Three customers: one who is late, one who is not yet, one who owes nothing."""
    sales.add_customer(shop.book, AddCustomer("C/3", "ຮ້ານ ໃໝ່", "", 90, language="en"))
    sales.add_customer(shop.book, AddCustomer("C04", "Nobody"))
    sell(shop)
    sales.issue_invoice(shop.book, IssueInvoice(3, ON, (InvoiceLine(None, "freight", "", 1_000, "", Kip(70_000)),)))
    return replace(shop, today=LATER)


@pytest.fixture
def page(qtbot, owing):
    made = shown(qtbot, ReportsPage(owing))
    made.refresh()
    return made


def done(qtbot, page, work):
    with qtbot.waitSignal(page.desk.runner.busy, check_params_cb=lambda busy: not busy, timeout=20_000):
        work()


def test_a_customers_papers_ask_for_the_customers_number_and_show_how_it_stands_now(page, owing):
    for name, asked in (("customer-statement", page._year), ("reminder", page._as_of)):
        page.show_for((name, "C01"))
        assert page._number_label.text() == "Customer no."
        assert asked.isVisibleTo(page)
        assert page._shown.party.number == "C01"
        assert page._shown.sums[-1].amount_kip == 1_000_000
    page.show_for(("invoice", "IV-0001"))
    assert page._number_label.text() == "Paper no."


def test_statements_and_reminders_of_all_customers_are_made_in_one_run_each_in_its_language(qtbot, page, tmp_path, told):
    page.show_for(("customer-statement", ""))
    page.show_run()
    assert page.run.ticked() == ["C/3", "C01"]
    assert not page.run.order.isVisibleTo(page)
    done(qtbot, page, page.make_all)
    assert page.document.pageCount() == 2
    assert told.said[-1] == "2 statements are ready."
    done(qtbot, page, lambda: page.make_each(tmp_path))
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == ["C-3.pdf", "C01.pdf"]
    page.show_for(("reminder", ""))
    assert page._all.text() == "All reminders"
    page.show_run() if not page.run.isVisible() else None
    assert page.run.ticked() == ["C01"]
    page.run.tick_all(on=False)
    done(qtbot, page, page.make_all)
    assert told.said[-1] == "Nobody is ticked, or there is no such number."


def test_a_run_that_is_stopped_changes_nothing_and_says_so(qtbot, page, monkeypatch):
    from coopbooks.ui.runner import Stopped

    def stop(*_given):
        raise Stopped

    monkeypatch.setattr(batches, "papers", stop)
    head = page.desk.book.head_code()
    before = page.document.pageCount()
    page._name = "customer-statement"
    done(qtbot, page, page.make_all)
    assert page.document.pageCount() == before
    assert page.desk.book.head_code() == head


def test_the_same_runs_are_made_without_a_window(owing, tmp_path, capsys):
    book = str(owing.book.path)
    made = batches.papers(owing.book, "reminder", Batch(sales_pages.year_so_far(owing.book, LATER), as_of=LATER))
    assert [batches.number_of(one) for one in made] == ["C01"]
    owing.book.close()
    assert run(["report", book, "customer-statement", "--all", "--as-of", "2025-03-20", "--out", str(tmp_path / "all.json")]) == 0
    assert (tmp_path / "all.json").read_text().count('"C/3-') == 1
    assert run(["report", book, "reminder", "--all", "--as-of", "2025-04-20", "--out", str(tmp_path / "each")]) == 0
    assert [path.name for path in (tmp_path / "each").iterdir()] == ["C01.pdf"]
    assert run(["report", book, "reminder", "--all", "--as-of", "2025-03-02", "--lang", "en", "--out", str(tmp_path / "none.pdf")]) == 1
    assert "Nobody has anything to state" in capsys.readouterr().err


def test_the_very_invoice_is_shown_whatever_number_stands_beside_it(qtbot, owing, told):
    first = sell(owing, 400_000, number="7")
    sales.issue_invoice(owing.book, IssueInvoice(2, ON, (InvoiceLine(None, "x", "", 1_000, "", Kip(9)),), number="8"))
    view = shown(qtbot, InvoicePage(owing))
    view.show_for(first)
    view.print_paper()
    assert told.went[-1] == ("print-paper", "invoice", "7", ThatPaper(first))
    page = shown(qtbot, ReportsPage(owing))
    page.show_for(("invoice", "8", ThatPaper(first)))
    assert page._shown.number == "7"


def test_a_changed_name_of_a_customer_is_on_the_next_statement(page, owing):
    sales.change_customer(owing.book, ChangeCustomer(1, AddCustomer("C01", "Café Nouveau", "", 30)))
    page.show_for(("customer-statement", "C01"))
    assert page._shown.party.name == "Café Nouveau"
