"""Ticks, labels and places that are decided here rather than by the drawing engine."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from goen.pictures._drawing import Box, Layer, layer, number
from goen.pictures.theme import TEXT_SIZE, token

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_STEPS = (1, 2, 2.5, 5, 10)
_YEAR = 12
_GAP = 8
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120)


def ticks(low: float, high: float, /, *, most: int = 5) -> list[float]:
    """Round numbers from at most `low` to at least `high`, zero among them, about `most` of them.

    >>> ticks(0, 4422)
    [0.0, 1000.0, 2000.0, 3000.0, 4000.0, 5000.0]
    """
    low, high = min(low, 0.0), max(high, 0.0)
    raw = (high - low) / most or 1 / most
    size = 10.0 ** math.floor(math.log10(raw))
    return _even(low, high, next(size * factor for factor in _STEPS if size * factor >= raw))


def whole_ticks(low: float, high: float, /, *, most: int = 5) -> list[float]:
    """Ticks for counts, never fractions of a customer."""
    low, high = min(low, 0.0), max(high, 0.0)
    raw = max((high - low) / most, 1.0)
    size = 10.0 ** math.floor(math.log10(raw))
    steps = (size * factor for factor in _STEPS if size * factor == int(size * factor))
    return _even(low, high, next(step for step in steps if step >= raw))


def _even(low: float, high: float, step: float) -> list[float]:
    """Multiples of `step` from at most `low` to at least `high`, two or more."""
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(place * step, 10) + 0.0 for place in range(first, max(last, first + 1) + 1)]


def spaced_ticks(top: float, /, *, place: Callable[[float], float], gap: float) -> list[float]:
    """Zero and round numbers (1, 2, 5 of each power of ten) up to `top`, at least `gap` apart.

    `place` says where a value lies on its axis, from 0 to 1.
    """
    powers = range(int(math.log10(max(top, 1.0))) + 1)
    found = [0.0]
    for value in (digit * 10.0**power for power in powers for digit in (1, 2, 5)):
        if value <= top and place(value) - place(found[-1]) >= gap:
            found.append(value)
    return found


def month_labels(
    months: Sequence[str], /, *, width: float, lang: str, edge: float = 0.0
) -> list[tuple[float, str]]:
    """Labels of months (YYYY-MM) at their places, as many as fit into `width` px side by side.

    The first label and every January carry the year; labels a year or more apart are years alone.
    `edge` is how far the plot reaches beyond the first and last month, in months.
    """
    numbers = [int(name[:4]) * 12 + int(name[5:]) - 1 for name in months]
    each = width / max(len(months) - 1 + 2 * edge, 1)
    labels: list[tuple[float, str]] = []
    for step in _MONTH_STEPS:
        places = [place for place, value in enumerate(numbers) if value % step == 0]
        years = step >= _YEAR
        labels = [
            (float(at), month_name(months[at], lang=lang, first=at == places[0], years=years))
            for at in places
        ]
        if labels and _apart(labels, each):
            return labels
    return labels[:1] or [(0.0, month_name(months[0], lang=lang, first=True))]


def _apart(labels: Sequence[tuple[float, str]], each: float) -> bool:
    """Whether labels centred at their places, `each` px a step, leave a gap between them."""
    return all(
        (later - place) * each >= (text_width(label) + text_width(after)) / 2 + _GAP
        for (place, label), (later, after) in pairwise(labels)
    )


def thinned(labels: Sequence[tuple[float, str]], /, *, each: float) -> list[tuple[float, str]]:
    """Every label, or every second, third … one, so that they stay apart at `each` px a step."""
    for step in range(1, len(labels) + 1):
        kept = list(labels)[::step]
        if _apart(kept, each):
            return kept
    return list(labels)[:1]


def spread(wanted: Sequence[float], /, *, gap: float, low: float, high: float) -> list[float]:
    """Places for labels near where they are wanted (ascending), at least `gap` apart."""
    found: list[float] = []
    for place in wanted:
        found.append(max(place, found[-1] + gap) if found else max(place, low))
    limit = high
    for index in range(len(found) - 1, -1, -1):
        found[index] = min(found[index], limit)
        limit = found[index] - gap
    return found


def grid(
    *,
    box: Box,
    values: Sequence[float],
    domain: tuple[float, float],
    form: str = ",.0f",
    unit: str = "",
    signed: bool = False,
    scale: dict[str, Any] | None = None,
) -> list[Layer]:
    """Level lines with their figures to the left (Python's format `form`); `unit` names them.

    Figures are sizes without a sign unless `signed`.
    """
    rows = [
        {"at": value, "label": _figure(value if signed else abs(value), form)} for value in values
    ]
    level = number("at", domain, scale=scale or {})
    lines = layer("rule", rows, encoding={"y": level}, stroke=token("line"))
    text = {"y": level, "x": {"value": -8}, "text": {"field": "label"}}
    figures = layer("text", rows, encoding=text, align="right")
    return [lines, figures, *([word(unit, x=6 - box.left, y=-18)] if unit else [])]


def _figure(value: float, form: str) -> str:
    return format(value, form).replace("-", "−")


def word(text: str, /, *, x: float, y: float, align: str = "left", strong: bool = False) -> Layer:
    """One word at a place in px from the plot's upper left corner."""
    look = {"fontWeight": 600, "fill": token("ink")} if strong else {}
    return layer(
        "text",
        [{"word": text}],
        encoding={"x": {"value": x}, "y": {"value": y}, "text": {"field": "word"}},
        align=align,
        **look,
    )


def captions(
    *,
    box: Box,
    rows: Sequence[tuple[float, str]],
    domain: tuple[float, float],
    scale: dict[str, Any] | None = None,
) -> list[Layer]:
    """Labels below the plot at these places of x, with a small tick above each."""
    place = number("at", domain, scale=scale or {})
    values = [{"at": at, "label": label} for at, label in rows]
    below = box.plot_height
    text = {"x": place, "y": {"value": below + 18}, "text": {"field": "label"}}
    tick = {"x": place, "y": {"value": below}, "y2": {"value": below + 5}}
    return [
        layer("rule", values, encoding=tick, stroke=token("line-strong")),
        layer("text", values, encoding=text),
    ]


def text_width(text: str) -> float:
    """About how wide a label is in px: full-width characters count whole, others 0.56."""
    return sum(TEXT_SIZE * (1.0 if ord(letter) > 0x2E7F else 0.56) for letter in text)


def month_name(month: str, /, *, lang: str, first: bool = False, years: bool = False) -> str:
    """A month under an axis: the first and January with the year; years alone when asked."""
    year, number_of_month = month.split("-")
    if years:
        return f"{year}年" if lang == "ja" else year
    if lang == "ja":
        name = f"{int(number_of_month)}月"
        return f"{year}年{name}" if first or name == "1月" else name
    name = "JanFebMarAprMayJunJulAugSepOctNovDec"[int(number_of_month) * 3 - 3 :][:3]
    return f"{name} {year}" if first or name == "Jan" else name
