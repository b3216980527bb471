"""The backup file: a zip of the database, the uploaded files and the key, with a manifest.

The database is always an SQLite file, whatever the shop runs on, so that any backup can be restored
into either. The manifest holds the size and SHA-256 of every part and the rows of every table.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from goen.japanese import Text
from goen.shop.run.system import keep_private, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = ".goen.zip"
FORMAT = 1
DATABASE = "goen.sqlite3"
KEY = "secret.key"
_MANIFEST = "manifest.json"
_BLOCK = 1 << 20
# What Python says of a zip file in which a bit fell over.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    KeyError,
    ValueError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)


class UnusableBackup(Exception):
    """The file is no backup, is damaged, or comes from a newer Goen; `text` says which."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself."""

    kind: str
    created_at: str
    version: str
    vendor: str  # the database it was taken from: sqlite or postgresql
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)  # files that could not be read
    format: int = FORMAT


def write(*, target: Path, database: Path, home: Path, manifest: Manifest) -> Manifest:
    """Write the backup file whole or not at all: under another name first, renamed at the end."""
    part = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, path in _sources(database, home):
                _add(archive, name, path, manifest)
            archive.writestr(_MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        keep_private(part)
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(target.parent)
    return manifest


def _sources(database: Path, home: Path) -> Iterator[tuple[str, Path]]:
    yield DATABASE, database
    if (home / KEY).is_file():
        yield KEY, home / KEY
    files = home / "files"
    for path in sorted(files.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield "files/" + path.relative_to(files).as_posix(), path


def _add(archive: zipfile.ZipFile, name: str, path: Path, manifest: Manifest) -> None:
    digest, size = hashlib.sha256(), 0
    try:
        stream = path.open("rb")
    except FileNotFoundError:  # deleted since the folder was listed
        manifest.missing.append(name)
        return
    with stream, archive.open(name, "w", force_zip64=True) as into:
        while block := stream.read(_BLOCK):
            digest.update(block)
            size += len(block)
            into.write(block)
    manifest.parts[name] = {"size": size, "sha256": digest.hexdigest()}


def read(*, path: Path) -> Manifest:
    """The manifest of a backup file. Raises UnusableBackup."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = json.loads(archive.read(_MANIFEST))
    except (OSError, *_BROKEN) as error:
        raise UnusableBackup(
            Text(
                f"{path.name} は Goen のバックアップとして読めません（{type(error).__name__}）",
                f"{path.name} cannot be read as a backup of Goen ({type(error).__name__})",
            )
        ) from error
    if found.get("format") != FORMAT:
        raise UnusableBackup(
            Text(
                f"{path.name} は新しい Goen のバックアップです。Goen を新しくしてください",
                f"{path.name} was made by a newer Goen; update Goen",
            )
        )
    known = Manifest.__dataclass_fields__
    return Manifest(**{key: value for key, value in found.items() if key in known})


def extract(*, path: Path, folder: Path) -> Manifest:
    """Take a backup apart into a folder, checking each part against the manifest.

    Raises UnusableBackup at the first part that is missing or differs; the folder is then useless.
    """
    manifest = read(path=path)
    with zipfile.ZipFile(path) as archive:
        for name, told in manifest.parts.items():
            _take(archive, name, told, folder, path.name)
    _check_database(folder / DATABASE, manifest, path.name)
    return manifest


def verify(*, path: Path) -> Manifest:
    """Check a backup file whole, leaving nothing behind. Raises UnusableBackup."""
    with tempfile.TemporaryDirectory(prefix=".verify-", dir=path.parent) as scratch:
        return extract(path=path, folder=Path(scratch))


def _take(
    archive: zipfile.ZipFile, name: str, told: dict[str, Any], folder: Path, backup: str
) -> None:
    if name not in (DATABASE, KEY) and not _is_plain(name):
        raise _damaged(backup, name)
    target = folder / PurePosixPath(name)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    try:
        with archive.open(name) as stream, target.open("wb") as into:
            keep_private(target)
            while block := stream.read(_BLOCK):
                digest.update(block)
                into.write(block)
            into.flush()
            os.fsync(into.fileno())
    except _BROKEN as error:
        raise _damaged(backup, name) from error
    if digest.hexdigest() != told.get("sha256"):
        raise _damaged(backup, name)


def _is_plain(name: str) -> bool:
    """Whether a name stays below files/: a backup may have passed through strange hands."""
    parts = PurePosixPath(name).parts
    odd = "\\" in name or ":" in name or "\0" in name or name.startswith("/")
    return len(parts) > 1 and parts[0] == "files" and ".." not in parts and not odd


def _check_database(database: Path, manifest: Manifest, backup: str) -> None:
    if not database.is_file():
        raise _damaged(backup, DATABASE)
    try:
        with closing(sqlite3.connect(database)) as connection:
            if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise _damaged(backup, DATABASE)
            if rows(connection=connection) != manifest.tables:
                raise _damaged(backup, DATABASE)
    except sqlite3.DatabaseError as error:
        raise _damaged(backup, DATABASE) from error


def rows(*, connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table of an SQLite file has."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%'"
        " ESCAPE '!' ORDER BY name"
    ).fetchall()
    counted = {}
    for (name,) in names:
        quoted = '"' + name.replace('"', '""') + '"'
        counted[name] = connection.execute(f"SELECT count(*) FROM {quoted}").fetchone()[0]  # noqa: S608 - quoted
    return counted


def _damaged(backup: str, name: str) -> UnusableBackup:
    return UnusableBackup(
        Text(
            f"{backup} は壊れています（{name}）。別のバックアップを使ってください",
            f"{backup} is damaged ({name}); use another backup",
        )
    )
