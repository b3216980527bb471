"""A sheet of a workbook as a grid: the one that fits best, or the one that is asked for."""

from __future__ import annotations

from importlib import import_module
from math import log10
from typing import TYPE_CHECKING, Any, NamedTuple

from goen.japanese import Text
from goen.sheets._errors import UnableToRead
from goen.sheets._grid_cells import cell_text, is_empty, without_tail
from goen.sheets._grid_head import Head, find_head
from goen.sheets._grid_out import GridRows
from goen.sheets._grid_parts import Found, no_such_row, wide_rows
from goen.sheets._out import Mark
from goen.sheets._out_book import MARK_SHEET
from goen.sheets._workbook import chosen, opened, polite, without_collector
from goen.sheets._workbook_guard import check_sizes, counts_from_1904
from goen.sheets._workbook_shown import shown_otherwise

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from goen.sheets._grid_parts import Body
    from goen.sheets._sources import Source
    from goen.sheets._workbook_shown import Shown

_SAMPLE_ROWS = 400
_MOST_MEMORY = 1_200_000_000  # beside what everything else takes
_TEN_TIMES = 2.0  # what ten times the rows are worth beside the score of the header


class _Sheet(NamedTuple):
    """One sheet that was looked at: its cells, its first rows and its header."""

    name: str
    cells: Any
    shown: Shown
    sample: list[list[str]]
    head: Head

    @property
    def fits(self) -> float:
        """How well it fits: its header, and the number of its rows."""
        return self.head.score + _TEN_TIMES * log10(max(1, self.cells.total_height))

    def rows(self) -> Iterator[list[str]]:
        """All rows, from the first of the sheet on, as texts."""
        for place, row in enumerate(self.cells.iter_rows()):
            yield _texts(row, self.shown.get(place, ()), width=len(self.head.header))


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
        check_sizes(source.path, name=source.name, memory=_MOST_MEMORY)
    with without_collector():
        with polite(source.name):
            book = opened(source, scratch=scratch)
            visible = _visible(book)
            names = visible if sheet is None else chosen(book.sheet_names, sheet, name=source.name)
            mark = _mark(book)
        best, alike = _best(source, book, names, words=words, header_row=header_row)
        body = _written(source.name, best, to=to, scratch=scratch)
    return Found(
        head=best.head,
        header_row=best.head.first,
        sample=best.sample,
        body=body,
        notes=[*_same_table(alike), *wide_rows(body.wide)],
        sheets=tuple(visible),
        sheet=best.name,
        mark=mark,
        epoch_1904=source.content == "xlsx" and counts_from_1904(source.path),
    )


def _mark(book: Any) -> Mark | None:
    """What the hidden sheet of a workbook of ours says; None in any other."""
    if MARK_SHEET not in book.sheet_names:
        return None
    rows = _first_rows(book.get_sheet_by_name(MARK_SHEET), {})
    said = [row[0] for row in rows[:3] if row]
    return Mark(said[1], said[2]) if len(said) == 3 and said[0] == MARK_SHEET else None


def _best(
    source: Source,
    book: Any,
    names: Sequence[str],
    *,
    words: Collection[str],
    header_row: int | None,
) -> tuple[_Sheet, list[str]]:
    """The sheet that fits best, and the names of others with the same header."""
    best: _Sheet | None = None
    headers: dict[str, tuple[str, ...]] = {}
    for name in names:
        sheet = _looked_at(source, book, name, words=words, header_row=header_row)
        if sheet is None:
            continue
        headers[name] = sheet.head.header
        if best is None or sheet.fits > best.fits:
            best = sheet
    if best is None:
        raise UnableToRead(source.name, Text("シートが空です", "The sheet is empty"))
    same = [name for name, header in headers.items() if header and header == best.head.header]
    return best, [name for name in same if name != best.name]


def _visible(book: Any) -> list[str]:
    """The sheets of cells that are not hidden; all of them when every one is hidden."""
    calamine = import_module("python_calamine")
    sheets = [
        sheet for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    seen = [sheet for sheet in sheets if sheet.visible == calamine.SheetVisibleEnum.Visible]
    return [sheet.name for sheet in seen or sheets]


def _looked_at(
    source: Source, book: Any, name: str, *, words: Collection[str], header_row: int | None
) -> _Sheet | None:
    """The sheet with its header; None for an empty one."""
    with polite(source.name):
        cells = book.get_sheet_by_name(name)
        shown = shown_otherwise(source.path, sheet=name) if source.content == "xlsx" else {}
        sample = _first_rows(cells, shown)
    if all(map(is_empty, sample)):
        return None
    if header_row is not None and not 0 <= header_row <= len(sample):
        raise no_such_row(source.name, header_row)
    given = None if header_row is None else header_row - 1
    return _Sheet(name, cells, shown, sample, find_head(sample, words=words, given=given))


def _first_rows(cells: Any, shown: Shown) -> list[list[str]]:
    if cells.start is None:
        return []
    rows = cells.to_python(skip_empty_area=False, nrows=_SAMPLE_ROWS)
    return [_texts(row, shown.get(place, ())) for place, row in enumerate(rows)]


def _texts(row: list[Any], shown: Sequence[tuple[int, str]], *, width: int = 0) -> list[str]:
    """The cells as texts, without a tail of empty ones beyond `width`."""
    if not shown:
        row = without_tail(row, width=width)
    cells = list(map(cell_text, row))
    for column, text in shown:
        if column < len(cells):
            cells[column] = text
    return cells


def _written(file: str, sheet: _Sheet, *, to: Path, scratch: Path) -> Body:
    rows = GridRows(name=file, width=len(sheet.head.header), scratch=scratch)
    with polite(file):
        for number, cells in enumerate(sheet.rows(), 1):
            if number > sheet.head.first:
                rows.add(number, cells)
    return rows.write(to, width=len(sheet.head.header))


def _same_table(sheets: Sequence[str]) -> list[Text]:
    """The note on sheets that hold the same columns and were not read."""
    if not sheets:
        return []
    there = "、".join(sheets)
    return [
        Text(
            f"同じ列のシートがほかにもありますが、読んでいません（{there}）",
            f"Other sheets have the same columns and were not read ({there})",
        )
    ]
