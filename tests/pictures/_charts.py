"""One small picture of every kind, for the tests that hold for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.pictures import (
    Axes,
    Band,
    Bar,
    Curve,
    Flow,
    Line,
    Mark,
    Point,
    Scale,
    Sides,
    Square,
    Step,
    Upright,
    curves,
    flows,
    hatch,
    heat,
    rows_of_bars,
    scatter,
    token,
    waterfall,
    waterline,
)

if TYPE_CHECKING:
    from collections.abc import Callable

HOSTILE = '</title><script>alert("1")</script>&'
MONTHS = ["2026-01", "2026-02", "2026-03"]


def a_waterline(size: str, name: str = "優良客") -> str:
    bands = [
        Band(name, "優", 5, lapsed=False, counts=[3, 4, 1_234]),
        Band("初回客", "初", 1, lapsed=False, counts=[9, 8, 7]),
        Band(f"{name}・離脱", "優", 5, lapsed=True, counts=[0, 1, 2]),
    ]
    return waterline(
        key="w",
        months=MONTHS,
        bands=bands,
        tips=[f"{month} {name}" for month in MONTHS],
        lang="ja",
        title=f"人数 {name}",
        finding=f"増えました {name}",
        size=size,
    )


def some_flows(size: str, name: str = "はじめて") -> str:
    series = [
        Flow(name, [3, 4, 5], down=False, fill=token("act"), edge=token("act")),
        Flow("離れた", [1, 0, 2], down=True, fill=hatch(0), edge=token("ink-3")),
    ]
    words = {"title": "出入り", "finding": name}
    return flows(
        key="f", months=MONTHS, series=series, tips=[name] * 3, lang="ja", **words, size=size
    )


def some_bars(size: str, name: str = "デシル1") -> str:
    bars = [Bar(name, 0.5, "50.0%", name), Bar("デシル2", -0.1, "−10.0%", "2")]
    return rows_of_bars(key="b", bars=bars, title="デシル", finding=name, size=size)


def a_waterfall(size: str, name: str = "前の12か月") -> str:
    steps = [
        Step(name, 100.0, "100万円", name, change=False),
        Step("単価", -30.0, "−30万円", "単価"),
        Step("この12か月", 70.0, "70万円", "この12か月", change=False),
    ]
    return waterfall(key="a", steps=steps, title="増減", finding=name, size=size)


def some_curves(size: str, name: str = "180日") -> str:
    curve = Curve(
        lines=[
            Line(name, [(0, 0.0), (90, 0.3), (180, 0.4)], band=[(0, 0.0, 0.1), (180, 0.3, 0.5)]),
            Line("365日", [(0, 0.1), (180, 0.5)], style="second"),
        ],
        axes=Axes(
            x=(0, 180),
            y_top=0.5,
            x_labels=[(0, "0"), (90, "90"), (180, "180")],
            form=".0%",
            unit="割合",
            x_name="日数",
        ),
        marks=[Mark(90, 0.3, "30.0%", name)],
        uprights=[Upright(150, name)],
        tips=[(0, "0日"), (90, name), (180, "180日")],
    )
    return curves(key="c", curve=curve, title="2回目", finding=name, size=size)


def a_scatter(size: str, name: str = "購入金額（円）") -> str:
    points = [
        Point(1_000, 1, 900, "new", name),
        Point(90_000, 12, 1, "vip", "VIP"),
        Point(-500, 2, 3, "existing", "返品"),
    ]
    return scatter(
        key="s",
        points=points,
        names={"vip": "VIP", "valued": "お得意客", "existing": "既存客", "new": "新規客"},
        x=Scale(name, 50_000, "50,000円"),
        y=Scale("購入回数", None, ""),
        title="2指標",
        finding=name,
        size=size,
    )


def a_heat(size: str, name: str = "R1：366日以上") -> str:
    squares = [
        Square(column, row, value=column * row, text=str(column * row), under="1万円", tip=name)
        for column in range(2)
        for row in range(2)
    ]
    sides = Sides(["F1", "F2"], [name, "R2"], "F：回数", "R：最後")
    return heat(key="h", squares=squares, sides=sides, title="R×F", finding=name, size=size)


CHARTS: dict[str, Callable[..., str]] = {
    "waterline": a_waterline,
    "flows": some_flows,
    "bars": some_bars,
    "waterfall": a_waterfall,
    "curves": some_curves,
    "scatter": a_scatter,
    "heat": a_heat,
}
