"""A sheet of a workbook as a grid: the one that fits best, or the one that is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from goen.japanese import Text
from goen.sheets._errors import UnableToRead
from goen.sheets._grid_cells import cell_text, is_empty
from goen.sheets._grid_head import Head, find_head
from goen.sheets._grid_out import GridRows
from goen.sheets._grid_parts import Found, no_such_row, wide_rows
from goen.sheets._workbook import chosen, opened, polite, without_collector
from goen.sheets._workbook_guard import check_sizes, counts_from_1904

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from goen.sheets._grid_parts import Body
    from goen.sheets._sources import Source

_SAMPLE_ROWS = 400


class _Sheet(NamedTuple):
    """One sheet that was looked at: its cells, its first rows and its header."""

    name: str
    cells: Any
    sample: list[list[str]]
    head: Head

    @property
    def fits(self) -> tuple[float, int]:
        """How well it fits; of equal ones the longest."""
        return self.head.score, self.cells.total_height


def read_book(
    source: Source,
    *,
    words: Collection[str],
    sheet: str | None,
    header_row: int | None,
    to: Path,
    scratch: Path,
) -> Found:
    """Write the table of a workbook to `to`, and say what was found."""
    if source.content in ("xlsx", "xlsb"):
        check_sizes(source.path, name=source.name)
    with without_collector():
        with polite(source.name):
            book = opened(source, scratch=scratch)
            visible = _visible(book)
            names = visible if sheet is None else chosen(book.sheet_names, sheet, name=source.name)
        best = _best(source.name, book, names, words=words, header_row=header_row)
        body = _written(source.name, best, to=to, scratch=scratch)
    return Found(
        head=best.head,
        header_row=best.head.first,
        sample=best.sample,
        body=body,
        notes=wide_rows(body.wide),
        sheets=tuple(visible),
        sheet=best.name,
        epoch_1904=source.content == "xlsx" and counts_from_1904(source.path),
    )


def _visible(book: Any) -> list[str]:
    """The sheets of cells that are not hidden; all of them when every one is hidden."""
    calamine = import_module("python_calamine")
    sheets = [
        sheet for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    seen = [sheet for sheet in sheets if sheet.visible == calamine.SheetVisibleEnum.Visible]
    return [sheet.name for sheet in seen or sheets]


def _best(
    file: str, book: Any, names: list[str], *, words: Collection[str], header_row: int | None
) -> _Sheet:
    best: _Sheet | None = None
    for name in names:
        with polite(file):
            cells = book.get_sheet_by_name(name)
            sample = _rows_of(cells, count=_SAMPLE_ROWS)
        if all(map(is_empty, sample)):
            continue
        if header_row is not None and header_row > len(sample):
            raise no_such_row(file, header_row)
        head = find_head(sample, words=words, given=None if header_row is None else header_row - 1)
        sheet = _Sheet(name, cells, sample, head)
        if best is None or sheet.fits > best.fits:
            best = sheet
    if best is None:
        raise UnableToRead(file, Text("シートが空です", "The sheet is empty"))
    return best


def _rows_of(cells: Any, *, count: int) -> list[list[str]]:
    if cells.start is None:
        return []
    rows = cells.to_python(skip_empty_area=False, nrows=count)
    return [list(map(cell_text, row)) for row in rows]


def _written(file: str, sheet: _Sheet, *, to: Path, scratch: Path) -> Body:
    usual = len(sheet.head.header) or sheet.cells.total_width
    rows = GridRows(name=file, width=usual, scratch=scratch)
    with polite(file):
        for number, cells in enumerate(_each(sheet.cells), 1):
            if number > sheet.head.first:
                rows.add(number, cells)
    return rows.write(to, width=len(sheet.head.header))


def _each(cells: Any) -> Iterator[list[str]]:
    for row in cells.iter_rows():
        yield list(map(cell_text, row))
