"""Months of a book: counted, locked, opened again; a locked month takes nothing, and what corrects it stands on the first open day."""

from datetime import date

import pytest

from coopbooks.books import months as store
from coopbooks.coop.closing import CloseYear
from coopbooks.coop.entries import EntryLine, PostEntry, PostOpening
from coopbooks.coop.months import (
    COUNTED,
    LOCKED,
    OPEN,
    EarlierMonthOpen,
    LaterMonthLocked,
    MonthClosed,
    MonthNotOver,
    MonthOutsideBook,
    MonthStandsSo,
    MonthUnclear,
    SetMonth,
    last_locked,
    next_to_lock,
)
from coopbooks.coop.reversal import ReasonMissing, ReversePaper
from coopbooks.ledger.journal import balanced, leg
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import MonthLocked, correction_day
from coopbooks.ledger.refusals import Refused
from coopbooks.services import dividends, months
from coopbooks.services.checking import check_book
from coopbooks.services.journal import post_entry, post_opening, prepare_entry
from coopbooks.services.reversal import reverse_paper
from tests.support.trade import new_trade, told


@pytest.fixture
def coop(tmp_path):
    made = new_trade(tmp_path, date(2026, 1, 10))
    made.begin_with()
    yield made
    made.book.close()


def _rent(on: date) -> PostEntry:
    return PostEntry(on, (EntryLine("rent", Kip(200_000)), EntryLine("cash", credit_kip=Kip(200_000))), note="ສາງ")


def _set(coop, month: str, state: str = LOCKED, reason: str = "counted and agreed") -> None:
    months.set_month(coop.book, SetMonth(month, state, reason))


def _refused(coop, order: SetMonth) -> tuple[object, ...]:
    with pytest.raises(Refused) as caught:
        months.set_month(coop.book, order)
    return caught.value.broken


def test_what_corrects_a_locked_month_is_dated_on_the_first_open_day(coop):
    post_entry(coop.book, _rent(date(2025, 1, 20)))
    _set(coop, "2025-01")
    paper = coop.paper_id("journal", "JV-0001")
    with pytest.raises(Refused) as caught:
        reverse_paper(coop.book, ReversePaper(paper, date(2025, 1, 31), "wrong month"))
    assert caught.value.broken == (MonthLocked(on=date(2025, 1, 31), first_open_day=date(2025, 2, 1)),)
    day = correction_day(prepare_entry(coop.book, _rent(date(2025, 1, 20))).days, date(2025, 1, 20))
    reverse_paper(coop.book, ReversePaper(paper, day, "wrong month"))
    post_entry(coop.book, _rent(day))
    assert coop.journal_text() == told("""
        2025-01-20 journal JV-0001
            rent                         200,000
            cash                        -200,000
        2025-02-01 reversal RX-0001
            rent                        -200,000
            cash                         200,000
        2025-02-01 journal JV-0002
            rent                         200,000
            cash                        -200,000
    """)
    assert check_book(coop.book.path) == []


def test_a_locked_month_takes_nothing_by_rule_and_by_the_file_itself(coop):
    _set(coop, "2025-01")
    _set(coop, "2025-02")
    head = coop.book.head_code()
    for day in (date(2025, 1, 1), date(2025, 2, 28)):
        with pytest.raises(Refused) as caught:
            post_entry(coop.book, _rent(day))
        assert caught.value.broken == (MonthLocked(on=day, first_open_day=date(2025, 3, 1)),)
    with pytest.raises(Exception, match="entry_refuses_locked_month"), coop.book.writing() as tx:
        tx.post(balanced(date(2025, 2, 28), "journal", (leg("rent", 1), leg("cash", -1))))
    assert coop.book.head_code() == head
    post_entry(coop.book, _rent(date(2025, 3, 1)))


def test_a_month_is_opened_again_with_a_reason_and_takes_papers_then(coop):
    _set(coop, "2025-01")
    _set(coop, "2025-01", OPEN, "the rent was forgotten")
    post_entry(coop.book, _rent(date(2025, 1, 31)))
    _set(coop, "2025-01", LOCKED, "now complete")
    with coop.reading() as tx:
        line = store.calendar(tx)[-1]
        events = tx.all("SELECT user_name, body FROM event WHERE kind = 'month_state' ORDER BY event_id")
    assert (line.month, line.state, line.reason, line.entry_count) == ("2025-01", LOCKED, "now complete", 1)
    assert [body.count("locked") for _, body in events] == [1, 0, 1]
    assert check_book(coop.book.path) == []


def test_months_are_locked_in_order_and_opened_backwards(coop):
    assert _refused(coop, SetMonth("2025-03", LOCKED, "x")) == (EarlierMonthOpen(earlier="01/2025"),)
    for month in ("2025-01", "2025-02"):
        _set(coop, month)
    assert _refused(coop, SetMonth("2025-01", OPEN, "x")) == (LaterMonthLocked(later="02/2025"),)
    facts = months.prepare_month(coop.book)
    assert (last_locked(facts), next_to_lock(facts)) == ("2025-02", "2025-03")


@pytest.mark.parametrize(("order", "complaint"), [
    (SetMonth("2025-01", LOCKED), ReasonMissing()),
    (SetMonth("2025-01", LOCKED, "  "), ReasonMissing()),
    (SetMonth("2025-13", LOCKED, "x"), MonthUnclear(month="2025-13")),
    (SetMonth("January", COUNTED), MonthUnclear(month="January")),
    (SetMonth("", COUNTED), MonthUnclear(month="")),
    (SetMonth("2024-12", LOCKED, "x"), MonthOutsideBook(month="12/2024", first_month="01/2025", last_month="01/2026")),
    (SetMonth("2031-01", COUNTED), MonthOutsideBook(month="01/2031", first_month="01/2025", last_month="01/2026")),
    (SetMonth("2025-01", OPEN), MonthStandsSo(month="01/2025"))])
def test_what_is_no_decision_about_a_month_is_refused_at_its_field(coop, order, complaint):
    head = coop.book.head_code()
    assert complaint in _refused(coop, order)
    assert coop.book.head_code() == head


def test_a_month_that_is_not_over_can_be_counted_but_not_locked(coop):
    for month in range(1, 13):
        _set(coop, f"2025-{month:02}")
    assert _refused(coop, SetMonth("2026-01", LOCKED, "x")) == (MonthNotOver(month="01/2026", last_day=date(2026, 1, 31)),)
    _set(coop, "2026-01", COUNTED, "")
    assert months.calendar(coop.book)[0].state == COUNTED


def test_a_year_with_locked_months_closes_and_its_months_stay_shut(coop):
    post_entry(coop.book, _rent(date(2025, 6, 1)))
    for month in range(1, 13):
        _set(coop, f"2025-{month:02}")
    dividends.close_year(coop.book, CloseYear(2025))
    assert _refused(coop, SetMonth("2025-12", OPEN, "x")) == (MonthClosed(month="12/2025"),)
    assert check_book(coop.book.path) == []


def test_the_beginning_of_the_book_is_shut_with_its_first_month(coop):
    _set(coop, "2025-01")
    with pytest.raises(Refused) as caught:
        coop.reverse("opening", "OB-0001", date(2024, 12, 31))
    assert MonthLocked(on=date(2024, 12, 31), first_open_day=date(2025, 2, 1)) in caught.value.broken
    with pytest.raises(Refused) as caught:
        post_opening(coop.book, PostOpening((EntryLine("cash", Kip(1)), EntryLine("reserve", credit_kip=Kip(1)))))
    assert MonthLocked(on=date(2024, 12, 31), first_open_day=date(2025, 2, 1)) in caught.value.broken
