"""A history as tables that the questions of goen.analysis read, on any day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.analysis import DuckDBEngine
from goen.analysis.calendar import months_before

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    import duckdb

    from goen.analysis import Scheme
    from goen.analysis.thresholds import Thresholds
    from goen.shop.portfolio.history.files import History

_NONE = """
    SELECT NULL::BIGINT AS customer_id, NULL::DATE AS day, NULL::DATE AS next_day,
        NULL::BOOLEAN AS occasion, NULL::INTEGER AS n, NULL::DATE AS first_day,
        NULL::DATE AS last_day, NULL::DATE AS prev_day, NULL::BIGINT AS amount,
        NULL::BIGINT AS day_amount, NULL::DATE AS until
    WHERE FALSE
"""


def listed(paths: Iterable[Path]) -> str:
    """The call that reads these files."""
    quoted = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
    return f"read_parquet([{quoted}])"


def show(connection: duckdb.DuckDBPyConnection, history: History | None, *, table: str) -> None:
    """The view `table`: one row per customer and day with sales, the state at the end of that day.

    Columns: customer_id, day, next_day (the next such day), occasion, n, first_day, last_day,
    prev_day, amount (all that was bought until then), day_amount, and until, the day on which the
    state is another one: far away when there is no next day. It holds on an evening when
    day <= evening < until.
    """
    question = _NONE
    if history:
        question = f"FROM {listed([history.path(history.states)])}"
        if history.renewed:
            customers = listed([history.path(history.customers)])
            question += (
                f" AS kept ANTI JOIN {customers} AS gone ON gone.customer = kept.customer_id"
                f" UNION ALL BY NAME FROM {listed([history.path(history.renewed)])}"
            )
    connection.execute(f"CREATE OR REPLACE VIEW {table} AS {question}")


def as_of(
    connection: duckdb.DuckDBPyConnection,
    *,
    table: str,
    day: date,
    scheme: Scheme,
    thresholds: Thresholds,
    data_start: date | None = None,
) -> DuckDBEngine:
    """An engine with `customers` and `standing` on the evening of `day`, from the view `table`.

    `data_start`: the first day of the sales, for questions that leave out who may be older.

    They are those of `goen.analysis.make_standing`, with the number of the customer as its name.
    """
    engine = DuckDBEngine(connection)
    engine.define_rank(case=scheme.rank_case())
    connection.execute(_CUSTOMERS.format(table=table), _days(day))
    engine.tables.add("customers")
    engine.make(
        table="standing",
        question="standing",
        as_of=day,
        data_start=data_start or day,
        lapse_days=thresholds.lapse_days,
    )
    return engine


_CUSTOMERS = """
    CREATE OR REPLACE TABLE customers AS
    WITH years AS (
        SELECT customer_id,
            CAST(sum(day_amount) FILTER (day > $year_ago) AS BIGINT) AS last,
            CAST(sum(day_amount) FILTER (day <= $year_ago) AS BIGINT) AS before
        FROM {table} WHERE day > $two_years_ago AND day <= $day
        GROUP BY customer_id
    )
    SELECT
        customer_id, customer_id AS customer, n, first_day, last_day, amount,
        coalesce(last, 0) AS amount_12m, coalesce(before, 0) AS amount_previous_12m
    FROM (SELECT * FROM {table} WHERE day <= $day AND until > $day) LEFT JOIN years
        USING (customer_id)
"""


def _days(day: date) -> dict[str, date]:
    return {
        "day": day,
        "year_ago": months_before(day, 12),
        "two_years_ago": months_before(day, 24),
    }
