"""RFM: days since the last occasion, occasions and net sales, each scored 1 to 5, over all history.

Method: docs/methods/rfm.md. Both ways of scoring come down to four cuts per indicator, so one
question counts the cells for either.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from goen.analysis.portfolio import segments, status
from goen.analysis.rfm_plus import rfm_plus
from goen.analysis.rfm_segments import RFM_SEGMENTS, rfm_segment
from goen.analysis.shares import average

if TYPE_CHECKING:
    from collections.abc import Callable

    from goen.analysis.engine import Engine, Row
    from goen.analysis.schemes import Scheme
    from goen.analysis.thresholds import Thresholds

MODES = ("fixed", "quantile")
SCORES = range(1, 6)
Cuts = tuple[int | None, int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class ScoreCuts:
    """Cuts of the scores. `r`: most days for 5, 4, 3, 2. `f`, `m`: least for 2, 3, 4, 5.

    A cut is None where nobody earns the score, which only ties in quantile scoring bring about.
    """

    r: Cuts
    f: Cuts
    m: Cuts

    def parameters(self) -> dict[str, int | None]:
        """Return the cuts as the parameters `r2` … `m5` of the SQL files that score."""
        named = {f"r{score}": cut for score, cut in zip((5, 4, 3, 2), self.r, strict=True)}
        named |= {f"f{score}": cut for score, cut in zip((2, 3, 4, 5), self.f, strict=True)}
        return named | {f"m{score}": cut for score, cut in zip((2, 3, 4, 5), self.m, strict=True)}


def rfm(
    *, engine: Engine, scheme: Scheme, thresholds: Thresholds, mode: str = "fixed"
) -> dict[str, Any]:
    """Return the RFM answer: `segments`, `grid` and `cross` whole, `cells` where customers are.

    `mode` is "fixed" (cuts of the thresholds) or "quantile" (cuts from these customers). Every
    customer with an occasion is in exactly one cell; `sales` is the cumulative net amount.
    """
    cuts = score_cuts(engine=engine, thresholds=thresholds, mode=mode)
    engine.view(table="scores", question="scores", **cuts.parameters())
    rows = engine.ask(question="rfm_cells")
    return {
        "mode": mode,
        "thresholds": {"r": list(cuts.r), "f": list(cuts.f), "m": list(cuts.m)},
        "segments": _segments(rows),
        "cells": _cells(rows),
        "grid": _grid(rows),
        "cross": _cross(rows, scheme),
        "plus": rfm_plus(engine=engine),
    }


def score_cuts(*, engine: Engine, thresholds: Thresholds, mode: str = "fixed") -> ScoreCuts:
    """Return the cuts that score R, F and M in `mode`.

    Quantile: score = 1 + floor(5 × strictly worse customers / customers), so that equal values
    score alike whatever the order of the rows.

    Raises:
        ValueError: `mode` is neither "fixed" nor "quantile".
    """
    if mode not in MODES:
        raise ValueError(f"RFM mode {mode!r} is not one of {MODES}")
    if mode == "fixed":
        fixed = thresholds.rfm
        return ScoreCuts(r=fixed.r, f=fixed.f, m=fixed.m)
    found = {row["indicator"]: row for row in engine.ask(question="rfm_cuts")}
    if not found:
        nothing = (None, None, None, None)
        return ScoreCuts(r=nothing, f=nothing, m=nothing)
    most_days = (None if worth is None else -worth for worth in _four(found["r"])[::-1])
    r5, r4, r3, r2 = most_days
    return ScoreCuts(r=(r5, r4, r3, r2), f=_four(found["f"]), m=_four(found["m"]))


def _four(row: Row) -> Cuts:
    return row["score_2"], row["score_3"], row["score_4"], row["score_5"]


Group = tuple[int, int]  # customers, sales


def _sum(rows: list[Row], key: Callable[[Row], Any]) -> dict[Any, Group]:
    customers: Counter[Any] = Counter()
    sales: Counter[Any] = Counter()
    for row in rows:
        customers[key(row)] += row["customers"]
        sales[key(row)] += row["sales"]
    return {group: (customers[group], sales[group]) for group in customers}


def _figures(group: Group) -> dict[str, int]:
    return {"customers": group[0], "sales": group[1]}


def _segment_of(row: Row) -> str:
    return rfm_segment(r=row["r"], f=row["f"])


def _segments(rows: list[Row]) -> list[dict[str, Any]]:
    found = _sum(rows, _segment_of)
    return [
        {
            "segment": segment.key,
            "name": {"ja": segment.name.ja, "en": segment.name.en},
            **_figures(found.get(segment.key, (0, 0))),
        }
        for segment in RFM_SEGMENTS
    ]


def _cells(rows: list[Row]) -> list[dict[str, Any]]:
    found = _sum(rows, lambda row: (row["r"], row["f"], row["m"]))
    return [{"r": r, "f": f, "m": m, **_figures(found[r, f, m])} for r, f, m in sorted(found)]


def _grid(rows: list[Row]) -> list[dict[str, Any]]:
    found = _sum(rows, lambda row: (row["r"], row["f"]))
    grid = []
    for r, f in product(SCORES, SCORES):
        customers, sales = found.get((r, f), (0, 0))
        mean = average(total=sales, count=customers)
        grid.append({"r": r, "f": f, "customers": customers, "sales": sales, "average": mean})
    return grid


def _cross(rows: list[Row], scheme: Scheme) -> list[dict[str, Any]]:
    found = _sum(
        rows,
        lambda row: (
            scheme.rank_key(row["rank"]),
            status(lapsed=row["lapsed"]),
            _segment_of(row),
        ),
    )
    return [
        {
            "rank": rank,
            "status": standing,
            "segment": segment.key,
            **_figures(found.get((rank, standing, segment.key), (0, 0))),
        }
        for rank, standing in segments(scheme=scheme)
        for segment in RFM_SEGMENTS
    ]
