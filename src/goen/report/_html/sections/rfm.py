"""RFM: the grid of recency and frequency, the eleven groups, the overlap with ranks, RFM-Plus."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from goen.pictures import Sides, Square, heat, heat_step, pyramid
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
    from collections.abc import Mapping, Sequence

    from goen.report._html.told import Told

GROUP = "group_buying"
SCORES = (1, 2, 3, 4, 5)


def section(told: Told) -> Section:
    """The grid as a chart, then the groups, their overlap with ranks, and the Plus columns."""
    found = told.given("rfm")
    if not found:
        return told.missing("rfm", group=GROUP)
    return Section(
        id="rfm",
        title=told.say("rfm"),
        group=GROUP,
        sentences=told.reading("rfm"),
        how=told.say(f"rfm_how_{found['mode']}"),
        blocks=[
            _grid(told, found),
            Shown(table=_segments(told, found["segments"]), heading=told.say("rfm_segments")),
            Fold(
                summary=told.say("rfm_cross"),
                blocks=[Shown(table=_cross(told, found))],
            ),
            *_plus(told, found.get("plus") or {}),
        ],
        notes=told.reasons("rfm"),
    )


def _grid(told: Told, found: Mapping[str, Any]) -> Figure:
    say, limits = told.say, found["thresholds"]
    cells = {(cell["r"], cell["f"]): cell for cell in found["grid"]}
    rows = _named(told, "R", _r_labels(told, limits["r"]))
    columns = _named(told, "F", _f_labels(told, limits["f"]))
    squares = [
        Square(
            column=f - 1,
            row=r - 1,
            value=cells[r, f]["customers"],
            text=say.count(cells[r, f]["customers"]),
            under=say.total(cells[r, f]["sales"]) if cells[r, f]["customers"] else "",
            tip=f"R{r} F{f}\n{say.people(cells[r, f]['customers'])}\n"
            f"{say('sales')} {say.total(cells[r, f]['sales'])}",
        )
        for r in SCORES
        for f in SCORES
    ]

    def draw(key: str, size: str) -> str:
        sides = Sides(
            columns=columns if size == "wide" else [f"F{score}" for score in SCORES],
            rows=rows if size == "wide" else [f"R{score}" for score in SCORES],
            column_name=say("rfm_f"),
            row_name=say("rfm_r"),
        )
        words = {"title": say("rfm_grid"), "finding": told.finding("rfm")}
        return heat(key=key, squares=squares, sides=sides, **words, size=size)

    names = [
        *("R", "F", say("customers_unit"), say("sales_in", unit=say.unit)),
        say("average_in", unit=say.unit),
    ]
    body = [
        [
            name(rows[r - 1]),
            name(columns[f - 1]),
            told.people(cells[r, f]["customers"], "rfm_cell", r=r, f=f),
            number(say.bare(cells[r, f]["sales"])),
            number(say.bare(cells[r, f]["average"])),
        ]
        for r in reversed(SCORES)
        for f in reversed(SCORES)
    ]
    table = Table(say("rfm_grid"), heads(*names, left=2), body)
    return Figure(drawn("rfm", draw), table, heading=say("rfm_grid"))


def _named(told: Told, letter: str, labels: Sequence[str]) -> list[str]:
    """R5：30日以内, or R5 alone where nobody has the score."""
    joint = "：" if told.say.lang == "ja" else ": "
    return [
        f"{letter}{score}{joint}{label}" if label else f"{letter}{score}"
        for score, label in zip(SCORES, labels, strict=True)
    ]


def _r_labels(told: Told, cuts: Sequence[float | None]) -> list[str]:
    """What a score of R means in days, from 1 to 5; scores that nobody can get say nothing."""
    if None in cuts:
        return [""] * len(SCORES)
    say, limits = told.say, [int(cut or 0) for cut in cuts]
    days = [say.days(limit) for limit in limits]
    over = say("and_over", value=say.days(limits[-1] + 1))
    return [over, *reversed([say("up_to", value=value) for value in days])]


def _f_labels(told: Told, cuts: Sequence[float | None]) -> list[str]:
    """What a score of F means in purchases, from 1 to 5."""
    if None in cuts:
        return [""] * len(SCORES)
    starts = [1, *[int(cut or 0) for cut in cuts]]
    say = told.say
    labels = []
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        if following is None:
            labels.append(say("and_over", value=say("n_times", n=say.count(start))))
        elif following - 1 <= start:
            labels.append(say("n_times", n=say.count(start)))
        else:
            span = say("plus_range", low=say.count(start), high=say.count(following - 1))
            labels.append(say("n_times", n=span))
    return labels


def _segments(told: Told, rows: Sequence[Mapping[str, Any]]) -> Table:
    say = told.say
    everyone = sum(row["customers"] for row in rows)
    sales = sum(row["sales"] for row in rows)
    most = max([row["customers"] for row in rows] + [1])
    body = [
        [
            name(say.pick(row["name"])),
            Cell(svg=pyramid.share(value=row["customers"] / most), look="barcell"),
            told.people(row["customers"], "rfm_segment", segment=row["segment"]),
            number(say.part(row["customers"], everyone)),
            number(say.bare(row["sales"])),
            number(say.part(row["sales"], sales)),
        ]
        for row in rows
    ]
    names = [
        *(say("group"), "", say("customers_unit"), say("share")),
        *(say("sales_in", unit=say.unit), say("share_of_sales")),
    ]
    total = [
        *(name(say("total")), Cell(), number(say.count(everyone))),
        *(number(say.part(everyone, everyone)), number(say.bare(sales)), Cell()),
    ]
    return Table(say("rfm_segments"), heads(*names, left=2), body, [total], look="bars")


def _cross(told: Told, found: Mapping[str, Any]) -> Table:
    """Customers by rank (rows) and RFM group (columns)."""
    say = told.say
    counts = {
        (row["rank"], row["status"], row["segment"]): row["customers"] for row in found["cross"]
    }
    groups = [(row["segment"], say.pick(row["name"])) for row in found["segments"]]
    top = max([*counts.values(), 1])
    body = []
    for segment in told.segments:
        of = {"rank": segment[0], "status": segment[1]}
        shown = [
            replace(
                told.people(n := counts.get((*segment, key), 0), "rfm_segment", segment=key, **of),
                heat=heat_step(n, top=top),
            )
            for key, _ in groups
        ]
        body.append([told.rank_cell(*segment), *shown])
    head = heads(say("rank"), *[label for _, label in groups])
    return Table(say("rfm_cross"), head, body, look="heat sticky")


def _plus(told: Told, plus: Mapping[str, Any]) -> list[Any]:
    """Three small tables with bars, side by side."""
    say = told.say
    blocks: list[Any] = []
    for key, label in (
        ("overdue_ratio", "plus_overdue"),
        ("trend", "plus_trend"),
        ("tenure", "plus_tenure"),
    ):
        bins = plus.get(key)
        if not bins:
            continue
        most = max([row["customers"] for row in bins] + [1])
        body = [
            [
                name(_range(told, key, row)),
                Cell(svg=pyramid.share(value=row["customers"] / most), look="barcell"),
                number(say.count(row["customers"])),
            ]
            for row in bins
        ]
        table = Table(
            say(label), heads(say(label), "", say("customers_unit"), left=2), body, look="bars"
        )
        note = say("trend_note") if key == "trend" else ""
        blocks.append(Shown(table=table, note=note))
    return [Fold(summary=say("plus"), blocks=blocks, columns=True)] if blocks else []


def _range(told: Told, key: str, row: Mapping[str, Any]) -> str:
    """A bin in words: 90日～180日, 1.5～2倍, +0.20～+0.60."""
    say, low, high = told.say, row["low"], row["high"]

    def shown(value: float) -> str:
        if key == "tenure":
            return say("n_days", n=say.count(int(value)))
        if key == "overdue_ratio":
            return say("times", n=f"{value:g}")
        return f"{value:+.1f}".replace("-", "−").replace("+0.0", "0.0")

    if low == high:
        return shown(low)
    if high is None:
        return say("plus_over", low=shown(low))
    return say("plus_range", low=shown(low), high=shown(high))
