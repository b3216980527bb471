"""The folder of a batch: the file as it came, its cells, and what the newest check found.

All of it goes when the batch is taken over or given up: what the ledger needs is in the ledger.
Only the workbook of the rows that stayed behind waits some days for whoever mends them.
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb
from django.conf import settings
from django.utils.translation import gettext as _

from goen.sheets import UnableToWrite
from goen.shop.intake.tables import literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from goen.shop.intake.models import Batch

_MEMORY = "1GB"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_WORDS = (*map(os.strerror, _FULL), "not enough space on the disk", "max_temp_directory_size")


class DiskFull(OSError):
    """The disk has no room for the files of a batch; the message says so to people."""

    def __init__(self) -> None:
        words = _("The disk is full. Nothing is lost: make room on it, and then try again.")
        super().__init__(errno.ENOSPC, words)

    def __str__(self) -> str:
        return str(self.strerror)


@contextmanager
def room() -> Iterator[None]:
    """Tell of a full disk in one way, whoever met it; raises DiskFull."""
    try:
        yield
    except (OSError, duckdb.Error) as problem:
        if _is_full(problem):
            raise DiskFull from problem
        raise


@contextmanager
def room_for_cells() -> Iterator[None]:
    """The same where goen.sheets writes for us; raises DiskFull."""
    try:
        with room():
            yield
    except UnableToWrite as problem:
        if problem.__cause__ is not None and _is_full(problem.__cause__):
            raise DiskFull from problem
        raise


def _is_full(problem: BaseException) -> bool:
    if isinstance(problem, OSError):
        return problem.errno in _FULL
    return any(words in str(problem) for words in _FULL_WORDS)


def folder(batch_id: int) -> Path:
    """Where the files of a batch are; made when first needed, readable by its owner alone."""
    found: Path = settings.HOME.folder / "imports" / str(batch_id)
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def upload(batch: Batch) -> Path:
    """The file as it came."""
    return folder(batch.pk) / "file"


def cells(batch: Batch) -> Path:
    """The cells of the table: row, c0, c1, … (Parquet)."""
    return folder(batch.pk) / "cells.parquet"


def aside(batch: Batch) -> Path:
    """Rows that a named reader knows to be none of the kind: row, number of its rule (Parquet)."""
    return folder(batch.pk) / "aside.parquet"


def plan(batch: Batch) -> Path:
    """What becomes of each row, as the newest check found (Parquet)."""
    return folder(batch.pk) / f"plan-{batch.check_number}.parquet"


def problems(batch: Batch) -> Path:
    """What is wrong or odd with which cell, as the newest check found (Parquet)."""
    return folder(batch.pk) / f"problems-{batch.check_number}.parquet"


def is_there(batch: Batch) -> bool:
    """Whether the cells are still there: a backup does not hold the files of open imports."""
    return (settings.HOME.folder / "imports" / str(batch.pk) / "cells.parquet").is_file()


def sample(batch: Batch, *, rows: int = 300) -> list[tuple[str | None, ...]]:
    """The first rows of the table, without their numbers."""
    with workbench(batch) as work:
        path = literal(str(cells(batch)))
        sql = f"SELECT * EXCLUDE (row) FROM read_parquet({path}) ORDER BY row LIMIT {int(rows)}"
        return work.execute(sql).fetchall()


def left(batch_id: int) -> Path:
    """The workbook of the rows that stayed behind; there when there were some."""
    found: Path = settings.HOME.folder / "imports" / str(batch_id) / "left.xlsx"
    return found


def forget_checks(batch: Batch) -> None:
    """Remove what older checks found; the last one before stays for pages being made of it."""
    for path in folder(batch.pk).glob("*-*.parquet"):
        number = path.stem.rpartition("-")[2]
        if number.isdigit() and int(number) < batch.check_number - 1:
            path.unlink(missing_ok=True)


def forget_but_left(batch_id: int) -> None:
    """Remove the files of a batch that was taken over, but the rows that stayed behind."""
    if not left(batch_id).is_file():
        forget(batch_id)
        return
    for path in left(batch_id).parent.iterdir():
        if path.is_file() and path != left(batch_id):
            path.unlink(missing_ok=True)


def forget(batch_id: int) -> None:
    """Remove all files of a batch."""
    shutil.rmtree(settings.HOME.folder / "imports" / str(batch_id), ignore_errors=True)


def sweep(*, kept: Collection[int], left: Collection[int] = ()) -> None:
    """Remove the files of all batches but those of `kept`: a kill may have left some.

    Of those in `left` the rows that stayed behind are kept.
    """
    for path in (settings.HOME.folder / "imports").glob("[0-9]*"):
        if path.name.isdigit() and int(path.name) in left:
            forget_but_left(int(path.name))
        elif path.name.isdigit() and int(path.name) not in kept:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def workbench(batch: Batch) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB in bounded memory, which spills into the folder of the batch."""
    spill = folder(batch.pk) / "spill"
    work = duckdb.connect(
        config={"memory_limit": _MEMORY, "temp_directory": str(spill), "threads": 2}
    )
    try:
        with room():
            yield work
    finally:
        work.close()
        shutil.rmtree(spill, ignore_errors=True)
