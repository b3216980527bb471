"""What a history does not tell of a customer: gross profit, and the two-indicator rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.analysis import UnusableIndicators
from goen.analysis.calendar import months_before
from goen.analysis.two_axis import view_two_axis_ranks
from goen.shop.portfolio.history.tables import listed
from goen.shop.touches.models import Touch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    import duckdb

    from goen.analysis import DuckDBEngine, Thresholds

_NOTHING = "(SELECT NULL::BIGINT AS customer_id, NULL::DATE AS day, NULL::VARCHAR AS kind,"
_NOTHING += " NULL::BIGINT AS profit WHERE FALSE)"
_COUNTS = "customer_id IS NOT NULL AND kind <> 'CANCEL'"


def make_profits(
    connection: duckdb.DuckDBPyConnection, *, sales: Sequence[Path], evening: date
) -> None:
    """The table `profits` (customer_id, profit_12m): who has a sale with a profit in 12 months."""
    connection.execute(
        "CREATE OR REPLACE TABLE profits AS"  # noqa: S608 - files of the mart
        " SELECT customer_id, CAST(sum(profit) AS BIGINT) AS profit_12m"
        f" FROM {_read(sales)} WHERE {_COUNTS} AND profit IS NOT NULL"
        " AND day > $year_ago AND day <= $evening GROUP BY customer_id",
        {"year_ago": months_before(evening, 12), "evening": evening},
    )


def show_two_axis_ranks(
    engine: DuckDBEngine,
    *,
    limits: Thresholds,
    evening: date,
    table: str,
    sales: Sequence[Path],
) -> None:
    """The view `two_axis_ranks` (customer_id, place); without rows when an indicator is unknown.

    Reads `standing` and `amounts` of that evening, and the view `table` of a history.
    """
    connection = engine.connection
    connection.execute(
        f"CREATE OR REPLACE VIEW states AS FROM {table} WHERE day <= DATE '{evening}'"
    )
    show_sales(connection, {limits.two_axis.x, limits.two_axis.y}, sales)
    try:
        view_two_axis_ranks(engine=engine, as_of=evening, thresholds=limits)
    except UnusableIndicators:
        connection.execute(
            "CREATE OR REPLACE VIEW two_axis_ranks AS"
            " SELECT NULL::BIGINT AS customer_id, NULL::INTEGER AS place WHERE FALSE"
        )


def show_sales(
    connection: duckdb.DuckDBPyConnection, asked: set[str], sales: Sequence[Path]
) -> None:
    """The view `sales` (customer, day) with the columns that the indicators need, if there are any.

    An event is a touch of that kind to which the customer came, by the rule of the shop.
    """
    chosen = "SELECT customer_id AS customer, day"
    if "gross_profit" in asked and _any_profit(connection, sales):
        chosen += ", profit AS gross_profit"
    question = f"{chosen} FROM {_read(sales)} WHERE {_COUNTS}"
    if "events" in asked:
        _take_events(connection)
        question += " UNION ALL BY NAME SELECT customer, day, 'event' AS event FROM attended"
    connection.execute(f"CREATE OR REPLACE VIEW sales AS {question}")


def _any_profit(connection: duckdb.DuckDBPyConnection, sales: Sequence[Path]) -> bool:
    ((count,),) = connection.execute(
        f"SELECT count(profit) FROM {_read(sales)}"  # noqa: S608 - files of the mart
    ).fetchall()
    return bool(count)


def _take_events(connection: duckdb.DuckDBPyConnection) -> None:
    """The table `attended` (customer, day): events to which customers came."""
    events = Touch.objects.live().filter(kind=Touch.Kind.EVENT, attended=True)
    rows = list(events.order_by().values_list("customer_id", "at__date"))
    connection.execute(
        "CREATE OR REPLACE TABLE attended AS"
        " SELECT unnest($who::BIGINT[]) AS customer, unnest($days::DATE[]) AS day",
        {"who": [customer for customer, _day in rows], "days": [str(day) for _who, day in rows]},
    )


def _read(sales: Sequence[Path]) -> str:
    return listed(sales) if sales else _NOTHING
