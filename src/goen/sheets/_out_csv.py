"""A table as CSV: UTF-8 with the mark that Excel needs, or CP932; lines end as Excel ends them."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from goen.sheets._atomic import replacing
from goen.sheets._grid_cells import even_lines
from goen.sheets._guard import guarded
from goen.sheets._likeness import as_cp932
from goen.sheets._out import Replaced, Written, figures, yes_or_no

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from goen.sheets._out import Format, OutColumn

_MOST_PLACES = 1_000
_AT_ONCE = 500
# A negative number is no formula: it stands as it is.
_PLAIN = (int, float, Decimal, date, time)


class CsvLines:
    """The lines of a table as CSV, and what had to be replaced in them."""

    def __init__(self, *, columns: Sequence[OutColumn], form: Format) -> None:
        """`form`: one of the two of CSV."""
        self._columns = columns
        self._cp932 = form == "csv-cp932"
        self._written = _Line()
        self._writer = csv.writer(self._written, lineterminator="\r\n")
        self.rows = 0
        self.replaced: list[Replaced] = []
        self.replaced_count = 0
        self.likenesses: dict[str, str] = {}

    @property
    def start(self) -> bytes:
        """What stands before the first line."""
        return b"" if self._cp932 else b"\xef\xbb\xbf"

    def header(self) -> bytes:
        """The line of the names."""
        return self._encoded(self._line([column.name for column in self._columns], row=1))

    def lines(self, rows: Iterable[Sequence[Any]]) -> bytes:
        """The lines of some rows, which follow those before."""
        found = []
        for row in rows:
            self.rows += 1
            found.append(self._line(row, row=self.rows + 1))
        return self._encoded("".join(found))

    def _encoded(self, text: str) -> bytes:
        # Halves of surrogate pairs are no characters; no encoding has them.
        return text.encode("cp932" if self._cp932 else "utf-8", "replace")

    def _line(self, cells: Sequence[Any], *, row: int) -> str:
        self._writer.writerow([self._text(cell, row, at) for at, cell in enumerate(cells)])
        return self._written.text

    def _text(self, value: Any, row: int, place: int) -> str:
        text = csv_text(value, self._columns[place])
        if isinstance(value, _PLAIN) and not isinstance(value, bool):
            return text
        return guarded(self._fitted(text, row, place) if self._cp932 else text)

    def _fitted(self, text: str, row: int, place: int) -> str:
        fitted, replaced = as_cp932(text)
        for char, by in replaced:
            self.replaced_count += 1
            self.likenesses[char] = by
            if len(self.replaced) < _MOST_PLACES:
                self.replaced.append(Replaced(row, self._columns[place].name, char, by))
        return fitted


class _Line:
    """What csv.writer writes to."""

    def write(self, text: str) -> None:
        self.text = text


def write_csv_table(
    to: Path,
    *,
    columns: Sequence[OutColumn],
    rows: Iterable[Sequence[Any]],
    form: Format,
) -> Written:
    """Write a table to `to` in one of the two forms of CSV."""
    lines = CsvLines(columns=columns, form=form)
    with replacing(to) as draft, draft.open("wb") as stream:
        stream.write(lines.start + lines.header())
        for part in _parts(rows):
            stream.write(lines.lines(part))
    return Written(
        rows=lines.rows,
        files=(to,),
        replaced=tuple(lines.replaced),
        replaced_count=lines.replaced_count,
        likenesses=tuple(sorted(lines.likenesses.items())),
    )


def _parts(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    """The rows, some hundred at a time."""
    each = iter(rows)
    while part := list(islice(each, _AT_ONCE)):
        yield part


def csv_text(value: Any, column: OutColumn) -> str:
    """A cell as it stands in CSV, without the apostrophe.

    >>> from goen.sheets._out import OutColumn
    >>> csv_text(date(2026, 1, 5), OutColumn("日付", "date")), csv_text(None, OutColumn("x"))
    ('2026/01/05', '')
    """
    if isinstance(value, str):
        return value if value.isprintable() else even_lines(value).replace("\0", "")
    if value is None:
        return ""
    if isinstance(value, bool):
        return yes_or_no(value, column)
    if isinstance(value, datetime):
        return f"{value:%Y/%m/%d %H:%M:%S}".zfill(19)
    if isinstance(value, date):
        return f"{value.year:04}/{value.month:02}/{value.day:02}"
    if isinstance(value, time):
        return value.isoformat(timespec="seconds")
    return figures(value)
