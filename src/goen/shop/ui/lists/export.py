"""A list as a file: exactly the columns, rows and order that the screen shows.

Which rows there are, and in which order, is asked once; only their keys are kept, eight bytes each.
The rows themselves are read in small parts while the file is written. So a filter that is slow is
slow once, the memory does not grow with what the rows hold, no row is twice in the file, and no
transaction stays open while somebody's line is slow.
"""

from __future__ import annotations

from array import array
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from goen.sheets import CsvLines, OutColumn, Written
    from goen.shop.ui.lists.listing import Listing

    Progress = Callable[[int, int], None]

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "cp932": "text/csv; charset=shift_jis",
}
_CHUNK = 500
_MOST_TOLD = 50
_KINDS: Mapping[str, Any] = {"num": "number", "yen": "money", "day": "date"}


def file_name(listing: Listing, form: str) -> str:
    """What the file is called."""
    ending = "xlsx" if form == "xlsx" else "csv"
    return f"{listing.declared.name}-{listing.asking.today:%Y%m%d}.{ending}"


def ids_of(listing: Listing) -> array[int]:
    """The keys of all rows of the list, in its order."""
    keys = listing.ordered().values_list("pk", flat=True)
    return array("q", keys.iterator(chunk_size=10_000))


def columns_of(listing: Listing) -> list[OutColumn]:
    """The columns as a file has them."""
    # Late: it brings the engine that reads files, which no page needs.
    from goen.sheets import OutColumn

    return [
        OutColumn(str(column.label), _KINDS.get(column.shown, column.shown))
        for column in listing.columns
    ]


def parts_of(listing: Listing, ids: Sequence[int]) -> Iterator[list[list[Any]]]:
    """The rows as plain values, some hundred at a time; those that are gone by now are left out."""
    rows = listing.related(listing.declared.rows(listing.request))
    for start in range(0, len(ids), _CHUNK):
        keys = list(ids[start : start + _CHUNK])
        found = {row.pk: row for row in rows.filter(pk__in=keys)}
        there = [found[key] for key in keys if key in found]
        yield [[_value(value) for value in line] for line in listing.values(there)]


def _value(value: Any) -> Any:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, (list, tuple)):
        return "、".join(str(part) for part in value)
    return value if value is None or isinstance(value, (int, float, date)) else str(value)


def write_file(
    listing: Listing, ids: Sequence[int], path: Path, form: str, progress: Progress | None = None
) -> Written:
    """Write the list to `path` as a workbook, or as CSV in Shift_JIS."""
    from goen.sheets import write_table

    return write_table(
        path,
        columns=columns_of(listing),
        rows=_rows(listing, ids, progress),
        format="xlsx" if form == "xlsx" else "csv-cp932",
        title=str(listing.declared.title),
    )


def _rows(listing: Listing, ids: Sequence[int], progress: Progress | None) -> Iterator[list[Any]]:
    done = 0
    for part in parts_of(listing, ids):
        yield from part
        done += len(part)
        if progress:
            progress(done, len(ids))


def csv_parts(listing: Listing, ids: Sequence[int]) -> Iterator[bytes]:
    """The list as CSV in UTF-8, in parts that are sent as they are made."""
    from goen.sheets import CsvLines

    lines = CsvLines(columns=columns_of(listing), form="csv-utf8")
    # When the rest is sent, the middleware that set the language is over.
    rest = _lines(lines, parts_of(listing, ids), translation.get_language())
    return chain([lines.start, lines.header()], rest)


def _lines(
    lines: CsvLines, parts: Iterator[list[list[Any]]], language: str | None
) -> Iterator[bytes]:
    while True:
        with translation.override(language):
            part = next(parts, None)
        if part is None:
            return
        yield lines.lines(part)


def told_missing(written: Written) -> str:
    """Say which characters were replaced; '' when none were."""
    if not written.likenesses:
        return ""
    pairs = " ".join(f"{char}→{by}" for char, by in written.likenesses[:_MOST_TOLD])
    return _("This form does not have these characters; written in their stead: %(pairs)s") % {
        "pairs": pairs
    }
