"""Unpacking with a guard: a small file that would fill the disk or the memory is refused."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from goen.japanese import Text
from goen.sheets._errors import UnableToRead

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 20
# Sales files pack to between a third and a twentieth; a bomb packs to a thousandth.
_MOST_TIMES = 200
_FREE_OF_RATIO = 64 << 20
_MOST_UNPACKED = 64 << 30
_MOST_WORKBOOK = 4 << 30
_SPARE_DISK = 256 << 20

_BOMB = Text(
    "展開すると極端に大きくなる圧縮ファイルなので、読むのをやめました",
    "This packed file would become extremely large, so it was not read",
)
_BROKEN = Text(
    "圧縮ファイルが途中で切れているか、壊れています",
    "The packed file is cut off or damaged",
)
_NO_SPACE = Text(
    "展開するためのディスクの空きが足りません",
    "There is not enough free disk space to unpack this",
)


def spooled(stream: IO[bytes], *, scratch: Path) -> Path:
    """Copy a stream that can be read only once to a file in `scratch`."""
    path = new_file(scratch)
    with path.open("wb") as target:
        shutil.copyfileobj(stream, target, _CHUNK)
    return path


def gunzipped(path: Path, *, name: str, scratch: Path) -> Path:
    """Unpack the gzip file `path` into `scratch`; raises UnableToRead for a bomb or damage."""
    target = new_file(scratch)
    limit = max(_FREE_OF_RATIO, path.stat().st_size * _MOST_TIMES)
    limit = min(limit, _MOST_UNPACKED)
    size = 0
    try:
        with target.open("wb") as stream:
            for piece in _pieces(path):
                size += len(piece)
                if size > limit:
                    raise UnableToRead(name, _BOMB)
                if size % (64 * _CHUNK) < _CHUNK:
                    _check_space(scratch, name=name)
                stream.write(piece)
    except (zlib.error, EOFError) as problem:
        raise UnableToRead(name, _BROKEN) from problem
    return target


def _pieces(path: Path) -> Iterator[bytes]:
    """The unpacked bytes, piece by piece: never more than a chunk in memory, whatever the ratio."""
    with path.open("rb") as stream:
        unpacker = zlib.decompressobj(wbits=31)
        data = stream.read(_CHUNK)
        while data:
            piece = unpacker.decompress(data, _CHUNK)
            if piece:
                yield piece
            data = unpacker.unconsumed_tail
            if unpacker.eof:
                data = unpacker.unused_data.lstrip(b"\0") or stream.read(_CHUNK).lstrip(b"\0")
                if data:
                    unpacker = zlib.decompressobj(wbits=31)
            elif not data:
                data = stream.read(_CHUNK)
        if not unpacker.eof:
            raise EOFError(path)


def office_kind(path: Path, *, name: str) -> Literal["xlsx", "xlsb", "ods"]:
    """Which workbook the zip file `path` is; raises UnableToRead for a bomb or another zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise UnableToRead(name, _BROKEN) from problem
    _guard(members, name=name)
    names = {member.filename for member in members}
    if any(member.startswith("xl/") and member.endswith(".bin") for member in names) and (
        "xl/workbook.bin" in names
    ):
        return "xlsb"
    if any(member.startswith(("xl/", "/xl/")) for member in names):
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise UnableToRead(
        name,
        Text(
            "zipの圧縮ファイルです。展開してから、中のファイルを指定してください",
            "This is a zip archive; unpack it and give the file inside",
        ),
    )


def _guard(members: list[zipfile.ZipInfo], *, name: str) -> None:
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    too_big = unpacked > _MOST_WORKBOOK
    bomb = unpacked > 2 * _FREE_OF_RATIO and unpacked > packed * _MOST_TIMES
    if too_big or bomb or len(members) > 100_000:
        raise UnableToRead(name, _BOMB)


def _check_space(folder: Path, *, name: str) -> None:
    if shutil.disk_usage(folder).free < _SPARE_DISK:
        raise UnableToRead(name, _NO_SPACE)


def new_file(scratch: Path) -> Path:
    """A new empty file in `scratch`, which the caller removes with the folder."""
    handle = tempfile.NamedTemporaryFile(dir=scratch, delete=False)  # noqa: SIM115
    handle.close()
    return Path(handle.name)
