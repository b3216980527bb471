"""Axes of the page's charts: one unit for money, named once, and labels of months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.report import _format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.report._html.say import Say

_STEPS_JA = ((100_000_000, "億円"), (10_000, "万円"))
_MILLION = 1_000_000
_WIDEST = 12


@dataclass(frozen=True, slots=True)
class MoneyAxis:
    """Minor units per unit of the axis, the unit's name and how its figures are written."""

    size: int
    unit: str
    form: str

    def scaled(self, value: float) -> float:
        """A minor-unit amount on this axis."""
        return value / self.size


def money_axis(say: Say, values: Sequence[int], *, digits: int) -> MoneyAxis:
    """The axis that fits these amounts: 円, 万円 or 億円; in English units or whole millions."""
    most = max([abs(value) for value in values] + [1]) // 10**digits
    if say.lang == "ja" and say.currency == "JPY":
        for size, unit in _STEPS_JA:
            if most >= 2 * size:
                return MoneyAxis(size, unit, _form(most / size))
        return MoneyAxis(1, "円", ",.0f")
    if most >= 2 * _MILLION:
        unit = f"{say.unit} million" if say.lang == "en" else f"100万{say.unit}"
        return MoneyAxis(_MILLION * 10**digits, unit, _form(most / _MILLION))
    return MoneyAxis(10**digits, say.unit, ",.0f")


def _form(most: float) -> str:
    return ",.1f" if most < 5 else ",.0f"


def month_labels(say: Say, months: Sequence[str]) -> list[tuple[float, str]]:
    """Labels under an axis of months: at most about eight, years alone when there are many."""
    numbers = [int(name[:4]) * 12 + int(name[5:]) - 1 for name in months]
    for step in (1, 2, 3, 6, 12, 24, 60, 120):
        places = [place for place, value in enumerate(numbers) if value % step == 0]
        if len(places) <= _WIDEST - 4:
            break
    names = [
        _format.month(months[place], lang=say.lang, short=place != places[0]) for place in places
    ]
    if step >= 12:
        names = [months[place][:4] + ("年" if say.lang == "ja" else "") for place in places]
    return [(float(place), text) for place, text in zip(places, names, strict=True)]
