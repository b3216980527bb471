"""Curves: shares over days or customers, totals over months, each line named at its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from goen.pictures._axes import (
    captions,
    grid,
    month_labels,
    spread,
    text_width,
    thinned,
    ticks,
    whole_ticks,
    word,
)
from goen.pictures._drawing import Box, Layer, draw, layer, number
from goen.pictures.theme import token

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAMPLE = 22
_FEW_PERCENT = 0.05
_BESIDE = 12  # px from a ring to the middle of its label
_LINE = 16  # px that a label takes in height
_SIZES = {"wide": (660, 310), "narrow": (272, 280)}
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
    """A ring at a point, with a label to its right, below or `above` it, wherever there is room.

    A label for which there is none is left out; the tooltip still tells it.
    """

    x: float
    y: float
    label: str
    tip: str
    above: bool = False


@dataclass(frozen=True, slots=True)
class Upright:
    """A dashed line across the plot at x, named above."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Axes:
    """The range of x, its labels or its months, the largest y, and how figures are written."""

    x: tuple[float, float]
    y_top: float
    x_labels: Sequence[tuple[float, str]] = ()
    months: Sequence[str] = ()
    lang: str = "ja"
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
    """Draw the lines; `size` is wide (660 px) or narrow (272)."""
    axes, form = curve.axes, _form(curve.axes)
    even = whole_ticks if form.endswith(".0f") else ticks
    values = even(axes.y_low, axes.y_top, most=5)
    domain = (values[0], values[-1])
    box = _box(curve, [format(value, form) for value in values], size)
    layers = [
        *grid(box=box, values=values, domain=domain, form=form, unit=axes.unit, signed=True),
        *_uprights(curve.uprights, axes, box),
        *[made for line in curve.lines for made in _line(line, axes.x, domain)],
        *_names(curve.lines, domain, box),
        *_marks(curve, domain, box),
        *captions(box=box, rows=_labels(axes, box), domain=axes.x),
        *_strips(curve.tips, axes.x, box),
    ]
    if axes.x_name:
        name = word(axes.x_name, x=box.plot_width, y=box.plot_height + 38, align="right")
        layers.append(name)
    return draw(key=key, title=title, finding=finding, box=box, layers=layers)


def _form(axes: Axes) -> str:
    """The form of figures; a decimal more where whole per cents would repeat themselves."""
    return ".1%" if axes.form == ".0%" and axes.y_top < _FEW_PERCENT else axes.form


def _box(curve: Curve, labels: Sequence[str], size: str) -> Box:
    """As much room at the left as the figures need, at the right as the names of lines."""
    width, height = _SIZES[size]
    figures = max(text_width(label) for label in labels)
    names = [text_width(line.name) for line in curve.lines if line.name]
    sample = _SAMPLE if len(names) > 1 else 0
    right = int(max(names) * 1.06) + 12 + sample if names else 22
    bottom = 50 if curve.axes.x_name else 30
    return Box(width, height, left=int(figures) + 16, right=right, top=30, bottom=bottom)


def _labels(axes: Axes, box: Box) -> list[tuple[float, str]]:
    if axes.months:
        return month_labels(axes.months, width=box.plot_width, lang=axes.lang)
    return thinned(axes.x_labels, each=box.plot_width / (axes.x[1] - axes.x[0]))


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
            start += _SAMPLE
        made.append(word(line.name, x=start, y=height, strong=line.style == "main"))
    return made


def _sample(line: Line, start: float, height: float) -> Layer:
    """A short piece of the line before its name, which may stand away from the line's end."""
    ends = {"x": {"value": start}, "x2": {"value": start + 18}, "y": {"value": height}}
    return layer("rule", [{"of": 0}], encoding=ends, **_STYLES[line.style])


@dataclass(frozen=True, slots=True)
class _Room:
    """Where a label stands, in px of the plot: from its left end, about its middle height."""

    left: float
    middle: float
    width: float

    def overlaps(self, other: _Room) -> bool:
        beside = self.left >= other.left + other.width or other.left >= self.left + self.width
        return not beside and abs(self.middle - other.middle) < _LINE


def _marks(curve: Curve, domain: tuple[float, float], box: Box) -> list[Layer]:
    if not curve.marks:
        return []
    span = curve.axes.x
    rows: list[dict[str, Any]] = [{"x": m.x, "y": m.y, "tip": m.tip} for m in curve.marks]
    place = {"x": number("x", span), "y": number("y", domain)}
    ring = {"fill": token("surface"), "stroke": token("act"), "strokeWidth": 2}
    made = [layer("point", rows, encoding=place, shape="circle", size=60, **ring)]
    taken: list[_Room] = []
    for mark in curve.marks:
        x = (mark.x - span[0]) / (span[1] - span[0]) * box.plot_width
        y = (domain[1] - mark.y) / (domain[1] - domain[0]) * box.plot_height
        width = text_width(mark.label) * 1.06
        sides = (-_BESIDE, _BESIDE) if mark.above else (_BESIDE, -_BESIDE)
        rooms = [_Room(x + 8, y + side, width) for side in sides]
        room = next((room for room in rooms if not any(map(room.overlaps, taken))), None)
        if room is not None:
            taken.append(room)
            made += [*_cleared(room), word(mark.label, x=room.left, y=room.middle, strong=True)]
    return made


def _cleared(room: _Room) -> list[Layer]:
    """Let no dashed line run through a label."""
    ends = {"x": room.left - 2, "x2": room.left + room.width + 2}
    ends |= {"y": room.middle - _LINE / 2, "y2": room.middle + _LINE / 2}
    encoding = {name: {"value": value} for name, value in ends.items()}
    return [layer("rect", [{"of": 0}], encoding=encoding, fill=token("surface"))]


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
