"""A table out as a file of the form that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.sheets._out_book import write_book
from goen.sheets._out_csv import write_csv_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from goen.sheets._out import Format, Mark, OutColumn, Written


def write_table(
    to: Path,
    *,
    columns: Sequence[OutColumn],
    rows: Iterable[Sequence[Any]],
    format: Format = "xlsx",
    title: str = "",
    mark: Mark | None = None,
) -> Written:
    """Write `rows` to the file `to`, whole or not at all; raises UnableToWrite.

    Cells are texts, numbers, days, moments without a zone, or None. What is written comes back
    unchanged through `read_grid`: texts letter by letter (line ends as "\\n"; in CP932 what it
    lacks is replaced and listed; what Excel refuses is told in the notes). A workbook goes on on a
    further sheet after 1,048,575 rows; `title` names the sheet and `mark` tells it when it comes
    back.
    """
    if format == "xlsx":
        return write_book(to, columns=columns, rows=rows, title=title, mark=mark)
    return write_csv_table(to, columns=columns, rows=rows, form=format)
