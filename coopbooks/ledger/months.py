"""Days that come again: the same day some months later, and the last days of months. All exact, the end of a month stays its end."""

from calendar import monthrange
from datetime import date


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day some months later; where the month is shorter, its last day, and the last day stays the last.

    add_months(date(2025, 1, 31), 1) == date(2025, 2, 28) and add_months(date(2025, 2, 28), 1) == date(2025, 3, 31).
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, last if day == month_end(day) else min(day.day, last))


def months_from(first: date, last: date) -> int:
    """How many months there are from a day's month to another's, both counted: January to March are 3."""
    return (last.year - first.year) * 12 + last.month - first.month + 1
