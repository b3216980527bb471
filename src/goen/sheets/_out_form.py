"""An entry form in Excel: a header nobody changes by mistake, drop-downs, dates that are dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from goen.japanese import Text
from goen.sheets._out import Written
from goen.sheets._out_book import LAST_ROW, BookTable
from goen.sheets._safe import SafeWorkbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from goen.sheets._out import Mark, OutColumn

_NOT_A_DATE = Text(
    "日付のようには見えません。2026/1/5 のように書くと、まちがいがありません。このまま残しますか？",
    "This does not look like a date. Write it as 2026/1/5. Keep it as it is?",
)
_ASKED = Text("日付の列です", "A column of dates")
# What a person may do on the protected sheet besides writing in cells.
_ALLOWED = {
    "format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True,
    "delete_rows": True, "sort": True, "autofilter": True, "select_locked_cells": True,
}  # fmt: skip


def write_form(
    to: Path,
    *,
    columns: Sequence[OutColumn],
    mark: Mark,
    title: str,
    rows: Iterable[Sequence[Any]] = (),
    language: Literal["ja", "en"] = "ja",
) -> Written:
    """Write an entry form to `to`, empty or with `rows`; raises UnableToWrite.

    The sheet is protected without a password: the header cannot be changed by mistake, all cells
    below it can be written to. `mark` tells the form when it comes back (`Grid.mark`).
    """
    with SafeWorkbook(to) as workbook:
        table = BookTable(workbook, columns=columns, title=title, unlocked=True)
        table.add(rows)
        table.close(mark=mark)
        for sheet in table.sheets:
            _dates(sheet, columns, language)
            sheet.protect("", _ALLOWED)
    return Written(rows=table.rows, files=(to,), notes=workbook.notes)


def _dates(sheet: Any, columns: Sequence[OutColumn], language: Literal["ja", "en"]) -> None:
    for place, column in enumerate(columns):
        if column.kind not in ("date", "moment"):
            continue
        options = {
            "validate": "date",
            "criteria": "between",
            "minimum": date(1900, 3, 1),
            "maximum": date(9999, 12, 31),
            "error_type": "warning",
            "error_title": getattr(_ASKED, language),
            "error_message": getattr(_NOT_A_DATE, language),
        }
        sheet.data_validation(1, place, LAST_ROW, place, options)
