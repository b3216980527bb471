"""The table in DuckDB that every readable row goes to, before time and overlap are judged."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from goen.sheets._sql import number, run, sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

    from goen.sheets._check import CheckedRow, Excluded

OPTIONAL = {
    "customer_name": "VARCHAR",
    "product": "VARCHAR",
    "category": "VARCHAR",
    "quantity": "BIGINT",
    "gross_profit": "BIGINT",
    "shop": "VARCHAR",
    "slip": "VARCHAR",
    "event": "VARCHAR",
}
# Why a row is in the stage: to be used, or left out by rule, or not yet judged (its cells as JSON).
USED, CANCELLED, NO_CUSTOMER, ZERO, UNCLEAR = 0, 1, 2, 3, 9
REASONS = {"cancelled": CANCELLED, "no_customer": NO_CUSTOMER, "zero": ZERO}
TABLE = "goen_stage"
_EPOCH = date(1970, 1, 1)
_BATCH = 50_000


class Stage:
    """One row per readable row of the files: customer, day, amount, options, reason, source."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, *, optional: Iterable[str]) -> None:
        """Make the empty stage with the optional columns named in `optional`."""
        self.connection = connection
        self.optional = tuple(name for name in OPTIONAL if name in set(optional))
        self.columns = ("customer", "day", "amount", *self.optional, "reason", "source")
        self._waiting: list[tuple[Any, ...]] = []
        types = [f"{name} {OPTIONAL[name]}" for name in self.optional]
        columns = ["customer VARCHAR", '"day" DATE', "amount BIGINT", *types]
        columns += ["reason UTINYINT", "source USMALLINT"]
        # The place of a row in the stage tells its place in the file, so order must be kept.
        run(connection, "SET preserve_insertion_order = true")
        run(connection, f"DROP TABLE IF EXISTS {TABLE}")
        run(connection, f"CREATE TABLE {TABLE} ({', '.join(columns)})")

    def add(self, row: CheckedRow | Excluded, *, source: int) -> None:
        """Take one row that Python has checked."""
        day = None if row.day is None else (row.day - _EPOCH).days
        reason = getattr(row, "reason", None)
        if reason is None:
            values = [getattr(row, name) for name in self.optional]
            self._waiting.append((row.customer, day, row.amount, *values, USED, source))
        else:
            nothing = [None] * len(self.optional)
            code = REASONS[reason]
            self._waiting.append((row.customer, day, row.amount, *nothing, code, source))
        if len(self._waiting) >= _BATCH:
            self.flush()

    def add_many(
        self,
        *,
        customers: list[str],
        days: list[int],
        amounts: list[int],
        optional: dict[str, list[Any]],
        reasons: list[int] | int,
        source: int,
    ) -> None:
        """Take many rows, column by column; optional columns that are not given are NULL.

        `days` are proleptic ordinals, as date.toordinal gives them.
        """
        arrays: dict[str, np.ndarray[Any, Any]] = {
            "customer": _objects(customers),
            "n": np.array(days, dtype=np.int32) - np.int32(_EPOCH.toordinal()),
            "amount": np.array(amounts, dtype=np.int64),
            **{name: _objects(values) for name, values in optional.items()},
        }
        if not isinstance(reasons, int):
            arrays["reason"] = np.array(reasons, dtype=np.uint8)
        select = {name: name for name in arrays} | {
            "n": "DATE '1970-01-01' + n::INTEGER",
            "source": str(source),
        }
        if isinstance(reasons, int):
            select["reason"] = str(reasons)
        chosen = ["n" if name == "day" else name for name in self.columns]
        put(self.connection, TABLE, arrays, [select.get(name, "NULL") for name in chosen])

    def flush(self) -> None:
        """Put the waiting rows into the table."""
        rows, self._waiting = self._waiting, []
        columns = ["customer", "n", "amount", *self.optional, "reason", "source"]
        select = ["DATE '1970-01-01' + n::INTEGER AS \"day\"" if c == "n" else c for c in columns]
        append(self.connection, table=TABLE, columns=columns, rows=rows, select=select)

    @property
    def size(self) -> int:
        """Rows in the table now."""
        return number(self.connection, sql("SELECT count(*) FROM {t}", t=TABLE))


def append(
    connection: duckdb.DuckDBPyConnection,
    *,
    table: str,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    select: Sequence[str] | None = None,
) -> None:
    """Append `rows` to `table`, many at a time; `select` may compute from the named columns."""
    if not rows:
        return
    values = zip(*rows, strict=True)
    arrays = {name: _objects(list(v)) for name, v in zip(columns, values, strict=True)}
    put(connection, table, arrays, select or columns)


def put(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    arrays: dict[str, np.ndarray[Any, Any]],
    select: Sequence[str],
) -> None:
    """Append to `table` the expressions `select` over `arrays`, one array per column."""
    connection.register("goen_batch", arrays)
    try:
        names = ", ".join(select)
        run(connection, sql("INSERT INTO {t} SELECT {s} FROM goen_batch", t=table, s=names))
    finally:
        connection.unregister("goen_batch")


def _objects(values: Sequence[Any]) -> np.ndarray[Any, Any]:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
