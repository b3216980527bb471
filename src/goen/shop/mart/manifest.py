"""The manifest of the mart: which files are the mart now. Whoever reads, reads it first.

Files are written under new names and never changed; the manifest is written last and put in place
by one rename. So a reader sees one whole mart, and a writer that is killed leaves the old one.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from goen.sheets import write_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FORMAT = 1
_NAME = "manifest.json"
# Whoever opened a manifest reads its files for so many seconds at most.
GRACE = 15 * 60


@dataclass(frozen=True, slots=True)
class Part:
    """The file of one month, and how many sales are in it."""

    file: str
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """One mart: its name, which the ledger knows, and the file of each month with sales."""

    name: str
    months: Mapping[str, Part]  # 2026-11 → its file

    @property
    def rows(self) -> int:
        """How many sales there are."""
        return sum(part.rows for part in self.months.values())

    def paths(self, folder: Path) -> list[Path]:
        """The files, oldest month first."""
        return [folder / self.months[month].file for month in sorted(self.months)]


def read(*, folder: Path) -> Manifest | None:
    """The mart that stands in a folder; None when there is none, or not all of it."""
    try:
        told = json.loads((folder / _NAME).read_text(encoding="utf-8"))
        if told["format"] != _FORMAT:
            return None
        months = {month: Part(**part) for month, part in told["months"].items()}
        found = Manifest(str(told["name"]), months)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if all(path.is_file() for path in found.paths(folder)) else None


def write(manifest: Manifest, *, folder: Path) -> None:
    """Put a mart in place whose files are on the disk. Raises UnableToWrite."""
    months = {month: asdict(manifest.months[month]) for month in sorted(manifest.months)}
    told = {"format": _FORMAT, "name": manifest.name, "months": months}
    write_text(folder / _NAME, json.dumps(told, indent=1) + "\n")


def leave(*, folder: Path, before: Manifest | None, after: Manifest) -> None:
    """Remove files of no use: those that a mart has left a while ago, and what a kill left behind.

    A file that is left now gets the time of now, from which its grace is counted.
    """
    current = {path.name for path in after.paths(folder)}
    for path in before.paths(folder) if before else ():
        if path.name not in current:
            with suppress(OSError):
                os.utime(path)
    for path in folder.iterdir():
        if path.name in current or path.suffix not in (".parquet", ".tmp"):
            continue
        with suppress(OSError):  # Windows keeps what is open; the next time will do
            if time.time() - path.stat().st_mtime > GRACE:
                path.unlink()
