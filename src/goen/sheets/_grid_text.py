"""A text file as a grid: DuckDB reads a clean file whole, any other is read row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.sheets._delimited import numbered, open_text
from goen.sheets._grid_cells import even_lines, without_tail
from goen.sheets._grid_fast import read_fast
from goen.sheets._grid_head import Head, find_head
from goen.sheets._grid_out import GridRows
from goen.sheets._grid_parts import Found, no_such_row, wide_rows
from goen.sheets._guard import unguarded
from goen.sheets._quotes import taken_as_letter

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from goen.japanese import Text
    from goen.sheets._delimited import TextTable
    from goen.sheets._grid_parts import Body
    from goen.sheets._sources import Source


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
    sample = [list(map(_text, without_tail(row, width=0))) for row in table.sample]
    head = find_head(sample, words=words, given=_place(table, header_row, name=source.name))
    body = read_fast(table, head, to=to, scratch=scratch)
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


def _text(cell: str) -> str:
    return unguarded(even_lines(cell))


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


def _slow(table: TextTable, head: Head, *, name: str, to: Path, scratch: Path) -> Body:
    rows = GridRows(name=name, width=len(head.header), scratch=scratch)
    facts = table.facts
    altered = facts.apostrophes or (facts.quotes and facts.pairs)
    for place, (line, cells) in enumerate(numbered(table, name=name)):
        if place >= head.first:
            rows.add(line, list(map(_text, cells)) if altered else cells)
    return rows.write(to, width=len(head.header))
