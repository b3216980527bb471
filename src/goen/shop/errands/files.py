"""The files that errands leave, each in the data folder for a day, for the one who asked."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from pathlib import Path

    from goen.shop.errands.models import Errand


def folder() -> Path:
    """Where the files are; made when it is first needed, readable by its owner alone."""
    found: Path = settings.HOME.folder / "exports"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def new_path(*, errand: Errand, ending: str) -> Path:
    """A path for the file of an errand; nobody guesses it."""
    return folder() / f"{errand.pk}-{secrets.token_hex(8)}.{ending}"


def path_of(*, errand: Errand) -> Path | None:
    """The file of an errand, if it is still there."""
    path = folder() / errand.file
    return path if errand.file and path.is_file() else None


def sweep(*, now: datetime, age: timedelta) -> int:
    """Delete every file older than `age`, also what a killed worker left; returns how many."""
    old = (now - age).timestamp()
    gone = 0
    for path in folder().iterdir():
        if path.is_file() and path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
