"""The axis of money in the page's charts: one unit, named once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.report._html.say import Say

_STEPS_JA = ((100_000_000, "億円"), (10_000, "万円"))
_MILLION = 1_000_000


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
