"""The waterline: customers of every month end, active above zero, lapsed below.

The highest rank lies next to the line on both sides. Colour names the rank, hatching the lapse, and
a label stands at the end of each band.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goen.japanese import Text
from goen.pictures._axes import (
    captions,
    grid,
    month_labels,
    spread,
    text_width,
    whole_ticks,
    word,
)
from goen.pictures._drawing import Box, Layer, draw, layer, number, painted, pixels
from goen.pictures.theme import hatch, token

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIZES = {"large": (1064, 430), "wide": (660, 400), "narrow": (272, 390), "flat": (836, 230)}
# The widest name that stands beside a band; beyond it the rank's mark stands alone.
_NAMES = {"large": 190.0, "wide": 150.0, "narrow": 0.0, "flat": 150.0}
_REACH = {"large": 22, "wide": 22, "narrow": 12, "flat": 22}
_GAP = 16
ABOVE = Text("現役", "Active")
BELOW = Text("離れたお客様", "Lapsed")


@dataclass(frozen=True, slots=True)
class Band:
    """One rank and status: its name, mark, colour slot and customers at each month end."""

    name: str
    mark: str
    slot: int
    lapsed: bool
    counts: Sequence[int]

    @property
    def key(self) -> tuple[int, bool, str]:
        """What tells this band from the others of one picture."""
        return self.slot, self.lapsed, self.name

    @property
    def fill(self) -> str:
        """Flat colour when active, hatching when lapsed."""
        return hatch(self.slot) if self.lapsed else token(f"r{self.slot}-fill")

    @property
    def ink(self) -> str:
        """The colour of the band's edge."""
        return token(f"r{self.slot}-ink")


@dataclass(frozen=True, slots=True)
class _Stacked:
    """A band and where it lies: the edges near to and far from the waterline, per month."""

    band: Band
    near: list[float]
    far: list[float]


def waterline(
    *,
    key: str,
    months: Sequence[str],
    bands: Sequence[Band],
    tips: Sequence[str],
    lang: str,
    title: str,
    finding: str,
    size: str,
) -> str:
    """Draw the months' counts; `bands` go from the highest rank to the lowest, active and lapsed.

    `tips` has one tooltip a month; `size` is large (1064 px), wide (660), narrow (272), or flat
    (836) for paper.
    """
    named = _names(bands, widest=_NAMES[size])
    box = _box(bands, named, size)
    stacked = _stack(bands)
    edges = [edge for part in stacked for edge in part.far] or [0.0]
    high = (min(*edges, 0.0) * 1.04, max(*edges, 1.0) * 1.04)
    marks = [mark for mark in whole_ticks(*high, most=6) if high[0] <= mark <= high[1]]
    span = (0.0, float(max(len(months) - 1, 1)))
    names = month_labels(months, width=box.plot_width, lang=lang)
    layers = [
        *grid(box=box, values=marks, domain=high),
        *[made for part in stacked for made in _area(part, span, high)],
        _zero(high),
        *_labels(stacked, named, high, box, reach=_REACH[size]),
        *_sides(marks, high, box, lang),
        *captions(box=box, rows=names, domain=span),
        _strips(tips, span, box),
    ]
    return draw(key=key, title=title, finding=finding, box=box, layers=layers)


def _names(bands: Sequence[Band], *, widest: float) -> dict[tuple[int, bool, str], str]:
    """What stands beside each band: its name, or its mark where the name is too long."""
    return {band.key: band.name if text_width(band.name) <= widest else band.mark for band in bands}


def _box(bands: Sequence[Band], named: dict[tuple[int, bool, str], str], size: str) -> Box:
    width, height = _SIZES[size]
    counts = [text_width(f"{band.counts[-1]:,}") * 1.1 for band in bands if band.counts]
    beside = max([text_width(name) for name in named.values()] + [0.0])
    right = int(_REACH[size] + 15 + beside + 10 + max([*counts, 8.0])) + 4
    most = max([sum(band.counts[-1] for band in bands if band.counts), 1])
    left = int(text_width(f"{most:,}")) + 16
    return Box(width, height, left=left, right=right, top=26, bottom=30)


def _stack(bands: Sequence[Band]) -> list[_Stacked]:
    """Pile active bands up and lapsed bands down, the first of each next to the line."""
    found = []
    for lapsed in (False, True):
        level = [0.0] * max((len(band.counts) for band in bands), default=0)
        for band in bands:
            if band.lapsed != lapsed:
                continue
            sign = -1 if lapsed else 1
            far = [base + sign * count for base, count in zip(level, band.counts, strict=True)]
            found.append(_Stacked(band, level, far))
            level = far
    return found


def _area(part: _Stacked, span: tuple[float, float], high: tuple[float, float]) -> list[Layer]:
    rows = [
        {"at": at, "near": near, "far": far}
        for at, (near, far) in enumerate(zip(part.near, part.far, strict=True))
    ]
    if len(rows) == 1:
        rows.append({**rows[0], "at": 1})  # a single month has no width of its own
    x, y = number("at", span), number("far", high)
    area = {"x": x, "y": y, "y2": {"field": "near"}}
    return [
        layer("area", rows, encoding=area, fill=part.band.fill),
        layer("line", rows, encoding={"x": x, "y": y}, stroke=part.band.ink, strokeWidth=0.75),
    ]


def _zero(high: tuple[float, float]) -> Layer:
    return layer("rule", [{"zero": 0}], encoding={"y": number("zero", high)}, stroke=token("ink-3"))


def _labels(
    stacked: list[_Stacked],
    named: dict[tuple[int, bool, str], str],
    high: tuple[float, float],
    box: Box,
    *,
    reach: int,
) -> list[Layer]:
    """A swatch, the name and the last count beside the end of each band, led to it by a line."""
    down = sorted(stacked, key=lambda part: -(part.near[-1] + part.far[-1])) if stacked else []
    down = [part for part in down if part.near]
    middles = [(part.near[-1] + part.far[-1]) / 2 for part in down]
    scale = box.plot_height / (high[1] - high[0])
    wanted = [(high[1] - middle) * scale for middle in middles]
    heights = spread(wanted, gap=_GAP, low=4, high=box.plot_height - 4)
    start = box.plot_width
    rows: list[dict[str, Any]] = [
        {
            "from": at,
            "to": height,
            "fill": part.band.fill,
            "ink": part.band.ink,
            "name": named[part.band.key],
            "count": f"{part.band.counts[-1]:,}",
        }
        for part, at, height in zip(down, wanted, heights, strict=True)
    ]
    return [
        layer(
            "rule",
            rows,
            encoding={
                "x": {"value": start + 2},
                "x2": {"value": start + reach},
                "y": pixels("from"),
                "y2": {"field": "to"},
            },
            stroke=token("line-strong"),
        ),
        layer(
            "point",
            rows,
            encoding={
                "x": {"value": start + reach + 6},
                "y": pixels("to"),
                "fill": painted(),
                "stroke": painted("ink"),
            },
            shape="square",
            size=64,
            strokeWidth=1,
        ),
        _words(rows, "name", start + reach + 15, align="left"),
        _words(rows, "count", start + box.right - 2, align="right", strong=True),
    ]


def _words(
    rows: list[dict[str, Any]], field: str, at: int, *, align: str, strong: bool = False
) -> Layer:
    look = {"fontWeight": 600, "fill": token("ink")} if strong else {}
    return layer(
        "text",
        rows,
        encoding={"x": {"value": at}, "y": pixels("to"), "text": {"field": field}},
        align=align,
        **look,
    )


def _sides(marks: Sequence[float], high: tuple[float, float], box: Box, lang: str) -> list[Layer]:
    """The two words above and below, the lower one clear of the level lines."""
    scale = box.plot_height / (high[1] - high[0])
    lowest = (high[1] - marks[0]) * scale if marks else 0.0
    low = box.plot_height - 8
    low = low if abs(lowest - low) > 10 else int(lowest) - 10
    return [
        word(ABOVE.text(lang), x=6, y=-12, strong=True),
        word(BELOW.text(lang), x=6, y=low, strong=True),
    ]


def _strips(tips: Sequence[str], span: tuple[float, float], box: Box) -> Layer:
    """Invisible columns, one a month, that carry the tooltip with all its figures."""
    rows = [
        {"low": max(at - 0.5, span[0]), "high": min(at + 0.5, span[1]), "tip": tip}
        for at, tip in enumerate(tips)
    ]
    return layer(
        "rect",
        rows,
        encoding={
            "x": number("low", span),
            "x2": {"field": "high"},
            "y": {"value": 0},
            "y2": {"value": box.plot_height},
        },
        fill=token("ink"),
        fillOpacity=0,
    )
