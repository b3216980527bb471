"""Where every customer stands on one evening, as a table and as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.analysis import make_amounts
from goen.analysis.marks import view_customer_marks
from goen.shop.portfolio import history, worth
from goen.shop.portfolio.history.tables import listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    import duckdb

    from goen.analysis import Thresholds

# The columns of `Standing`, in the order of the table `standing_values`.
COLUMNS = (
    *("customer_id", "occasions", "first_on", "last_on", "amount", "amount_12m"),
    *("rank", "lapses_on", "r", "f", "m", "decile", "two_axis", "profit_12m"),
)
DAYS = ("first_on", "last_on", "lapses_on")


def make_values(
    connection: duckdb.DuckDBPyConnection,
    *,
    limits: Thresholds,
    evening: date,
    table: str,
    scoring: str = "fixed",
    sales: Sequence[Path] = (),
) -> None:
    """The table `standing_values` of `COLUMNS`: everybody who ever bought, from a history's view.

    Days of silence are not among them: who has lapsed follows from the day on which it is asked.
    `sales`: the files of the mart, for what the days of a history do not tell.
    """
    scheme = limits.scheme()
    engine = history.as_of(connection, table=table, day=evening, scheme=scheme, thresholds=limits)
    make_amounts(engine=engine)
    view_customer_marks(engine=engine, thresholds=limits, mode=scoring)
    worth.make_profits(connection, sales=sales, evening=evening)
    worth.show_two_axis_ranks(engine, limits=limits, evening=evening, table=table, sales=sales)
    connection.execute(
        "CREATE OR REPLACE TABLE standing_values AS"
        " SELECT customer_id, n AS occasions, first_day AS first_on, last_day AS last_on,"
        " amount, amount_12m, rank, CAST(last_day + $lapse_days::INTEGER AS DATE) AS lapses_on,"
        " r, f, m, decile, place AS two_axis, profit_12m FROM customer_marks"
        " LEFT JOIN two_axis_ranks USING (customer_id) LEFT JOIN profits USING (customer_id)",
        {"lapse_days": limits.lapse_days},
    )


def money(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """By what earnings are measured, the least that the best fifth has, and who has as much.

    Gross profit where sales tell it, else sales, both of 12 months. As with two indicators, the cut
    is the least value that four fifths do not exceed, and a value at the cut is high.
    """
    ((known,),) = connection.execute("SELECT count(profit_12m) FROM standing_values").fetchall()
    measure = "profit_12m" if known else "amount_12m"
    positive = f"FROM standing_values WHERE {measure} > 0"
    ((earning,),) = connection.execute(f"SELECT count(*) {positive}").fetchall()
    place = -(-4 * earning // 5) - 1
    found = connection.execute(
        f"SELECT {measure} {positive} ORDER BY ALL LIMIT 1 OFFSET ?", [max(place, 0)]
    ).fetchall()
    cut = found[0][0] if found else None
    ((many,),) = connection.execute(
        f"SELECT count(*) FROM standing_values WHERE {measure} >= ?",  # noqa: S608
        [cut],
    ).fetchall()
    return {"measure": measure, "cut": cut, "many": many}


def kept(connection: duckdb.DuckDBPyConnection, path: Path | None) -> Path | None:
    """The file of what was written last, if it is there and has the columns of today."""
    if path is None or not path.is_file():
        return None
    return path if tuple(connection.read_parquet(str(path)).columns) == COLUMNS else None


def make_plan(connection: duckdb.DuckDBPyConnection, *, before: Path | None) -> tuple[int, int]:
    """The table `plan`: who leaves (`leaves`) and what comes in his place (`comes`, `COLUMNS`).

    Who has the values of the file `before` is not in the plan; without such a file all come and
    nobody leaves. Gives the rows of the plan, and how many standings there are.
    """
    was = listed([before]) if before else "(FROM standing_values LIMIT 0)"
    differs = " OR ".join(f"new.{name} IS DISTINCT FROM was.{name}" for name in COLUMNS)
    connection.execute(_PLAN.format(was=was, differs=differs))
    ((rows, everybody),) = connection.execute(
        "SELECT (SELECT count(*) FROM plan), (SELECT count(*) FROM standing_values)"
    ).fetchall()
    return int(rows), int(everybody)


_PLAN = """
    CREATE OR REPLACE TABLE plan AS
    SELECT coalesce(new.customer_id, was.customer_id) AS customer_id, new.* EXCLUDE (customer_id),
        new.customer_id IS NOT NULL AS comes, was.customer_id IS NOT NULL AS leaves
    FROM standing_values AS new FULL JOIN {was} AS was ON was.customer_id = new.customer_id
    WHERE {differs}
"""
