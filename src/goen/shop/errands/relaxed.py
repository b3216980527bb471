"""Many short steps one after another: fast, and open to others between them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection

from goen.shop.jobs.pause import breathe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goen.shop.errands.pace import Pace

# Who waits during a step of a tenth of a second looks again after 25 ms at the latest (the busy
# handler of SQLite: 1, 2, 5, 10, 15, 20, 25, 25, 25, 50 … ms), so that this lets them in.
_GAP = 0.03
# Steps between two moves of SQLite's log into the database: the same pages change in step after
# step, and are moved once.
_TIDY = 48
_CACHE = -262144, -65536  # KB of SQLite's pages at hand, meanwhile and otherwise (`shop.home`)


class Relaxed:
    """What the steps of a batch do in the gaps between them."""

    def __init__(self, pace: Pace) -> None:
        self._pace, self._steps = pace, 0

    def rest(self) -> None:
        """Let others write; SQLite's log is tidied in this time, which hinders nobody."""
        self._steps += 1
        if self._steps % _TIDY == 0 and _relaxes():
            _run("wal_checkpoint(PASSIVE)")
        breathe(since=self._pace.ended, gap=_GAP)


@contextmanager
def relaxed(pace: Pace) -> Iterator[Relaxed]:
    """Do not wait for the disk at each commit on SQLite: steps lost are done again.

    A killed process loses nothing by it. When the power fails, the last steps may be gone together
    with their cursor, and are done again. The commit that ends a batch is to come after this block.
    """
    if not _relaxes():
        yield Relaxed(pace)
        return
    _run("synchronous = NORMAL", "wal_autocheckpoint = 0", f"cache_size = {_CACHE[0]}")
    try:
        yield Relaxed(pace)
    finally:
        _run("synchronous = FULL", "wal_autocheckpoint = 1000", f"cache_size = {_CACHE[1]}")


def _relaxes() -> bool:
    return connection.vendor == "sqlite" and not connection.in_atomic_block


def _run(*pragmas: str) -> None:
    with connection.cursor() as cursor:
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
