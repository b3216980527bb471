"""A history that follows the mart: of the months that changed, only the customers who changed."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from goen.analysis import DuckDBEngine
from goen.shop.portfolio.history.files import History, leave, write, write_rows
from goen.shop.portfolio.history.tables import listed, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import duckdb

    from goen.shop.mart.operations import Refreshed

# Beyond this share of renewed rows all is written anew: who reads passes over fewer rows then.
_MOST = 0.1


def follow(
    connection: duckdb.DuckDBPyConnection, *, mart: Refreshed, before: History | None, place: Path
) -> History:
    """The history that shows `mart`, in the folder `place`: made from the one before, if any.

    Leaves in the connection the tables `affected` (customer): all who have other days now, and
    `changed_days` (customer, day): those days; and the views `before` and `after` (see `show`), the
    first without rows when there is no history before.
    """
    connection.execute("SET preserve_insertion_order = false")
    months = {month: part.file for month, part in mart.mart.months.items()}
    show(connection, before, table="before")
    _compare(connection, mart, before.months if before else {}, months)
    if before and before.months == months:
        history = before
    else:
        history = _made(connection, mart, months, before, place)
    show(connection, history, table="after")
    return history


def _compare(
    connection: duckdb.DuckDBPyConnection,
    mart: Refreshed,
    before: Mapping[str, str],
    months: Mapping[str, str],
) -> None:
    """The tables `new_days`, `old_days` and `changed_days`, of the months with other files.

    And `affected`.
    """
    changed = sorted(m for m in {*before, *months} if before.get(m) != months.get(m))
    _net_days(connection, "new_days", mart, [month for month in changed if month in months])
    within = " OR ".join(f"day BETWEEN DATE '{m}-01' AND last_day(DATE '{m}-01')" for m in changed)
    connection.execute(
        "CREATE OR REPLACE TABLE old_days AS"  # noqa: S608 - months of the mart
        " SELECT customer_id AS customer, day, day_amount AS amount"
        f" FROM before WHERE {within or 'FALSE'}"
    )
    connection.execute(_AFFECTED)


# A customer has one row for a day in each of the two, and no amount is missing.
_AFFECTED = """
    CREATE OR REPLACE TABLE changed_days AS
    SELECT customer, day FROM new_days FULL JOIN old_days USING (customer, day)
    WHERE new_days.amount IS DISTINCT FROM old_days.amount;
    CREATE OR REPLACE TABLE affected AS SELECT DISTINCT customer FROM changed_days
"""


def _made(
    connection: duckdb.DuckDBPyConnection,
    mart: Refreshed,
    months: Mapping[str, str],
    before: History | None,
    place: Path,
) -> History:
    """A new history, whole or with those who changed beside the others."""
    name = uuid.uuid4().hex[:12]
    history = _renewed(connection, name, months, before) if before else None
    if history is None or history.renewed_rows > _MOST * history.rows:
        if before:
            _net_days(connection, "net_days", mart, months)
        else:  # every month was compared with nothing
            connection.execute("ALTER TABLE new_days RENAME TO net_days")
        history = _whole(connection, History(place, name, months, f"{name}-states.parquet", 0))
    connection.execute("DROP TABLE states")
    write(history)
    if before:
        leave(before)
    return history


def _whole(connection: duckdb.DuckDBPyConnection, draft: History) -> History:
    """The states of all days in `net_days`."""
    _states(connection)
    question = f"{_ROWS} ORDER BY year(day), year(until), customer_id, day"
    return replace(draft, rows=write_rows(connection, question, draft.path(draft.states)))


# In the order of the years in which they begin and end, so that of all rows those that hold on an
# evening stand together: who asks for it reads a fraction of the file.
_ROWS = "SELECT *, coalesce(next_day, DATE '9999-12-31') AS until FROM states"


def _renewed(
    connection: duckdb.DuckDBPyConnection, name: str, months: Mapping[str, str], before: History
) -> History:
    """The states of those who are affected, beside those who were renewed before."""
    connection.execute(_DAYS_OF_AFFECTED)
    _states(connection)
    states, people = _ROWS, "FROM affected"
    if before.renewed:
        earlier = listed([before.path(before.renewed)])
        states += f" UNION ALL BY NAME FROM {earlier} WHERE customer_id NOT IN (FROM affected)"
        people += f" UNION FROM {listed([before.path(before.customers)])}"
    history = replace(
        before,
        name=name,
        months=months,
        renewed=f"{name}-renewed.parquet",
        customers=f"{name}-customers.parquet",
    )
    write_rows(connection, people, history.path(history.customers))
    return replace(
        history, renewed_rows=write_rows(connection, states, history.path(history.renewed))
    )


# Their days in months with other files are those of the mart; all others stay as they were.
_DAYS_OF_AFFECTED = """
    CREATE OR REPLACE TABLE net_days AS
    SELECT customer_id AS customer, day, day_amount AS amount
    FROM before SEMI JOIN affected ON affected.customer = customer_id
    ANTI JOIN old_days ON old_days.customer = customer_id AND old_days.day = before.day
    UNION ALL
    FROM new_days SEMI JOIN affected USING (customer)
"""


def _net_days(
    connection: duckdb.DuckDBPyConnection, table: str, mart: Refreshed, months: Iterable[str]
) -> None:
    """The net amount of each customer and day in these months of the mart."""
    files = [mart.folder / mart.mart.months[month].file for month in months]
    connection.execute(
        f"CREATE OR REPLACE TABLE {table} (customer BIGINT, day DATE, amount BIGINT)"
    )
    if files:
        connection.execute(
            f"INSERT INTO {table} SELECT customer_id, day, CAST(sum(amount) AS BIGINT)"  # noqa: S608
            f" FROM {listed(files)} WHERE customer_id IS NOT NULL AND kind <> 'CANCEL'"
            " GROUP BY customer_id, day"
        )


def states_of(connection: duckdb.DuckDBPyConnection, *, days: str, table: str) -> None:
    """The table `table`, as a view of `show`, from a question for customer, day and net amount."""
    connection.execute(f"CREATE OR REPLACE TABLE net_days AS {days}")
    _states(connection)
    connection.execute(f"CREATE OR REPLACE TABLE {table} AS {_ROWS}; DROP TABLE states")


def _states(connection: duckdb.DuckDBPyConnection) -> None:
    """The table `states` of the days in `net_days`, as the analysis makes it, but for the rank."""
    engine = DuckDBEngine(connection)
    engine.define_rank(case="NULL")
    connection.execute(
        "CREATE OR REPLACE TABLE customers AS"
        " SELECT customer, customer AS customer_id,"
        " min(CASE WHEN amount > 0 THEN day END) AS first_day FROM net_days GROUP BY customer"
    )
    engine.make(table="states", question="states")
    connection.execute("ALTER TABLE states DROP rank; DROP TABLE net_days; DROP TABLE customers")
