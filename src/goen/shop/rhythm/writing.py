"""Rhythms go into the database customer by customer, in short steps.

Each row is whole at every instant. Whatever a kill leaves undone, the next run finds again: it
compares what should be with what is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import connection, transaction

from goen.shop.customers.models import Customer
from goen.shop.errands.pace import Pace
from goen.shop.errands.relaxed import relaxed
from goen.shop.rhythm.models import Rhythm
from goen.shop.rhythm.values import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from goen.shop.rhythm.values import Values

_MOST = 5_000
_CHUNK = 500


def write(values: Values, *, among: Collection[int] | None, beat: Callable[[], None]) -> int:
    """Write the rows that are other ones than those there; gives how many, the gone among them.

    `among`: the customers who were judged, of whom some may have no row any more; None: all.
    `beat` is called after each step.
    """
    customer, mark = _there(among)
    places = np.searchsorted(customer, values.customer)
    known = np.zeros(len(values.customer), dtype=bool)
    inside = places < len(customer)
    known[inside] = (customer[places[inside]] == values.customer[inside]) & (
        mark[places[inside]] == values.mark[inside]
    )
    changed = np.flatnonzero(~known)
    gone = np.setdiff1d(customer, values.customer, assume_unique=True).tolist()
    _in_steps(
        len(changed),
        lambda start, stop: _put(list(values.rows(changed[start:stop]))),
        beat,
    )
    _in_steps(len(gone), lambda start, stop: take_away(gone[start:stop]), beat)
    return len(changed) + len(gone)


def _there(among: Collection[int] | None) -> tuple[Any, Any]:
    """Customer and mark of the rows that are there, in the order of customers."""
    rows: list[tuple[int, int]] = []
    found = Rhythm.objects.order_by("customer_id").values_list("customer_id", "mark")
    if among is None:
        rows = list(found.iterator(chunk_size=20_000))
    else:
        ids = sorted(among)
        for start in range(0, len(ids), _CHUNK):
            rows += found.filter(customer__in=ids[start : start + _CHUNK])
    told = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return told[:, 0], told[:, 1]


def _in_steps(count: int, step: Callable[[int, int], None], beat: Callable[[], None]) -> None:
    if not count:
        return
    pace, done = Pace(most=_MOST, aim=0.1), 0
    with relaxed(pace) as steps:
        while done < count:
            steps.rest()
            stop = min(count, done + pace.size)
            with pace.step():
                step(done, stop)
            done = stop
            beat()


def _put(rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, or put them in the place of those that the customers have.

    Who has left for ever since the contacts were read is left out.
    """
    there = set[int]()
    for start in range(0, len(rows), _CHUNK):
        ids = [row[0] for row in rows[start : start + _CHUNK]]
        there.update(Customer.objects.filter(pk__in=ids).values_list("pk", flat=True))
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, NAMES))
    marks = ", ".join(["%s"] * len(NAMES))
    taken = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in NAMES[1:])
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {Rhythm._meta.db_table} ({names}) VALUES ({marks})"  # noqa: S608
            f" ON CONFLICT (customer_id) DO UPDATE SET {taken}",
            [row for row in rows if row[0] in there],
        )


@transaction.atomic
def take_away(customer_ids: Sequence[int]) -> None:
    """Delete the rows of customers without contacts; nothing points to them."""
    for start in range(0, len(customer_ids), _CHUNK):
        rows = Rhythm.objects.filter(customer__in=customer_ids[start : start + _CHUNK])
        rows._raw_delete(rows.db)
