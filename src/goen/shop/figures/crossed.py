"""Two ways of sorting customers at a time, and one year by segment for the simulator."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from goen.analysis import UnusableIndicators, make_amounts
from goen.analysis.cross_table import AXES, cross_table, view_cross_marks
from goen.analysis.decompose import Totals
from goen.analysis.marks import view_customer_marks
from goen.analysis.simulate import year_by_segment
from goen.analysis.two_axis import view_two_axis_ranks
from goen.shop.figures import own, tables
from goen.shop.figures.own import OWN, Own
from goen.shop.portfolio import worth

if TYPE_CHECKING:
    from goen.analysis.portfolio import Segment
    from goen.report.answers import Case
    from goen.shop.figures.asked import Asked
    from goen.shop.figures.documents import Document


def show(case: Case) -> bool:
    """Let `cross_marks` stand for everybody; tells whether there are ranks by two indicators."""
    make_amounts(engine=case.engine)
    view_customer_marks(engine=case.engine, thresholds=case.thresholds, mode=case.rfm_mode)
    known = _show_ranks(case)
    view_cross_marks(engine=case.engine, two_axis=known)
    return known


def _show_ranks(case: Case) -> bool:
    """Let `two_axis_ranks` stand for the ranks by two indicators, as the standings have them."""
    limits = case.thresholds.two_axis
    if "events" in (limits.x, limits.y):  # only the touches know who came
        worth.show_two_axis_ranks(
            case.engine,  # type: ignore[arg-type]
            limits=case.thresholds,
            evening=case.as_of,
            table=tables.OF_SOME,
            sales=(),
        )
        return True
    try:
        view_two_axis_ranks(engine=case.engine, as_of=case.as_of, thresholds=case.thresholds)
    except UnusableIndicators:
        return False
    return True


def _cross(asked: Asked) -> Document:
    """Every two axes: places with their people and yen."""
    with tables.opened(asked) as case:
        known = show(case)
        found = {
            f"{rows}/{columns}": cross_table(
                engine=case.engine, rows=rows, columns=columns, scheme=case.scheme
            )
            for rows, columns in combinations(AXES, 2)
            if known or "two_axis" not in (rows, columns)
        }
    return {
        "two_axis": known,
        "tables": {
            name: {
                "cells": [
                    [row, column, cell.customers, cell.sales]
                    for (row, column), cell in table.cells.items()
                ],
                "unplaced": table.unplaced.customers,
            }
            for name, table in found.items()
        },
    }


def _year(asked: Asked) -> Document:
    with tables.opened(asked) as case:
        found = year_by_segment(engine=case.engine, as_of=asked.day, scheme=asked.scheme)
    return {
        "segments": [
            [rank, status, totals.sales, totals.occasions, totals.customers]
            for (rank, status), totals in found.items()
        ]
    }


def year(*, asked: Asked) -> dict[Segment, Totals]:
    """The last 12 months of each segment that bought in them. Raises documents.NotYet."""
    told: dict[str, Any] = own.answer(asked=asked, name="year")
    return {(rank, status): Totals(*rest) for rank, status, *rest in told["segments"]}


OWN["cross"] = Own(_cross)
OWN["year"] = Own(_year)
