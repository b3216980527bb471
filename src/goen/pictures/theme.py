"""The colours, type and chart settings that every picture shares.

Shapes are painted with the names of tokens, `var(--act)`, never with values: one drawing serves the
light and the dark page, and `paper` turns the names into light values for print, mail and
workbooks. The values are those of the page's style sheet; a test holds the two together.
"""

from __future__ import annotations

from typing import Any

FONT = "Hiragino Sans, Yu Gothic UI, Noto Sans JP, Noto Sans CJK JP, Meiryo, sans-serif"
TEXT_SIZE = 12

# name: (light, dark)
TOKENS: dict[str, tuple[str, str]] = {
    "surface": ("#ffffff", "#141b1b"),
    "line": ("#d7dedd", "#293332"),
    "line-strong": ("#b8c0bf", "#3f4a49"),
    "control-line": ("#798382", "#6e7a79"),
    "ink": ("#152120", "#e6edec"),
    "ink-2": ("#3f4a49", "#b6c0bf"),
    "ink-3": ("#566160", "#96a1a0"),
    "act": ("#005e53", "#74d2be"),
    "act-soft": ("#e1f3ef", "#14302b"),
    "act-line": ("#8fc4ba", "#2f6b60"),
    "good": ("#0f6a31", "#8cd59b"),
    "bad": ("#b21823", "#fb9795"),
    "r0-fill": ("#798382", "#6e7a79"),
    "r0-on": ("#ffffff", "#ffffff"),
    "r0-ink": ("#3f4a49", "#b6c0bf"),
    "r0-soft": ("#e9eeed", "#293332"),
    "r1-fill": ("#eecd7e", "#836130"),
    "r1-on": ("#152120", "#ffffff"),
    "r1-ink": ("#765406", "#d9ba70"),
    "r1-soft": ("#fcf3dd", "#302814"),
    "r2-fill": ("#6ac8b4", "#3a927d"),
    "r2-on": ("#152120", "#071110"),
    "r2-ink": ("#00675e", "#79d1be"),
    "r2-soft": ("#e1f8f2", "#182e29"),
    "r3-fill": ("#3994d1", "#619fe3"),
    "r3-on": ("#0b1413", "#071110"),
    "r3-ink": ("#005c98", "#7fc3f5"),
    "r3-soft": ("#e2f3ff", "#192b39"),
    "r4-fill": ("#b7377b", "#f9a2cb"),
    "r4-on": ("#ffffff", "#071110"),
    "r4-ink": ("#9a2364", "#f5a0c5"),
    "r4-soft": ("#ffeaf2", "#3b1e2b"),
    "r5-fill": ("#27326f", "#dbe3ff"),
    "r5-on": ("#ffffff", "#071110"),
    "r5-ink": ("#27326f", "#d0dbff"),
    "r5-soft": ("#e7ecfc", "#262c45"),
    # Steps of heat: act mixed into surface in OKLab by 7, 14, 22, 31, 40 and 50 %, so that ink
    # stays readable on the darkest of them (6.7 : 1 light, 4.8 : 1 dark).
    "heat-1": ("#eef3f2", "#1a2625"),
    "heat-2": ("#dde7e5", "#20312f"),
    "heat-3": ("#cadad6", "#283e3a"),
    "heat-4": ("#b5cbc6", "#304d48"),
    "heat-5": ("#a0bcb6", "#385d56"),
    "heat-6": ("#89aca5", "#426f66"),
}
HEAT_STEPS = 6
RANK_SLOTS = 5
_SLOTS = {1: (5,), 2: (1, 5), 3: (1, 3, 5), 4: (1, 2, 4, 5)}


def token(name: str) -> str:
    """The colour of that name, as a shape or a style sheet asks for it."""
    if name not in TOKENS:
        raise KeyError(name)
    return f"var(--{name})"


def hatch(slot: int) -> str:
    """The hatching of a rank's lapsed customers: a pattern the page (or `paper`) defines."""
    return f"url(#h{slot})"


def rank_slots(count: int) -> tuple[int, ...]:
    """The colour slots, 1 to 5, of `count` ranks from low to high; few ranks take the ends first.

    >>> rank_slots(3)
    (1, 3, 5)
    """
    if count in _SLOTS:
        return _SLOTS[count]
    last = max(count - 1, 1)
    return tuple(1 + round((RANK_SLOTS - 1) * place / last) for place in range(count))


def heat_step(share: float | None, *, top: float) -> int:
    """The step of heat, 0 to 6, of a value whose largest is `top`; 0 for nothing."""
    if not share or top <= 0 or share <= 0:
        return 0
    return max(1, min(HEAT_STEPS, -int(-share / top * HEAT_STEPS // 1)))


def config() -> dict[str, Any]:
    """The Vega-Lite settings of every chart (the design language's chart theme)."""
    solid = {"opacity": 1}
    return {
        "font": "sans-serif",
        "view": {"stroke": None},
        "legend": {"disable": True},
        "area": solid,
        "bar": solid,
        "point": {"opacity": 1, "filled": True},
        "rect": solid,
        "line": {"strokeWidth": 2},
        "rule": {"strokeWidth": 1},
        "text": {"fontSize": TEXT_SIZE, "fill": token("ink-2"), "baseline": "middle"},
    }
