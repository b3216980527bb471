"""Where customers stood, and where they stand: transition matrix, 推移率 and the yearly difference.

Method: docs/methods/transitions.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goen.analysis.calendar import months_before
from goen.analysis.portfolio import segments, status
from goen.analysis.shares import rate
from goen.analysis.wilson import wilson

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from goen.analysis.engine import Engine
    from goen.analysis.schemes import Scheme
    from goen.analysis.thresholds import Thresholds
    from goen.japanese import Text

Segment = tuple[str, str | None]  # rank and status
NONE: Segment = ("none", None)  # not a customer yet

# 推移率: of those at a rank six months ago, the share now at any of the ranks above it. Targets as
# published by MakeRepeater: together 20 of 100 first-time customers become loyal.
TARGETS = {"first_time": 0.5, "toddler": 0.8, "steady": 0.5}
ADVANCE_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Path:
    """How many customers stood in three segments at three dates; NONE before the first purchase."""

    first: Segment
    second: Segment
    last: Segment
    customers: int


def transition_answers(
    *, engine: Engine, as_of: date, scheme: Scheme, thresholds: Thresholds
) -> dict[str, Any]:
    """Return `transitions`, `advance` and `yearly_difference` from one pass over the states."""
    year_ago, half_ago = months_before(as_of, 12), months_before(as_of, ADVANCE_MONTHS)
    paths = standing_paths(
        engine=engine, dates=(year_ago, half_ago, as_of), scheme=scheme, thresholds=thresholds
    )
    matrix = _matrix(paths, scheme)
    span = {"from_date": year_ago.isoformat(), "to_date": as_of.isoformat()}
    half = {"from_date": half_ago.isoformat(), "to_date": as_of.isoformat()}
    return {
        "transitions": {**span, "rows": matrix},
        "advance": {**half, "steps": _steps(paths, scheme)},
        "yearly_difference": _difference(paths, scheme),
    }


def transitions(
    *, engine: Engine, from_date: date, to_date: date, scheme: Scheme, thresholds: Thresholds
) -> dict[str, Any]:
    """Return the transition matrix between any two dates up to the one the states were made for.

    Every row of the matrix has all its cells, zeros included; a row's customers add up to those who
    stood there at `from_date`. The row "none" holds customers who came in between (新規).
    """
    paths = standing_paths(
        engine=engine, dates=(from_date, from_date, to_date), scheme=scheme, thresholds=thresholds
    )
    span = {"from_date": from_date.isoformat(), "to_date": to_date.isoformat()}
    return {**span, "rows": _matrix(paths, scheme)}


def standing_paths(
    *, engine: Engine, dates: tuple[date, date, date], scheme: Scheme, thresholds: Thresholds
) -> list[Path]:
    """Return where customers stood at three dates in order: one Path per combination that occurs.

    Raises:
        ValueError: the dates are not in order.
    """
    first, second, last = dates
    if not first <= second <= last:
        raise ValueError(f"dates out of order: {dates}")
    rows = engine.ask(
        question="standing_paths",
        first=first,
        second=second,
        last=last,
        lapse_days=thresholds.lapse_days,
    )
    return [
        Path(
            first=_segment(row["first_place"], scheme),
            second=_segment(row["second_place"], scheme),
            last=_segment(row["last_place"], scheme),
            customers=row["customers"],
        )
        for row in rows
    ]


def _segment(place: int | None, scheme: Scheme) -> Segment:
    if place is None:
        return NONE
    return scheme.rank_key(place // 2), status(lapsed=place % 2 == 1)


def _count(paths: list[Path], key: Callable[[Path], Any]) -> Counter[Any]:
    counts: Counter[Any] = Counter()
    for path in paths:
        counts[key(path)] += path.customers
    return counts


def _matrix(paths: list[Path], scheme: Scheme) -> list[dict[str, Any]]:
    targets: list[Segment] = [*segments(scheme=scheme)]
    cells = _count(paths, lambda path: (path.first, path.last))
    totals = {source: sum(cells[source, to] for to in targets) for source in [*targets, NONE]}
    return [
        _cell(source, target, cells[source, target], total)
        for source, total in totals.items()
        for target in targets
    ]


def _cell(source: Segment, target: Segment, customers: int, total: int) -> dict[str, Any]:
    low, high = wilson(successes=customers, trials=total)
    return {
        "from_rank": source[0],
        "from_status": source[1],
        "to_rank": target[0],
        "to_status": target[1],
        "customers": customers,
        "row_total": total,
        "share": customers / total if total else None,
        "low": low,
        "high": high,
    }


def _steps(paths: list[Path], scheme: Scheme) -> list[dict[str, Any]]:
    counts = _count(paths, lambda path: (path.second[0], path.last[0]))
    places = {rank.key: place for place, rank in enumerate(scheme.ranks)}
    return [
        _step(counts, scheme, places[source], target)
        for source, target in TARGETS.items()
        if source in places and places[source] + 1 < len(scheme.ranks)
    ]


def _step(
    counts: Counter[tuple[str, str]], scheme: Scheme, place: int, target: float
) -> dict[str, Any]:
    source, above = scheme.ranks[place], scheme.ranks[place + 1 :]
    total = sum(counts[source.key, rank.key] for rank in scheme.ranks)
    reached = sum(counts[source.key, rank.key] for rank in above)
    low, high = wilson(successes=reached, trials=total)
    return {
        "from": source.key,
        "to": [rank.key for rank in above],
        "name": _step_name(source.name, above[0].name),
        "rate": rate(numerator=reached, denominator=total),
        "low": low,
        "high": high,
        "target": target,
    }


def _step_name(source: Text, above: Text) -> dict[str, str]:
    return {"ja": f"{source.ja} → {above.ja}以上", "en": f"{source.en} → {above.en} or higher"}


def _difference(paths: list[Path], scheme: Scheme) -> list[dict[str, Any]]:
    before = _count(paths, lambda path: path.first)
    now = _count(paths, lambda path: path.last)
    return [
        {
            "rank": segment[0],
            "status": segment[1],
            "customers": now[segment],
            "customers_before": before[segment],
            "difference": now[segment] - before[segment],
        }
        for segment in segments(scheme=scheme)
    ]
