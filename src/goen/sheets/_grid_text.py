"""A text file as a grid: DuckDB reads a clean file whole, any other is read row by row."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import duckdb

from goen.sheets import _scan
from goen.sheets._delimited import numbered, open_text
from goen.sheets._grid_cells import WHITE, even_lines
from goen.sheets._grid_head import Head, find_head
from goen.sheets._grid_out import GridRows, connect, copy, names
from goen.sheets._grid_parts import Body, Found, no_such_row, wide_rows
from goen.sheets._quotes import taken_as_letter
from goen.sheets._sql import number, quoted, sql

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from goen.japanese import Text
    from goen.sheets._delimited import TextTable
    from goen.sheets._sources import Source

_READER = """
    read_csv({path}, auto_detect = false, header = false, skip = {skip}, columns = {columns},
        delim = {delimiter}, quote = {quote}, escape = {quote}, new_line = {newline}, comment = '')
"""
_GRID = "SELECT CAST(row_number() OVER () + {above} AS INTEGER) AS row, {cells} FROM {reader}"


def read_text(
    source: Source,
    *,
    words: Collection[str],
    encoding: str | None,
    header_row: int | None,
    to: Path,
    scratch: Path,
) -> Found:
    """Write the table of a text file to `to`, and say what was found."""
    table = open_text(source, given=encoding, scratch=scratch)
    sample = [[even_lines(cell) for cell in row] for row in table.sample]
    head = find_head(sample, words=words, given=_place(table, header_row, name=source.name))
    body = _fast(table, head, sample, to=to, scratch=scratch)
    if body is None:
        body = _slow(table, head, name=source.name, to=to, scratch=scratch)
    return Found(
        head=head,
        header_row=_line(table, head.at),
        sample=sample,
        body=body,
        encoding=table.encoding,
        delimiter=table.shown_delimiter,
        notes=_notes(source.name, table, body),
    )


def _line(table: TextTable, record: int) -> int:
    """The number of the first line of a record; 0 for no record."""
    return 0 if record < 0 else table.lines_of(record) + 1


def _place(table: TextTable, line: int | None, *, name: str) -> int | None:
    """The record that stands on a line."""
    if not line:
        return None if line is None else -1
    found = next((at for at, end in enumerate(table.ends) if line <= end), None)
    if found is None or found >= len(table.sample) or line < 0:
        raise no_such_row(name, line)
    return found


def _notes(name: str, table: TextTable, body: Body) -> list[Text]:
    notes = [taken_as_letter(name, table.mended)] if table.mended else []
    return [*notes, *wide_rows(body.wide)]


def _slow(
    table: TextTable,
    head: Head,
    *,
    name: str,
    to: Path,
    scratch: Path,
) -> Body:
    rows = GridRows(name=name, width=len(head.header), scratch=scratch)
    for place, (line, cells) in enumerate(numbered(table, name=name)):
        if place >= head.first:
            rows.add(line, [even_lines(cell) if "\r" in cell else cell for cell in cells])
    return rows.write(to, width=len(head.header))


def _fast(
    table: TextTable, head: Head, sample: Sequence[list[str]], *, to: Path, scratch: Path
) -> Body | None:
    """Let DuckDB read the file; None where it could cut it otherwise than Python."""
    width = max(map(len, sample[head.first :]), default=0)
    expected = _records(table, head)
    if expected is None or width < 2 or len(head.header) > width or table.facts.nuls:
        return None
    with connect(scratch=scratch) as connection:
        reader = _reader(table, head, width)
        try:
            if not _begins_alike(connection, reader, table, head):
                return None
            cells = ", ".join(f"coalesce({name}, '') AS {name}" for name in names(width))
            above = table.lines_of(head.first)
            question = sql(_GRID, above=above, cells=cells, reader=reader)
            if copy(connection, question, to=to) != expected:
                return None
        except (duckdb.OutOfMemoryException, duckdb.InterruptException):
            raise
        except duckdb.Error:
            return None
        return _without_blank(connection, to, head, width=width, rows=expected, scratch=scratch)


def _records(table: TextTable, head: Head) -> int | None:
    """How many records there are if each is one line; None where lines say it is not so."""
    lines = _scan.lines(table.path, skip=table.skip)
    skipped = table.lines_of(head.first)
    if not table.facts.blank_lines:
        return lines - skipped
    blank = [int(at) for at in _scan.blank_lines(table.path, skip=table.skip) if at > skipped]
    at_end = list(range(lines - len(blank) + 1, lines + 1))
    return lines - skipped - len(blank) if blank == at_end else None


def _reader(table: TextTable, head: Head, width: int) -> str:
    return sql(
        _READER,
        path=quoted(str(table.path)),
        skip=table.lines_of(head.first),
        columns="{" + ", ".join(f"'{name}': 'VARCHAR'" for name in names(width)) + "}",
        delimiter=quoted(table.delimiter),
        quote="'\"'" if table.facts.quotes else "''",
        newline="'\\r\\n'" if table.newline == "\r\n" else "'\\n'",
    )


def _begins_alike(
    connection: duckdb.DuckDBPyConnection, reader: str, table: TextTable, head: Head
) -> bool:
    """Whether DuckDB skips to the same first row as Python, where quotes above it could differ."""
    if not table.facts.quotes or head.first == 0 or head.first >= len(table.sample):
        return True
    found = connection.execute(sql("SELECT * FROM {r} LIMIT 1", r=reader)).fetchall()
    return ["" if cell is None else cell for cell in chain(*found)] == table.sample[head.first]


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
    full = number(
        connection,
        sql("SELECT count(*) FROM {f} WHERE {s}", f=_file(to), s=something or "false"),
    )
    if full != rows or filled != width:
        whole = scratch / "grid.parquet"
        to.replace(whole)
        columns = ", ".join(["row", *names(filled)])
        statement = "SELECT {c} FROM {f} WHERE {s}"
        copy(
            connection,
            sql(statement, c=columns, f=_file(whole), s=something or "false"),
            to=to,
        )
    return Body(width=filled, rows=full, blank=rows - full, wide=())


def _any(connection: duckdb.DuckDBPyConnection, path: Path, condition: str) -> bool:
    question = sql("SELECT 1 FROM {f} WHERE {c} LIMIT 1", f=_file(path), c=condition)
    return bool(connection.execute(question).fetchall())


def _file(path: Path) -> str:
    return sql("read_parquet({path})", path=quoted(str(path)))
