"""Standings and moves of a history, counted by segment under the scheme that held."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from goen.analysis import DuckDBEngine, make_moves
from goen.analysis.portfolio import status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    import duckdb

    from goen.analysis import Scheme, Thresholds

NOBODY = ""  # the segment of those who have not bought yet
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reign:
    """Limits, and the first day on which they count."""

    since: date
    limits: Thresholds

    @property
    def scheme(self) -> Scheme:
        """Its ranks and rules."""
        return self.limits.scheme()

    def segment(self, rank: int | None, *, lapsed: bool) -> str:
        """The name of a segment: rank/status."""
        if rank is None:
            return NOBODY
        return f"{self.scheme.rank_key(rank)}/{status(lapsed=lapsed)}"


def reign_on(reigns: Sequence[Reign], day: date) -> Reign:
    """The limits that count on a day; the first ones also before their own first day."""
    return next((one for one in reversed(reigns) if one.since <= day), reigns[0])


def reigns_of(
    reigns: Sequence[Reign], *, start: date, end: date
) -> Iterator[tuple[Reign, date, date]]:
    """The limits that count from `start` to `end`, each with its first and last day there."""
    while start <= end:
        now = reign_on(reigns, start)
        ends = min([one.since - _DAY for one in reigns if one.since > start] + [end])
        yield now, start, ends
        start = ends + _DAY


def standings_at(
    connection: duckdb.DuckDBPyConnection, *, table: str, day: date, reign: Reign
) -> Counter[str]:
    """How many customers stand in each segment on the evening of a day."""
    DuckDBEngine(connection).define_rank(case=reign.scheme.rank_case())
    rows = connection.execute(
        f"SELECT rank, lapsed, count(*) FROM ({_AT.format(table=table)}) GROUP BY ALL",  # noqa: S608
        {"day": day, "lapse_days": reign.limits.lapse_days},
    ).fetchall()
    return Counter({reign.segment(rank, lapsed=lapsed): count for rank, lapsed, count in rows})


_AT = """
    SELECT customer_id, rank_of(n, date_diff('day', first_day, last_day), amount) AS rank,
        date_diff('day', last_day, $day) >= $lapse_days AS lapsed
    FROM {table}
    WHERE n > 0 AND day <= $day AND until > $day
"""

Move = tuple[str, str, str]  # from, to, cause


def moves_between(
    connection: duckdb.DuckDBPyConnection,
    *,
    table: str,
    start: date,
    end: date,
    reigns: Sequence[Reign],
) -> Counter[Move]:
    """How many customers moved from which segment to which, and why, in a span of days."""
    make_moved(connection, table=table, start=start, end=end, reigns=reigns)
    rows = connection.execute("SELECT was, now, cause, count(*) FROM moved GROUP BY ALL").fetchall()
    return Counter({(was, now, cause): count for was, now, cause, count in rows})


def make_moved(
    connection: duckdb.DuckDBPyConnection,
    *,
    table: str,
    start: date,
    end: date,
    reigns: Sequence[Reign],
) -> None:
    """The table `moved` (day, customer, was, now, cause): each move in a span of days.

    When other limits begin to count, whoever stands elsewhere by them has moved by `scheme`.
    """
    connection.execute(
        "CREATE OR REPLACE TABLE moved"
        " (day DATE, customer BIGINT, was VARCHAR, now VARCHAR, cause VARCHAR)"
    )
    before = reign_on(reigns, start - _DAY)
    for reign, first, last in reigns_of(reigns, start=start, end=end):
        if reign.limits != before.limits:
            _by_scheme(connection, table, first, before, reign)
        _by_themselves(connection, table, first, last, reign)
        before = reign


def _by_themselves(
    connection: duckdb.DuckDBPyConnection, table: str, start: date, end: date, reign: Reign
) -> None:
    engine, lapse_days = DuckDBEngine(connection), reign.limits.lapse_days
    engine.define_rank(case=reign.scheme.rank_case())
    # A state brings a move on its own day, and one on the day on which silence reaches the limit.
    connection.execute(
        "CREATE OR REPLACE VIEW states AS SELECT *, CASE WHEN n > 0"  # noqa: S608 - our own names
        " THEN rank_of(n, date_diff('day', first_day, last_day), amount) END AS rank"
        f" FROM {table} WHERE day <= DATE '{end}' AND (day >= DATE '{start}'"
        f" OR date_diff('day', last_day, DATE '{start}') <= {int(lapse_days)})"
    )
    make_moves(engine=engine, thresholds=reign.limits, as_of=end)
    was, now = _named(reign, "from_rank", "from_lapsed"), _named(reign, "to_rank", "to_lapsed")
    connection.execute(
        f"INSERT INTO moved SELECT day, customer_id, {was}, {now}, cause FROM moves"  # noqa: S608
        f" WHERE day BETWEEN DATE '{start}' AND DATE '{end}'"
    )


def _by_scheme(
    connection: duckdb.DuckDBPyConnection, table: str, day: date, old: Reign, new: Reign
) -> None:
    """Who stood elsewhere by the new limits on the evening before they began to count."""
    for place, reign in enumerate((old, new)):
        DuckDBEngine(connection).define_rank(case=reign.scheme.rank_case())
        connection.execute(
            f"CREATE OR REPLACE TABLE stood_{place} AS SELECT customer_id,"  # noqa: S608
            f" {_named(reign, 'rank', 'lapsed')} AS segment FROM ({_AT.format(table=table)})",
            {"day": day - _DAY, "lapse_days": reign.limits.lapse_days},
        )
    connection.execute(
        f"INSERT INTO moved SELECT DATE '{day}', customer_id, o.segment, n.segment, 'scheme'"  # noqa: S608
        " FROM stood_0 o JOIN stood_1 n USING (customer_id) WHERE o.segment <> n.segment"
    )


def _named(reign: Reign, rank: str, lapsed: str) -> str:
    """The expression for the name of a segment; that of nobody where there is no rank."""
    names = [
        "'" + reign.segment(place, lapsed=gone).replace("'", "''") + "'"
        for place in range(1, len(reign.scheme.ranks) + 1)
        for gone in (False, True)
    ]
    place = f"2 * {rank} - CASE WHEN {lapsed} THEN 0 ELSE 1 END"
    return f"CASE WHEN {rank} IS NULL THEN '{NOBODY}' ELSE [{', '.join(names)}][{place}] END"
