"""What calamine does not tell of an .xlsx: errors such as #N/A, and figures shown with zeros.

A customer number kept as 12 with the form 00000 is shown as 00012, and that is what people mean; an
error in a cell is no empty cell.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree

from goen.sheets._workbook_guard import column_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Shown = dict[int, list[tuple[int, str]]]

_CHUNK = 4 << 20
_MOST_XML = 32 << 20
_CELL = re.compile(
    rb'<(?:\w+:)?c ([^>]*?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*)>'
    rb"(?:<(?:\w+:)?f[^>]*/>|<(?:\w+:)?f[^>]*>[^<]*</(?:\w+:)?f>)?"
    rb"<(?:\w+:)?v>([^<]*)</"
)
_STYLE = re.compile(rb'\bs="([0-9]+)"')
_WHOLE = re.compile(rb"[0-9]+")
_ERROR = b't="e"'
# A form of nothing but zeros and marks between them: 00000, 000-0000, "〒"000-0000.
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_PADDED = re.compile(r"[^0#?.,%@/a-zA-Z]*0[0\-() ]*0[^0#?.,%@/a-zA-Z]*")


def shown_otherwise(path: Path, *, sheet: str) -> Shown:
    """The cells of a sheet of the .xlsx file that read otherwise than calamine gives them.

    Row, from 0 → its cells as (column, text). Empty for a file whose parts are not where they
    usually are: calamine will say what is wrong with it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part_of(archive, sheet)
            if part is None:
                return {}
            forms = _padded_forms(archive)
            found: Shown = {}
            with archive.open(part) as stream:
                for row, column, text in _cells(stream, forms):
                    found.setdefault(row, []).append((column, text))
            return found
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, ElementTree.ParseError):
        return {}


def padded(figures: str, *, form: str) -> str:
    """A whole number in a form of zeros.

    >>> padded("600042", form="000-0000")
    '060-0042'
    """
    left = list(figures.zfill(form.count("0")))
    shown: list[str] = []
    zeros = form.count("0")
    for mark in reversed(form):
        if mark != "0":
            shown.append(mark)
            continue
        shown.append(left.pop())
        zeros -= 1
        if not zeros:
            shown += reversed(left)
            left = []
    return "".join(reversed(shown))


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The name inside the file of the sheet called `sheet`."""
    names = {
        _local(element, "id"): element.get("name")
        for element in _parsed(archive, "xl/workbook.xml").iter()
        if element.tag.endswith("}sheet")
    }
    for relation in _parsed(archive, "xl/_rels/workbook.xml.rels"):
        if names.get(relation.get("Id")) == sheet:
            target = relation.get("Target", "")
            return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return None


def _local(element: ElementTree.Element, name: str) -> str | None:
    return next((value for key, value in element.items() if key.endswith("}" + name)), None)


def _parsed(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    with archive.open(part) as stream:
        data = stream.read(_MOST_XML)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:  # no workbook has entities of its own
        raise KeyError(part)
    return ElementTree.fromstring(data)  # noqa: S314 - without entities there is no bomb


def _padded_forms(archive: zipfile.ZipFile) -> dict[bytes, str]:
    """The styles of cells that show figures with zeros: the style's number → the form."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    root = _parsed(archive, "xl/styles.xml")
    codes = {
        element.get("numFmtId"): _plain(element.get("formatCode", ""))
        for element in root.iter()
        if element.tag.endswith("}numFmt")
    }
    styles = next((element for element in root if element.tag.endswith("}cellXfs")), ())
    forms = {str(at).encode(): codes.get(one.get("numFmtId")) for at, one in enumerate(styles)}
    return {style: form for style, form in forms.items() if form}


def _plain(code: str) -> str | None:
    """The form as zeros and marks, None for any other one; of several parts the last counts."""
    form = _LITERAL.sub(lambda found: found[1] or found[2] or "", code.split(";")[-1])
    return form if _PADDED.fullmatch(form) else None


def _cells(stream: IO[bytes], forms: dict[bytes, str]) -> Iterator[tuple[int, int, str]]:
    tail = b""
    while chunk := stream.read(_CHUNK):
        data = tail + chunk
        end = data.rfind(b"<c ") if len(chunk) == _CHUNK else len(data)
        piece, tail = (data[:end], data[end:]) if end > 0 else (data, b"")
        if not forms and _ERROR not in piece:
            continue
        for cell in _CELL.finditer(piece):
            text = _text(cell[1], cell[4], forms)
            if text is not None:
                yield int(cell[3]) - 1, column_number(cell[2]) - 1, text


def _text(attributes: bytes, value: bytes, forms: dict[bytes, str]) -> str | None:
    if _ERROR in attributes:
        return value.decode("utf-8", "replace")
    if not forms or b't="' in attributes or not _WHOLE.fullmatch(value):
        return None
    style = _STYLE.search(attributes)
    form = forms.get(style[1]) if style else None
    return padded(value.decode(), form=form) if form else None
