"""Hits as lines of the results, kind by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import BigIntegerField

from goen.shop.ui import registry, search

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goen.shop.ui.registry import Hit, SearchKind

_TAKEN = 8  # recent ones that are kept in a session


@dataclass(frozen=True, slots=True)
class Line:
    """One hit with its place in the page."""

    kind: SearchKind
    object_id: int
    hit: Hit

    @property
    def dom_id(self) -> str:
        """The id of its element, by which the field says which line is current."""
        return f"hit-{self.kind.name}-{self.object_id}"


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind; `more` when there are others behind them."""

    kind: SearchKind
    lines: Sequence[Line]
    more: bool = False


def groups_for(*, query: str, limit: int) -> list[Group]:
    """What the query finds, at most `limit` of each kind."""
    found: dict[str, list[int]] = {}
    for hit in search.find(query=query, limit=limit + 1):
        found.setdefault(hit.kind, []).append(hit.object_id)
    kinds = [kind for kind in registry.search_kinds if kind.name in found]
    return [
        Group(kind, lines, more=len(found[kind.name]) > limit)
        for kind in kinds
        if (lines := _lines(kind, found[kind.name][:limit]))
    ]


def recent_lines(*, kept: Iterable[Sequence[str | int]]) -> list[Line]:
    """What was opened from the search lately, the newest first."""
    pairs = [(str(name), int(number)) for name, number in kept]
    lines: dict[tuple[str, int], Line] = {}
    for kind in registry.search_kinds:
        ids = [number for name, number in pairs if name == kind.name]
        lines.update(((kind.name, line.object_id), line) for line in _lines(kind, ids))
    return [lines[pair] for pair in pairs if pair in lines]


def with_newest(
    *, kept: Iterable[Sequence[str | int]], kind: str, object_id: int
) -> list[tuple[str, int]]:
    """The list of recent ones after one more was opened."""
    others = [(str(name), int(number)) for name, number in kept]
    newest = (kind, object_id)
    return [newest, *(pair for pair in others if pair != newest)][:_TAKEN]


def address_of(*, kind: str, object_id: int) -> str | None:
    """The page of an object; None when it is not there any more."""
    if object_id > BigIntegerField.MAX_BIGINT:
        return None
    for item in registry.search_kinds:
        if item.name == kind:
            lines = _lines(item, [object_id])
            return lines[0].hit.url if lines else None
    return None


def _lines(kind: SearchKind, ids: Sequence[int]) -> list[Line]:
    """Lines in the order of `ids`; what is gone has none."""
    if not ids:
        return []
    hits = kind.hits(ids)
    # A room may leave out what is in the trash: then each is asked for by itself.
    if len(hits) == len(ids):
        return [Line(kind, pk, hit) for pk, hit in zip(ids, hits, strict=True)]
    return [Line(kind, pk, hit) for pk in ids for hit in kind.hits([pk])]
