"""A consistent SQLite copy of the shop's database, taken while the shop goes on working."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connections

if TYPE_CHECKING:
    from collections.abc import Callable


def snapshot(*, target: Path, progress: Callable[[int, int | None], None]) -> None:
    """Write the database as it is at one moment to a new SQLite file.

    SQLite: by the online backup in one read transaction, which no writer waits for. PostgreSQL: a
    fresh file with the same migrations, filled from one snapshot of all tables.
    """
    if connections["default"].vendor == "sqlite":
        _copy_file(Path(str(connections["default"].settings_dict["NAME"])), target)
        return
    from goen.shop.run.move import copy_database, other_database

    settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(target)}
    # A connection of its own: progress is written while the snapshot is being read.
    own = dict(connections["default"].settings_dict)
    with other_database(settings) as alias, other_database(own, alias="reading") as source:
        copy_database(source=source, target=alias, progress=progress)


def _copy_file(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        # All pages in one step: in several, each commit of another process would begin it anew.
        reading.backup(writing, pages=-1)
        writing.execute("PRAGMA journal_mode = DELETE")
