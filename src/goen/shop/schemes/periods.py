"""Quarters, half-years and years of the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goen.analysis.calendar import month_end, month_index, month_start
from goen.shop.schemes.models import Length

if TYPE_CHECKING:
    from datetime import date

MONTHS = {Length.QUARTER: 3, Length.HALF: 6, Length.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """One period, from its first to its last day."""

    length: Length
    start: date
    end: date

    def __str__(self) -> str:
        told = {"year": self.start.year, "n": (self.start.month - 1) // MONTHS[self.length] + 1}
        if self.length == Length.YEAR:
            return _("%(year)s (year)") % told
        if self.length == Length.QUARTER:
            return _("%(year)s, quarter %(n)s") % told
        halves = _("%(year)s, first half"), _("%(year)s, second half")
        return halves[told["n"] - 1] % told

    def back(self, count: int = 1) -> Period:
        """The period so many before this one."""
        return _from_index(self.length, month_index(self.start) - count * MONTHS[self.length])

    def has_ended(self, *, today: date) -> bool:
        """Whether its last day is past."""
        return self.end < today


def period_of(*, length: Length, day: date) -> Period:
    """The period of this length in which a day is."""
    months = MONTHS[length]
    index = month_index(day)
    return _from_index(length, index - index % 12 + index % 12 // months * months)


def _from_index(length: Length, index: int) -> Period:
    return Period(length, month_start(index), month_end(index + MONTHS[length] - 1))
