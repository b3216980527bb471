"""Bars: one value a row (deciles), and columns above and below zero (who came, who left)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goen.pictures._axes import (
    captions,
    grid,
    month_labels,
    spread,
    text_width,
    whole_ticks,
)
from goen.pictures._drawing import Box, Layer, draw, layer, number, painted, pixels
from goen.pictures.theme import token

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW = 26
_BAR = 16
_WIDTHS = {"wide": 660, "narrow": 272}
_COLUMNS = {
    "wide": Box(width=660, height=280, left=44, right=132, top=16, bottom=30),
    "narrow": Box(width=272, height=260, left=36, right=76, top=16, bottom=30),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name, its value and the figure beside it."""

    name: str
    value: float
    text: str
    tip: str


@dataclass(frozen=True, slots=True)
class Flow:
    """One kind of coming or going (`down`): a count for every month, and how it is painted."""

    name: str
    counts: Sequence[int]
    down: bool
    fill: str
    edge: str


def rows_of_bars(*, key: str, bars: Sequence[Bar], title: str, finding: str, size: str) -> str:
    """Draw one bar a row from zero, its name at the left, its figure at the end of the bar."""
    left = int(max(text_width(bar.name) for bar in bars)) + 14
    right = int(max(text_width(bar.text) for bar in bars)) + 16
    width = _WIDTHS[size]
    box = Box(width, ROW * len(bars) + 12, left=left, right=right, top=6, bottom=6)
    low = min(0.0, *(bar.value for bar in bars))
    span = (low, max(0.0, *(bar.value for bar in bars)) or 1.0)
    values: list[dict[str, Any]] = [
        {
            "zero": 0,
            "value": bar.value,
            "top": place * ROW + (ROW - _BAR) / 2,
            "low": place * ROW + (ROW + _BAR) / 2,
            "middle": place * ROW + ROW / 2,
            "name": bar.name,
            "text": bar.text,
            "tip": bar.tip,
        }
        for place, bar in enumerate(bars)
    ]
    layers = [_row_bars(values, span), *_row_texts(values, span)]
    return draw(key=key, title=title, finding=finding, box=box, layers=layers)


def _row_bars(rows: list[dict[str, Any]], span: tuple[float, float]) -> Layer:
    encoding = {
        "x": number("zero", span),
        "x2": {"field": "value"},
        "y": pixels("top"),
        "y2": {"field": "low"},
    }
    return layer("rect", rows, encoding=encoding, fill=token("act"), cornerRadius=2)


def _row_texts(rows: list[dict[str, Any]], span: tuple[float, float]) -> list[Layer]:
    plain = [{name: row[name] for name in row if name != "tip"} for row in rows]
    names = {"x": {"value": -10}, "y": pixels("middle"), "text": {"field": "name"}}
    texts = {"x": number("value", span), "y": pixels("middle"), "text": {"field": "text"}}
    strong = {"fontWeight": 600, "fill": token("ink")}
    return [
        layer("text", plain, encoding=names, align="right"),
        layer("text", plain, encoding=texts, align="left", dx=8, **strong),
    ]


def flows(
    *,
    key: str,
    months: Sequence[str],
    series: Sequence[Flow],
    tips: Sequence[str],
    lang: str,
    title: str,
    finding: str,
    size: str,
) -> str:
    """Draw a column a month: who came above zero, who went below; each kind named at the end."""
    box = _COLUMNS[size]
    rows = _piled(months, series)
    high = max([row["far"] for row in rows] + [1.0])
    low = min([row["far"] for row in rows] + [0.0])
    domain = (low * 1.05, high * 1.05)
    span = (-0.5, len(months) - 0.5)
    marks = [mark for mark in whole_ticks(*domain) if domain[0] <= mark <= domain[1]]
    names = month_labels(months, width=box.plot_width, lang=lang, edge=0.5)
    layers = [
        *grid(box=box, values=marks, domain=domain),
        _columns(rows, span, domain),
        layer("rule", [{"zero": 0}], encoding={"y": number("zero", domain)}, stroke=token("ink-3")),
        *_ends(months, rows, domain, box),
        *captions(box=box, rows=names, domain=span),
        _strips(tips, span, box),
    ]
    return draw(key=key, title=title, finding=finding, box=box, layers=layers)


def _piled(months: Sequence[str], series: Sequence[Flow]) -> list[dict[str, Any]]:
    rows = []
    for down in (False, True):
        level = [0.0] * len(months)
        for flow in series:
            if flow.down != down:
                continue
            for at, count in enumerate(flow.counts):
                far = level[at] + (-count if down else count)
                look = {"fill": flow.fill, "edge": flow.edge, "name": flow.name}
                rows.append({"at": at, "near": level[at], "far": far, "count": count, **look})
                level[at] = far
    return rows


def _columns(
    rows: list[dict[str, Any]], span: tuple[float, float], domain: tuple[float, float]
) -> Layer:
    sides = [{**row, "left": row["at"] - 0.36, "right": row["at"] + 0.36} for row in rows]
    encoding = {
        "x": number("left", span),
        "x2": {"field": "right"},
        "y": number("near", domain),
        "y2": {"field": "far"},
        "fill": painted(),
        "stroke": painted("edge"),
    }
    return layer("rect", sides, encoding=encoding, strokeWidth=0.75)


def _ends(
    months: Sequence[str], rows: list[dict[str, Any]], domain: tuple[float, float], box: Box
) -> list[Layer]:
    """A swatch and the name of each kind beside the last column."""
    last = [row for row in rows if row["at"] == len(months) - 1]
    last.sort(key=lambda row: -(row["near"] + row["far"]))
    scale = box.plot_height / (domain[1] - domain[0])
    wanted = [(domain[1] - (row["near"] + row["far"]) / 2) * scale for row in last]
    heights = spread(wanted, gap=18, low=4, high=box.plot_height - 4)
    labels = [{**row, "to": height} for row, height in zip(last, heights, strict=True)]
    start = box.plot_width + 10
    swatch = {"x": {"value": start + 4}, "y": pixels("to")}
    colours = {"fill": painted(), "stroke": painted("edge")}
    text = {"x": {"value": start + 14}, "y": pixels("to"), "text": {"field": "name"}}
    return [
        layer("point", labels, encoding={**swatch, **colours}, shape="square", size=64),
        layer("text", labels, encoding=text, align="left"),
    ]


def _strips(tips: Sequence[str], span: tuple[float, float], box: Box) -> Layer:
    rows = [{"low": at - 0.5, "high": at + 0.5, "tip": tip} for at, tip in enumerate(tips)]
    encoding = {
        "x": number("low", span),
        "x2": {"field": "high"},
        "y": {"value": 0},
        "y2": {"value": box.plot_height},
    }
    return layer("rect", rows, encoding=encoding, fill=token("ink"), fillOpacity=0)
