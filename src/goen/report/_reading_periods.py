"""The two years a report speaks of: by the day up to the as-of date, and by calendar months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from goen.report import _format

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTHS = 12


def past_year(*, as_of: str, lang: str) -> str:
    """Return the first and last day of the year up to `as_of`, as `cpm.sales_12m` counts it."""
    end = date.fromisoformat(as_of)
    days = (_day(_year_before(end) + timedelta(days=1)), _day(end))
    return _between(*days, lang=lang)


def a_year_apart(*, answers: Mapping[str, Any]) -> bool:
    """Return whether the transitions lie between the as-of date and a year before it."""
    found = answers.get("transitions")
    end = date.fromisoformat(answers["as_of"])
    return not found or found["from_date"] == _year_before(end).isoformat()


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, monthrange(day.year - 1, day.month)[1]))


def calendar_year(*, end: str, lang: str) -> str:
    """Return the first and last of the 12 calendar months that end with the month of `end`."""
    last = date.fromisoformat(end)
    place = last.year * MONTHS + last.month - MONTHS
    first = f"{place // MONTHS:04d}-{place % MONTHS + 1:02d}"
    return _between(*(_format.month(name, lang=lang) for name in (first, end[:7])), lang=lang)


def _day(day: date) -> str:
    return f"{day.year}/{day.month}/{day.day}"


def _between(start: str, end: str, *, lang: str) -> str:
    return f"{start}～{end}" if lang == "ja" else f"{start} to {end}"
