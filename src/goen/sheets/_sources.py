"""Which files to read: names, folders and standard input → local files whose content is known."""

from __future__ import annotations

import errno
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from goen.japanese import Text
from goen.sheets import _unpack
from goen.sheets._errors import UnableToRead

if TYPE_CHECKING:
    from collections.abc import Sequence

Content = Literal["text", "xlsx", "xlsb", "ods", "xls", "parquet"]

_READABLE = {
    ".csv", ".tsv", ".tab", ".txt", ".gz", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".parquet",
}  # fmt: skip
_REFUSED = (
    (b"%PDF", Text("PDFは読めません", "This is a PDF, which cannot be read")),
    (b"\x89PNG", Text("画像は読めません", "This is a picture, which cannot be read")),
    (b"\xff\xd8\xff", Text("画像は読めません", "This is a picture, which cannot be read")),
    (b"GIF8", Text("画像は読めません", "This is a picture, which cannot be read")),
    (b"SQLite format 3", Text("データベースのファイルです", "This is a database file")),
    (b"BZh", Text("bzip2の圧縮です。展開してからお試しください", "Unpack this bzip2 file first")),
    (b"\xfd7zXZ", Text("xzの圧縮です。展開してからお試しください", "Unpack this xz file first")),
    (b"\x28\xb5\x2f\xfd", Text("zstdの圧縮です。展開してください", "Unpack this zstd file first")),
    (b"7z\xbc\xaf", Text("7zの圧縮です。展開してください", "Unpack this 7z file first")),
    (b"Rar!", Text("RARの圧縮です。展開してください", "Unpack this RAR file first")),
)  # fmt: skip
_MARKUP = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"<?mso-application")
# What no text holds: all control characters but line ends, tabs, the escape of JIS and the like.
_CONTROLS = frozenset((*range(1, 9), *range(0x0E, 0x1A), *range(0x1C, 0x20), 0x7F))
_NOISE_SHARE = 20
_NO_TABLE = Text(
    "これは表のファイルではありません（文字ではないデータが入っています）",
    "This is not a file of a table (its data are no text)",
)
_AS_XLSX = Text(
    "Excelの名前がついたHTMLやXMLのようです。Excelで開き、.xlsx で保存し直してください",
    "This is HTML or XML, not a table of text; open it in Excel and save it as .xlsx",
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: `path` on this machine, `name` as shown, and what its bytes are.

    `optional`: it was found in a folder, so that it may be skipped when it holds no sales.
    """

    path: Path
    name: str
    content: Content
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, in order, and what is to be said about the others."""

    sources: tuple[Source, ...]
    notes: tuple[Text, ...]


def find_sources(files: Sequence[str | Path], *, scratch: Path) -> Found:
    """The files named by `files`: a file, a folder (its files by name) or "-" (standard input).

    Packed files and standard input are unpacked into `scratch`. Raises UnableToRead for a name that
    does not exist, may not be read, or whose content is not a table.
    """
    sources: list[Source] = []
    notes: list[Text] = []
    seen: dict[Path, str] = {}
    for item in files:
        for path, optional in _expanded(item, notes=notes):
            if (same := seen.get(path.resolve())) is not None:
                notes.append(_given_twice(_shown(path), same))
                continue
            seen[path.resolve()] = _shown(path)
            source = _opened(path, optional=optional, scratch=scratch, notes=notes)
            if source is not None:
                sources.append(source)
    return Found(sources=tuple(sources), notes=tuple(notes))


def open_source(path: Path, *, name: str, scratch: Path) -> Source:
    """The one file at `path`, shown as `name`; unpacked into `scratch` where it is packed.

    Raises UnableToRead for one that is not there, may not be read, or is no table.
    """
    try:
        local = _local(path, name=name, scratch=scratch)
        return Source(local, name, _content(local, name=name))
    except OSError as problem:
        raise UnableToRead(name, why_not_read(problem)) from problem


def _expanded(item: str | Path, *, notes: list[Text]) -> list[tuple[Path, bool]]:
    if str(item) == "-":
        return [(Path("-"), False)]
    path = Path(item)
    try:
        if path.is_dir():
            return [(file, True) for file in _folder(path, notes=notes)]
        if not path.exists():
            raise UnableToRead(str(item), Text("ファイルが見つかりません", "No such file"))
    except OSError as problem:
        raise UnableToRead(str(item), why_not_read(problem)) from problem
    return [(path, False)]


def _folder(folder: Path, *, notes: list[Text]) -> list[Path]:
    kept: list[Path] = []
    for path in sorted(folder.iterdir()):
        hidden = path.name.startswith((".", "~$")) or path.name.casefold() == "thumbs.db"
        if path.is_file() and not hidden and path.suffix.casefold() in _READABLE:
            kept.append(path)
        else:
            notes.append(
                Text(f"{path} は読みませんでした（フォルダーの中の対象外）", f"{path} was skipped")
            )
    if not kept:
        raise UnableToRead(
            str(folder),
            Text(
                "このフォルダーには読めるファイル（CSVやExcelなど）がありません",
                "This folder holds no file to read (CSV, Excel and the like)",
            ),
        )
    return kept


def _opened(path: Path, *, optional: bool, scratch: Path, notes: list[Text]) -> Source | None:
    try:
        local = _local(path, name=_shown(path), scratch=scratch)
        return Source(local, _shown(path), _content(local, name=_shown(path)), optional)
    except OSError as problem:
        raise UnableToRead(_shown(path), why_not_read(problem)) from problem
    except UnableToRead as problem:
        if not optional:
            raise
        notes.append(skipped(problem.file, problem.brief))
        return None


def _local(path: Path, *, name: str, scratch: Path) -> Path:
    if str(path) == "-":
        path = _unpack.spooled(sys.stdin.buffer, scratch=scratch)
    elif not path.is_file():  # a pipe such as /dev/stdin or <(…) can be read once only
        with path.open("rb") as stream:
            path = _unpack.spooled(stream, scratch=scratch)
    if _head(path).startswith(b"\x1f\x8b"):
        return _unpack.gunzipped(path, name=name, scratch=scratch)
    return path


def _content(path: Path, *, name: str) -> Content:
    """What the bytes are, whatever the name says: a CSV that is really a workbook is a workbook."""
    head = _head(path)
    if head.startswith(b"PK\x03\x04"):
        return _unpack.office_kind(path, name=name)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    if head.startswith(b"PAR1"):
        return "parquet"
    for magic, reason in _REFUSED:
        if head.startswith(magic):
            raise UnableToRead(name, reason)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise UnableToRead(name, _AS_XLSX)
    if _is_noise(head):
        raise UnableToRead(name, _NO_TABLE)
    return "text"


def _is_noise(head: bytes) -> bool:
    """Whether bytes are no text in any encoding: a tenth of all bytes would be control characters.

    UTF-16, with a mark or with a zero byte beside each letter, has bytes of any value.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) * 5 > len(head):
        return False
    return sum(byte in _CONTROLS for byte in head) * _NOISE_SHARE > len(head)


def why_not_read(problem: OSError) -> Text:
    """The sentence that explains `problem` to the user."""
    if isinstance(problem, PermissionError):
        return Text("読む権限がありません", "No permission to read this file")
    if isinstance(problem, FileNotFoundError):
        return Text("ファイルが見つかりません", "No such file")
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return Text(
            "読むための一時ファイルを置くディスクの空きが足りません",
            "There is not enough free disk space for the temporary copy",
        )
    why = problem.strerror or str(problem)
    return Text(f"読めませんでした（{why}）", f"Could not be read ({why})")


def skipped(name: str, reason: Text) -> Text:
    """The note on a file of a folder that was left out."""
    return Text(
        f"{name} は読みませんでした: {reason.ja}",
        f"{name} was skipped: {reason.en}",
    )


def _given_twice(name: str, first: str) -> Text:
    same = "" if name == first else f"（{first}）"
    return Text(
        f"{name}{same} は2度指定されましたが、1度だけ読みました",
        f"{name} was given twice and read once",
    )


def _shown(path: Path) -> str:
    return "<stdin>" if str(path) == "-" else str(path)


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(512)
