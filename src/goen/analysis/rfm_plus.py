"""RFM-Plus: what three columns tell beyond R, F and M — 乖離率, trend and tenure, in bins.

Method: docs/methods/rfm.md. The limits stand in questions/rfm_plus.sql, which compares whole
numbers; the bins here name them in the same order.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goen.analysis.engine import Engine

Bins = tuple[tuple[float, float | None], ...]

# Silence as a multiple of the customer's own mean interval; low ≤ value < high.
OVERDUE_BINS: Bins = ((0, 0.5), (0.5, 1), (1, 1.5), (1.5, 2), (2, 3), (3, 5), (5, None))
# (a - b) / (a + b) of the last and the previous 12 months. -1: only the previous year, 1: only the
# last year; both ends stand alone, because new and silent customers would drown the rest.
TREND_BINS: Bins = ((-1, -1), (-1, -0.6), (-0.6, -0.2), (-0.2, 0.2), (0.2, 0.6), (0.6, 1), (1, 1))
# Days from the first to the last occasion; low ≤ value < high.
TENURE_BINS: Bins = ((0, 1), (1, 90), (90, 180), (180, 365), (365, 730), (730, 1095), (1095, None))


def rfm_plus(*, engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Return customers by 乖離率 (of those with two occasions), trend and tenure (days)."""
    rows = engine.ask(question="rfm_plus")

    def bins(column: str, limits: Bins) -> list[dict[str, Any]]:
        counts: Counter[int | None] = Counter()
        for row in rows:
            counts[row[column]] += row["customers"]
        return [
            {"low": low, "high": high, "customers": counts[place]}
            for place, (low, high) in enumerate(limits)
        ]

    return {
        "overdue_ratio": bins("overdue_bin", OVERDUE_BINS),
        "trend": bins("trend_bin", TREND_BINS),
        "tenure": bins("tenure_bin", TENURE_BINS),
    }
