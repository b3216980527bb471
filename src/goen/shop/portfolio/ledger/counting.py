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
    """How many customers moved from which segment to which, and why, in a span of days.

    When other limits begin to count, whoever stands elsewhere by them has moved by `scheme`.
    """
    moved: Counter[Move] = Counter()
    before = reign_on(reigns, start - _DAY)
    for reign, first, last in reigns_of(reigns, start=start, end=end):
        if reign.limits != before.limits:
            moved += _by_scheme(connection, table, first - _DAY, before, reign)
        moved += _by_themselves(connection, table, first, last, reign)
        before = reign
    return moved


def _by_themselves(
    connection: duckdb.DuckDBPyConnection, table: str, start: date, end: date, reign: Reign
) -> Counter[Move]:
    engine = DuckDBEngine(connection)
    engine.define_rank(case=reign.scheme.rank_case())
    connection.execute(
        "CREATE OR REPLACE VIEW states AS SELECT *, CASE WHEN n > 0"  # noqa: S608 - our own names
        " THEN rank_of(n, date_diff('day', first_day, last_day), amount) END AS rank"
        f" FROM {table} WHERE day <= DATE '{end}'"
    )
    make_moves(engine=engine, thresholds=reign.limits, as_of=end)
    moved: Counter[Move] = Counter()
    for row in engine.ask(question="period_flows", start=start, end=end):
        if not row["before"]:
            was = reign.segment(row["from_rank"], lapsed=bool(row["from_lapsed"]))
            now = reign.segment(row["to_rank"], lapsed=row["to_lapsed"])
            moved[was, now, row["cause"]] += row["moves"]
    return moved


def _by_scheme(
    connection: duckdb.DuckDBPyConnection, table: str, day: date, old: Reign, new: Reign
) -> Counter[Move]:
    """Who stands elsewhere on that evening by the new limits."""
    for place, reign in enumerate((old, new)):
        DuckDBEngine(connection).define_rank(case=reign.scheme.rank_case())
        connection.execute(
            f"CREATE OR REPLACE TABLE stood_{place} AS {_AT.format(table=table)}",
            {"day": day, "lapse_days": reign.limits.lapse_days},
        )
    rows = connection.execute(
        "SELECT o.rank, o.lapsed, n.rank, n.lapsed, count(*)"
        " FROM stood_0 o JOIN stood_1 n USING (customer_id) GROUP BY ALL"
    ).fetchall()
    moved: Counter[Move] = Counter()
    for rank, lapsed, new_rank, new_lapsed, count in rows:
        was, now = old.segment(rank, lapsed=lapsed), new.segment(new_rank, lapsed=new_lapsed)
        if was != now:
            moved[was, now, "scheme"] += count
    return moved
