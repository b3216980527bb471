"""Heat: a grid of two scores in which a darker square holds more customers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goen.pictures._axes import text_width, word
from goen.pictures._drawing import Box, Layer, draw, layer, painted, pixels
from goen.pictures.theme import heat_step, token

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIZES = {"large": (1240, 560), "wide": (660, 362), "narrow": (272, 330)}


@dataclass(frozen=True, slots=True)
class Square:
    """One cell: its column and row counted from the lower left, its value and its texts."""

    column: int
    row: int
    value: float
    text: str
    under: str
    tip: str


@dataclass(frozen=True, slots=True)
class Sides:
    """The labels of columns (left to right) and rows (bottom to top), and the axes' names."""

    columns: Sequence[str]
    rows: Sequence[str]
    column_name: str
    row_name: str


def heat(
    *, key: str, squares: Sequence[Square], sides: Sides, title: str, finding: str, size: str
) -> str:
    """Draw the grid; the second text of a square appears unless `size` is narrow."""
    left = int(max(text_width(name) for name in sides.rows)) + 14
    width, height = _SIZES[size]
    box = Box(width, height, left=left, right=4, top=30, bottom=52)
    wide = box.plot_width / len(sides.columns)
    high = box.plot_height / len(sides.rows)
    top = max((square.value for square in squares), default=0.0)
    rows = [_row(square, wide, high, len(sides.rows), top) for square in squares]
    middles = [((at + 0.5) * wide, name) for at, name in enumerate(sides.columns)]
    levels = [((at + 0.5) * high, name) for at, name in enumerate(reversed(sides.rows))]
    layers = [
        _squares(rows),
        *_texts(rows, both=size != "narrow"),
        *[word(name, x=x, y=box.plot_height + 16, align="center") for x, name in middles],
        *[word(name, x=-10, y=y, align="right") for y, name in levels],
        word(sides.row_name, x=8 - box.left, y=-18),
        word(sides.column_name, x=box.plot_width, y=box.plot_height + 38, align="right"),
    ]
    return draw(key=key, title=title, finding=finding, box=box, layers=layers)


def _row(square: Square, wide: float, high: float, count: int, top: float) -> dict[str, Any]:
    # By the square root, so that small counts are still told apart beside one large one.
    step = heat_step(math.sqrt(max(square.value, 0.0)), top=math.sqrt(max(top, 0.0)))
    left, upper = square.column * wide, (count - 1 - square.row) * high
    return {
        "left": left + 1,
        "right": left + wide - 1,
        "top": upper + 1,
        "low": upper + high - 1,
        "middle": left + wide / 2,
        "first": upper + high / 2 - (8 if square.under else 0),
        "second": upper + high / 2 + 10,
        "centre": upper + high / 2,
        "fill": token(f"heat-{step}") if step else token("surface"),
        "text": square.text,
        "under": square.under,
        "tip": square.tip,
    }


def _squares(rows: list[dict[str, Any]]) -> Layer:
    encoding = {
        "x": pixels("left"),
        "x2": {"field": "right"},
        "y": pixels("top"),
        "y2": {"field": "low"},
        "fill": painted(),
    }
    return layer("rect", rows, encoding=encoding, stroke=token("line"), cornerRadius=3)


def _texts(rows: list[dict[str, Any]], *, both: bool) -> list[Layer]:
    plain = [{name: row[name] for name in row if name != "tip"} for row in rows]
    height = "first" if both else "centre"
    main = {"x": pixels("middle"), "y": pixels(height), "text": {"field": "text"}}
    under = {"x": pixels("middle"), "y": pixels("second"), "text": {"field": "under"}}
    strong = layer("text", plain, encoding=main, fontWeight=600, fill=token("ink"))
    return [strong, layer("text", plain, encoding=under, fill=token("ink"))] if both else [strong]
