"""Putting a backup in place: checked whole beside the present data, then switched by a journal.

Killed before the journal is written, nothing has happened; after, the next start finishes it.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.japanese import Text
from goen.shop.jobs.registry import TOKYO
from goen.shop.run import archive
from goen.shop.run.system import sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from goen.shop.home import Home

_NEW = ".restoring"
_JOURNAL = "journal.json"
_WISH = "restore.json"
_DATABASE = ("goen.sqlite3", "goen.sqlite3-wal", "goen.sqlite3-shm")
_REST = ("files", "secret.key")


class NotEmpty(Exception):
    """The folder already holds a company; `text` says what to do."""

    def __init__(self, home: Home) -> None:
        super().__init__(str(home.folder))
        self.text = Text(
            f"{home.folder} には、もうデータがあります。ほかのフォルダーを --home で書くか、"
            "今のデータと入れかえるなら --replace をつけてください（今のデータは残ります）",
            f"{home.folder} already holds data. Name another folder with --home, or add "
            "--replace to put the backup in its place (the present data are kept)",
        )


def holds_data(*, home: Home) -> bool:
    """Whether a company's data are in the folder already."""
    return home.database.exists() or any((home.folder / "files").glob("*"))


def restore(*, path: Path, home: Home, now: datetime, replace: bool) -> Path | None:
    """Verify a backup and put it in place; the caller holds the folder's lock.

    Returns the folder that now keeps what was there before, if anything was. Raises
    archive.UnusableBackup or NotEmpty before anything is changed.
    """
    finish(home=home)
    if holds_data(home=home) and not replace:
        raise NotEmpty(home)
    with laid_out(path=path, home=home):
        write_journal(home=home, now=now, parts=(*_DATABASE, *_REST))
    return finish(home=home)


@contextmanager
def laid_out(*, path: Path, home: Home) -> Iterator[Path]:
    """The backup, verified and taken apart beside the present data; its database file.

    What fails within leaves nothing, unless a journal is written by then.
    """
    home.prepare()
    new = home.folder / _NEW
    shutil.rmtree(new, ignore_errors=True)
    try:
        new.mkdir(mode=0o700)
        archive.extract(path=path, folder=new)
        sign_everybody_out(database=new / archive.DATABASE)
        (new / "files").mkdir(exist_ok=True, mode=0o700)
        yield new / archive.DATABASE
    except BaseException:
        if not (new / _JOURNAL).exists():
            shutil.rmtree(new, ignore_errors=True)
        raise


def finish(*, home: Home) -> Path | None:
    """Do what a restore that was killed has left to do; nothing when there was none."""
    new = home.folder / _NEW
    journal = new / _JOURNAL
    if not journal.is_file():
        shutil.rmtree(new, ignore_errors=True)
        return None
    told = json.loads(journal.read_text(encoding="utf-8"))
    if told.get("transaction"):
        took_place = _took_place(home, told["transaction"])
        if not took_place:
            if took_place is not None:
                shutil.rmtree(new, ignore_errors=True)
            return None
    old = home.folder / told["old"] if told["old"] else None
    for part in told["parts"]:
        _switch(home.folder / part, new / part, (old or new / "old") / part)
    sync_folder(home.folder)
    journal.unlink()
    shutil.rmtree(new, ignore_errors=True)
    for marker in old.glob(".*.done") if old else ():
        marker.unlink()
    return old


def _switch(present: Path, new: Path, old: Path) -> None:
    """Put one part in place. Each step leaves what the next start needs to go on.

    The present part is moved away only while the old place is free: once it is taken, what stands
    in the present place is the restored part.
    """
    old.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    marker = old.with_name(f".{old.name}.done")
    if not marker.exists():
        if present.exists():
            present.replace(old)
        marker.touch()
        sync_folder(old.parent)
    if new.exists():
        new.replace(present)


def write_journal(
    *, home: Home, now: datetime, parts: Sequence[str] = _REST, transaction: str = ""
) -> None:
    """From now on the next start puts what is laid out in place, files and key or all of it.

    With `transaction`, the one that brings the rows into PostgreSQL: only if it took place.
    """
    new = home.folder / _NEW
    old = f"before-restore-{now.astimezone(TOKYO):%Y%m%d-%H%M%S}" if holds_data(home=home) else ""
    part = new / f"{_JOURNAL}.part"
    with part.open("w", encoding="utf-8") as stream:
        json.dump({"old": old, "parts": parts, "transaction": transaction}, stream)
        stream.flush()
        os.fsync(stream.fileno())
    for folder in (new, *(path for path in new.rglob("*") if path.is_dir())):
        sync_folder(folder)
    part.replace(new / _JOURNAL)
    sync_folder(new)


def _took_place(home: Home, transaction: str) -> bool | None:
    """Whether a transaction of PostgreSQL was committed; None where another database is used."""
    from goen.shop.run.commands import load

    load(home)
    from django.db import DatabaseError, OperationalError, connection

    if connection.vendor != "postgresql":
        return None
    while True:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_xact_status(%s::text::xid8)", [transaction])
                state = cursor.fetchone()[0]
        except OperationalError:
            raise
        except DatabaseError:  # this server has never seen it
            return False
        if state != "in progress":
            return bool(state == "committed")
        time.sleep(0.1)


def sign_everybody_out(*, database: Path) -> None:
    """Sessions of the day of the backup must not open the door today."""
    with closing(sqlite3.connect(database)) as connection, connection:
        for table in ("django_session", "usersessions_usersession"):
            known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
            if connection.execute(known, [table]).fetchone():
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - one of two names


@dataclass(frozen=True, slots=True)
class Wish:
    """A restore that somebody asked for on the screen."""

    backup: str
    by: str


def wish(*, home: Home, name: str, by: str) -> None:
    """Ask the supervisor to restore a backup of the folder; it stops the shop for that moment."""
    part = home.folder / f"{_WISH}.part"
    part.write_text(json.dumps({"backup": name, "by": by}), encoding="utf-8")
    part.replace(home.folder / _WISH)


def wished(*, home: Home) -> Wish | None:
    """The restore that is asked for, if any."""
    try:
        told = json.loads((home.folder / _WISH).read_text(encoding="utf-8"))
        return Wish(str(told["backup"]), str(told["by"]))
    except (OSError, ValueError, KeyError):
        return None


def fulfilled(*, home: Home) -> None:
    """Forget the wish."""
    (home.folder / _WISH).unlink(missing_ok=True)
