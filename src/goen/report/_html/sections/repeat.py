"""How customers come back: time to the second purchase, repeat rates, cohorts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.pictures import Axes, Curve, Line, Mark, curves, heat_step
from goen.report._html.blocks import (
    Cell,
    Figure,
    Fold,
    Pair,
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

GROUP = "group_sales"
WINDOWS = (90, 180, 365)
_Rate = tuple[str, str, "Mapping[str, Any] | None"]


def section(told: Told) -> Section:
    """The curve of second purchases, the rates by name, the cohorts."""
    found = told.given("repeat")
    if not found:
        return told.missing("repeat", group=GROUP)
    say = told.say
    lapse = told.answers["thresholds"]["lapse_days"]
    conversion = Shown(table=_conversion(told, found), heading=say("conversion"))
    return Section(
        id="repeat",
        title=say("repeat"),
        group=GROUP,
        sentences=told.reading("repeat"),
        how=say("survival_how"),
        blocks=[
            Pair([*_survival(told, found["survival"]), conversion]),
            Fold(summary=say("rates"), blocks=[Shown(table=_rates(told, found))]),
            *_cohorts(told, found, say("truncated_note", lapse=lapse)),
        ],
        wide=True,
        notes=told.reasons("repeat"),
    )


def _survival(told: Told, points: Sequence[Mapping[str, Any]]) -> list[Figure]:
    if len(points) < 2:
        return []
    say, last = told.say, points[-1]["days"]
    shares = [(float(point["days"]), point["share"]) for point in points]
    band = [
        (float(point["days"]), point["low"], point["high"])
        for point in points
        if point["low"] is not None and point["high"] is not None
    ]
    near = [_nearest(points, days) for days in WINDOWS if days <= last]
    curve = Curve(
        lines=[Line(say.share(shares[-1][1]), shares, band=band)],
        axes=Axes(
            x=(0.0, float(last)),
            x_labels=_day_labels(told, last),
            y_top=max([high for _, _, high in band] + [share for _, share in shares] + [0.01]),
            form=".0%",
            x_name=say("days"),
        ),
        marks=[
            Mark(point["days"], point["share"], say.share(point["share"]), say.days(point["days"]))
            for point in near
        ],
        tips=[
            (float(point["days"]), f"{say.days(point['days'])}\n{say.share(point['share'])}")
            for point in points
        ],
    )

    def draw(key: str, size: str) -> str:
        words = {"title": say("survival"), "finding": told.finding("repeat")}
        return curves(key=key, curve=curve, **words, size=size)

    names = [say(key) for key in ("days", "at_risk", "converted", "share", "interval")]
    body = [
        [
            name(say.days(point["days"])),
            number(say.count(point["at_risk"])),
            number(say.count(point["converted"])),
            number(say.share(point["share"])),
            number(say.interval(point["low"], point["high"])),
        ]
        for point in points[:: max(1, len(points) // 24)]
    ]
    table = Table(say("survival"), heads(*names), body)
    return [Figure(drawn("survival", draw), table, heading=say("survival"))]


def _nearest(points: Sequence[Mapping[str, Any]], days: int) -> Mapping[str, Any]:
    """The point closest to a day."""
    return min(points, key=lambda point: abs(int(point["days"]) - days))


def _day_labels(told: Told, last: int) -> list[tuple[float, str]]:
    step = next(step for step in (10, 30, 90, 180, 365, 730, 10**9) if last / step <= 8)
    return [(float(day), told.say.count(day)) for day in range(0, last + 1, step)]


def _conversion(told: Told, found: Mapping[str, Any]) -> Table:
    """The shares that bought a second and a third time, and what a customer brought in all."""
    say = told.say
    rows: list[_Rate] = [
        (
            say("f2_window", days=row["window_days"]),
            say("f2_window_how", days=row["window_days"]),
            row["rate"],
        )
        for row in found["windows"]
    ]
    longest = WINDOWS[-1]
    rows.append((say("f3_all", days=longest), say("f3_all_how", days=longest), found["f3"]))
    ltv = found["period_ltv"]
    money = f"{say.total(ltv['sales'])} ÷ {say.count(ltv['customers'])}"
    foot = [name(say("period_ltv")), number(say.money(ltv["average"])), number(money)]
    return _rate_table(told, "conversion", rows, [foot] if ltv["customers"] else [])


def _rates(told: Told, found: Mapping[str, Any]) -> Table:
    """The several repeat rates in use, each with how it is counted."""
    say = told.say
    rows = [(say.pick(r["name"]), say.pick(r["definition"]), r["rate"]) for r in found["rates"]]
    return _rate_table(told, "rates", rows, [])


def _rate_table(
    told: Told, title: str, rows: Sequence[_Rate], foot: Sequence[Sequence[Cell]]
) -> Table:
    say = told.say
    body = [
        [
            Cell(label, head=True, under=how),
            number(say.share(rate) if rate else "—"),
            number(say.fraction(rate)),
        ]
        for label, how, rate in rows
    ]
    names = [say(key) for key in ("rate_name", "share", "numbers_behind")]
    return Table(say(title), heads(*names), body, foot)


def _cohorts(told: Told, found: Mapping[str, Any], note: str) -> list[Any]:
    """Three heat tables: returned so far, active in the month, sales per head."""
    rows = found["cohorts"]
    if not rows:
        return []
    say, total = told.say, found.get("cohort_total")
    most = max([cell["sales_per_head"] or 0 for row in rows for cell in row["cells"]] + [1])

    def rate(key: str) -> Callable[[Mapping[str, Any]], tuple[str, float | None]]:
        def show(cell: Mapping[str, Any]) -> tuple[str, float | None]:
            share = None if cell[key] is None else cell[key]["share"]
            return ("" if cell[key] is None else _whole(share)), share

        return show

    def money(cell: Mapping[str, Any]) -> tuple[str, float | None]:
        value = cell["sales_per_head"]
        return ("" if value is None else say.bare(value)), (value or 0) / most

    title = say("cohorts_returned")
    main = _cohort_table(told, rows, total, title, rate("returned"), first=1)
    more = [
        (say("cohorts_active"), rate("active"), 1),
        (say("cohorts_sales", unit=say.unit), money, 0),
    ]
    folds = [
        Fold(
            summary=label,
            blocks=[Shown(table=_cohort_table(told, rows, total, label, show, first=first))],
            long=True,
        )
        for label, show, first in more
    ]
    return [Shown(table=main, heading=say.listed(say("cohorts"), title), note=note), *folds]


def _whole(share: float | None) -> str:
    return "—" if share is None else f"{100 * share:.0f}%"


def _cohort_table(
    told: Told,
    rows: Sequence[Mapping[str, Any]],
    total: Mapping[str, Any] | None,
    title: str,
    show: Callable[[Mapping[str, Any]], tuple[str, float | None]],
    *,
    first: int,
) -> Table:
    """Cohorts from the newest down; months since the first purchase from left to right."""
    say = told.say
    months = [cell["month"] for cell in rows[0]["cells"]][first:]

    def cells(row: Mapping[str, Any]) -> list[Cell]:
        shown = [show(cell) for cell in row["cells"][first:]]
        made = [number(label, heat=heat_step(value, top=1.0)) for label, value in shown]
        return made + [Cell()] * (len(months) - len(made))

    body = []
    for row in reversed(rows):
        mark = say("truncated_mark") if row["truncated"] else ""
        month = name(f"{say.month(row['cohort'])}{mark}")
        body.append([month, number(say.count(row["size"])), *cells(row)])
    foot: list[list[Cell]] = []
    if total and total["size"]:
        foot = [[name(say("total")), number(say.count(total["size"])), *cells(total)]]
    numbers = [say.count(month) for month in months]
    head = heads(say("cohort"), say("size"), *numbers)
    return Table(title, head, body, foot, look="heat sticky dense")
