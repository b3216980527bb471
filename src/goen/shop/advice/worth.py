"""What lapsed customers were worth: their sales in the 12 months up to their last purchase."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Sum

from goen.analysis.calendar import months_before
from goen.report.engines import duckdb_connection
from goen.shop.portfolio import history, writing
from goen.shop.sales.queries.purchases import counting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from numpy.typing import NDArray

_CHUNK = 500
# The years of all, cut to those days on which some of them can begin and end.
_YEARS = """
    SELECT customer, CAST(sum(day_amount) AS BIGINT)
    FROM asked JOIN days ON days.last = asked.last JOIN bought ON bought.customer_id = customer
    WHERE day > $first AND day <= $newest AND day > since AND day <= asked.last
    GROUP BY customer
"""


def year_before(*, last: Mapping[int, date]) -> dict[int, int]:
    """The sales of the 12 months up to the day of each customer; who has none is left out.

    From the history of the standings that are shown; from the sales, when it is not there.
    """
    if not last:
        return {}
    shown = writing.state().shown
    kept = history.read(place=history.folder(), name=shown["history"]) if shown else None
    return from_history(last=last, kept=kept) if kept else from_sales(last=last)


def from_history(*, last: Mapping[int, date], kept: history.History) -> dict[int, int]:
    """The same from a history, for everybody in one question."""
    days = {day: months_before(day, 12) for day in set(last.values())}
    with duckdb_connection() as connection:
        history.show(connection, kept, table="bought")
        who = np.array(list(last), dtype=np.int64)
        connection.register("asked", {"customer": who, "last": _days(last.values())})
        connection.register("days", {"last": _days(days), "since": _days(days.values())})
        span = {"first": min(days.values()), "newest": max(days)}
        return dict(connection.execute(_YEARS, span).fetchall())


def _days(days: Iterable[date]) -> NDArray[np.datetime64]:
    return np.array(list(days), dtype="datetime64[s]")


def from_sales(*, last: Mapping[int, date]) -> dict[int, int]:
    """The same from the sales, some customers at a time."""
    ids, found = list(last), dict[int, int]()
    for start in range(0, len(ids), _CHUNK):
        found |= _few({one: last[one] for one in ids[start : start + _CHUNK]})
    return found


def _few(last: Mapping[int, date]) -> dict[int, int]:
    since = {one: months_before(day, 12) for one, day in last.items()}
    rows = (
        counting()
        .filter(customer__in=list(last), on__gt=min(since.values()), on__lte=max(last.values()))
        .values("customer_id", "on")
        .annotate(sum=Sum("amount"))
        .order_by()
    )
    found: dict[int, int] = defaultdict(int)
    for one, on, amount in rows.values_list("customer_id", "on", "sum"):
        if since[one] < on <= last[one]:
            found[one] += amount
    return dict(found)
