"""Which months a sheet can be asked for: the running one, and every one that has ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.analysis.calendar import month_end, month_index
from goen.shop.portfolio.models import Closing

if TYPE_CHECKING:
    from datetime import date

    from goen.shop.figures.asked import Asked


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its last day; `on` is what an address says of it, empty for the running one."""

    last: date
    on: str


def months(*, asked: Asked) -> list[Month]:
    """The months with figures, the newest first."""
    newest = month_index(asked.newest)
    ended = range(newest - 1, month_index(asked.first) - 1, -1)
    return [Month(asked.newest, ""), *(Month(end := month_end(i), end.isoformat()) for i in ended)]


def published(*, asked: Asked) -> dict[str, dict[str, int]] | None:
    """The lines by segment that were published about the month, if it was closed.

    Of the whole company under the limits that counted alone: nothing else was ever published.
    """
    ended = asked.day == month_end(month_index(asked.day))
    if not ended or asked.subset.kind != "all" or asked.chosen or asked.how != "month":
        return None
    closing = Closing.objects.filter(month=asked.day.replace(day=1)).first()
    return {line["segment"]: line for line in closing.lines} if closing else None
