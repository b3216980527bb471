"""Any table as it stands: a file in, every cell as text in a Parquet file out."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from goen.japanese import Text
from goen.sheets._atomic import replacing
from goen.sheets._errors import UnableToRead
from goen.sheets._grid_book import read_book
from goen.sheets._grid_parquet import read_parquet
from goen.sheets._grid_text import read_text
from goen.sheets._sources import open_source, why_not_read

if TYPE_CHECKING:
    from collections.abc import Collection

    from goen.sheets._grid_parts import Found
    from goen.sheets._out import Mark
    from goen.sheets._sources import Source


@dataclass(frozen=True, slots=True)
class Grid:
    """What was read of a file.

    `content`: what the bytes are ("text", "xlsx", …), whatever the name says. `sheets`: the visible
    sheets of the workbook, () for text; `sheet`: the one that was read. `header_row`: as people
    count in Excel or an editor, from 1, the lower one of two; 0 when there is no header. `header`:
    one name for each column, as in the file ('' where empty, joined when the header has two rows).
    `titles`: rows with something above the header; `blank`: rows left out for they have nothing.
    `notes`: what was mended. `epoch_1904`: whether bare numbers of days count from 1904.
    `mark`: what a form or an export of ours says of itself.
    """

    content: str
    sheets: tuple[str, ...]
    sheet: str | None
    encoding: str | None
    delimiter: str | None
    header_row: int
    header: tuple[str, ...]
    titles: int
    rows: int
    blank: int
    notes: tuple[Text, ...]
    epoch_1904: bool = False
    mark: Mark | None = None


def read_grid(
    path: str | Path,
    *,
    name: str,
    to: Path,
    words: Collection[str] = (),
    sheet: str | None = None,
    encoding: str | None = None,
    header_row: int | None = None,
) -> Grid:
    """Write the table of the file at `path` to the Parquet file `to`; say what was found.

    `to` has the column `row` (INTEGER, the number people see in Excel or an editor; in text that of
    the first line of the row) and c0, c1, … (VARCHAR, never NULL): one row for each that is not
    blank below the header. Cells are texts as they stand: spaces and leading zeros kept, numbers
    without ".0" and exponents, 2026-01-05, 2026-01-05 14:20:00, TRUE, the kept value of a formula;
    line ends inside a cell are "\\n". Rows of totals and repeated headers stay.

    `name`: the file as shown to the user. `words`: words of the header that is looked for. `sheet`,
    `encoding`, `header_row` (0: none): what is not to be found out. Raises UnableToRead (and
    UnknownSheet), and UnableToWrite.
    """
    with tempfile.TemporaryDirectory(prefix="goen-") as folder, replacing(to) as draft:
        scratch = Path(folder)
        source = open_source(Path(path), name=name, scratch=scratch)
        try:
            found = _read(
                source,
                words=words,
                sheet=sheet,
                encoding=encoding,
                header_row=header_row,
                to=draft,
                scratch=scratch,
            )
        except OSError as problem:
            raise UnableToRead(name, why_not_read(problem)) from problem
        except duckdb.Error as problem:  # the disk is full, or the memory
            raise UnableToRead(name, _no_room(problem)) from problem
    return _grid(source, found)


def _no_room(problem: duckdb.Error) -> Text:
    why = str(problem).splitlines()[0][:120]
    return Text(
        f"ファイルが大きすぎて、読むための場所が足りません（{why}）",
        f"The file is too large for the room there is to read it ({why})",
    )


def _read(
    source: Source,
    *,
    words: Collection[str],
    sheet: str | None,
    encoding: str | None,
    header_row: int | None,
    to: Path,
    scratch: Path,
) -> Found:
    if source.content == "text":
        return read_text(
            source, words=words, encoding=encoding, header_row=header_row, to=to, scratch=scratch
        )
    if source.content == "parquet":
        return read_parquet(source, to=to, scratch=scratch)
    return read_book(
        source, words=words, sheet=sheet, header_row=header_row, to=to, scratch=scratch
    )


def _grid(source: Source, found: Found) -> Grid:
    spare = found.body.width - len(found.head.header)
    return Grid(
        content=source.content,
        sheets=found.sheets,
        sheet=found.sheet,
        encoding=found.encoding,
        delimiter=found.delimiter,
        header_row=found.header_row,
        header=(*found.head.header, *[""] * spare),
        titles=found.head.titles(found.sample),
        rows=found.body.rows,
        blank=found.body.blank,
        notes=tuple(found.notes),
        epoch_1904=found.epoch_1904,
        mark=found.mark,
    )
