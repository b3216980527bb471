"""One sheet of the workbook: its cells are gathered first and written row by row.

The workbook streams (customer lists may be a million rows long), and a streamed sheet takes its
rows in order; blocks that stand side by side are therefore sorted before they are written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import TYPE_CHECKING, Any

from goen.japanese import display_width
from goen.report import _format
from goen.report._workbook_book import ROW_HEIGHT, TEXT_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.chart import Chart

    from goen.report._workbook_book import Book

Value = str | int | float | bool | date | None
Reference = list[Any]  # [sheet name, first row, first column, last row, last column]

MOST_SENTENCES = 3  # above a table; all of them stand on the first sheet
NARROWEST, WIDEST = 7, 48
READING_WIDTH = 110  # columns of text that sentences stand over
DEFAULT_WIDTH = 9
CHART_COLUMNS = 11  # columns of default width that a chart covers
CHART_ROWS = 17
PAPER_A4 = 9
FIRST_EXCEL_YEAR = 1900
_PADDING = 2
_SHORT_HEAD = 10  # a head up to this width stays on one line
# Text is a little narrower than columns of figures: 15 pixels for a full-width character against 8
# for a figure in Yu Gothic, and less in Latin letters.
_NARROWER = 0.92


@dataclass(frozen=True)
class Field:
    """A column of a table: its title and the kind of its values."""

    title: str
    kind: str = "text"


@dataclass(frozen=True)
class Block:
    """Where a table stands; rows are those of its values, without title, head and total."""

    sheet: str
    head: int
    first: int
    last: int
    left: int
    right: int

    def column(self, place: int) -> Reference:
        """Return the cells of a column by its place in the table, for a chart."""
        return [self.sheet, self.first, self.left + place, self.last, self.left + place]

    def cells(self, place: int, first: int, last: int) -> Reference:
        """Return some cells of a column, rows counted from the first value."""
        column = self.left + place
        return [self.sheet, self.first + first, column, self.first + last, column]

    def title(self, place: int) -> Reference:
        """Return the head cell of a column, as the name of a series."""
        return [self.sheet, self.head, self.left + place, self.head, self.left + place]


class Page:
    """A sheet with a title, the as-of line, a little reading, and blocks below."""

    def __init__(self, *, book: Book, name: str, title: str, lead: str, reading: list[str]) -> None:
        self.book = book
        self.sheet = book.safe.add_sheet(name)
        self._cells: dict[int, dict[int, tuple[Value, str, bool]]] = {}
        self._widths: dict[int, int] = {}
        self._sentences: dict[int, tuple[str, int | None]] = {}
        self._links: dict[tuple[int, int], str] = {}
        self._heights: dict[int, float] = {}
        self._last_column = 0
        self.put(0, 0, title, "title", measured=False)
        self.put(1, 0, lead, "lead", measured=False)
        for row, sentence in enumerate(reading[:MOST_SENTENCES], start=2):
            self.say(row, sentence)
        self.top = 3 + min(len(reading), MOST_SENTENCES)
        self.next = self.top
        self.header: str = title
        self.lead = lead

    def put(
        self,
        row: int,
        column: int,
        value: Any,
        kind: str = "text",
        *,
        total: bool = False,
        measured: bool = True,
    ) -> None:
        """Keep a cell to write; a measured cell makes its column wide enough."""
        shown = cell_value(value, kind, digits=self.book.digits)
        self._cells.setdefault(row, {})[column] = (shown, kind, total)
        self._last_column = max(self._last_column, column)
        if measured:
            width = cell_width(shown, kind)
            self._widths[column] = max(self._widths.get(column, 0), width)

    def table(
        self,
        *,
        fields: Sequence[Field],
        rows: Sequence[Sequence[Any]],
        total: Sequence[Any] | None = None,
        title: str = "",
        left: int = 0,
        top: int | None = None,
    ) -> Block:
        """Put a table where the page is free (or at `top`), and return where it stands."""
        row = self.next if top is None else top
        if title:
            self.put(row, left, title, "subtitle", measured=False)
            row += 1
        head = row
        for place, field in enumerate(fields):
            form = "head" if field.kind in TEXT_KINDS else "head_number"
            self.put(head, left + place, field.title, form)
        for values in rows:
            row += 1
            for place, (value, field) in enumerate(zip(values, fields, strict=True)):
                measured = field.kind != "overflow"
                self.put(row, left + place, value, field.kind, measured=measured)
        block = Block(self.sheet.name, head, head + 1, row, left, left + len(fields) - 1)
        if total is not None:
            row += 1
            for place, (value, field) in enumerate(zip(total, fields, strict=True)):
                self.put(row, left + place, value, field.kind, total=True)
        self.next = max(self.next, row + 2)
        return block

    def say(self, row: int, sentence: str, *, columns: int | None = None) -> None:
        """Keep a sentence over some columns of a row (all of them unless said), wrapped."""
        self._sentences[row] = (sentence, columns)

    def widen(self, column: int, width: int) -> None:
        """Make a column at least this wide."""
        self._widths[column] = max(self._widths.get(column, 0), width)

    def link(self, row: int, column: int, sheet: str) -> None:
        """Make a cell a link to another sheet of this workbook."""
        self._links[row, column] = "internal:'" + sheet.replace("'", "''") + "'!A1"

    def freeze(self, block: Block, *, columns: int = 1, filtered: bool = True) -> None:
        """Keep the head of the only table in sight and on every printed page."""
        self.sheet.freeze_panes(block.head + 1, block.left + columns)
        self.sheet.repeat_rows(0, block.head)
        if filtered and block.last >= block.first:
            self.sheet.autofilter(block.head, block.left, block.last, block.right)

    def freeze_title(self, *, columns: int = 1) -> None:
        """Keep title and as-of line in sight and on every page, where several tables stand."""
        self.sheet.freeze_panes(2, columns)
        self.sheet.repeat_rows(0, 1)

    def insert(self, chart: Chart, *, row: int, column: int) -> int:
        """Place a chart and return the first row below it."""
        self.sheet.insert_chart(row, column, chart, {"object_position": 3})
        self._last_column = max(self._last_column, column + CHART_COLUMNS - 1)
        return row + CHART_ROWS

    def finish(self) -> None:
        """Write everything, in order of rows, and set up the printed page."""
        self._set_columns()
        self._measure_sentences()
        for row in sorted(self._cells.keys() | self._sentences.keys()):
            self._write_row(row)
        self._set_paper()

    def _set_columns(self) -> None:
        self.sheet.set_default_row(ROW_HEIGHT)
        for column, width in self._widths.items():
            fit = min(max(width + _PADDING, NARROWEST), WIDEST)
            self._widths[column] = fit
            self.sheet.set_column(column, column, fit)

    def _measure_sentences(self) -> None:
        for row, (sentence, columns) in self._sentences.items():
            last = self._reading_column() if columns is None else columns - 1
            self._sentences[row] = (sentence, last + 1)
            width = self._width_to(last)
            lines = ceil(_NARROWER * display_width(sentence) / (width - _PADDING))
            self._heights[row] = ROW_HEIGHT * max(1, lines)

    def _width_to(self, column: int) -> int:
        return sum(self._widths.get(k, DEFAULT_WIDTH) for k in range(column + 1))

    def _reading_column(self) -> int:
        """Return the last column sentences stand over: enough of them to read a line in."""
        column = 0
        while self._width_to(column) < READING_WIDTH:
            column += 1
        return column

    def _write_row(self, row: int) -> None:
        cells = self._cells.get(row, {})
        self._set_height(row, cells)
        if row in self._sentences:
            self._write_sentence(row, *self._sentences[row])
        for column, (value, kind, total) in sorted(cells.items()):
            form = self.book.form(kind, total=total)
            if (row, column) in self._links:
                text = self.book.safe.text(str(value))
                self.sheet.write_url(row, column, self._links[row, column], form, text)
            else:
                self.book.safe.write(self.sheet, row, column, value, form)

    def _write_sentence(self, row: int, sentence: str, columns: int | None) -> None:
        form = self.book.form("reading")
        if columns and columns > 1:
            self.sheet.merge_range(row, 0, row, columns - 1, "", form)
        self.book.safe.write(self.sheet, row, 0, sentence, form)

    def _set_height(self, row: int, cells: dict[int, tuple[Value, str, bool]]) -> None:
        kinds = {kind for _, kind, _ in cells.values()}
        if row in self._heights:
            self.sheet.set_row(row, self._heights[row])
        elif kinds & {"head", "head_number"}:
            self.sheet.set_row(row, self._wrapped_height(cells))
        elif "title" in kinds:
            self.sheet.set_row(row, 1.5 * ROW_HEIGHT)

    def _wrapped_height(self, cells: dict[int, tuple[Value, str, bool]]) -> float:
        """Return the height for the cell of a row that wraps over most lines."""
        lines = 1
        for column, (value, kind, _) in cells.items():
            if kind.startswith("head") and isinstance(value, str):
                width = self._widths.get(column, DEFAULT_WIDTH) - 1
                parts = value.split("\n")
                lines = max(lines, sum(ceil(display_width(part) / width) for part in parts))
        return ROW_HEIGHT * lines

    def _set_paper(self) -> None:
        set_paper(self.sheet, title=self.header, lead=self.lead)


def set_paper(sheet: Any, *, title: str, lead: str) -> None:
    """Set a sheet up for A4 across, one page wide, with name, as-of line and page numbers."""
    sheet.set_landscape()
    sheet.set_paper(PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.hide_gridlines(2)
    # & starts a code in headers and is written twice; the whole may hold 255 characters.
    left, right = (text.replace("&", "&&")[:most] for text, most in ((title, 40), (lead, 180)))
    sheet.set_header(f"&L&9 {left}&R&9 {right}")
    sheet.set_footer("&C&9&P / &N")


def cell_value(value: Any, kind: str, *, digits: int) -> Value:
    """Return what a cell holds for a value of the document: numbers stay numbers."""
    if kind in ("money", "signed_money"):
        return _format.major(value, digits=digits)
    if kind == "share":
        return share_value(value)
    if value is None:
        return None
    if kind in ("day", "month") and isinstance(value, str):
        found = date.fromisoformat(value if kind == "day" else value + "-01")
        return found if found.year >= FIRST_EXCEL_YEAR else value
    return value if isinstance(value, (str, int, float, date)) else str(value)


def share_value(value: Any) -> float | str | None:
    """Return a rate object or a fraction as a number; a dash where nothing stands over zero."""
    if isinstance(value, dict):
        bottom = value.get("denominator")
        return value["numerator"] / bottom if bottom else _format.NOTHING
    return None if value is None else float(value)


def cell_width(value: Value, kind: str) -> int:
    """Return the columns a value takes as it is shown."""
    if value is None:
        return 0
    if isinstance(value, str):
        return _head_width(value) if kind.startswith("head") else display_width(value)
    if isinstance(value, (date, datetime)):
        return 10 if kind == "day" else 8
    text = f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"
    return len(text) + 1 if kind != "share" else 7


def _head_width(title: str) -> int:
    """Return the width of a head that may wrap once, but not within a word or before one letter."""
    lines = title.split("\n")
    if len(lines) > 1 or display_width(title) <= _SHORT_HEAD:
        return max(display_width(line) for line in lines)
    words = [display_width(word) for word in title.split() if word.isascii()]
    return max([*words, ceil(display_width(title) / 2) + 3])
