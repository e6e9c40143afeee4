"""What language a paper speaks unless another is chosen: that of the member or customer it is for, else the co-op's."""

from dataclasses import replace
from datetime import date

import pytest

from coopbooks.books import members
from coopbooks.cli.main import run
from coopbooks.coop.cash import ExpenseLine, PayExpense
from coopbooks.coop.customers import ChangeCustomer
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.members import ChangeMember
from coopbooks.coop.paper_settings import ChangeSetting
from coopbooks.coop.shares import ShareOrder
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import Period
from coopbooks.services import cash, paper_language, sales, shares
from coopbooks.services.members import change_member
from coopbooks.services.paper_makers import MAKERS, Asked
from coopbooks.services.paper_settings import change_setting
from tests.support.drawn import pages_of
from tests.support.trade import CUSTOMERS, TODAY, new_trade

YEAR = Period(date(2025, 1, 1), TODAY)


@pytest.fixture
def trade(tmp_path):
    made = new_trade(tmp_path)
    made.begin_with()
    with made.book:
        with made.reading() as tx:
            known = members.details(tx, made.member["2"])
        change_member(made.book, ChangeMember(made.member["2"], replace(known, language="en")))
        for number in ("1", "2"):
            shares.record_share_order(made.book, ShareOrder(made.member[number], "subscribe", date(2025, 2, 3), 1, Kip(100_000)))
        yield made


def _spoken(trade, name, number=None):
    return paper_language.spoken(trade.book, MAKERS[name](trade.book, Asked(TODAY, YEAR, 2025, number=number)))


def test_a_paper_speaks_as_the_member_wishes(trade):
    assert [_spoken(trade, name, "2") for name in ("member-statement", "talking-statement", "member-card")] == ["en"] * 3
    assert [_spoken(trade, name, "1") for name in ("member-statement", "talking-statement", "member-card")] == ["lo"] * 3
    assert (_spoken(trade, "receipt", "SH-0001"), _spoken(trade, "receipt", "SH-0002")) == ("lo", "en")
    assert _spoken(trade, "trial-balance") == "lo"


def test_a_paper_of_nobody_speaks_as_the_coop_decided(trade):
    number = cash.pay_expense(trade.book, PayExpense(date(2025, 3, 1), (ExpenseLine("supplies", Kip(9_000)),), "ຮ້ານ", "cash")).documents[-1][1]
    assert _spoken(trade, "receipt", number) == "lo"
    change_setting(trade.book, ChangeSetting("cooperative.language", "en", date(2025, 1, 1), "board"))
    assert (_spoken(trade, "receipt", number), _spoken(trade, "member-statement", "1")) == ("en", "en")
    change_setting(trade.book, ChangeSetting("papers.both", "yes", date(2025, 1, 1), "board"))
    assert (_spoken(trade, "receipt", number), _spoken(trade, "member-statement", "2")) == ("lo+en", "en")


def test_an_invoice_speaks_as_the_customer_wishes(trade):
    sales.change_customer(trade.book, ChangeCustomer(trade.customer["C01"], replace(CUSTOMERS[0], language="en")))
    for customer in ("C01", "C02"):
        sales.issue_invoice(trade.book, IssueInvoice(trade.customer[customer], date(2025, 3, 1), (InvoiceLine(None, "beans", "", 1_000, "", Kip(90_000)),)))
    assert [_spoken(trade, name, number) for name, number in (("invoice", "IV-0001"), ("invoice", "IV-0002"), ("reminder", "C01"),
                                                              ("customer-statement", "C02"))] == ["en", "lo", "en", "lo"]


def test_the_command_line_asks_the_same_and_may_be_told_otherwise(trade, tmp_path):
    def first_page(*more):
        out = tmp_path / "a.pdf"
        assert run(["report", str(trade.book.path), "member-statement", "--year", "2025", "--out", str(out), *more]) == 0
        return pages_of(out.read_bytes())

    assert "Member statement" in first_page("--member", "2")[0]
    assert "ໃບແຈ້ງຍອດສະມາຊິກ" in first_page("--member", "1")[0]
    assert "ໃບແຈ້ງຍອດສະມາຊິກ" in first_page("--member", "2", "--lang", "lo")[0]
    assert ["Member statement" in page for page in first_page()] == [False, True, False]
