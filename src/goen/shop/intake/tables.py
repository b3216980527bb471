"""Rows in and out of a workbench: many at a time, in bounded memory."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, overload

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
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


class Rows(Sequence[Mapping[str, Any]]):
    """Some rows of an answer: mappings to read one by one, or columns of all at once."""

    def __init__(self, *, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        self._names, self._rows = names, rows

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return (dict(zip(self._names, row, strict=True)) for row in self._rows)

    @overload
    def __getitem__(self, at: int) -> Mapping[str, Any]: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> Mapping[str, Any] | Rows:
        if isinstance(at, slice):
            return Rows(names=self._names, rows=self._rows[at])
        return dict(zip(self._names, self._rows[at], strict=True))

    def where(self, name: str, value: Any) -> Rows:
        """Those whose column has this value."""
        place = self._names.index(name)
        rows = [row for row in self._rows if row[place] == value]
        return Rows(names=self._names, rows=rows)

    def values(self, *names: str) -> list[tuple[Any, ...]]:
        """These columns (two or more) of each row: no mapping is made."""
        return list(map(itemgetter(*map(self._names.index, names)), self._rows))


def mappings(
    work: duckdb.DuckDBPyConnection, sql: str, *, size: int = 2_000
) -> Iterator[list[Mapping[str, Any]]]:
    """The rows of a question, in lists of at most `size` mappings."""
    return (list(rows) for rows in batches(work, sql, size=lambda: size))


def batches(
    work: duckdb.DuckDBPyConnection, sql: str, *, size: Callable[[], int]
) -> Iterator[Rows]:
    """The rows of a question, at most `size()` at a time; it is asked anew each time."""
    cursor = work.cursor()
    cursor.execute(sql)
    names = [column[0] for column in cursor.description or ()]
    while rows := cursor.fetchmany(size()):
        yield Rows(names=names, rows=rows)


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
