"""The year's base (稼働顧客): its bridge, its identity with sales, and the moving annual total."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.pictures import Axes, Curve, Line, Step, curves, waterfall
from goen.report._html.axes import money_axis, month_labels
from goen.report._html.blocks import Figure, Section, Table, drawn, heads, name, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.report._html.told import Told

GROUP = "group_now"
PARTS = ("opening", "new", "revived", "dropped", "closing")


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
    return Section(
        id="active_base",
        title=say("active_base"),
        group=GROUP,
        sentences=told.reading("active_base"),
        how=f"{identity}・{say('retention')} {say.rate(found['retention'])}",
        blocks=[_bridge(told, found), *_moving(told, found["monthly"])],
        notes=told.reasons("active_base"),
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
    body = [
        [
            name(say.month(row["month"])),
            number(say.bare(row["sales_12m"])),
            number(say.count(row["buyers_12m"])),
        ]
        for row in reversed(rows)
    ]
    head = heads(say("month"), say("sales_12m_in", unit=say.unit), say("moving_buyers"))
    table = Table(say("moving_total"), head, body)
    sales = [
        (axis.scaled(row["sales_12m"]), f"{say.month(row['month'])}\n{say.total(row['sales_12m'])}")
        for row in rows
    ]
    people = [
        (row["buyers_12m"], f"{say.month(row['month'])}\n{say.people(row['buyers_12m'])}")
        for row in rows
    ]
    return [
        _line(told, "moving_total", months, sales, table, axis.form, axis.unit),
        _line(told, "moving_buyers", months, people, table, ",.0f", say("unit_people")),
    ]


def _line(
    told: Told,
    key: str,
    months: Sequence[str],
    points: Sequence[tuple[float, str]],
    table: Table,
    form: str,
    unit: str,
) -> Figure:
    say = told.say
    last = len(months) - 1
    curve = Curve(
        lines=[
            Line(
                points[-1][1].partition("\n")[2],
                [(float(at), value) for at, (value, _) in enumerate(points)],
            )
        ],
        axes=Axes(
            x=(0.0, float(last)),
            x_labels=month_labels(say, months),
            y_top=max(value for value, _ in points),
            form=form,
            unit=unit,
        ),
        tips=[(float(at), tip) for at, (_, tip) in enumerate(points)],
    )

    def draw(chart: str, size: str) -> str:
        words = {"title": say(key), "finding": told.finding("active_base")}
        return curves(key=chart, curve=curve, **words, size=size)

    return Figure(drawn(key, draw), table, heading=say(key), long=len(months) > 36)
