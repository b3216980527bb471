"""Deciles, ABC and Pareto: how unequal the amounts are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.pictures import Axes, Bar, Curve, Line, Mark, curves, rows_of_bars
from goen.report._html.blocks import Figure, Section, Shown, Table, drawn, heads, name, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.report._html.told import Told

GROUP = "group_buying"
TOP = 0.2


def decile_section(told: Told) -> Section:
    """Ten equal groups of customers and their shares of sales."""
    rows = told.given("decile")
    if not rows:
        return told.missing("decile", group=GROUP)
    say = told.say
    bars = [
        Bar(
            name=say("decile_n", n=row["decile"]),
            value=row["share"] or 0.0,
            text=say.share(row["share"]),
            tip=f"{say('decile_n', n=row['decile'])}\n{say.people(row['customers'])}\n"
            f"{say('sales')} {say.total(row['sales'])}",
        )
        for row in rows
    ]

    def draw(key: str, size: str) -> str:
        words = {"title": say("decile_title"), "finding": told.finding("decile")}
        return rows_of_bars(key=key, bars=bars, **words, size=size)

    return Section(
        id="decile",
        title=say("decile"),
        group=GROUP,
        sentences=told.reading("decile"),
        how=say("decile_how"),
        blocks=[Figure(drawn("decile", draw), _decile_table(told, rows))],
        notes=told.reasons("decile"),
    )


def _decile_table(told: Told, rows: Sequence[Mapping[str, Any]]) -> Table:
    say = told.say
    names = [
        *(say("decile"), say("customers_unit"), say("sales_in", unit=say.unit)),
        *(say("share_of_sales"), say("cumulative"), say("average_in", unit=say.unit)),
        *(say("times_average"), say("boundary_ties")),
    ]
    body = [
        [
            name(say("decile_n", n=row["decile"])),
            told.people(row["customers"], "decile", decile=row["decile"]),
            number(say.bare(row["sales"])),
            number(say.share(row["share"])),
            number(say.share(row["cumulative_share"])),
            number(say.bare(row["average"])),
            number(say.times(row["ratio"])),
            number(say.count(row["boundary_ties"])),
        ]
        for row in rows
    ]
    return Table(say("decile_title"), heads(*names), body)


def abc_section(told: Told) -> Section:
    """The Pareto curve and the classes of customers and products."""
    found = told.given("abc")
    if not found:
        return told.missing("abc", group=GROUP)
    say, limits = told.say, told.answers["thresholds"]["abc"]
    blocks: list[Any] = [
        *_pareto(told, found["pareto"]),
        Shown(table=_classes(told, found["customers"], "customers"), heading=say("abc_customers")),
    ]
    if found.get("products"):
        table = _classes(told, found["products"], "products")
        blocks.append(Shown(table=table, heading=say("abc_products")))
    return Section(
        id="abc",
        title=say("abc"),
        group=GROUP,
        sentences=told.reading("abc"),
        how=say("abc_how", a=say.share(limits["a"]), b=say.share(limits["b"])),
        blocks=blocks,
        notes=told.reasons("abc"),
    )


def _pareto(told: Told, found: Mapping[str, Any]) -> list[Figure]:
    points = [
        (point["customers_share"], point["sales_share"])
        for point in found["curve"]
        if point["customers_share"] is not None and point["sales_share"] is not None
    ]
    if len(points) < 2:
        return []
    say, top = told.say, found["top_20"]
    tips = [
        (x, f"{say('pareto_x')} {say.share(x)}\n{say('share_of_sales')} {say.share(y)}")
        for x, y in points
    ]
    label = say("pareto_mark", share=say.share(top["share"]))
    marks = [] if top["share"] is None else [Mark(TOP, top["share"], label, label)]
    labels = [(place / 5, f"{20 * place}%") for place in range(6)]
    curve = Curve(
        lines=[Line("", points)],
        axes=Axes(
            x=(0.0, 1.0),
            x_labels=labels,
            y_top=max(1.0, *(y for _, y in points)),
            form=".0%",
            unit=say("pareto_y"),
            x_name=say("pareto_x"),
        ),
        marks=marks,
        tips=tips,
    )

    def draw(key: str, size: str) -> str:
        words = {"title": say("pareto_title"), "finding": told.finding("abc")}
        return curves(key=key, curve=curve, **words, size=size)

    tenths = [point for place, point in enumerate(points) if place % 10 == 0 or point == points[-1]]
    body = [[name(say.share(x)), number(say.share(y))] for x, y in tenths]
    head = heads(say("share_of_customers"), say("share_of_sales"))
    return [Figure(drawn("pareto", draw), Table(say("pareto_title"), head, body))]


def _classes(told: Told, rows: Sequence[Mapping[str, Any]], what: str) -> Table:
    say = told.say
    count = sum(row[what] for row in rows)
    unit = say("customers_unit" if what == "customers" else "products")
    names = [
        say("class"),
        unit,
        say("share"),
        say("sales_in", unit=say.unit),
        say("share_of_sales"),
    ]
    body = [
        [
            name(row["class"]),
            told.people(row[what], "abc", abc=row["class"])
            if what == "customers"
            else number(say.count(row[what])),
            number(say.part(row[what], count)),
            number(say.bare(row["sales"])),
            number(say.share(row["share"])),
        ]
        for row in rows
    ]
    return Table(say("abc"), heads(*names), body)
