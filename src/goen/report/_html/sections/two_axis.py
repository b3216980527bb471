"""The rank by two indicators: the scatter, its ranks and cells, and the list of VIPs."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from goen.pictures import Point, Scale, heat_step, scatter
from goen.report._html.axes import MoneyAxis, money_axis
from goen.report._html.blocks import (
    Cell,
    Figure,
    Fold,
    Section,
    Shown,
    Table,
    drawn,
    heads,
    name,
    number,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from goen.report._html.told import Told

GROUP = "group_buying"
MONEY = ("amount", "gross_profit")


def section(told: Told) -> Section:
    """Where customers stand, how many are in each part, and who the VIPs are."""
    found = told.given("two_axis")
    if not found:
        return told.missing("two_axis", group=GROUP)
    say = told.say
    start, end = (say.day(found["period"][key], long=True) for key in ("start", "end"))
    names = {axis: say.pick(found[axis]["name"]) for axis in "xy"}
    ranks = Shown(table=_ranks(told, found["ranks"]), heading=say("two_axis_ranks"))
    return Section(
        id="two_axis",
        title=say("two_axis"),
        group=GROUP,
        sentences=told.reading("two_axis"),
        how=say("two_axis_how", start=start, end=end, **names),
        blocks=[_scatter(told, found, ranks.table), *_cells(told, found), *_vip(told, found)],
        notes=told.reasons("two_axis"),
    )


def _scatter(told: Told, found: Mapping[str, Any], table: Table) -> Figure:
    say = told.say
    names = {row["rank"]: say.pick(row["name"]) for row in found["ranks"]}
    axes = {axis: _axis(told, found, axis) for axis in "xy"}
    shown = {axis: _shower(told, found[axis]["indicator"]) for axis in "xy"}
    points = [
        Point(
            x=axes["x"].scaled(row["x"]),
            y=axes["y"].scaled(row["y"]),
            customers=row["customers"],
            rank=row["rank"],
            tip=f"{names.get(row['rank'], row['rank'])} {say.people(row['customers'])}\n"
            + say.listed(shown["x"](row["x"]), shown["y"](row["y"])),
        )
        for row in found["scatter"]
    ]
    x, y = (_scale(told, found, axis, axes[axis], shown[axis]) for axis in "xy")
    title = say("two_axis_title", **{axis: say.pick(found[axis]["name"]) for axis in "xy"})

    def draw(key: str, size: str) -> str:
        words = {"title": title, "finding": told.finding("two_axis")}
        return scatter(key=key, points=points, x=x, y=y, names=names, **words, size=size)

    return Figure(drawn("two_axis", draw), table, heading=title)


def _axis(told: Told, found: Mapping[str, Any], axis: str) -> MoneyAxis:
    values = [row[axis] for row in found["scatter"]]
    if found[axis]["indicator"] in MONEY:
        return money_axis(told.say, values, digits=told.answers["minor_digits"])
    return MoneyAxis(1, "", ",.0f")


def _shower(told: Told, indicator: str) -> Callable[[int | None], str]:
    """How a value of an indicator is written with its unit."""
    if indicator in MONEY:
        return told.say.money
    if indicator == "tenure":
        return told.say.days
    return lambda value: "—" if value is None else told.say("n_times", n=told.say.count(value))


def _scale(
    told: Told,
    found: Mapping[str, Any],
    axis: str,
    ruler: MoneyAxis,
    shown: Callable[[int | None], str],
) -> Scale:
    label, cut = told.say.pick(found[axis]["name"]), found[axis]["cut"]
    unit = f"（{ruler.unit}）" if told.say.lang == "ja" else f" ({ruler.unit})"
    return Scale(
        name=label + (unit if ruler.unit else ""),
        cut=None if cut is None else ruler.scaled(cut),
        cut_label=shown(cut),
    )


def _ranks(told: Told, rows: Sequence[Mapping[str, Any]]) -> Table:
    say = told.say
    everyone = sum(row["customers"] for row in rows)
    sales = sum(row["sales"] for row in rows)
    names = [
        *(say("rank"), say("customers_unit"), say("share")),
        *(say("sales_in", unit=say.unit), say("share_of_sales")),
    ]
    body = [
        [
            name(say.pick(row["name"])),
            number(say.count(row["customers"])),
            number(say.part(row["customers"], everyone)),
            number(say.bare(row["sales"])),
            number(say.part(row["sales"], sales)),
        ]
        for row in rows
    ]
    return Table(say("two_axis_ranks"), heads(*names), body)


def _cells(told: Told, found: Mapping[str, Any]) -> list[Any]:
    """The four and the nine cells as small grids, the largest values at the upper right."""
    three = found.get("three")
    grids = [
        Shown(
            table=_grid(told, found, found["cells"], [[found[axis]["cut"]] for axis in "xy"]),
            heading=told.say("two_axis_cells"),
        )
    ]
    if three:
        cuts = [list(three["cuts"][axis]) for axis in "xy"]
        grids.append(
            Shown(
                table=_grid(told, found, three["cells"], cuts), heading=told.say("two_axis_three")
            )
        )
    return [Fold(summary=told.say("two_axis_cells"), blocks=grids, columns=True)]


def _grid(
    told: Told,
    found: Mapping[str, Any],
    cells: Sequence[Mapping[str, Any]],
    cuts: Sequence[Sequence[int | None]],
) -> Table:
    say = told.say
    sides = [
        _bands(told, values, _shower(told, found[axis]["indicator"]))
        for axis, values in zip("xy", cuts, strict=True)
    ]
    counts = {(cell["x"], cell["y"]): cell for cell in cells}
    top = max([cell["customers"] for cell in cells] + [1])
    corner = f"{say.pick(found['y']['name'])} ＼ {say.pick(found['x']['name'])}"
    body = [
        [
            name(sides[1][y]),
            *[
                Cell(
                    say.people(counts[x, y]["customers"]),
                    align="right",
                    under=say.total(counts[x, y]["sales"]),
                    heat=heat_step(counts[x, y]["customers"], top=top),
                )
                for x in range(len(sides[0]))
            ],
        ]
        for y in reversed(range(len(sides[1])))
    ]
    return Table(say("two_axis_cells"), heads(corner, *sides[0]), body, look="heat")


def _bands(told: Told, cuts: Sequence[int | None], shown: Callable[[int | None], str]) -> list[str]:
    """From low to high: under the first cut, between cuts, from the last cut on."""
    say = told.say
    middle = [
        say("between", low=shown(low), high=shown(high)) for low, high in itertools.pairwise(cuts)
    ]
    return [say("under", value=shown(cuts[0])), *middle, say("and_over", value=shown(cuts[-1]))]


def _vip(told: Told, found: Mapping[str, Any]) -> list[Fold]:
    rows = found["vip"]
    if not rows:
        return []
    say = told.say
    total = next((row["customers"] for row in found["ranks"] if row["rank"] == "vip"), len(rows))
    key = "two_axis_vip" if total <= len(rows) else "two_axis_vip_cut"
    title = say(key, n=say.count(len(rows)))
    shown = [_shower(told, found[axis]["indicator"]) for axis in "xy"]
    body = [
        [
            Cell(
                row.get("customer_name") or row["customer"],
                head=True,
                under=row["customer"] if row.get("customer_name") else "",
            ),
            number(shown[0](row["x"])),
            number(shown[1](row["y"])),
        ]
        for row in rows
    ]
    head = heads(say("customer"), *[say.pick(found[axis]["name"]) for axis in "xy"])
    return [Fold(summary=title, blocks=[Shown(table=Table(title, head, body, look="many"))])]
