"""What holds for the statements of every book: they tie with each other, and every figure is the sum of its lines."""

from coopbooks.books import boxes
from coopbooks.books.book import Book
from coopbooks.ledger.periods import Period
from coopbooks.papers.parts import Listing
from coopbooks.services import explaining
from coopbooks.services.paper_makers import MAKERS, Asked

STATEMENTS = ("trial-balance", "trial-balance-wide", "income-statement", "income-by-product", "income-by-business", "balance-sheet",
              "cash-flow", "budget", "account-card", "chart-of-accounts", "cash-book")


def asked(period: Period, account: str = "cash") -> Asked:
    return Asked(period.last_day, period, period.first_day.year, account=account)


def made(book: Book, name: str, period: Period, account: str = "cash") -> Listing:
    return MAKERS[name](book, asked(period, account))


def assert_every_figure_explains_itself(book: Book, period: Period, names=STATEMENTS) -> int:
    count = 0
    for name in names:
        for one in explaining.figures_of(made(book, name, period)):
            found = explaining.explain(book, one.amount.figure)
            assert found.kip == one.amount, (name, one)
            count += 1
    return count


def assert_statements_tie(book: Book, period: Period) -> None:
    sheet, flow = made(book, "balance-sheet", period).to_json(), made(book, "cash-flow", period).to_json()
    assert sheet["total_assets_kip"] == sheet["total_liabilities_and_equity_kip"]
    assert sheet["before_total_assets_kip"] == sheet["before_total_liabilities_and_equity_kip"]
    with book.reading() as tx:
        codes = boxes.codes(tx)
    money = sum(line["kip"] for line in sheet["assets"] if line["code"] in codes)
    assert flow["closing_kip"] == money == flow["opening_kip"] + flow["change_kip"]
    assert flow["change_kip"] == sum(section["kip"] for section in flow["sections"])
    assert flow["before"]["closing_kip"] == flow["before"]["opening_kip"] + flow["before"]["change_kip"]
    income = made(book, "income-statement", period).to_json()
    for name in ("income-by-product", "income-by-business"):
        assert made(book, name, period).to_json()["surplus_kip"] == income["surplus_kip"], name
    business = made(book, "income-by-business", period).to_json()
    assert business["members_kip"] + business["others_kip"] == income["surplus_kip"]
    assert made(book, "budget", period).to_json()["surplus_kip"] == income["surplus_kip"]
    wide, trial = made(book, "trial-balance-wide", period).to_json(), made(book, "trial-balance", period).to_json()
    for when in ("opening", "moved", "closing"):
        assert wide[f"total_{when}_debit_kip"] == wide[f"total_{when}_credit_kip"]
    assert wide["total_closing_debit_kip"] == trial["total_debit_kip"] == trial["total_credit_kip"]
