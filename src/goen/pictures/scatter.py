"""The scatter of two indicators: where customers stand, and the two lines that part them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goen.pictures._axes import captions, grid, spaced_ticks, text_width, word
from goen.pictures._drawing import Box, Layer, draw, layer, number, painted
from goen.pictures.theme import token

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BOXES = {
    "wide": Box(width=660, height=430, left=48, right=24, top=34, bottom=54),
    "narrow": Box(width=272, height=360, left=40, right=14, top=34, bottom=76),
}
# Ranks of this matrix are not the ranks of the portfolio: no rank colour, but fill and outline.
LOOKS = {
    "vip": {"fill": token("act"), "edge": token("act")},
    "valued": {"fill": token("act-line"), "edge": token("act")},
    "existing": {"fill": token("line-strong"), "edge": token("ink-3")},
    "new": {"fill": token("surface"), "edge": token("control-line")},
}
_SMALLEST, _LARGEST = 14.0, 420.0
_BESIDE = 0.12  # of where an axis begins to bend


@dataclass(frozen=True, slots=True)
class Point:
    """Customers at one place; `rank` is vip, valued, existing or new."""

    x: float
    y: float
    customers: int
    rank: str
    tip: str


@dataclass(frozen=True, slots=True)
class Scale:
    """One axis: its name with the unit, the cut (if any) with its label, the form of figures.

    With `ticks` it is even, and goes from the first of them to the last one.
    """

    name: str
    cut: float | None
    cut_label: str
    form: str = ",.0f"
    ticks: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class _Ruler:
    """A symmetric logarithmic axis: even steps near zero, then ever closer, negatives allowed.

    Without a `constant` it is even throughout.
    """

    low: float
    high: float
    constant: float | None

    @property
    def vega(self) -> dict[str, Any]:
        """The scale as the drawing engine knows it."""
        if self.constant is None:
            return {"type": "linear", "zero": False, "nice": False}
        return {"type": "symlog", "constant": self.constant}

    @property
    def domain(self) -> tuple[float, float]:
        """The least and the largest value shown."""
        return self.low, self.high

    def place(self, value: float) -> float:
        """Where a value lies, 0 at the low end and 1 at the high end."""
        low, high, at = (self._bent(number) for number in (self.low, self.high, value))
        return (at - low) / (high - low)

    def _bent(self, value: float) -> float:
        if self.constant is None:
            return value
        return math.copysign(math.log1p(abs(value) / self.constant), value)

    def encoding(self, field: str) -> dict[str, Any]:
        """An encoding of a field on this axis."""
        return number(field, self.domain, scale=self.vega)


def scatter(
    *,
    key: str,
    points: Sequence[Point],
    names: Mapping[str, str],
    x: Scale,
    y: Scale,
    title: str,
    finding: str,
    size: str,
) -> str:
    """Draw points whose area grows with customers; `names` are the ranks' names in reading order.

    Both axes draw large values closer together, because most customers stand near the lower left
    corner; an axis with ticks of its own is even. `size` is wide (660 px) or narrow (272).
    """
    box = BOXES[size]
    across = _ruler([point.x for point in points], x.cut)
    up = _even(y.ticks) if y.ticks else _ruler([point.y for point in points], y.cut)
    if y.ticks:  # circles of nothing earned stand beside the figures, not on them
        across = _Ruler(
            min(across.low, -_BESIDE * (across.constant or 0)), across.high, across.constant
        )
    columns = spaced_ticks(across.high, place=across.place, gap=0.1 if size == "wide" else 0.19)
    levels = list(y.ticks) or spaced_ticks(up.high, place=up.place, gap=0.09)
    labels = [(value, format(value, x.form)) for value in columns]
    layers = [
        *grid(box=box, values=levels, domain=up.domain, form=y.form, scale=up.vega),
        *captions(box=box, rows=labels, domain=across.domain, scale=across.vega),
        *_cuts(x, y, across, up, box),
        _symbols(points, across, up),
        word(x.name, x=box.plot_width, y=box.plot_height + 40, align="right"),
        word(y.name, x=8 - box.left, y=-22),
        *_legend(names, box, row=box.plot_height + (40 if size == "wide" else 62)),
    ]
    return draw(key=key, title=title, finding=finding, box=box, layers=layers)


def _ruler(values: list[float], cut: float | None) -> _Ruler:
    """From zero (or the least value, when returns make it negative) to a little over the top."""
    top = max(*values, cut or 1.0, 1.0)
    return _Ruler(min(0.0, *values, 0.0), top * 1.2, (cut or top / 8 or 1.0) / 4)


def _even(ticks: Sequence[float]) -> _Ruler:
    """From the first tick to the last one, with room for the circles that stand on them."""
    room = (ticks[-1] - ticks[0]) * 0.06
    return _Ruler(ticks[0] - room, ticks[-1] + room, None)


def _symbols(points: Sequence[Point], across: _Ruler, up: _Ruler) -> Layer:
    most = max([point.customers for point in points] + [1])
    rows: list[dict[str, Any]] = [
        {
            "x": point.x,
            "y": point.y,
            "size": _SMALLEST + (_LARGEST - _SMALLEST) * point.customers / most,
            "tip": point.tip,
            **LOOKS[point.rank],
        }
        for point in sorted(points, key=lambda point: -point.customers)
    ]
    encoding = {
        "x": across.encoding("x"),
        "y": up.encoding("y"),
        "size": {"field": "size", "type": "quantitative", "scale": None, "legend": None},
        "fill": painted(),
        "stroke": painted("edge"),
    }
    return layer("point", rows, encoding=encoding, shape="circle", strokeWidth=0.75)


def _legend(names: Mapping[str, str], box: Box, *, row: float) -> list[Layer]:
    """A swatch and a name for each rank, side by side under the plot."""
    made, at = [], 8.0 - box.left
    for rank, name in names.items():
        swatch = {"x": {"value": at + 5}, "y": {"value": row}}
        look = {"fill": LOOKS[rank]["fill"], "stroke": LOOKS[rank]["edge"], "strokeWidth": 1}
        made.append(layer("point", [{"of": 0}], encoding=swatch, shape="circle", size=80, **look))
        made.append(word(name, x=at + 15, y=row))
        at += text_width(name) + 32
    return made


def _cuts(x: Scale, y: Scale, across: _Ruler, up: _Ruler, box: Box) -> list[Layer]:
    """The two dashed lines, each with its figure."""
    look = {"stroke": token("ink"), "strokeDash": [3, 3], "strokeWidth": 1.25}
    made = []
    if x.cut is not None:
        at = across.place(x.cut) * box.plot_width
        ends = {"x": {"value": at}, "y": {"value": 0}, "y2": {"value": box.plot_height}}
        made.append(layer("rule", [{"of": 0}], encoding=ends, **look))
        made.append(word(x.cut_label, x=at, y=-6, align="center", strong=True))
    if y.cut is not None:
        at = (1 - up.place(y.cut)) * box.plot_height
        made.append(layer("rule", [{"of": 0}], encoding={"y": {"value": at}}, **look))
        made.append(word(y.cut_label, x=box.plot_width, y=at - 9, align="right", strong=True))
    return made
