"""A list as a file: exactly the columns, rows and order that the screen shows."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from goen.sheets import SafeWorkbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goen.shop.ui.lists.listing import Listing

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "cp932": "text/csv; charset=shift_jis",
}
_CHUNK = 2000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows_of(listing: Listing) -> Iterator[list[Any]]:
    """The rows of the list as plain values, the heads first."""
    yield [str(column.label) for column in listing.columns]
    chunk: list[Any] = []
    for row in listing.ordered().iterator(chunk_size=_CHUNK):
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield from _plain(listing, chunk)
            chunk = []
    yield from _plain(listing, chunk)


def _plain(listing: Listing, rows: list[Any]) -> Iterator[list[Any]]:
    for line in listing.cells(rows):
        yield [_value(cell["value"]) for cell in line["cells"]]


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, (list, tuple)):
        return "、".join(str(part) for part in value)
    return value if value is None or isinstance(value, (int, float, date)) else str(value)


def as_xlsx(listing: Listing, title: str) -> bytes:
    """The list as a workbook; texts stay texts, days are days."""
    with tempfile.TemporaryDirectory(prefix="goen-") as folder:
        path = Path(folder) / "list.xlsx"
        with SafeWorkbook(path, streaming=True) as workbook:
            sheet = workbook.add_sheet(title)
            day = workbook.book.add_format({"num_format": "yyyy/mm/dd"})
            moment = workbook.book.add_format({"num_format": "yyyy/mm/dd hh:mm"})
            bold = workbook.book.add_format({"bold": True})
            sheet.set_column(0, len(listing.columns), 18)
            sheet.freeze_panes(1, 0)
            for number, cells in enumerate(rows_of(listing)):
                for place, value in enumerate(cells):
                    form = bold if number == 0 else None
                    if isinstance(value, date):
                        form = moment if isinstance(value, datetime) else day
                    workbook.write(sheet, number, place, value, form)
        return path.read_bytes()


def as_csv(listing: Listing, *, codec: str) -> tuple[bytes, list[str]]:
    """The list as CSV, and the characters that `codec` does not have (each written as 〓)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for cells in rows_of(listing):
        writer.writerow([_guarded(value) for value in cells])
    whole = text.getvalue()
    if codec == "utf-8":
        return b"\xef\xbb\xbf" + whole.encode("utf-8", "replace"), []
    missing = sorted({character for character in whole if not _fits(character, codec)})
    for character in missing:
        whole = whole.replace(character, "〓")
    return whole.encode(codec), missing


def _fits(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _guarded(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return f"{value:%Y/%m/%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y/%m/%d}"
    text = str(value)
    # A spreadsheet would take such a text for a formula.
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
