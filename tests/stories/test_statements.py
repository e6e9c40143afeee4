"""The statements tie: the balance sheet balances, the cash flow ends in its cash, the surplus is the year's, every figure is its lines."""

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopbooks.books import dividends as kept_years
from coopbooks.books.book import Book
from coopbooks.coop.budget import BudgetLine, SetBudget
from coopbooks.coop.cash import TransferMoney
from coopbooks.coop.closing import CloseYear
from coopbooks.coop.customers import AddCustomer
from coopbooks.coop.entries import EntryLine, PostEntry
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.produce import AddProduct, DeliveryLine, PayProducer, RecordDelivery
from coopbooks.coop.receipts import TakeReceipt
from coopbooks.coop.reversal import ReversePaper
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import Period
from coopbooks.papers.parts import Amount
from coopbooks.reports import catalogue
from coopbooks.services import budget, cash, dividends, explaining, printing, produce, sales, statements
from coopbooks.services.journal import post_entry
from coopbooks.services.paper_makers import MAKERS
from coopbooks.services.reversal import reverse_paper
from tests.support import whole_book
from tests.support.longer import longer
from tests.support.statements_tie import STATEMENTS, asked, assert_every_figure_explains_itself, assert_statements_tie, made
from tests.support.trade import new_trade

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))



# --- a small book with everything in it -------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def kept(whole_once, tmp_path_factory):
    path = shutil.copy(whole_once, tmp_path_factory.mktemp("whole") / "whole.coop")
    with Book.open(path, clock=whole_book.HandClock(date(2025, 3, 2))) as book:
        yield book


PERIODS = [Period(date(2024, 1, 1), date(2024, 12, 31)), Period(date(2024, 11, 1), date(2024, 11, 30)),
           Period(date(2024, 2, 15), date(2024, 12, 9)), Period(date(2025, 1, 1), date(2025, 12, 31))]


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_the_statements_tie_and_every_figure_is_the_sum_of_its_lines(kept, period):
    assert_statements_tie(kept, period)
    assert assert_every_figure_explains_itself(kept, period) > 100


def test_the_surplus_of_the_statement_is_the_surplus_of_the_close(kept):
    with kept.reading() as tx:
        closing = kept_years.closing_of(tx, 2024)
    paper = statements.income_statement(kept, PERIODS[0]).to_json()
    assert paper["surplus_kip"] == closing.surplus_kip
    sheet = statements.balance_sheet(kept, PERIODS[0].last_day).to_json()
    assert sheet["surplus_of_open_year_kip"] == 0
    assert next(line["kip"] for line in sheet["equity"] if line["role"] == "surplus-of-year") == closing.surplus_kip


def test_the_income_statement_keeps_its_promised_shape(kept):
    paper = statements.income_statement(kept, PERIODS[0]).to_json()
    assert {"from", "to", "income", "expense", "surplus_kip"} <= set(paper)
    assert {"code", "role", "kip"} <= set(paper["income"][0])
    assert paper["before"] == {"from": "2023-01-01", "to": "2023-12-31", "surplus_kip": 0}


def test_a_month_stands_beside_the_month_before_and_part_of_a_year_beside_the_same_days(kept):
    november = statements.income_statement(kept, PERIODS[1]).to_json()
    assert (november["before"]["from"], november["before"]["to"]) == ("2024-10-01", "2024-10-31")
    part = statements.income_statement(kept, PERIODS[2]).to_json()
    assert (part["before"]["from"], part["before"]["to"]) == ("2023-02-15", "2023-12-09")
    leap = statements.cash_flow(kept, Period(date(2024, 2, 10), date(2024, 2, 29))).to_json()
    assert leap["before"]["to"] == "2023-02-28"


@pytest.mark.parametrize("name", STATEMENTS + ("journal",))
def test_every_statement_is_made_in_every_form_and_language(kept, name):
    paper = made(kept, name, PERIODS[0])
    for language in ("lo", "en", "lo+en"):
        assert catalogue.render(paper, ".pdf", language).startswith(b"%PDF")
    for ending in (".xlsx", ".csv"):
        assert catalogue.render(paper, ending, "lo")
    assert json.loads(catalogue.render(paper, ".json", "en")) == json.loads(json.dumps(paper.to_json()))


def test_the_journal_holds_every_leg_and_an_account_card_every_line_of_a_member(kept):
    paper = statements.journal_of(kept, PERIODS[0]).to_json()
    assert paper["total_debit_kip"] == paper["total_credit_kip"] > 0
    assert all(sum(line["debit_kip"] - line["credit_kip"] for line in entry["lines"]) == 0 for entry in paper["entries"])
    card = statements.account_card(kept, "producers-payable", PERIODS[0], "2").to_json()
    assert card["closing_kip"] == card["lines"][-1]["balance_kip"]
    assert {line["number"] for line in card["lines"]} == {"RC-0002", "PP-0001"}
    for one, after in pairwise(card["lines"]):
        assert after["balance_kip"] == one["balance_kip"] + after["debit_kip"] - after["credit_kip"]


# --- what belongs to whom ---------------------------------------------------------------------------------------------
@pytest.fixture
def coop(tmp_path):
    made_book = new_trade(tmp_path)
    made_book.begin_with()
    yield made_book
    made_book.book.close()


def _sell(coop, customer: str, product: int | None, kip: int, on=date(2025, 5, 5)) -> None:
    line = InvoiceLine(product, "" if product else "ປຸຍ", "A" if product == 1 else "", 1000, "kg", Kip(kip))
    sales.issue_invoice(coop.book, IssueInvoice(coop.customer[customer], on, (line,)))


def test_each_product_earns_and_costs_its_own_and_the_rest_stands_by_itself(coop):
    produce.add_product(coop.book, AddProduct("cherry", "ໝາກກາເຟ", "Cherry", "kg", ("A",)))
    produce.add_product(coop.book, AddProduct("fert", "ປຸຍ", "Fertiliser", "bag", ()))
    produce.record_delivery(coop.book, RecordDelivery(1, date(2025, 4, 1), (DeliveryLine(1, "A", 100_000, 0, Kip(9_000)),)))
    _sell(coop, "C01", 1, 2_000_000)
    _sell(coop, "C02", 2, 150_000)
    _sell(coop, "C02", None, 70_000)
    post_entry(coop.book, PostEntry(date(2025, 6, 1), (EntryLine("cash", Kip(30_000)), EntryLine("sales", credit_kip=Kip(30_000)))))
    paper = statements.income_by_product(coop.book, YEAR).to_json()
    assert [(line["code"], line["income_kip"], line["cost_kip"]) for line in paper["products"]] == [
        ("cherry", 2_000_000, 900_000), ("fert", 150_000, 0), ("", 70_000, 0)]
    assert [(line["role"], line["kip"]) for line in paper["other"]] == [("sales", 30_000)]
    assert_every_figure_explains_itself(coop.book, YEAR)


def test_the_business_with_members_and_with_others_is_told_apart_and_what_is_common_is_shared(coop):
    produce.add_product(coop.book, AddProduct("cherry", "ໝາກກາເຟ", "Cherry", "kg", ("A",)))
    produce.record_delivery(coop.book, RecordDelivery(1, date(2025, 4, 1), (DeliveryLine(1, "A", 100_000, 0, Kip(9_000)),)))
    sales.add_customer(coop.book, AddCustomer("C09", "ສົມພອນ 1", member_id=1))
    coop.customer["C09"] = 4
    _sell(coop, "C01", 1, 2_000_000)
    _sell(coop, "C01", None, 100_000)
    _sell(coop, "C09", None, 300_000)
    post_entry(coop.book, PostEntry(date(2025, 6, 1), (EntryLine("rent", Kip(130_000)), EntryLine("cash", credit_kip=Kip(130_000)))))
    paper = statements.income_by_business(coop.book, YEAR).to_json()
    assert (paper["volume_members_kip"], paper["volume_others_kip"]) == (1_200_000, 100_000)
    # 130,000 of rent in the proportion 12 : 1.
    assert (paper["members_kip"], paper["others_kip"]) == (2_000_000 - 900_000 + 300_000 - 120_000, 100_000 - 10_000)
    # Once produce comes from others too, the sale of products belongs to both.
    post_entry(coop.book, PostEntry(date(2025, 6, 2), (EntryLine("602", Kip(300_000)), EntryLine("cash", credit_kip=Kip(300_000)))))
    paper = statements.income_by_business(coop.book, YEAR).to_json()
    assert paper["common_kip"] == 2_000_000 - 130_000
    assert paper["members_kip"] + paper["others_kip"] == paper["surplus_kip"] == 1_070_000
    assert_every_figure_explains_itself(coop.book, YEAR)


def test_money_is_told_by_what_it_was_for(coop):
    cash.transfer_money(coop.book, TransferMoney(date(2025, 3, 1), "bank", "cash", Kip(1_000_000)))
    post_entry(coop.book, PostEntry(date(2025, 3, 2), (EntryLine("215", Kip(4_000_000)), EntryLine("bank", credit_kip=Kip(4_000_000)))))
    post_entry(coop.book, PostEntry(date(2025, 3, 3), (EntryLine("bank", Kip(9_000_000)), EntryLine("loans", credit_kip=Kip(9_000_000)))))
    post_entry(coop.book, PostEntry(date(2025, 3, 4), (EntryLine("depreciation", Kip(1)), EntryLine("281", credit_kip=Kip(1)))))
    flow = statements.cash_flow(coop.book, YEAR).to_json()
    told = {line["group"]: line["kip"] for section in flow["sections"] for line in section["lines"]}
    assert told == {"equipment": -4_000_000, "loans": 9_000_000}
    assert (flow["opening_kip"], flow["closing_kip"]) == (25_000_000, 30_000_000)


def test_budget_beside_actual(coop):
    budget.set_budget(coop.book, SetBudget(2025, date(2025, 1, 1), "01/2025", (BudgetLine("rent", Kip(1_200_000)), BudgetLine("sales", Kip(0)))))
    post_entry(coop.book, PostEntry(date(2025, 6, 1), (EntryLine("rent", Kip(130_000)), EntryLine("cash", credit_kip=Kip(130_000)))))
    june = statements.budget_against_actual(coop.book, Period(date(2025, 6, 1), date(2025, 6, 30))).to_json()
    assert [(line["role"], line["planned_kip"], line["actual_kip"], line["year_kip"]) for line in june["accounts"]] == [
        ("rent", 100_000, 130_000, 1_200_000), ("sales", 0, 0, 0)]


# --- random books -----------------------------------------------------------------------------------------------------
_KIP = st.integers(1, 5_000_000).map(Kip)
_DAY = st.integers(0, 364).map(lambda days: date(2025, 1, 1) + timedelta(days=days))
_ACCOUNTS = ("rent", "wages", "602", "603", "sales", "other-income", "member-fees", "loans", "215", "445", "reserve", "401", "58", "76")
_BY_HAND = st.tuples(st.just("hand"), _DAY, st.sampled_from(_ACCOUNTS), st.sampled_from((*_ACCOUNTS, "cash", "bank")), _KIP)
_DEEDS = st.one_of(
    _BY_HAND, st.tuples(st.just("deliver"), _DAY, st.integers(1, 3), _KIP, st.sampled_from(("later", "cash"))),
    st.tuples(st.just("pay"), _DAY, st.integers(1, 3), _KIP),
    st.tuples(st.just("sell"), _DAY, st.integers(1, 4), st.sampled_from((1, 2, None)), _KIP, st.sampled_from(("", "10")), st.sampled_from(("", "bank"))),
    st.tuples(st.just("receive"), _DAY, st.integers(1, 4), _KIP), st.tuples(st.just("undo"), st.integers(0, 30)))


def _do(coop, deed) -> None:
    kind, *what = deed
    if kind == "hand":
        on, debit, credit, kip = what
        if debit != credit:
            post_entry(coop.book, PostEntry(on, (EntryLine(debit, kip), EntryLine(credit, credit_kip=kip))))
    elif kind == "deliver":
        on, member, price, paid = what
        produce.record_delivery(coop.book, RecordDelivery(member, on, (DeliveryLine(1, "A", 1_000, 0, price),), paid=paid))
    elif kind == "pay":
        on, member, kip = what
        produce.pay_producer(coop.book, PayProducer(member, on, kip))
    elif kind == "sell":
        on, customer, product, kip, vat, into = what
        line = InvoiceLine(product, "" if product else "x", "A" if product == 1 else "", 1000, "kg", kip, vat)
        sales.issue_invoice(coop.book, IssueInvoice(customer, on, (line,), paid_into=into))
    elif kind == "receive":
        on, customer, kip = what
        sales.take_receipt(coop.book, TakeReceipt(customer, on, kip, "cash"))
    else:
        with coop.reading() as tx:
            papers = tx.all("SELECT document_id FROM document ORDER BY document_id")
        reverse_paper(coop.book, ReversePaper(papers[what[0] % len(papers)][0], date(2025, 12, 31), "x"))


@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(deeds=st.lists(_DEEDS, min_size=5, max_size=25), closes=st.booleans())
def test_the_statements_of_any_book_tie_and_explain_themselves(tmp_path_factory, deeds, closes):
    """Four books here; the heavy run draws a hundred."""
    from coopbooks.ledger.refusals import Refused

    coop = new_trade(tmp_path_factory.mktemp("any"), date(2026, 2, 1))
    coop.begin_with(200_000_000, 200_000_000)
    produce.add_product(coop.book, AddProduct("cherry", "ໝາກກາເຟ", "Cherry", "kg", ("A",)))
    produce.add_product(coop.book, AddProduct("fert", "ປຸຍ", "Fertiliser", "bag", ()))
    sales.add_customer(coop.book, AddCustomer("C09", "ສົມພອນ 1", member_id=1))
    for deed in deeds:
        try:
            _do(coop, deed)
        except Refused:
            continue
    surplus = made(coop.book, "income-statement", YEAR).to_json()["surplus_kip"]
    if closes:
        dividends.close_year(coop.book, CloseYear(2025))
        assert made(coop.book, "income-statement", YEAR).to_json()["surplus_kip"] == surplus
        with coop.reading() as tx:
            assert kept_years.closing_of(tx, 2025).surplus_kip == surplus
    else:
        assert made(coop.book, "balance-sheet", YEAR).to_json()["surplus_of_open_year_kip"] == surplus
    for period in (YEAR, Period(date(2025, 6, 1), date(2025, 6, 30))):
        assert_statements_tie(coop.book, period)
        assert_every_figure_explains_itself(coop.book, period)
    coop.book.close()


test_the_statements_of_a_hundred_books_tie = longer(
    test_the_statements_of_any_book_tie_and_explain_themselves, 100, deeds=st.lists(_DEEDS, min_size=5, max_size=25), closes=st.booleans())


def test_an_amount_is_a_plain_number_that_knows_more(kept):
    (cash_line,) = [row for row in printing.trial_balance(kept, date(2024, 12, 31)).sections[0].rows if row[0] == "531"]
    assert isinstance(cash_line[2], Amount)
    assert cash_line[2] + 0 == int(cash_line[2])
    assert type(cash_line[2] + 0) is int


# --- what stands beside ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["income-statement", "balance-sheet", "cash-flow"])
def test_a_statement_stands_beside_what_is_asked_for_or_alone(kept, name):
    wanted = asked(PERIODS[1])
    beside = {key: MAKERS[name](kept, replace(wanted, beside=key)) for key in (statements.BEFORE, statements.YEAR_EARLIER, statements.NOTHING)}
    both, earlier, alone = beside.values()
    assert both == MAKERS[name](kept, wanted)
    assert (len(both.columns), len(earlier.columns), len(alone.columns)) == (len(both.columns), len(both.columns), len(both.columns) - 1)
    assert "2023" in earlier.columns[-1].title
    assert "before" not in json.dumps(alone.to_json())
    assert [int(one.amount) for one in explaining.figures_of(alone)] == [
        int(one.amount) for one in explaining.figures_of(both) if one.column == both.columns[-2].title and (one.amount or not one.row[0])]
    for one in (*explaining.figures_of(earlier), *explaining.figures_of(alone)):
        assert explaining.explain(kept, one.amount.figure).kip == one.amount


def test_february_is_compared_with_the_whole_of_february():
    assert statements._year_earlier(date(2024, 2, 29)) == date(2023, 2, 28)
    assert statements._year_earlier(date(2025, 2, 28)) == date(2024, 2, 29)
    assert statements._year_earlier(date(2025, 3, 1)) == date(2024, 3, 1)
