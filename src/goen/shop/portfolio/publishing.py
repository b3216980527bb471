"""What an update publishes: months that have ended, and what became known of closed ones."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from goen.analysis.calendar import month_end, month_index
from goen.shop.portfolio import ledger, schemes
from goen.shop.portfolio.models import Closing, Restatement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import duckdb

    from goen.shop.portfolio.ledger import Reign
    from goen.shop.portfolio.models import Change

# Who changed a month in two ways is told the rarer one.
_ORDER = (Restatement.Cause.UNDO, Restatement.Cause.IMPORT, Restatement.Cause.CORRECTION)


def work_out(
    connection: duckdb.DuckDBPyConnection,
    *,
    begun: date,
    changes: Sequence[Change],
    compared: bool,
    today: date,
) -> list[dict[str, Any]]:
    """Leave the table `restatements` in the connection; gives the months that are to be closed.

    Reads the views `before` and `after` and the tables that a history that followed leaves;
    `compared`: whether there was a history before.
    """
    reigns = schemes.reigns()
    closed = list(Closing.objects.order_by("month").values_list("month", flat=True))
    ledger.make_restated(connection, closed=closed if compared else (), reigns=reigns)
    _name_causes(connection, changes)
    if not compared:
        _restate_sums(connection, closed, reigns)
    months = ledger.months_to_close(begun=begun, closed=closed[-1] if closed else None, today=today)
    published = _published(closed[-1]) if closed else None
    restated = _restated(connection, closed[-1]) if closed else {}
    told = []
    for month in months:
        lines = ledger.lines_of_month(
            connection,
            table="after",
            month=month,
            reigns=reigns,
            published=published,
            restated=restated,
        )
        told.append({"month": str(month), "lines": lines})
        published, restated = {one["segment"]: one["closing"] for one in lines}, {}
    return told


def _name_causes(connection: duckdb.DuckDBPyConnection, changes: Sequence[Change]) -> None:
    """The table `restatements`: what was restated, each with the cause that its change had.

    A change in a month shows at the end of that month and of later ones; the latest counts.
    """
    connection.execute("CREATE OR REPLACE TABLE cause (month DATE, cause VARCHAR, place INTEGER)")
    rows = [(one.month, one.cause, _ORDER.index(one.cause)) for one in changes]
    if rows:
        connection.executemany("INSERT INTO cause VALUES (?, ?, ?)", rows)
    connection.execute(_CAUSES, {"unknown": Restatement.Cause.UNKNOWN.value})


_CAUSES = """
    CREATE OR REPLACE TABLE restatements AS
    WITH changed AS (
        SELECT DISTINCT customer, CAST(date_trunc('month', day) AS DATE) AS month
        FROM changed_days SEMI JOIN restated USING (customer)
    ), causes AS (
        SELECT customer, changed.month AS since, cause, place FROM changed JOIN cause USING (month)
    )
    SELECT month, customer, was, now,
        coalesce(arg_min(cause, place) FILTER (since <= month), $unknown) AS cause
    FROM restated LEFT JOIN causes USING (customer)
    GROUP BY month, customer, was, now
"""


def _restate_sums(
    connection: duckdb.DuckDBPyConnection, closed: Sequence[date], reigns: Sequence[Reign]
) -> None:
    """The history is lost, as after a restore: nobody knows who, but sums still have to balance."""
    for month in closed:
        end = month_end(month_index(month))
        change = ledger.standings_at(
            connection, table="after", day=end, reign=ledger.reign_on(reigns, end)
        )
        change.subtract(_published(month))
        change.subtract(_restated(connection, month))
        came, left = list((+change).elements()), list((-change).elements())
        rows = list(zip_longest(left, came, fillvalue=""))
        if rows:
            connection.executemany(
                "INSERT INTO restatements VALUES (?, NULL, ?, ?, ?)",
                [(month, was, now, Restatement.Cause.UNKNOWN.value) for was, now in rows],
            )


def _published(month: date) -> dict[str, int]:
    lines = Closing.objects.get(month=month).lines
    return {one["segment"]: one["closing"] for one in lines}


def _restated(connection: duckdb.DuckDBPyConnection, month: date) -> dict[str, int]:
    """What became known of the closing of a month until now, this update included."""
    found: dict[str, int] = {}
    earlier = Restatement.objects.filter(month=month).values_list("before", "after")
    counted = list(earlier.annotate(count=Count("pk")).order_by())
    counted += connection.execute(
        "SELECT was, now, count(*) FROM restatements WHERE month = ? GROUP BY ALL", [month]
    ).fetchall()
    for was, now, count in counted:
        found[was] = found.get(was, 0) - count
        found[now] = found.get(now, 0) + count
    return {segment: count for segment, count in found.items() if segment}
