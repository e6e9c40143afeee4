"""Closing a year and covering a loss: what is allowed, and what each posts."""

from datetime import date

import pytest

from coopbooks.coop.closing import (
    CloseFacts,
    CloseYear,
    CoverFacts,
    CoverLoss,
    EarlierYearOpen,
    FundTooSmall,
    NoLossToCover,
    NotAfterYearEnd,
    ResolutionMissing,
    YearAlreadyClosed,
    YearBeforeBook,
    check_close,
    check_cover,
    close_entry,
    cover_entry,
)
from coopbooks.ledger.journal import JournalEntry
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import OpenDays, PeriodClosed, period_of_year


def days(today: str = "2026-02-01", begins: str = "2024-01-01", closed: str | None = "2024-12-31") -> OpenDays:
    closed_until = date.fromisoformat(closed) if closed else None
    return OpenDays(date.fromisoformat(begins), closed_until, date.fromisoformat(today))


def facts(year: int = 2025, results: tuple[tuple[str, int], ...] = (("701", -900), ("601", 400)), month: int = 1,
          open_days: OpenDays | None = None) -> CloseFacts:
    return CloseFacts(year, period_of_year(year, month), open_days or days(), results)


def posted(entry: JournalEntry | None) -> dict[str, int]:
    assert entry is not None
    return {posting.account: posting.amount_kip for posting in entry.postings}


def test_a_surplus_goes_to_surplus_of_year_and_every_result_account_to_zero() -> None:
    entry = close_entry(facts(), CloseYear(2025, "counted and checked"))
    assert posted(entry) == {"701": 900, "601": -400, "surplus-of-year": -500}
    assert entry is not None
    assert (entry.entry_date, entry.note) == (date(2025, 12, 31), "counted and checked")


def test_a_loss_is_carried_forward_at_once() -> None:
    loss = facts(results=(("701", -100), ("601", 400), ("641", 0)))
    assert loss.surplus_kip == -300
    assert posted(close_entry(loss, CloseYear(2025))) == {"701": 100, "601": -400, "loss-forward": 300}


def test_a_year_that_comes_out_even_or_empty() -> None:
    assert posted(close_entry(facts(results=(("701", -5), ("601", 5))), CloseYear(2025))) == {"701": 5, "601": -5}
    assert close_entry(facts(results=()), CloseYear(2025)) is None


@pytest.mark.parametrize(("given", "broken"), [
    (facts(), []),
    (facts(open_days=days(today="2025-12-31")), [NotAfterYearEnd(year=2025, last_day=date(2025, 12, 31))]),
    (facts(open_days=days(today="2026-01-01")), []),
    (facts(2024), [YearAlreadyClosed(year=2024, closed_until=date(2024, 12, 31))]),
    (facts(2026, open_days=days(today="2027-01-05")), [EarlierYearOpen(year=2026, last_day=date(2025, 12, 31))]),
    (facts(open_days=days(closed=None)), [EarlierYearOpen(year=2025, last_day=date(2024, 12, 31))]),
    (facts(2024, open_days=days(closed=None)), []),
    (facts(2023, open_days=days(closed=None)), [YearBeforeBook(year=2023, begins_on=date(2024, 1, 1))]),
    (facts(2025, open_days=days(begins="2025-05-01", closed=None)), []),
    (facts(2025, open_days=days(begins="2025-12-31", closed=None)), []),
    (facts(2025, month=10, open_days=days(closed="2025-09-30")),
     [NotAfterYearEnd(year=2025, last_day=date(2026, 9, 30))]),
])
def test_years_close_once_in_order_and_when_they_are_over(given: CloseFacts, broken: list[object]) -> None:
    assert check_close(given, CloseYear(given.year)) == broken


def cover(amount_kip: int, resolution: str = "3/2026", on: str = "2026-02-01") -> CoverLoss:
    return CoverLoss(resolution, date.fromisoformat(on), Kip(amount_kip))


LOSS = CoverFacts(Kip(5_000), Kip(3_000), days(closed="2025-12-31"))


def test_the_reserve_covers_a_loss_by_resolution() -> None:
    assert check_cover(LOSS, cover(3_000)) == []
    assert posted(cover_entry(cover(3_000))) == {"reserve": 3_000, "loss-forward": -3_000}


@pytest.mark.parametrize(("order", "broken"), [
    (cover(3_001), [FundTooSmall(fund_kip=3_000, amount_kip=3_001)]),
    (cover(5_001), [NoLossToCover(amount_kip=5_001, loss_kip=5_000)]),
    (cover(0, " "), [ResolutionMissing(), NoLossToCover(amount_kip=0, loss_kip=5_000)]),
    (cover(1, on="2025-12-31"), [PeriodClosed(on=date(2025, 12, 31), closed_until=date(2025, 12, 31))]),
])
def test_a_cover_stays_within_the_loss_and_the_fund(order: CoverLoss, broken: list[object]) -> None:
    assert check_cover(LOSS, order) == broken
