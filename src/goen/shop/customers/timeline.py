"""The timeline of a customer: what all rooms know, merged when it is read, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from goen.shop.ui import registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.utils.functional import _StrPromise

    from goen.shop.customers.models import Customer
    from goen.shop.ui.registry import Entry

PAGE = 50

Position = tuple[datetime, str]


@dataclass(frozen=True, slots=True)
class Filter:
    """A chip above the timeline: one room with how many entries it has."""

    name: str
    label: str | _StrPromise
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of the timeline; `older` is where the next page begins, or empty."""

    entries: Sequence[Entry]
    older: str
    filters: Sequence[Filter]
    chosen: str
    month_before: str  # the month of the entry above the first one: "2026-10"

    @property
    def total(self) -> int:
        """How many entries all rooms have together."""
        return sum(each.count for each in self.filters)

    @property
    def rows(self) -> Iterator[tuple[datetime | None, Entry]]:
        """Each entry, the first one of a month with the moment that says which month it is."""
        above = self.month_before
        for entry in self.entries:
            here = localtime(entry.at)
            month = f"{here:%Y-%m}"
            yield (here if month != above else None), entry
            above = month


def read_timeline(
    *,
    customer: Customer,
    only: str = "",
    before: str = "",
    limit: int = PAGE,
    counted: bool = True,
) -> Timeline:
    """The newest `limit` entries before the position `before`, of the room `only` or of all.

    The filters with their counts are left out unless `counted`: a further page has none.
    """
    sources = list(registry.timeline)
    only = only if only in {source.name for source in sources} else ""
    position = _position(before)
    streams = {
        source.name: source.entries(customer, position, limit + 1)
        for source in sources
        if only in ("", source.name)
    }
    found = list(islice(merge(*streams.values(), key=_place, reverse=True), limit + 1))
    shown = found[:limit]
    older = _written(_place(shown[-1])) if len(found) > limit else ""
    # A room that gave all it has from the beginning need not be asked how much that is.
    whole = {
        name: len(entries)
        for name, entries in streams.items()
        if position is None and len(entries) <= limit
    }
    filters = [
        Filter(
            source.name,
            source.label,
            whole[source.name] if source.name in whole else source.count(customer),
            source.name == only,
        )
        for source in (sources if counted else ())
    ]
    return Timeline(shown, older, filters, only, _month(position))


def _place(entry: Entry) -> Position:
    return entry.at, entry.key


def _month(position: Position | None) -> str:
    return f"{localtime(position[0]):%Y-%m}" if position else ""


def _written(position: Position) -> str:
    """A position as it stands in an address."""
    return f"{position[0].isoformat()}~{position[1]}"


def _position(text: str) -> Position | None:
    """The position written in an address; None for the beginning and for nonsense."""
    at, _, key = text.partition("~")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, key) if moment.tzinfo else None
