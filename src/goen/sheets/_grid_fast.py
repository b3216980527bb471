"""A text file as a grid in one statement: DuckDB cuts it, where Python would cut it alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import duckdb

from goen.sheets import _scan
from goen.sheets._grid_cells import WHITE
from goen.sheets._grid_out import MOST_COLUMNS, connect, copy, names
from goen.sheets._grid_parts import Body
from goen.sheets._guard import unguarded_sql
from goen.sheets._quotes import any_odd_line
from goen.sheets._sql import number, quoted, sql

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from goen.sheets._delimited import TextTable
    from goen.sheets._grid_head import Head

# With and without cells that go over several lines, by which the number of a row grows as well.
_GRID = """
    SELECT CAST({above} + row_number() OVER () AS INTEGER) AS row, {cells} FROM {reader}
"""
_GRID_OF_LINES = """
    SELECT CAST({above} + row_number() OVER () + sum(more) OVER (ROWS UNBOUNDED PRECEDING) - more
        AS INTEGER) AS row, {cells}
    FROM (SELECT *, length(whole) - length(replace(whole, chr(10), '')) AS more
          FROM (SELECT *, concat({names}) AS whole FROM {reader}))
"""
_SPARE = 8  # columns for rows that are longer than all of the sample
_READER = """
    read_csv({path}, auto_detect = false, header = false, skip = {skip}, columns = {columns},
        delim = {delimiter}, quote = {quote}, escape = {quote}, new_line = {newline}, comment = '',
        null_padding = {ragged}, parallel = {parallel})
"""


@dataclass(frozen=True, slots=True)
class _Fast:
    """Lets DuckDB read a file, and makes sure that it cut it as Python would."""

    table: TextTable
    head: Head
    width: int
    lines: bool
    to: Path

    @property
    def above(self) -> int:
        """The lines above the first row."""
        return self.table.lines_of(self.head.first)

    def read(self, connection: duckdb.DuckDBPyConnection) -> tuple[int, int, int] | None:
        """The rows and columns that were written, and the blank lines at the end.

        None where it could not be done.
        """
        found = self._last_line()
        if found is None:
            return None
        last, blank = found
        for width, ragged in ((self.width, False), (self.width + _SPARE, True)):
            try:
                reader = self._reader(width, ragged=ragged)
                if not self._begins_alike(connection, reader):
                    return None
                rows = copy(connection, self._question(reader, width), to=self.to, width=width)
            except duckdb.InterruptException:
                raise
            except duckdb.Error:  # row by row it may still be done, or there is said why not
                continue
            return (rows, width, blank) if self._ends_at(connection, rows) == last else None
        return None

    def _last_line(self) -> tuple[int, int] | None:
        """The last line that is not blank, and the number of those after it.

        None where blank lines stand among the others.
        """
        table = self.table
        lines = _scan.lines(table.path, skip=table.skip)
        if not table.facts.blank_lines:
            return lines, 0
        blank = _scan.blank_lines(table.path, skip=table.skip)
        blank = blank[blank > self.above].tolist()
        end = lines
        while blank and blank[-1] == end:
            end -= 1
            blank.pop()
        return None if blank and not self.lines else (end, lines - end)

    def _ends_at(self, connection: duckdb.DuckDBPyConnection, rows: int) -> int:
        """The last line of the last row that was written."""
        if not rows:
            return self.above
        question = "SELECT * FROM {f} WHERE row = (SELECT max(row) FROM {f})"
        ((row, *cells),) = connection.execute(sql(question, f=file_of(self.to))).fetchall()
        return int(row + sum(cell.count("\n") for cell in cells))

    def _question(self, reader: str, width: int) -> str:
        cells = [f"{self._cell(name)} AS {name}" for name in names(width)]
        return sql(
            _GRID_OF_LINES if self.lines else _GRID,
            above=self.above,
            cells=", ".join(cells),
            names=", ".join(names(width)),
            reader=reader,
        )

    def _cell(self, name: str) -> str:
        text = f"coalesce({name}, '')"
        if self.lines and self.table.newline == "\r\n":
            text = f"replace({text}, chr(13) || chr(10), chr(10))"
        return unguarded_sql(text) if self.table.facts.apostrophes else text

    def _reader(self, width: int, *, ragged: bool) -> str:
        table = self.table
        return sql(
            _READER,
            path=quoted(str(table.path)),
            skip=self.above,
            columns="{" + ", ".join(f"'{name}': 'VARCHAR'" for name in names(width)) + "}",
            delimiter=quoted(table.delimiter),
            quote="'\"'" if table.facts.quotes else "''",
            newline="'\\r\\n'" if table.newline == "\r\n" else "'\\n'",
            ragged=str(ragged).lower(),
            parallel=str(not (ragged and self.lines)).lower(),
        )

    def _begins_alike(self, connection: duckdb.DuckDBPyConnection, reader: str) -> bool:
        """Whether DuckDB skips to the row that Python does, where quotes above could differ."""
        table, first = self.table, self.head.first
        if not table.facts.quotes or first == 0 or first >= len(table.sample):
            return True
        found = connection.execute(sql("SELECT * FROM {r} LIMIT 1", r=reader)).fetchall()
        cells = ["" if cell is None else cell for cell in chain(*found)]
        wanted = table.sample[first]
        return cells == wanted + [""] * (len(cells) - len(wanted))


def read_fast(table: TextTable, head: Head, *, to: Path, scratch: Path) -> Body | None:
    """Let DuckDB read the file; None where it could cut it otherwise than Python."""
    width = max(len(head.header), *map(len, table.sample[head.first :]), 0)
    if not 2 <= width <= MOST_COLUMNS or table.facts.nuls:
        return None
    lines = table.facts.quotes and any_odd_line(table.path, skip=table.skip)
    with connect(scratch=scratch) as connection:
        found = _Fast(table, head, width, lines, to).read(connection)
        if found is None:
            return None
        rows, width, blank = found
        body = _without_blank(connection, to, head, width=width, rows=rows, scratch=scratch)
        return replace(body, blank=body.blank + blank)


def _without_blank(
    connection: duckdb.DuckDBPyConnection,
    to: Path,
    head: Head,
    *,
    width: int,
    rows: int,
    scratch: Path,
) -> Body:
    """Take out blank rows and the columns of an empty tail, where there are any."""
    filled = width
    while filled > len(head.header) and not _any(connection, to, f"c{filled - 1} <> ''"):
        filled -= 1
    something = " OR ".join(f"trim({name}, {quoted(WHITE)}) <> ''" for name in names(filled))
    something = something or "false"
    full = number(connection, sql("SELECT count(*) FROM {f} WHERE {s}", f=file_of(to), s=something))
    if full != rows or filled != width:
        whole = scratch / "grid.parquet"
        to.replace(whole)
        columns = ", ".join(["row", *names(filled)])
        question = "SELECT {c} FROM {f} WHERE {s}"
        asked = sql(question, c=columns, f=file_of(whole), s=something)
        copy(connection, asked, to=to, width=filled)
    wide = _wide(connection, to, range(len(head.header) or filled, filled))
    return Body(width=filled, rows=full, blank=rows - full, wide=wide)


def _wide(
    connection: duckdb.DuckDBPyConnection, path: Path, places: Sequence[int]
) -> tuple[int, ...]:
    """The rows that have something in a column beyond the header."""
    if not places:
        return ()
    beyond = " OR ".join(f"c{place} <> ''" for place in places)
    question = sql("SELECT row FROM {f} WHERE {b} ORDER BY row", f=file_of(path), b=beyond)
    return tuple(row for (row,) in connection.execute(question).fetchall())


def _any(connection: duckdb.DuckDBPyConnection, path: Path, condition: str) -> bool:
    question = sql("SELECT 1 FROM {f} WHERE {c} LIMIT 1", f=file_of(path), c=condition)
    return bool(connection.execute(question).fetchall())


def file_of(path: Path) -> str:
    """The Parquet file in SQL."""
    return sql("read_parquet({path})", path=quoted(str(path)))
