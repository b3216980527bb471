"""A cell as the text that stands in it: what a person would type to have the same cell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

# Excel shows and keeps fifteen figures; whole numbers are exact up to 2**53.
_EXACT = 2**53
# What makes no row: white space of any script, and the end mark of files of DOS.
WHITE = " \t\n\r\x0b\x0c\x1a\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + (
    "".join(map(chr, range(0x2000, 0x200C)))
)


def cell_text(value: Any) -> str:
    """The text of one cell of a workbook.

    >>> cell_text(1200.0), cell_text(1e20), cell_text(date(2026, 1, 5)), cell_text(True)
    ('1200', '100000000000000000000', '2026-01-05', 'TRUE')
    """
    kind = type(value)
    if kind is str:
        return even_lines(value) if "\r" in value else value
    if kind is float:
        return _number(value)
    if value is None:
        return ""
    if kind is bool:
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime, time)):
        return _clock(value)
    if isinstance(value, date):
        return value.isoformat()
    return _span(value) if isinstance(value, timedelta) else str(value)


def even_lines(text: str) -> str:
    """`text` with its line ends as "\\n", whatever the file has."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_empty(cells: list[str]) -> bool:
    """Whether a row has nothing in any cell but white space."""
    return not any(cells) or not "".join(cells).strip(WHITE)


def without_tail(row: list[Any], *, width: int) -> list[Any]:
    """The row up to its last cell that is not empty, or to `width` where all is empty beyond it."""
    tail = row[width:]
    if tail.count("") == len(tail):  # many times as fast as looking at thousands of cells in turn
        return row[:width] if tail else row
    end = len(row)
    while row[end - 1] == "":
        end -= 1
    return row[:end]


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    text = format(value, ".15g")
    return format(Decimal(text), "f") if "e" in text else text


def _clock(value: datetime | time) -> str:
    exact = "milliseconds" if value.microsecond else "seconds"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec=exact)
    return value.isoformat(timespec=exact)


def _span(value: timedelta) -> str:
    """Hours may be more than a day's, as the form [h]:mm:ss shows them."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
