"""How wrong a lapse limit would be: of silences of d days or more, the share that ends soon after.

Method: docs/methods/lapse-curve.md. Every gap between purchases counts, the open ones too, and only
those that began so long ago that the outcome is known for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from goen.analysis.notes import note

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis.engine import Engine, Row
    from goen.analysis.thresholds import Thresholds

FOLLOWUP_DAYS = 365
CANDIDATES = range(30, 731, 10)  # multiples of 10: the question counts in steps of 10 days
_UNIT = 1_000_000_000  # a customer's weight is this many units, so that engines add whole numbers


@dataclass(frozen=True, slots=True)
class _Count:
    """Gaps, or units of weight, in a candidate's pool, and those of them not back in time."""

    reach: int
    late: int

    @property
    def false_lapse(self) -> float | None:
        return (self.reach - self.late) / self.reach if self.reach else None


def lapse_curve(*, engine: Engine, as_of: date, thresholds: Thresholds) -> dict[str, Any] | None:
    """Return `reach`, `returned` and `false_lapse` for candidate limits, and the limit in use.

    `reach` counts gaps of d days or more that began `followup_days` + d days ago or more;
    `returned` those of them that closed within d + `followup_days`. `false_lapse` counts every gap
    once; `false_lapse_by_customer` gives every customer one vote, shared by the gaps that can be
    judged. None where no candidate can be judged yet.
    """
    shortest = min(CANDIDATES[0], thresholds.lapse_days)
    rows = engine.ask(
        question="lapse_curve",
        as_of=as_of,
        judged_until=as_of - timedelta(days=FOLLOWUP_DAYS + shortest),
        followup_days=FOLLOWUP_DAYS,
        lapse_days=thresholds.lapse_days,
        shortest=shortest,
        longest=max(CANDIDATES[-1], thresholds.lapse_days),
        unit=_UNIT,
    )
    points = [
        _point(days, *_counts(rows, days, thresholds.lapse_days))
        for days in sorted({*CANDIDATES, thresholds.lapse_days})
    ]
    known = [point for point in points if point["reach"]]
    if not known:
        return None
    return {"followup_days": FOLLOWUP_DAYS, "weighted": False, "points": known}


def lapse_curve_notes(*, answer: dict[str, Any] | None) -> list[dict[str, str | None]]:
    """Return why there is no curve."""
    if answer is not None:
        return []
    days = FOLLOWUP_DAYS + CANDIDATES[0]
    return [
        note(
            answer="lapse_curve",
            code="needs_followup",
            ja=f"{days}日以上前に始まった購入の間隔がないため、離脱日数の曲線は出していません。",
            en=f"The curve of lapse limits is not given: no interval began {days} days ago or "
            "earlier.",
        )
    ]


def _counts(rows: list[Row], days: int, lapse_days: int) -> tuple[_Count, _Count]:
    """Return the counts of gaps and of weights for one candidate."""
    if days == lapse_days:  # counted by itself: it need not be a multiple of 10
        return (
            _Count(sum(row["pool_now"] for row in rows), sum(row["late_now"] for row in rows)),
            _Count(
                sum(row["pool_weight_now"] for row in rows),
                sum(row["late_weight_now"] for row in rows),
            ),
        )
    pool = [row for row in rows if row["pool_days"] >= days]
    late = [row for row in rows if row["late_days"] >= days]
    return (
        _Count(sum(row["gaps"] for row in pool), sum(row["gaps"] for row in late)),
        _Count(sum(row["weight"] for row in pool), sum(row["weight"] for row in late)),
    )


def _point(days: int, gaps: _Count, weights: _Count) -> dict[str, Any]:
    return {
        "days": days,
        "reach": gaps.reach,
        "returned": gaps.reach - gaps.late,
        "false_lapse": gaps.false_lapse,
        "false_lapse_by_customer": weights.false_lapse,
    }
