"""Orders kept beside the rows: an upper room knows an amount of each, in a table of its own.

Where many rows match, the index of that table is followed, some hundred rows at a time, until the
page is full; where few match, they are sorted. Rows of which it knows nothing come last, whichever
way round the order is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from heapq import merge
from itertools import chain, islice, repeat
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, Subquery, Value

from goen.shop.ui.lists.paging import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django.db.models import QuerySet
    from django.db.models.expressions import OrderBy

Pair = tuple[Any, int]  # the worth of a row, and its key
_BATCHES = (200, 1000)  # rows of the index that are looked through at once; the last repeats


@dataclass(frozen=True, slots=True)
class Beside:
    """An order by `field` of rows elsewhere, which name a row of the list in `key`.

    `parts` gives those rows in parts that each have an index on (…, `field`, `key`); no row of the
    list is in two of them. The field is never empty.
    """

    parts: Callable[[], Sequence[QuerySet[Any]]]
    field: str
    key: str

    def of(self, key: Any) -> QuerySet[Any] | None:
        """What is known of one row, in whichever part; None while nothing is known of any."""
        parts = self.parts()
        return reduce(or_, parts).filter(**{self.key: key}) if parts else None

    def worth(self, key: int) -> Any:
        """The worth of one row; None where it is not known."""
        found = self.of(key)
        return None if found is None else found.values_list(self.field, flat=True).first()


@dataclass(frozen=True, slots=True)
class Way:
    """Through an order: downwards or upwards, and from the row `start` on back to the beginning."""

    order: Beside
    descending: bool
    start: int | None = None
    back: bool = False

    @property
    def down(self) -> bool:
        """Whether what follows is worth less."""
        return self.descending != self.back


def page_beside(rows: QuerySet[Any], way: Way, *, size: int, follow: bool) -> Page:
    """The page along this way: `follow` the index of the order, or sort what matches."""
    if way.start is not None and not rows.model._base_manager.filter(pk=way.start).exists():
        way = Way(way.order, way.descending)
    found = along(rows, way, size=size + 1) if follow else list(ordered(rows, way)[: size + 1])
    more = len(found) > size
    if way.back:
        return Page(found[:size][::-1], before=more, after=True)
    return Page(found[:size], before=way.start is not None, after=more)


def ordered(rows: QuerySet[Any], way: Way) -> QuerySet[Any]:
    """The rows in the order, from the start of the way on."""
    known = way.order.of(OuterRef("pk"))
    worth = Value(None, BigIntegerField())
    found: QuerySet[Any] = rows.annotate(
        worth=worth if known is None else Subquery(known.values(way.order.field)[:1])
    )
    if way.start is not None:
        found = found.filter(_beyond("worth", "pk", way, (way.order.worth(way.start), way.start)))
    order: list[OrderBy] = [
        F("worth").desc(nulls_last=True) if way.descending else F("worth").asc(nulls_last=True),
        F("pk").desc() if way.descending else F("pk").asc(),
    ]
    for one in order if way.back else ():
        one.reverse_ordering()
    return found.order_by(*order)


def _beyond(worth: str, key: str, way: Way, here: Pair) -> Q:
    further = Q(**{f"{key}__{'lt' if way.down else 'gt'}": here[1]})
    nothing = Q(**{f"{worth}__isnull": True})
    if here[0] is None:
        return (nothing & further) | ~nothing if way.back else nothing & further
    found = Q(**{f"{worth}__{'lt' if way.down else 'gt'}": here[0]}) | (
        Q(**{worth: here[0]}) & further
    )
    return found if way.back else found | nothing


def along(rows: QuerySet[Any], way: Way, *, size: int) -> list[Any]:
    """The next `size` rows, looked for along the index."""
    keys = list(islice(_matching(rows, way), size))
    found = {row.pk: row for row in rows.filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def _matching(rows: QuerySet[Any], way: Way) -> Iterator[int]:
    """The keys of the rows, in order: those whose worth is known, then the others."""
    bare = rows.select_related(None).prefetch_related(None).order_by()
    worth = None if way.start is None else way.order.worth(way.start)
    if way.start is None or worth is not None:
        here = None if way.start is None else (worth, way.start)
        first, then = _known(bare, way, here), iter(()) if way.back else _unknown(bare, way, None)
    else:
        first, then = (
            _unknown(bare, way, way.start),
            _known(bare, way, None) if way.back else iter(()),
        )
    return chain(first, then)


def _known(rows: QuerySet[Any], way: Way, here: Pair | None) -> Iterator[int]:
    pairs = merge(*(_pairs(part, way, here) for part in way.order.parts()), reverse=way.down)
    for size in chain(_BATCHES, repeat(_BATCHES[-1])):
        keys = [key for _worth, key in islice(pairs, size)]
        fitting = set(rows.filter(pk__in=keys).values_list("pk", flat=True))
        yield from (key for key in keys if key in fitting)
        if len(keys) < size:
            return


def _pairs(part: QuerySet[Any], way: Way, here: Pair | None) -> Iterator[Pair]:
    """The rows of one part, asked for in batches of its index."""
    worth, key = way.order.field, way.order.key
    sign, beyond = ("-", "lte") if way.down else ("", "gte")
    rows = part.order_by(f"{sign}{worth}", f"{sign}{key}").values_list(worth, key)
    for size in chain(_BATCHES, repeat(_BATCHES[-1])):
        following = rows
        if here is not None:
            # Said like this, the index is entered at the very place.
            passed = Q(**{worth: here[0], f"{key}__{'gte' if way.down else 'lte'}": here[1]})
            following = rows.filter(**{f"{worth}__{beyond}": here[0]}).exclude(passed)
        found = list(following[:size])
        yield from found
        if len(found) < size:
            return
        here = found[-1]


def _unknown(rows: QuerySet[Any], way: Way, start: int | None) -> Iterator[int]:
    known = way.order.of(OuterRef("pk"))
    found = rows if known is None else rows.filter(~Exists(known))
    if start is not None:
        found = found.filter(**{f"pk__{'lt' if way.down else 'gt'}": start})
    keys = found.order_by("-pk" if way.down else "pk").values_list("pk", flat=True)
    yield from keys.iterator(chunk_size=100)
