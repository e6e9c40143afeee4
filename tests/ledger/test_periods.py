"""Which days may be posted to, and where fiscal years begin and end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopbooks.ledger.periods import (
    BeforeBookBegins,
    DayInFuture,
    OpenDays,
    PeriodClosed,
    check_open,
    fiscal_year,
    period_of_year,
)

DAYS = OpenDays(begins_on=date(2024, 1, 1), closed_until=date(2024, 12, 31), today=date(2025, 6, 15))


@pytest.mark.parametrize(("on", "rules"), [
    (date(2025, 6, 15), []), (date(2025, 1, 1), []), (date(2025, 6, 16), [DayInFuture]), (date(2024, 12, 31), [PeriodClosed]),
    (date(2023, 12, 31), [PeriodClosed]),
])
def test_days_between_the_closed_year_and_today_are_open(on, rules):
    assert [type(broken) for broken in check_open(DAYS, on)] == rules


def test_a_book_without_a_closed_year_begins_on_its_first_day():
    days = OpenDays(date(2024, 1, 1), None, date(2025, 6, 15))
    (broken,) = check_open(days, date(2023, 12, 31))
    assert broken == BeforeBookBegins(on=date(2023, 12, 31), begins_on=date(2024, 1, 1))


@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)), st.integers(1, 12))
def test_every_day_lies_in_the_period_of_its_year(day, start_month):
    year = fiscal_year(day, start_month)
    period = period_of_year(year, start_month)
    assert period.first_day <= day <= period.last_day
    assert fiscal_year(period.last_day + timedelta(days=1), start_month) == year + 1
