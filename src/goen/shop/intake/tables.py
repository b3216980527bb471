"""Rows in and out of a workbench: many at a time, in bounded memory."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import duckdb

_MANY = 20_000


def quoted(name: str) -> str:
    """An identifier in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"


def append(
    work: duckdb.DuckDBPyConnection,
    *,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Add rows to a table; values are texts, integers or None."""
    waiting: list[Sequence[Any]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == _MANY:
            _put(work, table, columns, waiting)
            waiting = []
    _put(work, table, columns, waiting)


def _put(
    work: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
) -> None:
    if not rows:
        return
    arrays = {}
    for name, values in zip(columns, zip(*rows, strict=True), strict=True):
        arrays[name] = np.empty(len(values), dtype=object)
        # DuckDB guesses the type of objects; texts are what all of them can be.
        arrays[name][:] = [None if value is None else str(value) for value in values]
    work.register("waiting", arrays)
    try:
        names = ", ".join(map(quoted, columns))
        work.execute(f"INSERT INTO {quoted(table)} ({names}) SELECT {names} FROM waiting")
    finally:
        work.unregister("waiting")


def mappings(
    work: duckdb.DuckDBPyConnection, sql: str, *, size: int = 2_000
) -> Iterator[list[dict[str, Any]]]:
    """The rows of a question, in lists of at most `size` mappings."""
    cursor = work.cursor()
    cursor.execute(sql)
    names = [column[0] for column in cursor.description or ()]
    while rows := cursor.fetchmany(size):
        yield [dict(zip(names, row, strict=True)) for row in rows]


def write(work: duckdb.DuckDBPyConnection, *, table: str, order: str, to: Path) -> None:
    """Write a table as Parquet, whole or not at all."""
    draft = to.with_suffix(f".{os.getpid()}-{threading.get_ident()}.draft")
    work.execute(
        f"COPY (SELECT * FROM {quoted(table)} ORDER BY {order}) TO {literal(str(draft))}"
        " (FORMAT parquet)"
    )
    draft.replace(to)


def one(work: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...]:
    """The only row of the answer. (A row fetched alone would leave its question open.)"""
    return tuple(work.execute(sql, list(values)).fetchall()[0])


def counts(work: duckdb.DuckDBPyConnection, sql: str) -> Mapping[str, int]:
    """The answer of a question with two columns: name, count."""
    return {str(name): int(count) for name, count in work.execute(sql).fetchall()}
