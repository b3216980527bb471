"""The tables that the questions of goen.analysis read, for one evening of some customers.

They come from the history of the customers, so that no evening costs more than another; only what
one shop sold is counted from its sales anew. Names of persons are in none of them.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from goen.analysis import DuckDBEngine, make_moves
from goen.analysis.calendar import month_end, month_index
from goen.report.answers import Case
from goen.report.engines import duckdb_connection
from goen.shop.mart import manifest
from goen.shop.mart import operations as mart
from goen.shop.portfolio import history
from goen.shop.portfolio.history.tables import listed
from goen.shop.sales.models import Category, Product, Shop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    import duckdb

    from goen.shop.figures.asked import Asked

# Each opens a database that may take gigabytes; whoever comes third waits.
_AT_ONCE = BoundedSemaphore(2)
OF_ALL, OF_SOME = "all_states", "some_states"


@contextmanager
def opened(asked: Asked, *, past: bool = True) -> Iterator[Case]:
    """The tables `customers` and `standing` of an evening, and the view `sales` until then.

    With `past` also `states` and `moves`. The number of a customer stands as its name.
    """
    with _AT_ONCE, duckdb_connection() as connection:
        connection.execute("SET preserve_insertion_order = false")
        columns = _sales(connection, asked)
        _states(connection, asked)
        start = _data_start(connection, asked)
        engine = history.as_of(
            connection,
            table=OF_SOME,
            day=asked.day,
            scheme=asked.scheme,
            thresholds=asked.limits,
            data_start=start,
        )
        if past:
            _past(connection, engine, asked)
        yield Case(
            engine=engine,
            as_of=asked.day,
            data_start=start,
            scheme=asked.scheme,
            thresholds=asked.limits,
            rfm_mode=asked.version.scoring,
            columns=frozenset(columns),
        )


@contextmanager
def only_states(asked: Asked) -> Iterator[duckdb.DuckDBPyConnection]:
    """The view `some_states` alone: questions that judge the history themselves need no more."""
    with _AT_ONCE, duckdb_connection() as connection:
        connection.execute("SET preserve_insertion_order = false")
        if asked.subset.kind != "all":
            _sales(connection, asked)
        _states(connection, asked)
        yield connection


def _sales(connection: duckdb.DuckDBPyConnection, asked: Asked) -> list[str]:
    """The view `sales` of who is asked about; gives its columns, those that say something."""
    paths = _paths(asked)
    known = _known(connection, paths)
    for name, rows in _names(known).items():
        connection.execute(f"CREATE TABLE {name}_names (id BIGINT, name VARCHAR)")
        if rows:
            connection.execute(
                f"INSERT INTO {name}_names SELECT unnest($ids), unnest($names)",
                {"ids": [row[0] for row in rows], "names": [row[1] for row in rows]},
            )
    if asked.customers is not None:
        connection.execute("CREATE TABLE chosen (customer BIGINT)")
        connection.execute("INSERT INTO chosen SELECT unnest($ids)", {"ids": list(asked.customers)})
    columns = ["customer", "day", "amount", *(role for role in _OPTIONAL if role in known)]
    connection.execute(
        _SALES.format(
            columns=", ".join(
                ["customer_id AS customer", "sales.day", "sales.amount"]
                + [f"{_OPTIONAL[role][1]} AS {role}" for role in columns[3:]]
            ),
            files=listed(paths),
            joins=" ".join(_JOINS[role] for role in columns if role in _JOINS),
            day=asked.day,
            whom=_whom(asked),
        )
    )
    return columns


_SALES = """
    CREATE VIEW sales AS
    SELECT {columns} FROM {files} AS sales {joins}
    WHERE customer_id IS NOT NULL AND kind <> 'CANCEL' AND sales.day <= DATE '{day}' {whom}
"""
# What the ledger may know of a sale: the column of the mart that tells whether it does, and how.
_OPTIONAL = {
    "product": ("product_id", "product_names.name"),
    "product_id": ("product_id", "sales.product_id"),
    "category": ("category_id", "category_names.name"),
    "quantity": ("thousandths", "CASE WHEN thousandths % 1000 = 0 THEN thousandths // 1000 END"),
    "gross_profit": ("profit", "sales.profit"),
    "shop": ("shop_id", "shop_names.name"),
}
_JOINS = {
    name: f"LEFT JOIN {name}_names ON {name}_names.id = sales.{name}_id"
    for name in ("product", "category", "shop")
}


def _whom(asked: Asked) -> str:
    if asked.customers is not None:
        return "AND customer_id IN (FROM chosen)"
    return f"AND shop_id = {asked.subset.number}" if asked.subset.kind == "shop" else ""


def _paths(asked: Asked) -> list[Path]:
    """The sales that the history shows; those of now when these are gone already."""
    place = mart.folder()
    paths = [place / file for file in asked.history.months.values()]
    if all(path.is_file() for path in paths):
        return paths
    found = manifest.read(folder=place)
    return found.paths(place) if found else []


def _known(connection: duckdb.DuckDBPyConnection, paths: Sequence[Path]) -> set[str]:
    """The optional columns of which anything at all is known: the files' own counts tell it."""
    rows = connection.execute(
        "SELECT DISTINCT path_in_schema FROM parquet_metadata($files)"
        " WHERE stats_null_count IS NULL OR stats_null_count < num_values",
        {"files": [str(path) for path in paths]},
    ).fetchall()
    there = {column for (column,) in rows}
    return {role for role, (column, _how) in _OPTIONAL.items() if column in there}


def _names(known: set[str]) -> dict[str, list[tuple[int, str]]]:
    """What products, categories and shops are called."""
    found = {
        "product": Product.objects.values_list("pk", "name", "code"),
        "category": Category.objects.values_list("pk", "name"),
        "shop": Shop.objects.values_list("pk", "name"),
    }
    return {
        role: [(int(row[0]), str(row[1] or row[-1])) for row in rows]
        for role, rows in found.items()
        if role in known
    }


def _states(connection: duckdb.DuckDBPyConnection, asked: Asked) -> None:
    """The view `some_states`: the history of those who are asked about, and `all_states`."""
    history.show(connection, asked.history, table=OF_ALL)
    if asked.subset.kind == "shop":
        history.states_of(connection, days=_DAYS_OF_SHOP, table=OF_SOME)
        return
    some = "WHERE customer_id IN (FROM chosen)" if asked.customers is not None else ""
    connection.execute(f"CREATE VIEW {OF_SOME} AS FROM {OF_ALL} {some}")


_DAYS_OF_SHOP = (
    "SELECT customer, day, CAST(sum(amount) AS BIGINT) AS amount FROM sales GROUP BY ALL"
)


def _past(connection: duckdb.DuckDBPyConnection, engine: DuckDBEngine, asked: Asked) -> None:
    connection.execute(
        "CREATE VIEW states AS SELECT *"  # noqa: S608 - a day and our own names
        f" REPLACE (CASE WHEN next_day <= DATE '{asked.day}' THEN next_day END AS next_day),"
        " CASE WHEN n > 0 THEN rank_of(n, date_diff('day', first_day, last_day), amount) END"
        f" AS rank FROM {OF_SOME} WHERE day <= DATE '{asked.day}'"
    )
    engine.tables.add("states")
    make_moves(engine=engine, thresholds=asked.limits, as_of=asked.day)


def _data_start(connection: duckdb.DuckDBPyConnection, asked: Asked) -> date:
    """The first day of the states; looked for in the first year, whose rows stand together."""
    question = f"SELECT min(day) FROM {OF_ALL} WHERE day <= ?"  # noqa: S608 - our own name
    for until in (month_end(month_index(asked.first) + 11), asked.day):
        row = connection.execute(question, [until]).fetchone()
        if row and row[0]:
            return row[0]  # type: ignore[no-any-return]
    return asked.day
