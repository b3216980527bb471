"""Files that people send: looked at by content and size, kept and given back safely.

A file is what its first bytes say, and its name must agree. Nothing is kept that a browser would
run (HTML, SVG, scripts). The name on our disk is random; the name people gave is only shown.
"""

from __future__ import annotations

import secrets
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import Model

LARGEST = 20 * 1024 * 1024  # bytes
_HEAD = 4096

_OOXML = "application/vnd.openxmlformats-officedocument"
_TYPES: Mapping[str, tuple[str, ...]] = {
    "application/pdf": ("pdf",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg", "jfif"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/heic": ("heic", "heif"),
    "image/tiff": ("tif", "tiff"),
    f"{_OOXML}.spreadsheetml.sheet": ("xlsx",),
    f"{_OOXML}.wordprocessingml.document": ("docx",),
    f"{_OOXML}.presentationml.presentation": ("pptx",),
    "application/x-ole-storage": ("xls", "doc", "ppt", "msg"),
    "text/plain": ("txt", "csv", "tsv", "md"),
}
_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
_PARTS = {"xl/": ".spreadsheetml.sheet", "word/": ".wordprocessingml.document"}
_PARTS["ppt/"] = ".presentationml.presentation"

# Which rows know the files of a folder, in their column `stored`; filled in each app's `ready()`.
folders: dict[str, type[Model]] = {}


class Refused(Exception):
    """A file that may not be kept; the message tells the sender why and what to do."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be kept: the name to show, what it is, its size in bytes."""

    name: str
    content_type: str
    size: int


def check(upload: UploadedFile, *, largest: int = LARGEST) -> Accepted:
    """Look at the content and the size of a file. Raises `Refused`."""
    size = upload.size or 0
    if not size:
        raise Refused(_("The file is empty."))
    if size > largest:
        limit = largest // (1024 * 1024)
        raise Refused(
            ngettext(
                "The file is larger than %(limit)s MB. Please make it smaller.",
                "The file is larger than %(limit)s MB. Please make it smaller.",
                limit,
            )
            % {"limit": limit}
        )
    name = safe_name(upload.name or "")
    content_type = _kind(upload.file)  # type: ignore[arg-type]
    if content_type is None:
        raise Refused(
            _("Only PDF, pictures, Excel, Word, PowerPoint and plain text files can be kept.")
        )
    if name.rpartition(".")[2].lower() not in _TYPES[content_type]:
        raise Refused(
            _("The content of the file does not agree with its name. It should end in .%(ending)s.")
            % {"ending": _TYPES[content_type][0]}
        )
    return Accepted(name, content_type, size)


def safe_name(name: str) -> str:
    """The last part of a file name, without characters that steer or mislead the reader."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(char for char in last if unicodedata.category(char)[0] != "C").strip(" .")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[: 180 - len(ending)]}{dot}{ending}"[:190] if stem else (kept[:190] or "file")


def store(upload: UploadedFile, *, folder: str) -> str:
    """Keep the file under a random name and give that name ("customers/3f/3f9c…")."""
    random = secrets.token_hex(20)
    stored = f"{folder}/{random[:2]}/{random}"
    path = _path(stored)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    upload.seek(0)
    with path.open("xb") as target:
        path.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        for chunk in upload.chunks():
            target.write(chunk)
    return stored


def remove(stored: Iterable[str]) -> None:
    """Remove files from the disk; those that are gone already do not matter."""
    for name in stored:
        _path(name).unlink(missing_ok=True)


def sweep(*, before: datetime) -> int:
    """Remove files that no row knows, left by a kill: older than `before`; gives how many.

    A file is stored before its row is written, so a young one may still get one.
    """
    root, count = Path(settings.MEDIA_ROOT).resolve(), 0
    for folder, model in folders.items():
        for part in sorted((root / folder).glob("[0-9a-f][0-9a-f]")):
            old = [path for path in part.iterdir() if _is_old(path, before)]
            rows = model._default_manager.filter(stored__startswith=f"{folder}/{part.name}/")
            known = set(rows.values_list("stored", flat=True)) if old else set()
            for path in old:
                if f"{folder}/{part.name}/{path.name}" not in known:
                    path.unlink(missing_ok=True)
                    count += 1
    return count


def _is_old(path: Path, before: datetime) -> bool:
    return path.is_file() and path.stat().st_mtime < before.timestamp()


def place(*, stored: str) -> Path | None:
    """Where a kept file is on the disk; None for one that is gone."""
    path = _path(stored)
    return path if path.is_file() else None


def serve(*, stored: str, name: str, content_type: str) -> FileResponse:
    """The answer of a view with one file: pictures are shown, all else is saved to the disk."""
    path = _path(stored)
    if not path.is_file():
        raise Http404
    answer = FileResponse(
        path.open("rb"),
        as_attachment=content_type not in _SHOWN,
        filename=name,
        content_type=content_type if content_type in _TYPES else "application/octet-stream",
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _path(stored: str) -> Path:
    """The place on the disk; names that lead out of the folder of files are refused."""
    root = Path(settings.MEDIA_ROOT).resolve()
    path = (root / stored).resolve()
    if not path.is_relative_to(root) or path == root:
        raise Http404
    return path


def _kind(stream: BinaryIO) -> str | None:
    """What the file is by its content, or None for what is not kept."""
    stream.seek(0)
    head = stream.read(_HEAD)
    for start, content_type in _STARTS:
        if head.startswith(start):
            return content_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"heif"):
        return "image/heic"
    if head.startswith(b"PK\x03\x04"):
        return _office(stream)
    return "text/plain" if _is_text(head, whole=len(head) < _HEAD) else None


def _office(stream: BinaryIO) -> str | None:
    """The kind of a modern Office file, by the parts inside; a macro or another archive is none."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return None
    if "[Content_Types].xml" not in names or any("vbaProject" in name for name in names):
        return None
    found = [kind for part, kind in _PARTS.items() if any(n.startswith(part) for n in names)]
    return f"{_OOXML}{found[0]}" if len(found) == 1 else None


def _is_text(head: bytes, *, whole: bool) -> bool:
    """Whether the bytes are text in UTF-8 or CP932 that no browser takes for a page."""
    for encoding in ("utf-8-sig", "cp932"):
        for cut in range(1 if whole else 4):  # the last character may be cut in two
            try:
                text = head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return not (_has_control(text) or text.lstrip().startswith("<"))
    return False


def _has_control(text: str) -> bool:
    return any(unicodedata.category(char) == "Cc" and char not in "\t\r\n\f" for char in text)
