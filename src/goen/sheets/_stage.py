"""The table in DuckDB that every readable row goes to, before time and overlap are judged."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

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
        connection.execute(f"DROP TABLE IF EXISTS {TABLE}")
        connection.execute(f"CREATE TABLE {TABLE} ({', '.join(columns)})")

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

    def flush(self) -> None:
        """Put the waiting rows into the table."""
        rows, self._waiting = self._waiting, []
        columns = ["customer", "n", "amount", *self.optional, "reason", "source"]
        select = [f"DATE '1970-01-01' + n::INTEGER AS \"day\"" if c == "n" else c for c in columns]
        append(self.connection, table=TABLE, columns=columns, rows=rows, select=select)

    @property
    def size(self) -> int:
        """Rows in the table now."""
        found = self.connection.execute(f"SELECT count(*) FROM {TABLE}").fetchone()
        return int(found[0]) if found else 0


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
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    for name, values in zip(columns, zip(*rows, strict=True), strict=True):
        array = np.empty(len(rows), dtype=object)
        array[:] = values
        arrays[name] = array
    connection.register("goen_batch", arrays)
    try:
        wanted = ", ".join(select or columns)
        connection.execute(" ".join(["INSERT INTO", table, "SELECT", wanted, "FROM goen_batch"]))
    finally:
        connection.unregister("goen_batch")
