"""A table as a workbook: texts stay texts, days are days, the header stays in sight."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goen.sheets._grid_cells import even_lines
from goen.sheets._out import Written, figures, yes_or_no
from goen.sheets._out_csv import csv_text
from goen.sheets._safe import SafeWorkbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from goen.sheets._out import Kind, Mark, OutColumn

MOST_ROWS = 1_048_575  # of one sheet, below its header
LAST_ROW = MOST_ROWS
MARK_SHEET = "goen"
_FORMS: Mapping[Kind, dict[str, Any]] = {
    "text": {"num_format": "@", "valign": "top"},
    "code": {"num_format": "@"},
    "date": {"num_format": "yyyy/mm/dd", "align": "left"},
    "moment": {"num_format": "yyyy/mm/dd hh:mm", "align": "left"},
    "money": {"num_format": "#,##0"},
    "number": {},
    "yes_no": {"align": "center"},
}
_WIDTHS: Mapping[Kind, int] = {
    "text": 20, "code": 16, "date": 12, "moment": 17, "money": 13, "number": 11, "yes_no": 9,
}  # fmt: skip
_HEADER = {
    "bold": True, "bg_color": "#E7E6E6", "border": 1, "border_color": "#BFBFBF", "num_format": "@",
    "valign": "top", "text_wrap": True, "locked": True,
}  # fmt: skip
# Excel counts a day too many before this one; earlier days are texts.
_FIRST_DAY = date(1900, 3, 1)
_FIGURES = 15
_A4 = 9
_NOTE_BOX = {"width": 280, "height": 90, "font_size": 10}


class BookTable:
    """One table in a workbook that is being written; it goes on on further sheets."""

    def __init__(
        self,
        workbook: SafeWorkbook,
        *,
        columns: Sequence[OutColumn],
        title: str,
        unlocked: bool = False,
    ) -> None:
        """`unlocked`: cells below the header may be written to on a protected sheet."""
        self._workbook, self._columns, self._title = workbook, columns, title
        locked = {"locked": False} if unlocked else {}
        self._forms = [workbook.book.add_format({**_FORMS[c.kind], **locked}) for c in columns]
        self._head = workbook.book.add_format(_HEADER)
        self.rows = 0
        self._lists: dict[int, str] = {}
        self.sheets: list[Any] = []
        self._next_sheet()

    def _next_sheet(self) -> None:
        own = self._title.casefold() == MARK_SHEET
        sheet = self._workbook.add_sheet(f"{self._title} 1" if own else self._title)
        for place, (column, form) in enumerate(zip(self._columns, self._forms, strict=True)):
            width, options = column.width or width_of(column), {"hidden": column.hidden}
            sheet.set_column(place, place, width, form, options)
            self._workbook.write(sheet, 0, place, column.name, self._head)
            if column.note:
                note = self._workbook.text(even_lines(column.note))
                sheet.write_comment(0, place, note, _NOTE_BOX)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        # A customer number is a text on purpose: no green corner for it.
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{LAST_ROW + 1}"})
        self.sheets.append(sheet)
        self._row = 0

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write some rows below those before."""
        for cells in rows:
            if self._row == MOST_ROWS:
                self._next_sheet()
            self._row += 1
            self.rows += 1
            for place, value in enumerate(cells):
                if value is None or value == "":
                    continue
                cell = book_value(value, self._columns[place])
                self._workbook.write(self.sheets[-1], self._row, place, cell, self._forms[place])

    def close(self, *, mark: Mark | None) -> None:
        """Put filters, drop-downs and the mark in, once all rows are written."""
        for sheet in self.sheets:
            rows = self._row if sheet is self.sheets[-1] else MOST_ROWS
            sheet.autofilter(0, 0, rows, max(len(self._columns) - 1, 0))
        if mark is None and not any(column.choices for column in self._columns):
            return
        hidden = self._workbook.add_sheet(MARK_SHEET)
        hidden.hide()
        columns = [_mark_cells(mark)] if mark else [[]]
        for place, column in enumerate(self._columns):
            if column.choices:
                letters = column_letters(len(columns))
                self._lists[place] = f"={MARK_SHEET}!${letters}$1:${letters}${len(column.choices)}"
                columns.append(list(column.choices))
        for row in range(max(map(len, columns))):
            for place, cells in enumerate(columns):
                if row < len(cells):
                    self._workbook.write(hidden, row, place, cells[row])
        for sheet in self.sheets:
            for place, source in self._lists.items():
                options = {"validate": "list", "source": source, "error_type": "warning"}
                sheet.data_validation(1, place, LAST_ROW, place, options)


def _mark_cells(mark: Mark) -> list[str]:
    return [MARK_SHEET, mark.kind, mark.fingerprint]


def write_book(
    to: Path,
    *,
    columns: Sequence[OutColumn],
    rows: Iterable[Sequence[Any]],
    title: str,
    mark: Mark | None,
) -> Written:
    """Write a table to the workbook `to`, row by row: the memory does not grow with the rows.

    The rows wait in files beside `to` until the workbook is put together.
    """
    with SafeWorkbook(to, streaming=True) as workbook:
        workbook.book.tmpdir = str(to.parent)
        try:
            table = BookTable(workbook, columns=columns, title=title)
            table.add(rows)
            table.close(mark=mark)
        except BaseException:
            for sheet in workbook.book.worksheets():
                with suppress(OSError):  # on a full disk it cannot even be closed
                    sheet.row_data_fh.close()
                Path(sheet.row_data_filename).unlink(missing_ok=True)
            raise
    return Written(rows=table.rows, files=(to,), notes=workbook.notes)


def book_value(value: Any, column: OutColumn) -> Any:
    """A cell as a workbook holds it: as its column's kind where it can be, else as a text."""
    if isinstance(value, bool):
        return yes_or_no(value, column) if column.choices else value
    if isinstance(value, str):
        return even_lines(value)
    if column.kind in ("text", "code"):
        return csv_text(value, column)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return csv_text(value, column) if day < _FIRST_DAY else value
    if isinstance(value, (int, float, Decimal)):
        return value if _is_exact(value) else figures(value)
    return value.isoformat() if isinstance(value, time) else str(value)


def _is_exact(value: float | Decimal) -> bool:
    """Whether Excel keeps all figures of a number; it has fifteen."""
    if isinstance(value, Decimal):
        return len(value.normalize().as_tuple().digits) <= _FIGURES
    return isinstance(value, float) or abs(value) < 10**_FIGURES


def width_of(column: OutColumn) -> int:
    """The width for a column of this kind and name; a wide letter counts twice."""
    name = sum(2 if ord(letter) > 0xFF else 1 for letter in column.name) + 4
    return max(_WIDTHS[column.kind], min(name, 40))


def column_letters(place: int) -> str:
    """The letters of a column, counted from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    place += 1
    while place:
        place, left = divmod(place - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters
