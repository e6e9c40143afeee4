"""The chart of accounts: what it holds, adding an account, changing one."""

from datetime import date

from coopbooks.books import chart
from coopbooks.books.book import Book
from coopbooks.books.chart import ChartLine
from coopbooks.books.transaction import Writing
from coopbooks.coop import chart as rules
from coopbooks.coop.chart import AccountFacts, AddAccount, ChangeAccount
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def chart_of(book: Book, as_of: date) -> tuple[ChartLine, ...]:
    """Every account with its balance at the close of a day, in the order of codes."""
    with book.reading() as tx:
        return chart.lines(tx, as_of)


def prepare_account(book: Book, code: str) -> AccountFacts:
    """The one read of the form of an account."""
    with book.reading() as tx:
        return chart.facts(tx, code)


@action(Topic.SETTINGS, Topic.JOURNAL)
def add_account(tx: Writing, order: AddAccount) -> None:
    """Put an account into the chart. Refused: CodeUnclear, CodeTaken, AccountNameMissing, KindUnclear."""
    refuse_if(rules.check_new_account(chart.facts(tx, order.code), order))
    chart.add(tx, order)


@action(Topic.SETTINGS, Topic.JOURNAL)
def change_account(tx: Writing, order: ChangeAccount) -> None:
    """Rename an account, change its kind, or take it out of use. Refused: CodeUnknown, KindIsFixed, KindOfRole, AccountIsNeeded, …"""
    known = chart.facts(tx, order.code)
    refuse_if(rules.check_changed_account(known, order))
    chart.change(tx, known, order)
