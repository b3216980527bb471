from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from goen.sample._story import MONTHS, NEW_YEAR, WEEKDAYS, Season

if TYPE_CHECKING:
    from goen.sample._arrays import Floats, Ints

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Window:
    """One year's occurrence of a season, as day numbers counted from the calendar's start."""

    season: Season
    first: int
    last: int


@dataclass(frozen=True)
class Calendar:
    """The days of the data, and how busy each is."""

    start: date
    days: int
    busy: Floats  # one per day, mean 1
    clock: Floats  # busy days elapsed at the start of each day; one more entry than days
    month: Ints  # 1 to 12

    @property
    def price_revision(self) -> int:
        """The day from which the higher prices hold."""
        return self.days * 3 // 4

    def day(self, number: int) -> date:
        """The date of a day number."""
        return self.start + timedelta(days=number)

    def at(self, elapsed: Floats) -> Ints:
        """The day on which so many busy days have elapsed."""
        return np.searchsorted(self.clock, elapsed, side="right").astype(np.int64) - 1

    def windows(self, seasons: tuple[Season, ...]) -> list[Window]:
        """Every occurrence of the seasons that begins and ends within the data, oldest first."""
        found = [
            Window(season, first, last)
            for year in range(self.start.year, self.day(self.days).year + 1)
            for season in seasons
            for first, last in [(self._number(year, season.first), self._number(year, season.last))]
            if first >= 0 and last < self.days
        ]
        return sorted(found, key=lambda window: window.first)

    def _number(self, year: int, month_day: tuple[int, int]) -> int:
        return (date(year, *month_day) - self.start).days


def years_before(*, day: date, years: int) -> date:
    """The same date so many years earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def make_calendar(*, until: date, years: int) -> Calendar:
    """The calendar of the `years` years that end with the day `until`."""
    start = years_before(day=until, years=years) + timedelta(days=1)
    days = (until - start).days + 1
    numbers = np.datetime64(start, "D") + np.arange(days)
    month = numbers.astype("datetime64[M]").astype(np.int64) % 12 + 1
    weekday = (numbers.astype(np.int64) + 3) % 7  # 1 January 1970 was a Thursday
    of_month = (numbers - numbers.astype("datetime64[M]")).astype(np.int64) + 1
    busy = np.array(MONTHS)[month - 1] * np.array(WEEKDAYS)[weekday]
    busy = np.where((month == 1) & (of_month <= 3), NEW_YEAR, busy)
    busy = busy / busy.mean()
    clock = np.concatenate([[0.0], np.cumsum(busy)])
    return Calendar(start=start, days=days, busy=busy, clock=clock, month=month)
