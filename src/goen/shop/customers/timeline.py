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
    from collections.abc import Sequence

    from django.utils.functional import _StrPromise

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
    total: int
    month_before: str  # the month of the entry above the first one: "2026-10"


def read_timeline(
    *, customer_id: int, only: str = "", before: str = "", limit: int = PAGE
) -> Timeline:
    """The newest `limit` entries before the position `before`, of the room `only` or of all."""
    sources = list(registry.timeline)
    known = {source.name for source in sources}
    only = only if only in known else ""
    wanted = [source for source in sources if only in ("", source.name)]
    position = _position(before)
    streams = [source.entries(customer_id, position, limit + 1) for source in wanted]
    found = list(islice(merge(*streams, key=_place, reverse=True), limit + 1))
    shown = found[:limit]
    older = _written(_place(shown[-1])) if len(found) > limit else ""
    filters = [
        Filter(source.name, source.label, source.count(customer_id), source.name == only)
        for source in sources
    ]
    return Timeline(
        shown, older, filters, only, sum(each.count for each in filters), _month(position)
    )


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
