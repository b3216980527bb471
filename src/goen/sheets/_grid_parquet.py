"""A Parquet file as a grid: its column names are the header, its cells become texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from goen.sheets._errors import UnableToRead
from goen.sheets._grid_cells import cell_text
from goen.sheets._grid_head import Head
from goen.sheets._grid_out import GridRows, connect
from goen.sheets._grid_parts import Found
from goen.sheets._parquet import damaged
from goen.sheets._sql import quoted, sql

if TYPE_CHECKING:
    from pathlib import Path

    from goen.sheets._sources import Source

_AT_ONCE = 10_000


def read_parquet(source: Source, *, to: Path, scratch: Path) -> Found:
    """Write the table of a Parquet file to `to`; its names count as row 1."""
    with connect(scratch=scratch) as connection:
        try:
            asked = connection.execute(
                sql("SELECT * FROM read_parquet({path})", path=quoted(str(source.path)))
            )
            header = tuple(column[0] for column in asked.description or ())
            rows = GridRows(name=source.name, width=len(header), scratch=scratch)
            number = 1
            while found := asked.fetchmany(_AT_ONCE):
                for number, cells in enumerate(found, number + 1):  # noqa: B020 - it counts on
                    rows.add(number, list(map(cell_text, cells)))
        except duckdb.Error as problem:
            raise UnableToRead(source.name, damaged(problem)) from problem
    body = rows.write(to, width=len(header))
    head = Head(0, header, 1, 0.0)
    return Found(head=head, header_row=1, sample=[list(header)], body=body, notes=())
