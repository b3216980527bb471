"""Whose standing at the end of a closed month is another one than was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.analysis import DuckDBEngine
from goen.analysis.calendar import month_end, month_index
from goen.shop.portfolio.ledger.counting import reign_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    import duckdb

    from goen.shop.portfolio.ledger.counting import Reign

Restated = tuple["date", int, str, str]  # month, customer, segment before, segment now


def find_restatements(
    connection: duckdb.DuckDBPyConnection, *, closed: Sequence[date], reigns: Sequence[Reign]
) -> Iterator[Restated]:
    """What differs between the views `before` and `after` at the ends of closed months.

    Looks at those in `affected` alone. Each month is judged by the limits that held at its end.
    """
    for reign in reigns:
        months = [(one, month_end(month_index(one))) for one in closed]
        mine = [(one, end) for one, end in months if reign_on(reigns, end) is reign]
        if mine:
            yield from _differing(connection, mine, reign)


def _differing(
    connection: duckdb.DuckDBPyConnection, months: Sequence[tuple[date, date]], reign: Reign
) -> Iterator[Restated]:
    DuckDBEngine(connection).define_rank(case=reign.scheme.rank_case())
    connection.execute("CREATE OR REPLACE TABLE closed (month DATE, evening DATE)")
    connection.executemany("INSERT INTO closed VALUES (?, ?)", months)
    for side in ("before", "after"):
        connection.execute(
            _AT.format(table=side, place=f"closed_{side}"), {"lapse_days": reign.limits.lapse_days}
        )
    cursor = connection.execute(_DIFFERING)
    while rows := cursor.fetchmany(10_000):
        for month, customer, rank, lapsed, rank_now, lapsed_now in rows:
            was = reign.segment(rank, lapsed=bool(lapsed))
            yield month, customer, was, reign.segment(rank_now, lapsed=bool(lapsed_now))


_AT = """
    CREATE OR REPLACE TABLE {place} AS
    SELECT month, customer_id,
        rank_of(n, date_diff('day', first_day, last_day), amount) AS rank,
        date_diff('day', last_day, evening) >= $lapse_days AS lapsed
    FROM {table} SEMI JOIN affected ON affected.customer = customer_id
    JOIN closed ON day <= evening AND (next_day IS NULL OR next_day > evening)
    WHERE n > 0
"""
_DIFFERING = """
    SELECT month, customer_id, b.rank, b.lapsed, a.rank, a.lapsed
    FROM closed_before b FULL JOIN closed_after a USING (month, customer_id)
    WHERE b.rank IS DISTINCT FROM a.rank OR b.lapsed IS DISTINCT FROM a.lapsed
    ORDER BY month, customer_id
"""
