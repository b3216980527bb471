"""Before a workbook is read: how large its sheets say they are, so that one far cell harms nobody.

calamine holds a sheet as a full rectangle: a single cell in XFD1048576 would ask for 500 GB.
"""

from __future__ import annotations

import re
import struct
import zipfile
from typing import IO, TYPE_CHECKING

from goen.japanese import Text
from goen.sheets._errors import UnableToRead

if TYPE_CHECKING:
    from pathlib import Path

MOST_CELLS = 64_000_000
_CHUNK = 1 << 20
# Measured: a cell in the rectangle, a text in a cell; the shortest cell in the file.
_BYTES_OF_CELL, _BYTES_OF_TEXT, _BYTES_IN_FILE = 32, 60, 25
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+[0-9]+:([A-Z]{1,3})([0-9]{1,7})"')
_CELL = re.compile(rb' r="([A-Z]{1,3})([0-9]{1,7})"')
_WIDE_CELL = re.compile(rb' r="([A-Z]{2,3})[0-9]{1,7}"')
_FROM_1904 = re.compile(rb'date1904="(?:1|true|on)"')
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Record 148 of a binary sheet: first and last row, first and last column, four bytes each.
_BINARY_DIMENSION = b"\x94\x01\x10"


def check_sizes(path: Path, *, name: str, memory: int | None = None) -> None:
    """Raise UnableToRead when a sheet of the .xlsx or .xlsb file spans more cells than is sane.

    `memory`: the bytes that reading a sheet may take, where that is bounded too.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for part in archive.infolist():
                member = part.filename
                if not re.search(r"worksheets/[^/]+\.(xml|bin)$", member):
                    continue
                with archive.open(member) as stream:
                    rows, columns = _binary(stream) if member.endswith("bin") else _size(stream)
                if rows * columns > MOST_CELLS:
                    raise UnableToRead(name, _too_large(rows, columns))
                if memory and _memory(rows * columns, size=part.file_size) > memory:
                    raise UnableToRead(name, _too_heavy(rows, columns))
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as problem:
        raise UnableToRead(
            name, Text("ブックが壊れています", "The workbook is damaged")
        ) from problem


def _memory(cells: int, *, size: int) -> int:
    """About how many bytes a sheet takes: its rectangle, and the texts of the cells in it."""
    filled = min(cells, size // _BYTES_IN_FILE)
    return cells * _BYTES_OF_CELL + filled * _BYTES_OF_TEXT


def counts_from_1904(path: Path) -> bool:
    """Whether the bare numbers of days in the .xlsx file count from 1904, as old Macs did."""
    with zipfile.ZipFile(path) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return False
        with archive.open("xl/workbook.xml") as stream:
            return _FROM_1904.search(stream.read(_CHUNK)) is not None


def is_encrypted(path: Path) -> bool:
    """Whether the OLE file holds an encrypted .xlsx: its directory then names the package."""
    tail = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if _ENCRYPTED in tail + chunk:
                return True
            tail = chunk[-len(_ENCRYPTED) :]
    return False


def _size(stream: IO[bytes]) -> tuple[int, int]:
    head = stream.read(_CHUNK)
    if found := _DIMENSION.search(head):
        return int(found[2]), column_number(found[1])
    rows, columns, tail = 0, 0, b""
    while head:
        data = tail + head
        columns = max([columns, 26, *map(column_number, set(_WIDE_CELL.findall(data)))])
        last = list(_CELL.finditer(data, max(0, len(data) - 4096)))
        rows = max([rows, *(int(cell[2]) for cell in last)])
        tail, head = data[-32:], stream.read(_CHUNK)
    return rows, columns


def _binary(stream: IO[bytes]) -> tuple[int, int]:
    head = stream.read(_CHUNK)
    place = head.find(_BINARY_DIMENSION)
    if place < 0 or len(head) < place + 19:
        return 0, 0
    _, last_row, _, last_column = struct.unpack_from("<4I", head, place + 3)
    return last_row + 1, last_column + 1


def column_number(letters: bytes) -> int:
    """The number, from 1, of the column with these letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_large(rows: int, columns: int) -> Text:
    return Text(
        f"使われている範囲が {rows:,} 行 × {columns:,} 列もあります。"
        "表から離れた場所にある余分なセルを消してください",
        f"The sheet spans {rows:,} rows × {columns:,} columns; "
        "remove stray cells far from the table",
    )


def _too_heavy(rows: int, columns: int) -> Text:
    return Text(
        f"{rows:,} 行 × {columns:,} 列のシートは、Excelのままでは大きすぎて読めません。"
        "ExcelでCSV（UTF-8）として保存してください。表から離れた余分なセルがあれば消してください",
        f"A sheet of {rows:,} rows × {columns:,} columns is too large to be read as a workbook; "
        "save it as CSV (UTF-8) in Excel, or remove stray cells far from the table",
    )
