"""The year's base (稼働顧客): its bridge, its identity with sales, and the moving annual total."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goen.pictures import Axes, Curve, Line, Step, curves, waterfall
from goen.report._html.axes import money_axis
from goen.report._html.blocks import Cell, Figure, Section, Table, drawn, heads, name, number
from goen.report._reading_periods import calendar_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.report._html.told import Told

GROUP = "group_now"
LONG = 36
PARTS = ("opening", "new", "revived", "dropped", "closing")


@dataclass(frozen=True, slots=True)
class _Moving:
    """One twelve-month sum at every month's end: (value, tooltip), the last one in words."""

    months: Sequence[str]
    points: Sequence[tuple[float, str]]
    last: str
    form: str
    unit: str


def section(told: Told) -> Section:
    """How the base changed in a year, and twelve-month sums at every month's end."""
    found = told.given("active_base")
    if not found:
        return told.missing("active_base", group=GROUP)
    say = told.say
    identity = say(
        "base_identity",
        sales=say.total(found["sales_12m"]),
        ltv=say.money(found["annual_ltv"]),
        buyers=say.people(found["buyers_12m"]),
    )
    months = say("base_months", months=calendar_year(end=found["to_date"], lang=say.lang))
    return Section(
        id="active_base",
        title=say("active_base"),
        group=GROUP,
        sentences=told.reading("active_base"),
        how=say.listed(months, identity, f"{say('retention')} {say.rate(found['retention'])}"),
        blocks=[_bridge(told, found), *_moving(told, found["monthly"])],
        notes=told.reasons("active_base", "active_base.retention"),
    )


def _bridge(told: Told, found: Mapping[str, Any]) -> Figure:
    say = told.say
    signs = {"new": 1, "revived": 1, "dropped": -1}
    steps = []
    for part in PARTS:
        value = found[part] * signs.get(part, 1)
        figure = say.signed(value) if part in signs else say.count(value)
        label = say(f"base_{part}")
        steps.append(
            Step(label, value, figure, f"{label} {say.people(found[part])}", part in signs)
        )

    def draw(key: str, size: str) -> str:
        words = {"title": say("base_bridge"), "finding": told.finding("active_base")}
        return waterfall(key=key, steps=steps, **words, size=size)

    body = [[name(step.name), number(step.text)] for step in steps]
    table = Table(say("base_bridge"), heads("", say("customers_unit")), body)
    return Figure(drawn("bridge", draw), table, heading=say("base_bridge"))


def _moving(told: Told, rows: Sequence[Mapping[str, Any]]) -> list[Figure]:
    if len(rows) < 2:
        return []
    say = told.say
    axis = money_axis(say, [row["sales_12m"] for row in rows], digits=told.answers["minor_digits"])
    months = [row["month"] for row in rows]
    sums = [number(say.bare(row["sales_12m"])) for row in rows]
    heads_of = {
        "moving_total": say("sales_12m_in", unit=say.unit),
        "moving_buyers": say("customers_unit"),
    }
    counts = [number(say.count(row["buyers_12m"])) for row in rows]

    def table(key: str, cells: Sequence[Cell]) -> Table:
        body = [[name(say.month(month)), cell] for month, cell in zip(months, cells, strict=True)]
        return Table(say(key), heads(say("month"), heads_of[key]), body[::-1])

    last = rows[-1]
    sales = [
        (axis.scaled(row["sales_12m"]), f"{say.month(row['month'])}\n{say.total(row['sales_12m'])}")
        for row in rows
    ]
    people = [
        (row["buyers_12m"], f"{say.month(row['month'])}\n{say.people(row['buyers_12m'])}")
        for row in rows
    ]
    return [
        _line(
            told,
            "moving_total",
            _Moving(months, sales, say.total(last["sales_12m"]), axis.form, axis.unit),
            table("moving_total", sums),
        ),
        _line(
            told,
            "moving_buyers",
            _Moving(months, people, say.count(last["buyers_12m"]), ",.0f", say("unit_people")),
            table("moving_buyers", counts),
        ),
    ]


def _line(told: Told, key: str, moving: _Moving, table: Table) -> Figure:
    say = told.say
    values = [(float(at), value) for at, (value, _) in enumerate(moving.points)]
    curve = Curve(
        lines=[Line(moving.last, values)],
        axes=Axes(
            x=(0.0, float(len(values) - 1)),
            y_top=max(value for _, value in values),
            y_low=min(0.0, *(value for _, value in values)),
            months=moving.months,
            lang=say.lang,
            form=moving.form,
            unit=moving.unit,
        ),
        tips=[(float(at), tip) for at, (_, tip) in enumerate(moving.points)],
    )

    def draw(chart: str, size: str) -> str:
        words = {"title": say(key), "finding": told.finding("active_base")}
        return curves(key=chart, curve=curve, **words, size=size)

    long = len(moving.months) > LONG
    return Figure(drawn(key, draw), table, heading=say(key), long=long)
