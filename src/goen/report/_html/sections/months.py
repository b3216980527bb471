"""Customers over time: the waterline of every month end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.pictures import Band, waterline
from goen.report._html.blocks import Cell, Figure, Section, Table, drawn, number, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.report._html.told import Told

GROUP = "group_now"
Counts = dict[tuple[str, str, str], int]


def section(told: Told) -> Section:
    """The waterline and the same counts by month."""
    rows = told.given("monthly")
    if not rows:
        return told.missing("monthly", group=GROUP)
    months = sorted({row["month"] for row in rows})
    counts: Counts = {(row["month"], row["rank"], row["status"]): row["customers"] for row in rows}
    figure = Figure(
        drawings=drawn("monthly", _drawing(told, months, counts), ("large", "wide", "narrow")),
        table=_table(told, months, counts),
        long=len(months) > 36,
    )
    return Section(
        id="monthly",
        title=told.say("monthly"),
        group=GROUP,
        sentences=told.reading("monthly"),
        how=told.say("monthly_how"),
        blocks=[figure],
        wide=True,
        notes=told.reasons("monthly"),
    )


def flat(told: Told) -> str:
    """The waterline alone as low as paper has room for; empty when there is none."""
    rows = told.given("monthly")
    if not rows:
        return ""
    months = sorted({row["month"] for row in rows})
    counts: Counts = {(row["month"], row["rank"], row["status"]): row["customers"] for row in rows}
    drawing: str = _drawing(told, months, counts)("monthly-flat", "flat")
    return drawing


def _drawing(told: Told, months: Sequence[str], counts: Counts) -> Any:
    bands = [
        Band(
            name=told.called(rank, status),
            mark=told.mark(rank).mark,
            slot=told.mark(rank).slot,
            lapsed=status == "lapsed",
            counts=[counts[month, rank, status] for month in months],
        )
        for rank, status in told.segments
    ]
    tips = [_tip(told, month, counts) for month in months]

    def draw(key: str, size: str) -> str:
        return waterline(
            key=key,
            months=months,
            bands=bands,
            tips=tips,
            lang=told.say.lang,
            title=told.say("monthly_title"),
            finding=told.finding("monthly"),
            size=size,
        )

    return draw


def _tip(told: Told, month: str, counts: Counts) -> str:
    sums = [sum(counts[month, rank, its] for rank in told.ranks) for its in ("active", "lapsed")]
    active, lapsed = (told.say.people(value) for value in sums)
    head = told.say("monthly_tip", month=told.say.month(month), active=active, lapsed=lapsed)
    lines = [
        f"{told.called(rank, status)} {told.say.count(counts[month, rank, status])}"
        for rank, status in told.segments
    ]
    return "\n".join([head, *lines])


def _table(told: Told, months: Sequence[str], counts: Counts) -> Table:
    """One row a month, the newest first."""
    head = [
        text(told.say("month"), head=True),
        *[
            Cell(rank=told.mark(*segment, short=True), head=True, align="right")
            for segment in told.segments
        ],
    ]
    body = [
        [
            Cell(told.say.month(month), head=True),
            *[number(told.say.count(counts[(month, *segment)])) for segment in told.segments],
        ]
        for month in reversed(months)
    ]
    return Table(told.say("monthly_title"), [head], body, look="sticky")
