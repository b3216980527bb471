"""The drawing of one customer's rhythm: purchases, other contacts, the day by which to expect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from goen.analysis.calendar import months_before

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LEFT, _BASE, _TOP = 8.0, 98.0, 30.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One day with a purchase: where it stands, how high, and what it says."""

    x: float
    y: float
    height: float
    on: date
    amount: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The first day of a quarter; January says its year too."""

    x: float
    on: date


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing `width` wide of the months before today, ready to be written down."""

    name: str
    width: int
    right: float
    months: int
    grids: Sequence[Grid]
    bars: Sequence[Bar]
    rings: Sequence[float]
    band: tuple[float, float] | None  # where expected: from, width
    today: float


def drawn(
    *,
    name: str,
    width: int,
    months: int,
    purchases: Sequence[tuple[date, int]],
    touches: Sequence[date],
    expected: tuple[date, date] | None,
    today: date,
) -> Chart:
    """Draw the last `months`; `expected` is the time in which the next contact was or is due."""
    first = months_before(today, months)
    end = today + timedelta(days=max(20, (today - first).days // 14))
    if expected and expected[0] > today:  # what is to come has to be seen
        end = max(end, min(expected[1], today + timedelta(days=120)))
    scale = (width - 2 * _LEFT) / (end - first).days

    def at(day: date) -> float:
        return round(_LEFT + (min(max(day, first), end) - first).days * scale, 1)

    seen = [(on, net) for on, net in purchases if first <= on <= today and net > 0]
    most = max((net for _on, net in seen), default=1)
    bars = [Bar(at(on) - 3, *_upright(net / most), on, net) for on, net in seen]
    band = None
    if expected and expected[1] >= first and expected[0] <= end:
        band = (at(expected[0]), max(round(at(expected[1]) - at(expected[0]), 1), 3.0))
    rings = [at(day) for day in sorted(set(touches)) if first <= day <= today]
    right = round(width - _LEFT, 1)
    return Chart(name, width, right, months, _grids(first, end, at), bars, rings, band, at(today))


def _upright(share: float) -> tuple[float, float]:
    height = round(max(share * (_BASE - _TOP), 6.0), 1)
    return round(_BASE - height, 1), height


def _grids(first: date, end: date, at: Callable[[date], float]) -> list[Grid]:
    found, day = [], date(first.year, first.month, 1)
    while day < end:
        if day > first and day.month in (1, 4, 7, 10):
            found.append(Grid(at(day), day))
        day = (day + timedelta(days=32)).replace(day=1)
    return found
