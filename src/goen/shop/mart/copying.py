"""The copier: rows of the database → Parquet, through ADBC and DuckDB, in a process of its own.

`python -m goen.shop.mart.copying` reads an `Order` as JSON from standard input and writes what it
did as JSON to standard output. It has to be another process than the one that works with the
database: two copies of SQLite in one process (Python's and the driver's) take each other's locks
away when one of them closes the file. Its memory is given back when it ends, too.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb
    from adbc_driver_manager import AdbcConnection

MEMORY = 800  # MB that DuckDB may hold before it uses the disk
_DONE, _DISK_FULL, _FAILED = "done", "disk_full", "failed"
BATCH_ROWS = "adbc.sqlite.query.batch_rows"
BATCH = "65536"  # rows that the driver of SQLite gives at once
# As everywhere in the shop; after a kill SQLite is locked for a moment.
PATIENCE = "PRAGMA busy_timeout = 10000"


@dataclass(frozen=True, slots=True)
class Order:
    """What to copy: tables by name → SQL of the database, each to `folder`/name.parquet.

    The one that is `split` goes into one file per month of its column `day`, name-2026-11.parquet.
    """

    driver: str  # sqlite or postgresql
    address: str
    folder: str
    tables: Mapping[str, str]
    split: str = ""


def main() -> None:
    """Do the order of standard input."""
    order = Order(**json.loads(sys.stdin.read()))
    try:
        answer = {"state": _DONE, "rows": copy(order)}
    except Exception as error:  # noqa: BLE001 - told to whoever gave the order
        answer = {"state": _DISK_FULL if is_full(error) else _FAILED, "error": str(error)}
    sys.stdout.write(json.dumps(answer))


def copy(order: Order) -> dict[str, int]:
    """Write the files; gives the rows of each by its name."""
    import duckdb

    rows: dict[str, int] = {}
    with (
        TemporaryDirectory(prefix="goen-") as scratch,
        duckdb.connect(config={"temp_directory": scratch}) as engine,
        connected(order) as ledger,
    ):
        engine.execute(f"SET memory_limit = '{MEMORY}MB'; SET enable_progress_bar = false")
        for name in order.tables:
            _fetch(engine, ledger, order, name)
            files = _by_month(engine, name) if name == order.split else {name: "TRUE"}
            for file, condition in files.items():
                rows[file] = _write(engine, Path(order.folder) / f"{file}.parquet", condition)
    return rows


@contextmanager
def connected(order: Order) -> Iterator[AdbcConnection]:
    """The database through its driver; the bare one, for `dbapi` loads every dataframe there is."""
    from adbc_driver_manager import AdbcConnection

    driver = import_module(f"adbc_driver_{order.driver}")
    with driver.connect(order.address) as database, AdbcConnection(database) as connection:
        if order.driver == "sqlite":
            _do(connection, PATIENCE)
        yield connection


def _do(ledger: AdbcConnection, statement: str) -> None:
    from adbc_driver_manager import AdbcStatement

    with AdbcStatement(ledger) as done:
        done.set_sql_query(statement)
        done.execute_update()


def _fetch(
    engine: duckdb.DuckDBPyConnection, ledger: AdbcConnection, order: Order, name: str
) -> None:
    """Read the answer of one question, at one state of the ledger, into the table `fetched`."""
    from adbc_driver_manager import AdbcStatement

    chosen = "* REPLACE (CAST(day AS DATE) AS day)" if name == order.split else "*"
    with AdbcStatement(ledger) as statement:
        if order.driver == "sqlite":
            statement.set_options(**{BATCH_ROWS: BATCH})
        statement.set_sql_query(order.tables[name])
        rows, _count = statement.execute_query()
        engine.register("stream", rows)
        engine.execute(f"CREATE OR REPLACE TABLE fetched AS SELECT {chosen} FROM stream")  # noqa: S608
        engine.unregister("stream")


def _by_month(engine: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    """The file of each month with rows, and the condition for its rows."""
    question = "SELECT DISTINCT date_trunc('month', day) AS month FROM fetched ORDER BY month"
    months = [month for (month,) in engine.execute(question).fetchall()]
    return {
        f"{name}-{month:%Y-%m}": f"day >= DATE '{month}' AND day <= last_day(DATE '{month}')"
        for month in months
    }


def _write(engine: duckdb.DuckDBPyConnection, path: Path, condition: str) -> int:
    """Write one file and bring it to the disk; gives its rows."""
    chosen = engine.sql(f"SELECT * FROM fetched WHERE {condition}")  # noqa: S608 - made above
    chosen.write_parquet(str(path))
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
    question = "SELECT num_rows FROM parquet_file_metadata(?)"
    ((rows,),) = engine.execute(question, [str(path)]).fetchall()
    return int(rows)


def is_full(error: Exception) -> bool:
    """Whether there is no more room; databases tell it in words alone."""
    said = str(error)
    codes = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return any(os.strerror(code) in said for code in codes) or "disk is full" in said.lower()


if __name__ == "__main__":
    main()
