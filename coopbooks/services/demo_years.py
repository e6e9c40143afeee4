"""The practice co-op's year ends: the close, the meeting's decision, and the pay-out with a few who do not come."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

from coopbooks.books import approvals, balances, dividends, yearend
from coopbooks.books.book import Book
from coopbooks.books.transaction import Writing
from coopbooks.coop.cash import TransferMoney
from coopbooks.coop.closing import CloseYear
from coopbooks.coop.dividends import ApproveAppropriation
from coopbooks.coop.meeting import DecideSharing
from coopbooks.coop.payout import PayDividends
from coopbooks.coop.policy import DividendPolicy, SharePolicy
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.services import cash
from coopbooks.services.dividends import approve_appropriation, close_year
from coopbooks.services.payout import pay_dividends
from coopbooks.services.yearend import KeepPlan, PostSharing, decide_sharing, keep_plan, post_sharing


def close(book: Book, year: int) -> None:
    """Close a year."""
    close_year(book, CloseYear(year))


def _decide(tx: Writing, year: int, on: date) -> None:
    people, resolution = approvals.people(tx), f"01/{on.year}"
    maker = next((one.name for one in people if not one.may_approve), "")
    chair = next((one.name for one in people if one.may_approve), "")
    entitled = yearend.entitled_on(tx, on)
    present = entitled * 3 // 4
    if not chair or present < PEOPLE:
        approve_appropriation.within(tx, ApproveAppropriation(year, resolution, on, DividendPolicy(), maker, chair))
        return
    keep_plan.within(tx, KeepPlan(year, "A", DividendPolicy()))
    keep_plan.within(tx, KeepPlan(year, "B", replace(DividendPolicy(), shares=SharePolicy(rate=Fraction(8, 100)))))
    decide_sharing.within(tx, DecideSharing(year, on, resolution, DividendPolicy(), present, present - 4, 3, 1, place="ສາລາບ້ານ",
                                            made_by=maker, approved_by=chair))
    post_sharing.within(tx, PostSharing(year))


PEOPLE = 8
"""Fewer members make no meeting worth a story."""


def approve_and_pay(tx: Writing, year: int, on: date, random: Random) -> None:
    """The meeting approves the sharing of a year's surplus; most members are paid on the spot."""
    closing = dividends.closing_of(tx, year)
    if closing is None or closing.surplus_kip <= 0:
        return
    _decide(tx, year, on)
    lines = [line for line in dividends.lines_of(tx, year) if line.payable_now_kip]
    present = [line for line in lines if random.randrange(100) < 93]
    needed = sum(line.payable_now_kip for line in present)
    missing = (max(0, needed + 5_000_000 - balances.of_all_days(tx, AccountRole.CASH)) + 999_999) // 1_000_000 * 1_000_000
    if missing and balances.of_all_days(tx, AccountRole.BANK) >= missing:
        cash.transfer_money.within(tx, TransferMoney(on, AccountRole.BANK, AccountRole.CASH, Kip(missing)))
    if present and balances.of_all_days(tx, AccountRole.CASH) >= needed:
        pay_dividends.within(tx, PayDividends(year, on, AccountRole.CASH, tuple(line.member_id for line in present)))
