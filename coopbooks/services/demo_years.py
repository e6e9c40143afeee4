"""The practice co-op's year ends: the close, the meeting's decision, and the pay-out with a few who do not come."""

from datetime import date
from random import Random

from coopbooks.books import balances, dividends
from coopbooks.books.book import Book
from coopbooks.books.transaction import Writing
from coopbooks.coop.cash import TransferMoney
from coopbooks.coop.closing import CloseYear
from coopbooks.coop.dividends import ApproveAppropriation
from coopbooks.coop.payout import PayDividends
from coopbooks.coop.policy import DividendPolicy
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.services import cash
from coopbooks.services.dividends import approve_appropriation, close_year
from coopbooks.services.payout import pay_dividends


def close(book: Book, year: int) -> None:
    """Close a year."""
    close_year(book, CloseYear(year))


def approve_and_pay(tx: Writing, year: int, on: date, random: Random) -> None:
    """The meeting approves the sharing of a year's surplus; most members are paid on the spot."""
    closing = dividends.closing_of(tx, year)
    if closing is None or closing.surplus_kip <= 0:
        return
    approve_appropriation.within(tx, ApproveAppropriation(year, f"01/{on.year}", on, DividendPolicy()))
    lines = [line for line in dividends.lines_of(tx, year) if line.payable_now_kip]
    present = [line for line in lines if random.randrange(100) < 93]
    needed = sum(line.payable_now_kip for line in present)
    missing = (max(0, needed + 5_000_000 - balances.of_all_days(tx, AccountRole.CASH)) + 999_999) // 1_000_000 * 1_000_000
    if missing and balances.of_all_days(tx, AccountRole.BANK) >= missing:
        cash.transfer_money.within(tx, TransferMoney(on, AccountRole.BANK, AccountRole.CASH, Kip(missing)))
    if present and balances.of_all_days(tx, AccountRole.CASH) >= needed:
        pay_dividends.within(tx, PayDividends(year, on, AccountRole.CASH, tuple(line.member_id for line in present)))
