"""A co-op's whole year from a stranger's files: imported, checked, imported again, closed, shared, paid."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from coopbooks.books.book import Book
from coopbooks.cli.main import run
from coopbooks.ledger.refusals import Refused
from coopbooks.services import dividends, exporting, payout, printing, statements
from coopbooks.services.checking import check_book
from coopbooks.services.imports.run import RowFaulty, import_file
from coopbooks.services.new_book import create_book, read_profile
from coopbooks.services.surplus_facts import read_policy
from tests.stories.test_statements import assert_every_figure_explains_itself, assert_statements_tie
from tests.support.season import ORDER, SEASON, YEAR, clock


@pytest.fixture
def open_season(season_book: Path, tmp_path: Path) -> Callable[[], Book]:
    path = tmp_path / "season.coop"
    shutil.copy(season_book, path)
    return lambda: Book.open(path, clock=clock)


def test_the_imported_year_passes_every_check(season_book):
    assert check_book(season_book) == []


def test_the_trial_balance_balances_to_the_kip(open_season):
    with open_season() as book:
        paper = printing.trial_balance(book, YEAR.last_day).to_json()
    assert paper["total_debit_kip"] == paper["total_credit_kip"] > 0
    cash = next(line for line in paper["accounts"] if line["role"] == "cash")
    with open_season() as book:
        book_of_cash = printing.cash_book(book, "cash", YEAR).to_json()
    assert cash["debit_kip"] == book_of_cash["closing_kip"]


def test_the_register_totals_equal_the_ledger(open_season):
    with open_season() as book:
        register = printing.member_register(book, YEAR.last_day).to_json()
        balance = {line["role"]: line for line in printing.trial_balance(book, YEAR.last_day).to_json()["accounts"]}
    paid_up = balance["share-capital"]["credit_kip"] - balance["unpaid-shares"]["debit_kip"]
    assert register["total_paid_up_kip"] == paid_up
    owed = printing_owed(open_season)
    assert sum(owed.values()) == balance["producers-payable"]["credit_kip"]


def printing_owed(open_season) -> dict[str, int]:
    with open_season() as book:
        return {line["number"]: line["we_owe_kip"] for line in printing.producers_payable(book, YEAR.last_day).to_json()["members"]}


def test_a_statement_agrees_with_the_producers_list(open_season):
    owed = printing_owed(open_season)
    with open_season() as book:
        for statement in printing.member_statements(book, YEAR):
            assert statement.to_json()["closing"]["we_owe_kip"] == owed.get(statement.member_number, 0)


def test_the_statements_tie_and_every_figure_explains_itself(open_season):
    with open_season() as book:
        assert_statements_tie(book, YEAR)
        assert assert_every_figure_explains_itself(book, YEAR) > 150
        income = statements.income_statement(book, YEAR).to_json()
        products = {line["code"]: line for line in statements.income_by_product(book, YEAR).to_json()["products"]}
    assert income["surplus_kip"] == 84_337_452
    assert products["CH"]["cost_kip"] > 0


def test_importing_again_adds_nothing(open_season):
    with open_season() as book:
        head = book.head_code()
        results = [import_file(book, name.partition(".")[0], SEASON / name) for name in ORDER]
        assert [one.added_count for one in results] == [0] * len(ORDER)
        assert book.head_code() == head
    assert sum(one.present_count for one in results) == 3153


BAD = {
    "01_journal_unbalanced.csv": (4, "entry", "45,000"), "02_deliveries_unknown_member.csv": (4, "member", "910"),
    "03_expenses_fractional_kip.csv": (3, "amount_kip", "150000.50"), "04_deliveries_same_slip_other_figures.csv": (3, "slip", "25-00001"),
    "05_payments_text_in_number.csv": (3, "amount_kip", "ten thousand"), "06_sales_future_date.csv": (3, "on", "31/12/2125"),
    "08_members_formula_cell.xlsx": (3, "entry_fee_kip", "formula"), "09_deliveries_net_not_gross_less_tare.csv": (4, "net_kg", "52.5"),
    "10_receipts_amount_too_large.csv": (3, "amount_kip", "99999999999999999999"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("dry_run", [True, False])
def test_one_bad_cell_refuses_the_whole_file_and_says_where(open_season, name, dry_run):
    row, column, told = BAD[name]
    with open_season() as book:
        head = book.head_code()
        with pytest.raises(Refused) as caught:
            import_file(book, name.split("_")[1], SEASON / "bad" / name, dry_run=dry_run)
        (broken,) = caught.value.broken
        assert isinstance(broken, RowFaulty)
        assert (broken.fault.row, broken.fault.column) == (row, column)
        assert book.head_code() == head
    from coopbooks.i18n.catalogue import say

    assert told in say(broken, "en")
    assert name in say(broken, "lo")


@pytest.mark.parametrize(("name", "told"), [("07_customers_wrong_encoding.csv", "3"), ("11_deliveries_missing_column.csv", "member")])
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(open_season, name, told):
    with open_season() as book, pytest.raises(Refused) as caught:
        import_file(book, name.split("_")[1], SEASON / "bad" / name)
    (broken,) = caught.value.broken
    assert told in str(broken)


def test_markup_and_formulas_are_names_and_come_back_letter_for_letter(open_season, tmp_path):
    with open_season() as book:
        assert import_file(book, "members", SEASON / "bad" / "12_members_markup_is_text.csv").added_count == 2
        register = printing.member_register(book, YEAR.last_day).to_json()["members"]
        names = {line["number"]: line["name"] for line in register}
        assert names["911"] == "<b>ບຸນ</b> =1+1"
        path = book.path
    for ending in ("csv", "xlsx"):
        out = tmp_path / f"out.{ending}"
        assert run(["export", str(path), "--format", ending, "--out", str(out)]) == 0
    fresh = tmp_path / "fresh.coop"
    with create_book(fresh, read_profile(SEASON / "profile.toml"), clock=clock) as book:
        assert import_file(book, "members", tmp_path / "out.csv" / "members.csv").added_count == 84
    with Book.open(path, read_only=True) as old, Book.open(fresh, read_only=True) as new:
        tables = [next(table for table in exporting.all_tables(book) if table.name == "members") for book in (old, new)]
    assert tables[0].rows == tables[1].rows


def test_everything_exported_comes_back_to_the_same_trial_balance(open_season, tmp_path):
    with open_season() as book:
        wanted = printing.trial_balance(book, YEAR.last_day).to_json()
        path = book.path
    assert run(["export", str(path), "--format", "csv", "--out", str(tmp_path / "all")]) == 0
    with create_book(tmp_path / "again.coop", read_profile(SEASON / "profile.toml"), clock=clock) as book:
        for name in ORDER:
            kind = name.partition(".")[0]
            import_file(book, kind, tmp_path / "all" / f"{kind}.csv")
        assert printing.trial_balance(book, YEAR.last_day).to_json() == wanted
    assert check_book(tmp_path / "again.coop") == []


def test_the_surplus_is_shared_and_paid_to_the_kip_and_nobody_twice(open_season):
    policy = read_policy(SEASON / "policy.toml")
    with open_season() as book:
        plan = dividends.what_if(book, 2025, policy)
        assert plan.surplus_kip == 84_337_452
        dividends.close_year(book, dividends.CloseYear(2025))
        dividends.approve(book, dividends.ApproveAppropriation(2025, "1/2026", date(2026, 2, 28), policy))
        with pytest.raises(Refused):
            dividends.approve(book, dividends.ApproveAppropriation(2025, "2/2026", date(2026, 2, 28), policy))
        payout.pay_members(book, 2025, date(2026, 3, 1), "bank", ("3",))
        payout.pay_members(book, 2025, date(2026, 3, 1), "bank")
        for numbers in (("3",), ()):
            with pytest.raises(Refused):
                payout.pay_members(book, 2025, date(2026, 3, 1), "bank", numbers)
        with book.reading() as tx:
            (paid,) = tx.one("SELECT sum(amount_kip) FROM payout")
        assert paid == plan.payable_now_kip
        path = book.path
    assert check_book(path) == []


def test_what_if_is_the_same_from_the_command_line(season_book, capsys):
    assert run(["surplus", str(season_book), "--year", "2025", "--policy", str(SEASON / "policy.toml"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    shared = sum(fund["kip"] for fund in told["funds"]) + sum(
        member["share_dividend_kip"] + member["patronage_kip"] for member in told["members"])
    assert told["surplus_kip"] == told["losses_covered_kip"] + shared + told["remainder_kip"]
