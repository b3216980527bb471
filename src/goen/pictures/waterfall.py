"""The waterfall: how one total became another, step by step, from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from goen.pictures._axes import text_width, word
from goen.pictures._drawing import Box, Layer, draw, layer, number, painted, pixels
from goen.pictures.theme import token

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW = 34
_WIDTHS = {"wide": 660, "narrow": 272}
_BAR = 18


@dataclass(frozen=True, slots=True)
class Step:
    """A total (`change` false) or a change on the way; `text` is its figure, `tip` all of it."""

    name: str
    value: float
    text: str
    tip: str
    change: bool = True


@dataclass(frozen=True, slots=True)
class _Bar:
    step: Step
    start: float
    end: float


def waterfall(*, key: str, steps: Sequence[Step], title: str, finding: str, size: str) -> str:
    """Draw totals from zero and changes from where the last one ended.

    `size` is wide (660 px) or narrow (272). Rises are filled, falls are hollow with a sign.
    """
    bars = _run(steps)
    ends = [place for bar in bars for place in (bar.start, bar.end)]
    span = (min(0.0, *ends), max(0.0, *ends) or 1.0)
    left = min(int(max(text_width(step.name) for step in steps)) + 16, 132)
    right = int(max(text_width(step.text) for step in steps)) + 14
    width = _WIDTHS[size]
    box = Box(width, ROW * len(bars) + 16, left=left, right=right, top=8, bottom=8)
    layers = [_axis(span, box), *_joints(bars, span), _bars(bars, span), *_texts(bars, box)]
    return draw(key=key, title=title, finding=finding, box=box, layers=layers)


def _run(steps: Sequence[Step]) -> list[_Bar]:
    found, level = [], 0.0
    for step in steps:
        start = level if step.change else 0.0
        level = start + step.value
        found.append(_Bar(step, start, level))
    return found


def _middle(place: int) -> float:
    return place * ROW + ROW / 2


def _axis(span: tuple[float, float], box: Box) -> Layer:
    encoding = {
        "x": number("zero", span),
        "y": {"value": 0},
        "y2": {"value": box.plot_height},
    }
    return layer("rule", [{"zero": 0}], encoding=encoding, stroke=token("ink-3"))


def _joints(bars: list[_Bar], span: tuple[float, float]) -> list[Layer]:
    """Thin lines that lead the end of each bar to the start of the next."""
    rows = [
        {"at": bar.end, "top": _middle(place) + _BAR / 2, "low": _middle(place + 1) - _BAR / 2}
        for place, (bar, _) in enumerate(pairwise(bars))
    ]
    encoding = {"x": number("at", span), "y": pixels("top"), "y2": {"field": "low"}}
    return [layer("rule", rows, encoding=encoding, stroke=token("control-line"))] if rows else []


def _look(step: Step) -> dict[str, str]:
    if not step.change:
        return {"fill": token("ink-3"), "edge": token("ink-3")}
    if step.value < 0:
        return {"fill": token("surface"), "edge": token("act")}
    return {"fill": token("act"), "edge": token("act")}


def _bars(bars: list[_Bar], span: tuple[float, float]) -> Layer:
    rows: list[dict[str, Any]] = [
        {
            "start": bar.start,
            "end": bar.end,
            "top": _middle(place) - _BAR / 2,
            "low": _middle(place) + _BAR / 2,
            "tip": bar.step.tip,
            **_look(bar.step),
        }
        for place, bar in enumerate(bars)
    ]
    encoding = {
        "x": number("start", span),
        "x2": {"field": "end"},
        "y": pixels("top"),
        "y2": {"field": "low"},
        "fill": painted(),
        "stroke": painted("edge"),
    }
    return layer("rect", rows, encoding=encoding, strokeWidth=1.25)


def _texts(bars: list[_Bar], box: Box) -> list[Layer]:
    """The name at the left and the figure at the right of each bar."""
    made = []
    for place, bar in enumerate(bars):
        strong = not bar.step.change
        made.append(word(bar.step.name, x=-10, y=_middle(place), align="right", strong=strong))
        figure = {"x": box.plot_width + box.right - 2, "y": _middle(place)}
        made.append(word(bar.step.text, **figure, align="right", strong=True))
    return made
