"""Is the lapse limit right, and which rules would fit this company's customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.pictures import Axes, Curve, Line, Mark, Upright, curves
from goen.report._html.blocks import (
    Cell,
    Figure,
    Section,
    Shown,
    Table,
    drawn,
    heads,
    name,
    number,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.report._html.told import Told

GROUP = "group_sales"
RULES = ("lapse_days", "toddler_days", "loyal_days", "loyal_amount")


def section(told: Told) -> Section:
    """The curve of silences that ended, with the limit in use and the one that fits."""
    found = told.given("lapse_curve")
    points = [] if not found else [p for p in found["points"] if p["false_lapse"] is not None]
    if not found or len(points) < 2:
        return told.missing("lapse_curve", group=GROUP)
    say = told.say
    return Section(
        id="lapse_curve",
        title=say("lapse_curve"),
        group=GROUP,
        sentences=told.reading("lapse_curve"),
        how=say("lapse_how", days=found["followup_days"]),
        blocks=[_figure(told, points)],
        notes=told.reasons("lapse_curve"),
    )


def _figure(told: Told, points: Sequence[Mapping[str, Any]]) -> Figure:
    say, now = told.say, told.answers["thresholds"]["lapse_days"]
    fit = (told.given("suggestions") or {}).get("lapse_days")
    first, last = points[0]["days"], points[-1]["days"]
    uprights = [Upright(now, say("lapse_now", days=now))] if first <= now <= last else []
    marks = []
    if fit and fit["value"] != now:
        label = say("lapse_fit", days=fit["value"])
        marks = [Mark(fit["value"], fit["false_lapse"], label, label, above=True)]
    step = next(step for step in (30, 60, 90, 180, 365, 10**9) if (last - first) / step <= 8)
    labels = [
        (float(day), say.count(day)) for day in range(-(-first // step) * step, last + 1, step)
    ]
    curve = Curve(
        lines=_lines(told, points),
        axes=Axes(
            x=(float(first), float(last)),
            x_labels=labels,
            y_top=max(point["false_lapse"] for point in points),
            form=".0%",
            x_name=say("days"),
        ),
        marks=marks,
        uprights=uprights,
        tips=[
            (
                float(point["days"]),
                f"{say.days(point['days'])}\n{say.share(point['false_lapse'])}"
                f"\n{say.count(point['returned'])} ÷ {say.count(point['reach'])}",
            )
            for point in points
        ],
    )

    def draw(key: str, size: str) -> str:
        words = {"title": say("lapse_title"), "finding": told.finding("lapse_curve")}
        return curves(key=key, curve=curve, **words, size=size)

    names = [
        say(key) for key in ("days", "reach", "returned", "false_lapse", "false_lapse_by_customer")
    ]
    body = [
        [
            name(say.days(point["days"])),
            number(say.count(point["reach"])),
            number(say.count(point["returned"])),
            number(say.share(point["false_lapse"])),
            number(say.share(point.get("false_lapse_by_customer"))),
        ]
        for point in points
    ]
    table = Table(say("lapse_title"), heads(*names), body)
    return Figure(drawn("lapse", draw), table, heading=say("lapse_title"), long=len(points) > 40)


def _lines(told: Told, points: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Every gap counted once and, when given, every customer once."""
    kinds = [
        ("false_lapse", "by_gap", "main"),
        ("false_lapse_by_customer", "by_customer", "second"),
    ]
    kinds = [kind for kind in kinds if points[0].get(kind[0]) is not None]
    return [
        Line(
            told.say(label) if len(kinds) > 1 else "",
            [(float(point["days"]), point[key]) for point in points if point[key] is not None],
            style,
        )
        for key, label, style in kinds
    ]


def suggestions_section(told: Told) -> Section:
    """The rules in use beside those the data suggest, and how many customers a change moves."""
    found = told.given("suggestions")
    if not found:
        return told.missing("suggestions", group=GROUP)
    say = told.say
    blocks: list[Any] = [Shown(table=_beside(told, found))]
    if found["changes"]:
        blocks.append(Shown(table=_changes(told, found["changes"]), heading=say("changes")))
    order, cycle = found["order_value"]["mean"], found["cycle_days"]
    how = say.listed(f"{say('order_mean')} {say.money(order)}", f"{say('cycle')} {say.days(cycle)}")
    return Section(
        id="suggestions",
        title=say("suggestions"),
        group=GROUP,
        sentences=told.reading("suggestions"),
        how=how,
        blocks=blocks,
        notes=told.reasons("suggestions"),
    )


def _shown(told: Told, rule: str, value: int | None) -> str:
    return told.say.money(value) if rule == "loyal_amount" else told.say.days(value)


def _beside(told: Told, found: Mapping[str, Any]) -> Table:
    say, limits = told.say, told.answers["thresholds"]
    lapse = found["lapse_days"]
    wanted = {**found, "lapse_days": lapse["value"] if lapse else None}
    body = [
        [
            name(say(rule)),
            number(_shown(told, rule, limits[rule])),
            number(_shown(told, rule, wanted[rule])),
        ]
        for rule in RULES
    ]
    head = heads(say("threshold"), say("now"), say("suggested"))
    return Table(say("suggestions"), head, body)


def _changes(told: Told, rows: Sequence[Mapping[str, Any]]) -> Table:
    say, limits = told.say, told.answers["thresholds"]
    names = [say("threshold"), say("now"), say("changed_to"), say("changed")]
    body = [
        [
            name(say(row["threshold"])),
            number(_shown(told, row["threshold"], limits[row["threshold"]])),
            number(_shown(told, row["threshold"], row["value"])),
            Cell(say.people(row["customers_changed"]), align="right"),
        ]
        for row in rows
    ]
    return Table(say("changes"), heads(*names), body)
