"""Making, listing and thinning out backups."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from goen import __version__
from goen.japanese import Text
from goen.shop.jobs.registry import TOKYO
from goen.shop.run import archive
from goen.shop.run.archive import SUFFIX, Manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goen.shop.home import Home

DAILY, MANUAL = "daily", "manual"
BEFORE_MIGRATION, BEFORE_RESTORE = "before-migration", "before-restore"
KINDS = (DAILY, MANUAL, BEFORE_MIGRATION, BEFORE_RESTORE)
_LABELS = {
    DAILY: _("by itself"),
    MANUAL: _("by hand"),
    BEFORE_MIGRATION: _("before a new version"),
    BEFORE_RESTORE: _("before going back"),
}
KEEP_BEFORE = 5
_STAMP = "%Y%m%d-%H%M%S"


class NoRoom(Exception):
    """The disk has no room for a backup; `text` says how much is needed."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file of the folder."""

    path: Path
    kind: str
    made_at: datetime
    size: int

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    @property
    def label(self) -> str:
        """Why it was made, for people."""
        return str(_LABELS[self.kind])


def make(
    *,
    home: Home,
    kind: str,
    now: datetime,
    to: Path | None = None,
    progress: Callable[[int, int | None], None] = lambda _done, _all: None,
) -> Path:
    """Write one backup file while the shop goes on; returns its path.

    `to` is a file or a folder; otherwise the data folder's `backups`. Raises NoRoom, or OSError.
    """
    from goen.shop.run.snapshot import snapshot

    home.prepare()
    target = _target(home, kind, now, to)
    _check_room(home, target.parent)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=home.backups) as scratch:
        database = Path(scratch) / archive.DATABASE
        snapshot(target=database, progress=progress)
        archive.write(
            target=target,
            database=database,
            home=home.folder,
            manifest=_manifest(database, kind, now),
        )
    return target


def _target(home: Home, kind: str, now: datetime, to: Path | None) -> Path:
    file = file_for(home=home, kind=kind, now=now)
    if to is None:
        return file
    return to / file.name if to.is_dir() else to


def file_for(*, home: Home, kind: str, now: datetime) -> Path:
    """Where a backup of that kind and moment stands in the data folder."""
    return home.backups / f"goen-{now.astimezone(TOKYO):{_STAMP}}-{kind}{SUFFIX}"


def _manifest(database: Path, kind: str, now: datetime) -> Manifest:
    import sqlite3
    from contextlib import closing

    from django.db import connection

    with closing(sqlite3.connect(database)) as copy:
        tables = archive.rows(connection=copy)
    return Manifest(
        kind=kind,
        created_at=now.isoformat(),
        version=__version__,
        vendor=connection.vendor,
        tables=tables,
    )


def _check_room(home: Home, folder: Path) -> None:
    """A copy of the database stands beside the shop for a moment, the file in its folder."""
    size = sum(path.stat().st_size for path in home.folder.glob("goen.sqlite3*"))
    needed = size + 50 * 2**20
    for place in {home.backups, folder}:
        free = shutil.disk_usage(place).free
        if free < needed:
            raise NoRoom(
                Text(
                    f"{place} の空きが足りません（要る量 {needed >> 20} MB、"
                    f"空き {free >> 20} MB）。古いバックアップなどを移してください",
                    f"{place} has too little room ({needed >> 20} MB needed, {free >> 20} MB free)."
                    " Move old backups elsewhere",
                )
            )


def listed(*, home: Home) -> list[Backup]:
    """The backups in the data folder, newest first."""
    found = [_known(path) for path in home.backups.glob(f"goen-*{SUFFIX}")]
    return sorted(
        (backup for backup in found if backup is not None),
        key=lambda backup: (backup.made_at, backup.name),
        reverse=True,
    )


def named(*, home: Home, name: str) -> Backup | None:
    """The backup of that name; never anything outside the folder of backups."""
    return next((backup for backup in listed(home=home) if backup.name == name), None)


def _known(path: Path) -> Backup | None:
    stem = path.name.removesuffix(SUFFIX)
    stamp, kind = stem[5:20], stem[21:]
    try:
        made_at = datetime.strptime(stamp, _STAMP).replace(tzinfo=TOKYO)
        size = path.stat().st_size
    except (ValueError, OSError):
        return None
    return Backup(path, kind, made_at, size) if kind in KINDS else None


def thin_out(*, home: Home) -> list[Path]:
    """Delete the automatic backups that are no longer needed; returns what was deleted.

    Kept: the last 7 days, 4 weeks and 12 months that have one; of those made before migrations and
    before restoring the newest five each; all made by hand.
    """
    backups = listed(home=home)
    keep = set(kept_daily([backup for backup in backups if backup.kind == DAILY]))
    for kind in (BEFORE_MIGRATION, BEFORE_RESTORE):
        keep.update([backup for backup in backups if backup.kind == kind][:KEEP_BEFORE])
    gone = [backup.path for backup in backups if backup.kind != MANUAL and backup not in keep]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def kept_daily(backups: Sequence[Backup]) -> list[Backup]:
    """Of daily backups, newest first, those to keep: the newest of each day, week and month."""
    keep: list[Backup] = []
    for form, most in (("%Y-%m-%d", 7), ("%G-%V", 4), ("%Y-%m", 12)):
        newest: dict[str, Backup] = {}
        for backup in backups:
            newest.setdefault(f"{backup.made_at:{form}}", backup)
        keep += list(newest.values())[:most]
    return keep


def sweep_scratch(*, home: Home) -> None:
    """Remove what a killed backup left behind; only while no other backup can be running."""
    for path in home.backups.glob(".backup-*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in home.backups.glob(".*.part"):
        path.unlink(missing_ok=True)
