"""A list as a file: exactly the columns, rows and order that the screen shows.

Which rows there are, and in which order, is asked once; only their keys are kept, eight bytes each.
The rows themselves are read in small parts while the file is written. So a filter that is slow is
slow once, the memory does not grow with what the rows hold, no row is twice in the file, and no
transaction stays open while somebody's line is slow.
"""

from __future__ import annotations

import csv
import io
from array import array
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from django.utils import timezone, translation
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from goen.sheets import SafeWorkbook
    from goen.shop.ui.lists.listing import Listing

    Progress = Callable[[int, int], None]

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "cp932": "text/csv; charset=shift_jis",
}
_CHUNK = 500
_SHEET = 1_000_000  # rows of one sheet; Excel ends a little later
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def file_name(listing: Listing, form: str) -> str:
    """What the file is called."""
    ending = "xlsx" if form == "xlsx" else "csv"
    return f"{listing.declared.name}-{listing.asking.today:%Y%m%d}.{ending}"


def ids_of(listing: Listing) -> array[int]:
    """The keys of all rows of the list, in its order."""
    keys = listing.ordered().values_list("pk", flat=True)
    return array("q", keys.iterator(chunk_size=10_000))


def heads_of(listing: Listing) -> list[Any]:
    """What stands above the columns."""
    return [str(column.label) for column in listing.columns]


def parts_of(listing: Listing, ids: Sequence[int]) -> Iterator[list[list[Any]]]:
    """The rows as plain values, some hundred at a time; those that are gone by now are left out."""
    rows = listing.related(listing.declared.rows(listing.request))
    for start in range(0, len(ids), _CHUNK):
        keys = list(ids[start : start + _CHUNK])
        found = {row.pk: row for row in rows.filter(pk__in=keys)}
        there = [found[key] for key in keys if key in found]
        yield [[_value(value) for value in line] for line in listing.values(there)]


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, (list, tuple)):
        return "、".join(str(part) for part in value)
    return value if value is None or isinstance(value, (int, float, date)) else str(value)


def write_xlsx(
    listing: Listing, ids: Sequence[int], path: Path, progress: Progress | None = None
) -> None:
    """Write the list as a workbook; texts stay texts, days are days.

    The rows wait in files beside `path` until the workbook is put together.
    """
    # Late: it brings the engine that reads files, which no page needs.
    from goen.sheets import SafeWorkbook

    with SafeWorkbook(path, streaming=True) as workbook:
        workbook.book.tmpdir = str(path.parent)
        try:
            _fill(workbook, listing, ids, progress)
        except BaseException:
            for sheet in workbook.book.worksheets():
                sheet.row_data_fh.close()
                Path(sheet.row_data_filename).unlink(missing_ok=True)
            raise


def _fill(
    workbook: SafeWorkbook, listing: Listing, ids: Sequence[int], progress: Progress | None
) -> None:
    parts, done = parts_of(listing, ids), 0
    for _sheet in range(0, max(len(ids), 1), _SHEET):
        sheet = _Sheet(workbook, listing)
        for part in parts:
            sheet.add(part)
            done += len(part)
            if progress:
                progress(done, len(ids))
            if sheet.full:
                break


class _Sheet:
    """One sheet of a workbook, with its heads."""

    def __init__(self, workbook: SafeWorkbook, listing: Listing) -> None:
        self._workbook, self._rows = workbook, 0
        self._sheet = workbook.add_sheet(str(listing.declared.title))
        self._day = workbook.book.add_format({"num_format": "yyyy/mm/dd"})
        self._moment = workbook.book.add_format({"num_format": "yyyy/mm/dd hh:mm"})
        self._sheet.set_column(0, len(listing.columns), 18)
        self._sheet.freeze_panes(1, 0)
        self._write(heads_of(listing), workbook.book.add_format({"bold": True}))

    @property
    def full(self) -> bool:
        return self._rows > _SHEET

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        for cells in rows:
            self._write(cells)

    def _write(self, cells: Sequence[Any], form: Any = None) -> None:
        for place, value in enumerate(cells):
            shown = form
            if isinstance(value, date):
                shown = self._moment if isinstance(value, datetime) else self._day
            self._workbook.write(self._sheet, self._rows, place, value, shown)
        self._rows += 1


def csv_parts(listing: Listing, ids: Sequence[int]) -> Iterator[bytes]:
    """The list as CSV in UTF-8, in parts that are sent as they are made."""
    # When they are, the middleware that set the language is over.
    texts = _texts(listing, ids, translation.get_language())
    return chain([b"\xef\xbb\xbf"], (text.encode("utf-8", "replace") for text in texts))


def write_cp932(
    listing: Listing,
    ids: Sequence[int],
    stream: BinaryIO,
    missing: set[str],
    progress: Progress | None = None,
) -> None:
    """Write the list as CSV in Shift_JIS; characters it has not go to `missing`, each as 〓."""
    for number, text in enumerate(_texts(listing, ids, translation.get_language())):
        absent = {character for character in set(text) if not _fits(character)}
        missing |= absent
        stream.write(text.translate(dict.fromkeys(map(ord, absent), "〓")).encode("cp932"))
        if progress:
            progress(min(number * _CHUNK, len(ids)), len(ids))


def told_missing(missing: set[str]) -> str:
    """Say which characters were replaced."""
    characters = " ".join(sorted(missing)[:50])
    return _("Written as 〓, for this form does not have them: %(characters)s") % {
        "characters": characters
    }


def _texts(listing: Listing, ids: Sequence[int], language: str | None) -> Iterator[str]:
    with translation.override(language):
        yes, no = _("Yes"), _("No")
        text = _text([heads_of(listing)], yes, no)
    yield text
    parts = parts_of(listing, ids)
    while True:
        with translation.override(language):
            part = next(parts, None)
            if part is None:
                return
            text = _text(part, yes, no)
        yield text


def _text(rows: Sequence[Sequence[Any]], yes: str, no: str) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([_guarded(value, yes, no) for value in cells] for cells in rows)
    return stream.getvalue()


def _fits(character: str) -> bool:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _guarded(value: Any, yes: str, no: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return yes if value else no
    if isinstance(value, datetime):
        return f"{value:%Y/%m/%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y/%m/%d}"
    text = str(value)
    # A spreadsheet would take such a text for a formula.
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
