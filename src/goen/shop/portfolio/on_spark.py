"""The standings of one evening worked out by Spark, from the same mart as by DuckDB."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from goen.analysis import (
    SparkEngine,
    UnusableIndicators,
    make_amounts,
    make_standing,
    make_states,
)
from goen.analysis.calendar import months_before
from goen.analysis.marks import view_customer_marks
from goen.analysis.two_axis import view_two_axis_ranks
from goen.report.engines import spark_session
from goen.shop.portfolio.history.tables import listed
from goen.shop.portfolio.worth import show_sales

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import duckdb

    from goen.analysis import Thresholds

_SALES = """
    SELECT customer_id AS customer, day, amount, profit AS gross_profit
    FROM mart WHERE customer_id IS NOT NULL AND kind <> 'CANCEL'
"""


def make_values(
    connection: duckdb.DuckDBPyConnection,
    *,
    master: str,
    limits: Thresholds,
    evening: date,
    scoring: str,
    sales: Sequence[Path],
) -> None:
    """The table `standing_values` in DuckDB, as `values.make_values` makes it.

    `sales`: the files of the mart, at least one; the machines of a cluster read them themselves.
    """
    show_sales(connection, {limits.two_axis.x, limits.two_axis.y}, sales)
    with TemporaryDirectory(prefix="goen-", dir=sales[0].parent) as folder:
        session = spark_session(scratch=Path(folder), master=master)
        try:
            engine = SparkEngine(session)
            engine.read_parquet(table="mart", path=sales[0], more=sales[1:])
            _stand(engine, limits=limits, evening=evening)
            view_customer_marks(engine=engine, thresholds=limits, mode=scoring)
            _show_profits(engine, evening)
            _show_two_axis_ranks(engine, connection, limits, evening, Path(folder))
            _keep(engine, connection, limits, Path(folder) / "values")
        finally:
            session.stop()


def _stand(engine: SparkEngine, *, limits: Thresholds, evening: date) -> None:
    """The tables `standing`, `states` and `amounts`."""
    engine.session.sql(f"SELECT customer, day, amount FROM ({_SALES})").createOrReplaceTempView(  # noqa: S608
        "sales"
    )
    make_standing(
        engine=engine,
        scheme=limits.scheme(),
        thresholds=limits,
        as_of=evening,
        data_start=evening,
    )
    make_states(engine=engine)
    make_amounts(engine=engine)


def _show_profits(engine: SparkEngine, evening: date) -> None:
    engine.session.sql(
        "SELECT customer, CAST(sum(gross_profit) AS BIGINT) AS profit_12m"  # noqa: S608
        f" FROM ({_SALES}) WHERE gross_profit IS NOT NULL"
        f" AND day > DATE '{months_before(evening, 12)}' AND day <= DATE '{evening}'"
        " GROUP BY customer"
    ).createOrReplaceTempView("profits")


def _show_two_axis_ranks(
    engine: SparkEngine,
    connection: duckdb.DuckDBPyConnection,
    limits: Thresholds,
    evening: date,
    folder: Path,
) -> None:
    """The view `two_axis_ranks`; its `sales` have the columns that DuckDB's view of them has."""
    columns = connection.table("sales").columns
    chosen = [name for name in columns if name != "event"]
    question = f"SELECT {', '.join(chosen)} FROM ({_SALES})"  # noqa: S608
    if "event" in columns:
        connection.table("attended").write_parquet(str(folder / "attended.parquet"))
        engine.read_parquet(table="attended", path=folder / "attended.parquet")
        nothing = "".join(f", NULL AS {name}" for name in chosen[2:])
        question = f"SELECT *, NULL AS event FROM ({question}) UNION ALL"  # noqa: S608
        question += f" SELECT customer, day{nothing}, 'event' AS event FROM attended"  # noqa: S608
    engine.session.sql(question).createOrReplaceTempView("sales")
    try:
        view_two_axis_ranks(engine=engine, as_of=evening, thresholds=limits)
    except UnusableIndicators:
        engine.session.sql(
            "SELECT CAST(NULL AS INT) AS customer_id, CAST(NULL AS INT) AS place WHERE FALSE"
        ).createOrReplaceTempView("two_axis_ranks")


def _keep(
    engine: SparkEngine, connection: duckdb.DuckDBPyConnection, limits: Thresholds, path: Path
) -> None:
    engine.session.sql(
        "SELECT customer AS customer_id, n AS occasions, first_day AS first_on,"  # noqa: S608
        " last_day AS last_on, amount, amount_12m, rank,"
        f" date_add(last_day, {limits.lapse_days}) AS lapses_on, r, f, m, decile,"
        " place AS two_axis, profit_12m FROM customer_marks"
        " LEFT JOIN two_axis_ranks USING (customer_id) LEFT JOIN profits USING (customer)"
    ).createOrReplaceTempView("standing_values")
    engine.write_parquet(table="standing_values", path=path)
    connection.execute(
        f"CREATE OR REPLACE TABLE standing_values AS FROM {listed(path.glob('*.parquet'))}"
    )
