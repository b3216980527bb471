"""Tables of the report as a workbook: one sheet each, figures as numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from goen.report.sections import Table

_NUMBER = re.compile(r"([+−-]?)([0-9][0-9,]*(?:\.[0-9]+)?)(%?)")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST = 31  # characters of a sheet's name that Excel allows
_WIDTH = 16


def write_tables(*, path: Path, tables: Sequence[tuple[str, Table]]) -> None:
    """Write each table with its heading to a sheet of its own. Raises OSError."""
    import xlsxwriter

    # Only what is written as a number or a text becomes one: no formula comes from a name.
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        forms = {
            "": book.add_format({"num_format": "#,##0.######"}),
            "%": book.add_format({"num_format": "0.0%"}),
        }
        for place, (heading, table) in enumerate(tables, start=1):
            sheet = book.add_worksheet(_sheet_name(heading, place))
            sheet.write_string(0, 0, heading, bold)
            sheet.set_column(0, 30, _WIDTH)
            rows = [*table.head, *table.body, *table.foot]
            for row, cells in enumerate(_spread(rows), start=2):
                for column, (cell, text) in cells.items():
                    _write(sheet, row, column, text, forms, bold if cell.head else None)
            sheet.freeze_panes(2 + len(table.head), 1)


def _sheet_name(heading: str, place: int) -> str:
    return f"{place} {_FORBIDDEN.sub(' ', heading)}"[:_LONGEST].rstrip()


def _spread(rows: Sequence[Sequence[Any]]) -> list[dict[int, tuple[Any, str]]]:
    """The cells by column, past those that a cell above or beside takes up."""
    taken: set[tuple[int, int]] = set()
    found = []
    for at, cells in enumerate(rows):
        column, placed = 0, {}
        for cell in cells:
            while (at, column) in taken:
                column += 1
            placed[column] = (cell, _text(cell))
            taken |= {
                (at + down, column + right)
                for down in range(cell.rows)
                for right in range(cell.span)
            }
            column += cell.span
        found.append(placed)
    return found


def _text(cell: Any) -> str:
    if cell.rank:
        return f"{cell.rank.name}・{cell.rank.note}" if cell.rank.lapsed else str(cell.rank.name)
    return str(cell.text)


def _write(sheet: Any, row: int, column: int, text: str, forms: dict[str, Any], form: Any) -> None:
    found = None if form else _NUMBER.fullmatch(text)
    if found is None:
        sheet.write_string(row, column, text, form)
        return
    sign, digits, percent = found.groups()
    value = float(digits.replace(",", "")) * (-1 if sign in ("-", "−") else 1)
    sheet.write_number(row, column, value / 100 if percent else value, forms[percent])
