"""The rows of a grid on their way into a Parquet file, however wide they turn out to be."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

import duckdb
import numpy as np

from goen.japanese import Text
from goen.sheets._errors import UnableToRead
from goen.sheets._grid_cells import WHITE, is_empty, without_tail
from goen.sheets._grid_parts import Body
from goen.sheets._sql import quoted, run, sql
from goen.sheets._stage import put

if TYPE_CHECKING:
    from pathlib import Path

MOST_COLUMNS = 1_000
_CELLS_AT_ONCE = 400_000
_TABLE = "grid"
_GROUP, _LEAST_GROUP, _CELLS_OF_GROUP = 122_880, 2_048, 1_500_000


def connect(*, scratch: Path) -> duckdb.DuckDBPyConnection:
    """An engine that keeps the order of rows, and takes little memory and `scratch` beyond it."""
    connection = duckdb.connect(
        config={
            "memory_limit": "700MB",
            "temp_directory": str(scratch),
            "preserve_insertion_order": True,
        }
    )
    run(connection, "SET enable_progress_bar = false")
    return connection


def names(width: int) -> list[str]:
    """The columns of a grid after `row`: c0, c1, …"""
    return [f"c{place}" for place in range(width)]


class GridRows:
    """Takes rows one by one, in order, and writes them out at the end."""

    def __init__(self, *, name: str, width: int, scratch: Path) -> None:
        """`name`: of the file, for errors; `width`: of the header, 0 when there is none."""
        self._name = name
        self._connection = connect(scratch=scratch)
        self._waiting: list[tuple[int, list[str]]] = []
        self._usual = width
        self._width = 0
        self._cells = 0
        self._filled = self._rows = self._blank = 0
        self._wide: list[int] = []

    def add(self, number: int, cells: list[str]) -> None:
        """Take the row with this number; a blank one is only counted."""
        if is_empty(cells):
            self._blank += 1
            return
        if len(cells) > self._usual:
            cells = without_tail(cells, width=self._usual)
            while len(cells) > self._usual and not cells[-1].strip(WHITE):
                cells.pop()
            if len(cells) > self._usual > 0:
                self._wide.append(number)
        self._waiting.append((number, cells))
        self._cells += len(cells)
        if self._cells >= _CELLS_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        waiting, self._waiting, self._cells = self._waiting, [], 0
        if not waiting:
            return
        numbers = np.array([number for number, _ in waiting], dtype=np.int32)
        columns = list(zip_longest(*(cells for _, cells in waiting), fillvalue=""))
        while columns and not any(columns[-1]):
            columns.pop()
        self._widen(len(columns))
        arrays = {"row": numbers}
        for name, cells in zip(names(len(columns)), columns, strict=False):
            array = np.empty(len(cells), dtype=object)
            array[:] = cells
            arrays[name] = array
        spare = ["''"] * (self._width - len(columns))
        put(self._connection, _TABLE, arrays, [*arrays, *spare])
        self._filled = max(self._filled, len(columns))
        self._rows += len(waiting)

    def _widen(self, width: int) -> None:
        if width > MOST_COLUMNS:
            raise UnableToRead(self._name, too_many_columns(width))
        if not self._width:
            cells = "".join(f", {name} VARCHAR DEFAULT ''" for name in names(width))
            run(self._connection, sql("CREATE TABLE {t} (row INTEGER{c})", t=_TABLE, c=cells))
        for name in names(width)[self._width :] if self._width else ():
            added = "ALTER TABLE {t} ADD COLUMN {c} VARCHAR DEFAULT ''"
            run(self._connection, sql(added, t=_TABLE, c=name))
        self._width = max(self._width, width)

    def write(self, to: Path, *, width: int) -> Body:
        """Write all rows to the Parquet file `to`, with `width` columns or more; nothing follows.

        Columns beyond the last that has something in it are left out.
        """
        self._flush()
        self._widen(width)
        width = max(width, self._filled)
        columns = ", ".join(["row", *names(width)])
        question = sql("SELECT {c} FROM {t}", c=columns, t=_TABLE)
        copy(self._connection, question, to=to, width=width)
        self._connection.close()
        return Body(width, self._rows, self._blank, tuple(self._wide))


def copy(connection: duckdb.DuckDBPyConnection, question: str, *, to: Path, width: int) -> int:
    """Write the answer of a question, so many columns wide, to `to`; the number of its rows.

    The rows of a group are held until they are written: the wider they are, the fewer.
    """
    statement = "COPY ({q}) TO {to} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {rows})"
    rows = min(_GROUP, max(_LEAST_GROUP, _CELLS_OF_GROUP // max(width, 1)))
    return int(run(connection, sql(statement, q=question, to=quoted(str(to)), rows=rows))[0][0])


def too_many_columns(width: int) -> Text:
    """Why a table as wide as this is not read."""
    return Text(
        f"列が {width:,} もあります（{MOST_COLUMNS:,} 列まで読めます）。"
        "表から離れたセルに何かないか、行と列が入れかわっていないか、お確かめください",
        f"There are {width:,} columns (at most {MOST_COLUMNS:,} are read); "
        "check for cells far from the table, and that rows are not columns",
    )
