"""The second purchase by month of the first (F2), in three windows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.pictures import Axes, Curve, Line, curves
from goen.report._html.blocks import Cell, Figure, Section, Shown, Table, drawn, name, number, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.report._html.told import Told

GROUP = "group_sales"
STYLES = {90: "third", 180: "main", 365: "second"}


def section(told: Told) -> Section:
    """The share with a second purchase in each window, by month of the first."""
    rows = told.given("f2")
    if not rows:
        return told.missing("f2", group=GROUP)
    say = told.say
    found = {(row["cohort"], row["window_days"]): row for row in rows}
    windows = sorted({row["window_days"] for row in rows})
    months = sorted({row["cohort"] for row in rows})
    known = [month for month in months if any(found[month, days]["customers"] for days in windows)]
    sure = [month for month in known if not _left_out(found, month, windows)]
    shown = sure if len(sure) > 1 else known
    how = [say("f2_how")]
    if len(shown) < len(known):
        how.append(say("f2_sure", lapse=told.answers["thresholds"]["lapse_days"]))
    blocks: list[Any] = []
    table = _f2_table(told, found, months, windows)
    if len(known) > 1:
        blocks.append(_f2_figure(told, found, shown, windows, table))
    else:
        blocks.append(Shown(table=table))
    return Section(
        id="f2",
        title=say("f2"),
        group=GROUP,
        sentences=told.reading("f2"),
        how=say.joined(how),
        blocks=blocks,
        notes=told.reasons("f2"),
    )


def _f2_figure(
    told: Told,
    found: Mapping[tuple[str, int], Mapping[str, Any]],
    months: Sequence[str],
    windows: Sequence[int],
    table: Table,
) -> Figure:
    say = told.say
    lines = [
        Line(
            name=say("f2_line", days=days),
            points=[
                (float(at), found[month, days]["converted"] / found[month, days]["customers"])
                for at, month in enumerate(months)
                if found[month, days]["customers"]
            ],
            style=STYLES.get(days, "second"),
        )
        for days in windows
    ]
    lines = [line for line in lines if line.points]
    curve = Curve(
        lines=lines,
        axes=Axes(
            x=(0.0, float(len(months) - 1)),
            months=months,
            lang=say.lang,
            y_top=max(share for line in lines for _, share in line.points),
            form=".0%",
        ),
        tips=[
            (float(at), "\n".join([say.month(month), *_f2_tip(told, found, month, windows)]))
            for at, month in enumerate(months)
        ],
    )

    def draw(key: str, size: str) -> str:
        words = {"title": say("f2_title"), "finding": told.finding("f2")}
        return curves(key=key, curve=curve, **words, size=size)

    return Figure(drawn("f2", draw), table, heading=say("f2_title"), long=len(months) > 36)


def _f2_tip(
    told: Told,
    found: Mapping[tuple[str, int], Mapping[str, Any]],
    month: str,
    windows: Sequence[int],
) -> list[str]:
    say = told.say
    return [
        f"{say('f2_line', days=days)} {say.rate(_rate(found[month, days]))}" for days in windows
    ]


def _left_out(
    found: Mapping[tuple[str, int], Mapping[str, Any]], month: str, windows: Sequence[int]
) -> int:
    """Customers of a month who may have bought before the records begin."""
    counts: list[int] = [found[month, days]["truncated"] for days in windows]
    return max(counts)


def _rate(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"numerator": row["converted"], "denominator": row["customers"]}


def _f2_table(
    told: Told,
    found: Mapping[tuple[str, int], Mapping[str, Any]],
    months: Sequence[str],
    windows: Sequence[int],
) -> Table:
    """One row a month, a window in two columns: the share and the numbers behind it."""
    say = told.say
    head = [text(say("cohort"), head=True)]
    head += [
        Cell(say("f2_window", days=days), head=True, align="right", span=2) for days in windows
    ]
    head.append(number(say("f2_truncated"), head=True))
    body = []
    for month in reversed(months):
        cells: list[Cell] = [name(say.month(month))]
        for days in windows:
            rate = _rate(found[month, days])
            cells += [number(say.share(rate)), number(say.fraction(rate))]
        body.append([*cells, number(say.count(_left_out(found, month, windows)))])
    return Table(say("f2_title"), [head], body)
