"""Curves: shares over days or customers, totals over months, each line named at its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from goen.pictures._axes import captions, grid, spread, ticks, word
from goen.pictures._drawing import Box, Layer, draw, layer, number
from goen.pictures.theme import token

if TYPE_CHECKING:
    from collections.abc import Sequence

BOXES = {
    "wide": Box(width=660, height=310, left=56, right=112, top=26, bottom=50),
    "narrow": Box(width=288, height=280, left=48, right=64, top=26, bottom=50),
}
_STYLES = {
    "main": {"stroke": token("act"), "strokeWidth": 2.25},
    "second": {"stroke": token("ink-3"), "strokeWidth": 1.75, "strokeDash": [6, 3]},
    "third": {"stroke": token("ink-3"), "strokeWidth": 1.5, "strokeDash": [2, 3]},
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points (x, y); `band` adds (x, low, high), the interval it is known to."""

    name: str
    points: Sequence[tuple[float, float]]
    style: str = "main"
    band: Sequence[tuple[float, float, float]] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A ring at a point, with a label beside it."""

    x: float
    y: float
    label: str
    tip: str


@dataclass(frozen=True, slots=True)
class Upright:
    """A dashed line across the plot at x, named above."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Axes:
    """The range of x with its labels, the largest y, and how figures of y are written."""

    x: tuple[float, float]
    x_labels: Sequence[tuple[float, str]]
    y_top: float
    form: str = ",.0f"
    unit: str = ""
    y_low: float = 0.0
    x_name: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """What one chart of curves shows."""

    lines: Sequence[Line]
    axes: Axes
    marks: Sequence[Mark] = ()
    uprights: Sequence[Upright] = ()
    tips: Sequence[tuple[float, str]] = field(default=())


def curves(*, key: str, curve: Curve, title: str, finding: str, size: str) -> str:
    """Draw the lines; `size` is wide (660 px) or narrow (288)."""
    box, axes = BOXES[size], curve.axes
    values = ticks(axes.y_low, axes.y_top, most=5)
    domain = (values[0], values[-1])
    layers = [
        *grid(box=box, values=values, domain=domain, form=axes.form, unit=axes.unit, signed=True),
        *_uprights(curve.uprights, axes, box),
        *[made for line in curve.lines for made in _line(line, axes.x, domain)],
        *_names(curve.lines, domain, box),
        *_marks(curve.marks, axes.x, domain),
        *captions(box=box, rows=_fitting(axes.x_labels, size), domain=axes.x),
        *_strips(curve.tips, axes.x, box),
    ]
    if axes.x_name:
        layers.append(word(axes.x_name, x=box.plot_width, y=box.plot_height + 38, align="right"))
    return draw(key=key, title=title, finding=finding, box=box, layers=layers)


def _fitting(labels: Sequence[tuple[float, str]], size: str) -> list[tuple[float, str]]:
    """All labels when wide; about four when narrow."""
    step = 1 if size == "wide" else max(1, -(-len(labels) // 4))
    return list(labels)[::step]


def _line(line: Line, span: tuple[float, float], domain: tuple[float, float]) -> list[Layer]:
    made = []
    if line.band:
        rows = [{"x": x, "low": low, "high": high} for x, low, high in line.band]
        encoding = {"x": number("x", span), "y": number("low", domain), "y2": {"field": "high"}}
        made.append(layer("area", rows, encoding=encoding, fill=token("act-soft")))
    rows = [{"x": x, "y": y} for x, y in line.points]
    encoding = {"x": number("x", span), "y": number("y", domain)}
    made.append(layer("line", rows, encoding=encoding, **_STYLES[line.style]))
    return made


def _names(lines: Sequence[Line], domain: tuple[float, float], box: Box) -> list[Layer]:
    """Each line's name at its end, kept apart; with a sample of the line when there are several."""
    named = sorted(
        (line for line in lines if line.name and line.points), key=lambda line: -line.points[-1][1]
    )
    scale = box.plot_height / (domain[1] - domain[0])
    wanted = [(domain[1] - line.points[-1][1]) * scale for line in named]
    heights = spread(wanted, gap=17, low=2, high=box.plot_height - 2)
    made = []
    for line, height in zip(named, heights, strict=True):
        start = box.plot_width + 8
        if len(named) > 1:
            made.append(_sample(line, start, height))
            start += 22
        made.append(word(line.name, x=start, y=height, strong=line.style == "main"))
    return made


def _sample(line: Line, start: float, height: float) -> Layer:
    """A short piece of the line before its name, which may stand away from the line's end."""
    ends = {"x": {"value": start}, "x2": {"value": start + 18}, "y": {"value": height}}
    return layer("rule", [{"of": 0}], encoding=ends, **_STYLES[line.style])


def _marks(
    marks: Sequence[Mark], span: tuple[float, float], domain: tuple[float, float]
) -> list[Layer]:
    if not marks:
        return []
    rows: list[dict[str, Any]] = [
        {"x": mark.x, "y": mark.y, "label": mark.label, "tip": mark.tip} for mark in marks
    ]
    plain = [{name: row[name] for name in ("x", "y", "label")} for row in rows]
    place = {"x": number("x", span), "y": number("y", domain)}
    ring = {"fill": token("surface"), "stroke": token("act"), "strokeWidth": 2}
    strong = {"fontWeight": 600, "fill": token("ink"), "align": "left", "dx": 8, "dy": 12}
    return [
        layer("point", rows, encoding=place, shape="circle", size=60, **ring),
        layer("text", plain, encoding={**place, "text": {"field": "label"}}, **strong),
    ]


def _uprights(uprights: Sequence[Upright], axes: Axes, box: Box) -> list[Layer]:
    made = []
    for upright in uprights:
        place = (upright.x - axes.x[0]) / (axes.x[1] - axes.x[0]) * box.plot_width
        ends = {"y": {"value": 0}, "y2": {"value": box.plot_height}}
        line = {"x": {"value": place}, **ends}
        look = {"stroke": token("ink"), "strokeDash": [3, 3], "strokeWidth": 1.25}
        made.append(layer("rule", [{"line": 0}], encoding=line, **look))
        right = place > box.plot_width * 0.6
        made.append(
            word(
                upright.label,
                x=place + (-6 if right else 6),
                y=-12,
                align="right" if right else "left",
                strong=True,
            )
        )
    return made


def _strips(tips: Sequence[tuple[float, str]], span: tuple[float, float], box: Box) -> list[Layer]:
    """Invisible columns around each x with a tooltip."""
    if not tips:
        return []
    xs = [x for x, _ in tips]
    middles = [(a + b) / 2 for a, b in pairwise(xs)]
    rows = [
        {"low": low, "high": high, "tip": tip}
        for low, high, (_, tip) in zip([span[0], *middles], [*middles, span[1]], tips, strict=True)
    ]
    encoding = {
        "x": number("low", span),
        "x2": {"field": "high"},
        "y": {"value": 0},
        "y2": {"value": box.plot_height},
    }
    return [layer("rect", rows, encoding=encoding, fill=token("ink"), fillOpacity=0)]
