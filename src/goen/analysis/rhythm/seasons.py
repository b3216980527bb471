"""The company's calendar: how busy each day is, and time counted in ordinary days.

Three silent days over New Year are not three silent days in October. Time that counts a day by how
busy it usually is (1 on average) makes silences of all seasons comparable.
Method: docs/methods/rhythm.md. Days are whole numbers, counted from 1970-01-01.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from goen.analysis.rhythm.arrays import day_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.analysis.rhythm.arrays import Days, Floats, Ints

_SCALE = np.arange(day_number(date(2001, 1, 1)), day_number(date(2029, 1, 1)))  # all weekdays alike
_LEAST = 0.02  # no kind of day stands still: someone was in contact on it
_DOUBT = 25.0  # an index weighs itself against the plainer one as if that were so many contacts
_ENOUGH = 500  # contacts on the days compared; fewer say nothing about single kinds of days
_YEAR = 365
_HORIZON = 36_525  # a date more than a century ahead is none


@dataclass(frozen=True, slots=True)
class Season:
    """Days of every year that are unlike their month; `start` and `end` are (month, day)."""

    key: str
    start: tuple[int, int]
    end: tuple[int, int]

    def holds(self, days: Ints) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Tell which of `days` lie in the season."""
        months, place = _months(days)
        number = months * 100 + place
        return (number >= 100 * self.start[0] + self.start[1]) & (
            number <= 100 * self.end[0] + self.end[1]
        )


SEASONS = (
    Season("new_year", (1, 1), (1, 3)),
    Season("golden_week", (5, 3), (5, 5)),
    Season("obon", (8, 13), (8, 16)),
    Season("year_end", (12, 29), (12, 31)),
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """How busy days are: 12 months × 7 weekdays (Monday first), and a factor for each season.

    Only proportions count: a calendar is scaled to a mean of 1 over 28 years.
    """

    busy: tuple[tuple[float, ...], ...] = ((1.0,) * 7,) * 12
    seasons: tuple[tuple[Season, float], ...] = ()

    def __post_init__(self) -> None:
        cells = [index for month in self.busy for index in month]
        if [len(month) for month in self.busy] != [7] * 12:
            raise ValueError("a calendar has 12 months of 7 weekdays")
        if min(*cells, *(factor for _, factor in self.seasons)) <= 0:
            raise ValueError("every kind of day has an index above zero")

    def index(self, days: Ints) -> Floats:
        """Return how busy each of `days` is, 1 on average."""
        scaled: Floats = self._raw(days) / self._raw(_SCALE).mean()
        return scaled

    def _raw(self, days: Ints) -> Floats:
        months, _ = _months(days)
        index: Floats = np.asarray(self.busy)[months - 1, _weekdays(days)]
        for season, factor in self.seasons:
            index[season.holds(days)] *= factor
        return index

    def as_dict(self) -> dict[str, Any]:
        """Return the calendar as what JSON can hold."""
        return {
            "busy": [list(month) for month in self.busy],
            "seasons": [asdict(season) | {"factor": factor} for season, factor in self.seasons],
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Calendar:
        """Return the calendar that `as_dict` told."""
        return cls(
            tuple(tuple(month) for month in told["busy"]),
            tuple(
                (Season(row["key"], tuple(row["start"]), tuple(row["end"])), row["factor"])
                for row in told["seasons"]
            ),
        )


_FLAT = Calendar()


class Clock:
    """Time in ordinary days that has passed by the end of each calendar day, and back."""

    def __init__(self, *, calendar: Calendar, first: int, last: int) -> None:
        self._first = first
        self._time = np.cumsum(calendar.index(np.arange(first, last + _HORIZON)))

    def at(self, days: Ints) -> Floats:
        """Return the time at the end of `days`, which lie between `first` and `last`."""
        found: Floats = self._time[np.asarray(days) - self._first]
        return found

    def first_day_at(self, times: Floats) -> Days:
        """Return the first day at whose end `times` are reached; NaT beyond the horizon."""
        return self._day(np.searchsorted(self._time, times, side="left"))

    def first_day_after(self, times: Floats) -> Days:
        """Return the first day at whose end `times` have been passed; NaT beyond the horizon."""
        return self._day(np.searchsorted(self._time, times, side="right"))

    def _day(self, places: Ints) -> Days:
        days = (places + self._first).astype("datetime64[D]")
        return np.where(places < len(self._time), days, np.datetime64("NaT"))


def estimate_calendar(
    *,
    days: Ints,
    contacts: Ints,
    as_of: date,
    seasons: tuple[Season, ...] = SEASONS,
) -> Calendar:
    """Return the calendar of a company from its own contacts; flat under two years of them.

    Flat too with fewer than 500 contacts on the days that have half a year on both sides.

    `days` are in order and up to `as_of`, `contacts` counts the customers in contact on each. Each
    day is compared with the year around it (ratio to moving average), so growth does not count.
    """
    if len(days) == 0 or day_number(as_of) - days[0] < 2 * _YEAR:
        return _FLAT
    every = np.arange(days[0], day_number(as_of) + 1)
    counted = np.zeros(len(every))
    counted[days - days[0]] = contacts
    half = _YEAR // 2
    sums = np.concatenate(([0.0], np.cumsum(counted)))
    usual = (sums[_YEAR:] - sums[:-_YEAR]) / _YEAR
    inner = counted[half:-half]
    return _calendar(every[half:-half], inner, usual, seasons) if inner.sum() >= _ENOUGH else _FLAT


def _calendar(days: Ints, counted: Floats, usual: Floats, seasons: tuple[Season, ...]) -> Calendar:
    inside = [season.holds(days) for season in seasons]
    plain = ~np.any([np.zeros(len(days), dtype=bool), *inside], axis=0)
    months, weekdays = _months(days)[0] - 1, _weekdays(days)

    def index(group: Ints, size: int, plainer: Any = 1.0) -> Floats:
        seen = np.bincount(group[plain], counted[plain], size)
        expected = np.bincount(group[plain], usual[plain], size)
        found: Floats = np.maximum((seen + _DOUBT * plainer) / (expected + _DOUBT), _LEAST)
        return found

    product = np.outer(index(months, 12), index(weekdays, 7)).ravel()
    cells = index(months * 7 + weekdays, 84, product)
    expected = usual * cells[months * 7 + weekdays]
    factors = [
        max((counted[held].sum() + _DOUBT) / (expected[held].sum() + _DOUBT), _LEAST)
        for held in inside
    ]
    return Calendar(
        tuple(tuple(month) for month in cells.reshape(12, 7).tolist()),
        tuple(zip(seasons, (float(factor) for factor in factors), strict=True)),
    )


def _months(days: Ints) -> tuple[Ints, Ints]:
    """Return the month, 1 to 12, and the day in it."""
    dates = np.asarray(days).astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    return month.astype(int) % 12 + 1, (dates - month).astype(int) + 1


def _weekdays(days: Ints) -> Ints:
    weekdays: Ints = (np.asarray(days) + 3) % 7  # 1970-01-01 was a Thursday
    return weekdays
