"""Cohorts by month of first purchase: who is active, who ever returned, sales per head.

Method: docs/methods/repeat.md. A month that is not over at `as_of` has no figures.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from goen.analysis.calendar import month_end, month_index, month_name
from goen.analysis.shares import average, rate

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis.engine import Engine
    from goen.analysis.thresholds import Thresholds

MOST_COHORTS = 36
MOST_MONTHS = 24


@dataclass
class Cohort:
    """First buyers of one month, and what they did in each month since (0 = that month)."""

    month: int
    size: int = 0
    truncated: int = 0
    active: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    returned: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    sales: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def returned_by(self, since: int) -> int:
        """Return how many had bought a second time by the end of that month."""
        return sum(self.returned.get(month, 0) for month in range(since + 1))

    def sales_by(self, since: int) -> int:
        """Return all net sales to the cohort by the end of that month."""
        return sum(self.sales.get(month, 0) for month in range(since + 1))


def ask_cohorts(*, engine: Engine, data_start: date, thresholds: Thresholds) -> list[Cohort]:
    """Return every cohort with a customer, in order; one pass over the states."""
    rows = engine.ask(question="cohorts", data_start=data_start, lapse_days=thresholds.lapse_days)
    found: dict[int, Cohort] = {}
    for row in rows:
        cohort = found.setdefault(row["cohort"], Cohort(row["cohort"]))
        since = row["sale_month"] - row["cohort"]
        cohort.size += row["customers"]
        cohort.truncated += row["truncated"]
        cohort.active[since] = row["active"]
        cohort.returned[since] = row["returned"]
        cohort.sales[since] = row["sales"]
    return [found[month] for month in sorted(found)]


def cohort_table(*, cohorts: list[Cohort], as_of: date) -> list[dict[str, Any]]:
    """Return the latest cohorts with their cells; a cell whose month is not over is null."""
    shown = cohorts[-MOST_COHORTS:]
    if not shown:
        return []
    months = min(MOST_MONTHS, month_index(as_of) - shown[0].month + 1)
    return [
        {
            "cohort": month_name(cohort.month),
            "size": cohort.size,
            "truncated": cohort.truncated > 0,
            "cells": [_cell([cohort], since, as_of) for since in range(months)],
        }
        for cohort in shown
    ]


def cohort_total(*, cohorts: list[Cohort], as_of: date) -> dict[str, Any]:
    """Return all cohorts as one, without those whose customers may be older than the data.

    Each cell is over the cohorts whose month is over, so its denominator falls from left to right.
    """
    whole = [cohort for cohort in cohorts if not cohort.truncated]
    months = min(MOST_MONTHS, month_index(as_of) - whole[0].month + 1) if whole else 0
    return {
        "size": sum(cohort.size for cohort in whole),
        "cells": [_cell(whole, since, as_of) for since in range(months)],
    }


def _cell(cohorts: list[Cohort], since: int, as_of: date) -> dict[str, Any]:
    over = [cohort for cohort in cohorts if month_end(cohort.month + since) <= as_of]
    if not over:
        return {"month": since, "active": None, "returned": None, "sales_per_head": None}
    heads = sum(cohort.size for cohort in over)
    return {
        "month": since,
        "active": rate(
            numerator=sum(cohort.active.get(since, 0) for cohort in over), denominator=heads
        ),
        "returned": rate(
            numerator=sum(cohort.returned_by(since) for cohort in over), denominator=heads
        ),
        "sales_per_head": average(
            total=sum(cohort.sales_by(since) for cohort in over), count=heads
        ),
    }
