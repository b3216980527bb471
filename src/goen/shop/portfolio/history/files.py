"""The files of a history. A file is written once; which ones are a history, its own page tells.

`states` has every customer. Customers who changed after it was written stand whole in `renewed`,
and are named in `customers`; what `states` says of them no longer counts. So a thousand sales cost
a thousand customers, not ten million rows.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from goen.sheets import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import duckdb

_FORMAT = 2
# Whoever opened a history reads its files for so many seconds at most.
GRACE = 15 * 60


@dataclass(frozen=True, slots=True)
class History:
    """One history in the folder `place`: the months of the mart that it shows, and its files."""

    place: Path
    name: str
    months: Mapping[str, str]  # 2026-11 → file of the mart
    states: str
    rows: int
    renewed: str = ""
    customers: str = ""
    renewed_rows: int = 0

    def path(self, file: str) -> Path:
        """Where one of its files is."""
        return self.place / file

    def files(self) -> list[Path]:
        """Its files, without its page."""
        return [self.path(file) for file in (self.states, self.renewed, self.customers) if file]


def folder() -> Path:
    """Where the histories of this shop are; everything there can be made again."""
    place: Path = settings.HOME.folder / "portfolio"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def read(*, place: Path, name: str) -> History | None:
    """The history of this name; None when it is not there, or not all of it."""
    try:
        told = json.loads(_page(place, name).read_text(encoding="utf-8"))
        if told.pop("format") != _FORMAT:
            return None
        found = History(place=place, name=name, **told)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if all(path.is_file() for path in found.files()) else None


def write(history: History) -> None:
    """Keep the page of a history whose files are on the disk. Raises UnableToWrite."""
    names = ("months", "states", "rows", "renewed", "customers", "renewed_rows")
    told = {"format": _FORMAT, **{name: getattr(history, name) for name in names}}
    write_text(_page(history.place, history.name), json.dumps(told, indent=1) + "\n")


def write_rows(connection: duckdb.DuckDBPyConnection, question: str, path: Path) -> int:
    """Write the answer of a question as one file and bring it to the disk; gives its rows."""
    connection.sql(question).write_parquet(str(path))
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
    sql = "SELECT num_rows FROM parquet_file_metadata(?)"
    ((rows,),) = connection.execute(sql, [str(path)]).fetchall()
    return int(rows)


def leave(history: History) -> None:
    """Begin the grace of a history that another one takes the place of."""
    for path in (*history.files(), _page(history.place, history.name)):
        with suppress(OSError):
            os.utime(path)


def tidy(*, kept: History, beside: Iterable[Path] = ()) -> None:
    """Remove files of no use, a while after they were left; those a kill left behind too."""
    current = {*kept.files(), _page(kept.place, kept.name), *beside}
    for path in kept.place.iterdir():
        if path in current or path.suffix not in (".parquet", ".json", ".tmp"):
            continue
        with suppress(OSError):  # Windows keeps what is open; the next time will do
            if time.time() - path.stat().st_mtime > GRACE:
                path.unlink()


def _page(place: Path, name: str) -> Path:
    return place / f"{name}.json"
