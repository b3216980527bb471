"""The rank of customers by exactly two indicators (2指標): 2 × 2, 3 × 3 and the list of VIPs.

Method: docs/methods/two-axis.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

from goen.analysis.amounts import buyers
from goen.analysis.calendar import months_before
from goen.analysis.indicators import chosen_indicators
from goen.analysis.scatter import scatter
from goen.analysis.tables import make_names
from goen.japanese import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from goen.analysis.engine import Engine, Row
    from goen.analysis.indicators import Indicator
    from goen.analysis.thresholds import Thresholds, TwoAxisCuts

RANKS = {
    "vip": Text("VIP", "VIP"),
    "valued": Text("お得意客", "Valued"),
    "existing": Text("既存客", "Existing"),
    "new": Text("新規客", "New"),
}


@dataclass(frozen=True, slots=True)
class Axis:
    """An indicator with the cut of the 2 × 2 matrix and the two cuts of the 3 × 3 matrix.

    A value at a cut is above it. A cut is None where no customer can be counted for it.
    """

    indicator: Indicator
    cut: int | None
    lower: int | None
    upper: int | None

    def json(self) -> dict[str, Any]:
        """Return the axis as the document shows it."""
        name = self.indicator.name
        shown = {"ja": name.ja, "en": name.en}
        return {"indicator": self.indicator.key, "name": shown, "cut": self.cut}


def two_axis(
    *, engine: Engine, as_of: date, thresholds: Thresholds, start: date | None = None
) -> dict[str, Any]:
    """Return the two-indicator ranks of all customers with an occasion in the period.

    The period is from `start`, else the last `months`, else all history, up to `as_of`; `sales` is
    the net amount in it.

    Raises:
        UnusableIndicators: the data does not have one of the indicators.
    """
    cuts = thresholds.two_axis
    chosen = chosen_indicators(engine=engine, cuts=cuts)
    start = _make_values(engine, as_of, thresholds, start)
    x, y = _axes(engine, chosen, cuts)
    halves = {"x_cut": x.cut, "y_cut": y.cut}
    thirds = {"x_lower": x.lower, "x_upper": x.upper, "y_lower": y.lower, "y_upper": y.upper}
    rows = engine.ask(question="two_axis_cells", **halves, **thirds)
    named = make_names(engine=engine, as_of=as_of)
    vips = "two_axis_vip_named" if named else "two_axis_vip"
    return {
        "x": x.json(),
        "y": y.json(),
        "ranks": _ranks(rows, _rank_by_halves),
        "cells": _cells(rows, "half", range(2)),
        "three": {
            "ranks": _ranks(rows, _rank_by_thirds),
            "cells": _cells(rows, "third", range(3)),
            "cuts": {"x": [x.lower, x.upper], "y": [y.lower, y.upper]},
        },
        "vip": engine.ask(question=vips, **halves),
        "scatter": scatter(
            rows=engine.ask(question="two_axis_scatter", **halves), rank=_rank_by_halves
        ),
        "period": {"start": start and start.isoformat(), "end": as_of.isoformat()},
    }


def view_two_axis_ranks(*, engine: Engine, as_of: date, thresholds: Thresholds) -> None:
    """Let `two_axis_ranks` stand for what each customer is called, by the cuts of `two_axis`.

    Columns: customer_id, place (of the rank in `RANKS`, from 1). Who has no occasion in the period
    is not in it. Reads `standing` and `amounts`, and `states` and `sales` where the limits ask.

    Raises:
        UnusableIndicators: the data does not have one of the indicators.
    """
    cuts = thresholds.two_axis
    chosen = chosen_indicators(engine=engine, cuts=cuts)
    _make_values(engine, as_of, thresholds)
    x, y = _axes(engine, chosen, cuts)
    engine.view(table="two_axis_ranks", question="two_axis_ranks", x_cut=x.cut, y_cut=y.cut)


def _make_values(
    engine: Engine, as_of: date, thresholds: Thresholds, since: date | None = None
) -> date | None:
    """Make `two_axis`, one row per customer; return the first day of the period."""
    cuts = thresholds.two_axis
    asked: dict[str, Any] = {"x": cuts.x, "y": cuts.y}
    base = asked | {"toddler_days": thresholds.toddler_days}
    start: date | None
    if since is None and cuts.months is not None:
        since = months_before(as_of, cuts.months) + timedelta(days=1)
    if since is None:
        start = buyers(engine=engine).first_day
        engine.make(table="two_axis", question="two_axis", **base)
    else:
        start = since
        engine.make(table="two_axis", question="two_axis_of_period", start=start, **base)
    span = {"start": since, "as_of": as_of}
    if "gross_profit" in asked.values():
        engine.make(table="two_axis", question="two_axis_with_profit", **span, **asked)
    if "events" in asked.values():
        engine.view(table="events", question="events")
        engine.make(table="two_axis", question="two_axis_with_events", **span, **asked)
    return start


def _axes(
    engine: Engine, chosen: tuple[Indicator, Indicator], cuts: TwoAxisCuts
) -> tuple[Axis, Axis]:
    rows = engine.ask(
        question="two_axis_cuts", x_floor=chosen[0].counted_from, y_floor=chosen[1].counted_from
    )
    found = {row["axis"]: row for row in rows}
    x = _axis(chosen[0], cuts.x_cut, found.get("x"))
    return x, _axis(chosen[1], cuts.y_cut, found.get("y"))


def _axis(indicator: Indicator, given: int | None, found: Row | None) -> Axis:
    row = found or {"half": None, "four_fifths": None}
    cut = row[indicator.cut] if given is None else given
    return Axis(indicator, cut, row["half"], row["four_fifths"])


def _rank_by_halves(row: Row) -> str:
    if row["is_new"]:
        return "new"
    return ("existing", "valued", "vip")[row["x_half"] + row["y_half"]]


def _rank_by_thirds(row: Row) -> str:
    if row["is_new"]:
        return "new"
    return ("existing", "existing", "valued", "valued", "vip")[row["x_third"] + row["y_third"]]


def _ranks(rows: list[Row], rank: Callable[[Row], str]) -> list[dict[str, Any]]:
    customers, sales = _sums(rows, rank)
    return [
        {
            "rank": key,
            "name": {"ja": name.ja, "en": name.en},
            "customers": customers[key],
            "sales": sales[key],
        }
        for key, name in RANKS.items()
    ]


def _cells(rows: list[Row], part: str, places: range) -> list[dict[str, int]]:
    customers, sales = _sums(rows, lambda row: (row[f"x_{part}"], row[f"y_{part}"]))
    return [
        {"x": x, "y": y, "customers": customers[x, y], "sales": sales[x, y]}
        for x, y in product(places, places)
    ]


def _sums(rows: list[Row], key: Callable[[Row], Any]) -> tuple[Counter[Any], Counter[Any]]:
    customers: Counter[Any] = Counter()
    sales: Counter[Any] = Counter()
    for row in rows:
        customers[key(row)] += row["customers"]
        sales[key(row)] += row["sales"]
    return customers, sales
