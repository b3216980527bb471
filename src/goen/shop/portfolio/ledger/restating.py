"""Whose standing at the end of a closed month is another one than was published."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from goen.analysis import DuckDBEngine
from goen.analysis.calendar import month_end, month_index
from goen.shop.portfolio.ledger.counting import reign_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import duckdb

    from goen.shop.portfolio.ledger.counting import Reign


def make_restated(
    connection: duckdb.DuckDBPyConnection, *, closed: Sequence[date], reigns: Sequence[Reign]
) -> None:
    """The table `restated` (month, customer, was, now): what differs at the ends of closed months.

    Compares the views `before` and `after` for those in `affected`; `was` and `now` are segments.
    Each month is judged by the limits that held at its end.
    """
    connection.execute(
        "CREATE OR REPLACE TABLE restated (month DATE, customer BIGINT, was VARCHAR, now VARCHAR)"
    )
    for reign in reigns:
        ends = [(month, month_end(month_index(month))) for month in closed]
        if mine := [(month, end) for month, end in ends if reign_on(reigns, end) is reign]:
            _compare(connection, mine, reign)


def _compare(
    connection: duckdb.DuckDBPyConnection, months: Sequence[tuple[date, date]], reign: Reign
) -> None:
    DuckDBEngine(connection).define_rank(case=reign.scheme.rank_case())
    connection.execute(
        "CREATE OR REPLACE TABLE closed (month DATE, evening DATE);"
        "CREATE OR REPLACE TABLE segment (rank TINYINT, lapsed BOOLEAN, name VARCHAR)"
    )
    connection.executemany("INSERT INTO closed VALUES (?, ?)", months)
    ranks = range(1, len(reign.scheme.ranks) + 1)
    names = [
        (rank, lapsed, reign.segment(rank, lapsed=lapsed))
        for rank, lapsed in product(ranks, (False, True))
    ]
    connection.executemany("INSERT INTO segment VALUES (?, ?, ?)", names)
    for side in ("before", "after"):
        connection.execute(_AT.format(side=side), {"lapse_days": reign.limits.lapse_days})
    connection.execute(_DIFFERING)


_AT = """
    CREATE OR REPLACE TABLE closed_{side} AS
    WITH stood AS (
        SELECT month, customer_id,
            rank_of(n, date_diff('day', first_day, last_day), amount) AS rank,
            date_diff('day', last_day, evening) >= $lapse_days AS lapsed
        FROM {side} SEMI JOIN affected ON affected.customer = customer_id
        JOIN closed ON day <= evening AND until > evening
        WHERE n > 0
    )
    SELECT month, customer_id AS customer, name
    FROM stood JOIN segment USING (rank, lapsed)
"""
_DIFFERING = """
    INSERT INTO restated
    SELECT month, customer, coalesce(b.name, ''), coalesce(a.name, '')
    FROM closed_before b FULL JOIN closed_after a USING (month, customer)
    WHERE b.name IS DISTINCT FROM a.name
"""
