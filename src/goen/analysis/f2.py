"""F2転換率 by month of first purchase: how many bought a second time within 90, 180, 365 days.

Method: docs/methods/f2.md. Only customers watched for the whole window count, so that fresh
customers change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goen.analysis.calendar import month_index, month_name

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis.engine import Engine
    from goen.analysis.thresholds import Thresholds

WINDOWS = {"short": 90, "middle": 180, "long": 365}


@dataclass(frozen=True, slots=True)
class Conversion:
    """One month's first buyers in one window; `truncated` ones may be older than the data."""

    cohort: int
    truncated: bool
    window_days: int
    customers: int
    seconds: int
    twice: int
    thirds: int


def conversions(
    *, engine: Engine, as_of: date, data_start: date, thresholds: Thresholds
) -> list[Conversion]:
    """Return, per cohort and window, first buyers and their second purchases, and twice buyers and
    their third purchases; only those watched for the whole window, from one pass over the states.
    """
    rows = engine.ask(
        question="f2",
        as_of=as_of,
        data_start=data_start,
        lapse_days=thresholds.lapse_days,
        **WINDOWS,
    )
    return [
        Conversion(
            cohort=row["cohort"],
            truncated=row["truncated"],
            window_days=days,
            customers=row[f"customers_{window}"],
            seconds=row[f"seconds_{window}"],
            twice=row[f"twice_{window}"],
            thirds=row[f"thirds_{window}"],
        )
        for row in rows
        for window, days in WINDOWS.items()
    ]


def f2(
    *, engine: Engine, as_of: date, data_start: date, thresholds: Thresholds
) -> list[dict[str, Any]]:
    """Return one row per month of first purchase and window, zeros included.

    `customers` were watched for the window, `converted` of them bought a second time within it,
    `truncated` of them may have bought before the data began.
    """
    found = conversions(engine=engine, as_of=as_of, data_start=data_start, thresholds=thresholds)
    if not found:
        return []
    first = min(item.cohort for item in found)
    return [
        _row(cohort, days, found)
        for cohort in range(first, month_index(as_of) + 1)
        for days in WINDOWS.values()
    ]


def _row(cohort: int, days: int, found: list[Conversion]) -> dict[str, Any]:
    items = [item for item in found if item.cohort == cohort and item.window_days == days]
    return {
        "cohort": month_name(cohort),
        "window_days": days,
        "customers": sum(item.customers for item in items),
        "converted": sum(item.seconds for item in items),
        "truncated": sum(item.customers for item in items if item.truncated),
    }
