"""On which day each member of staff has time for one more."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import jpholiday

from goen.shop.rhythm.capacity import weekly_of
from goen.shop.rhythm.models import WEEKLY
from goen.shop.touches.models import Action

if TYPE_CHECKING:
    from datetime import date

MOST_TASKS = 3 * WEEKLY  # more than that nobody plans today
_FURTHEST = 180


class Diary:
    """How many next actions everybody has on each working day from today on."""

    def __init__(self, *, today: date) -> None:
        self._today, self._per_day = today, dict[int, int]()
        open_ones = Action.objects.open().filter(due_on__gte=today)
        self._busy = Counter(open_ones.values_list("owner_id", "due_on"))

    def next_day(self, owner: int) -> date:
        """The first working day on which the member has time; the task is put down for it."""
        day, most = self._today, self._most(owner)
        for _further in range(_FURTHEST):
            if is_working_day(day) and self._busy[owner, day] < most:
                break
            day += timedelta(days=1)
        self._busy[owner, day] += 1
        return day

    def _most(self, owner: int) -> int:
        """How many one working day of the member holds: a fifth of the week."""
        if owner not in self._per_day:
            self._per_day[owner] = max(1, -(-weekly_of(staff_id=owner) // 5))
        return self._per_day[owner]


def is_working_day(day: date) -> bool:
    """Neither a Saturday or Sunday nor a public holiday."""
    return day.weekday() < 5 and not jpholiday.is_holiday(day)
