"""Months as whole numbers, so that every engine counts them alike.

A month index is `year * 12 + month - 1`; SQL files compute it as `year(day) * 12 + month(day) - 1`.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def month_index(day: date) -> int:
    """Return the month index of `day`."""
    return day.year * 12 + day.month - 1


def month_name(index: int) -> str:
    """Return a month index as `YYYY-MM`."""
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def month_start(index: int) -> date:
    """Return the first day of a month index."""
    return date(index // 12, index % 12 + 1, 1)


def month_end(index: int) -> date:
    """Return the last day of a month index."""
    return month_start(index + 1) - timedelta(days=1)


def months_before(day: date, months: int) -> date:
    """Return the same day `months` earlier; the month's last day where that day does not exist."""
    index = month_index(day) - months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
