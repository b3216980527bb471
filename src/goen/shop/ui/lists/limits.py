"""Queries that must not take longer than some time: the database is told to give up."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import OperationalError, connection, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEPS = 10_000  # SQLite looks at the clock each time it has done so many steps
_WORTH_WORKERS = 0.5  # seconds in which PostgreSQL may share a query between processes


class TookTooLong(Exception):
    """The time was over before the answer was there."""


@contextmanager
def within(*, seconds: float) -> Iterator[None]:
    """Let the queries of the block take at most `seconds` in all; raises TookTooLong."""
    run = _sqlite if connection.vendor == "sqlite" else _postgresql
    with run(seconds):
        yield


@contextmanager
def _sqlite(seconds: float) -> Iterator[None]:
    connection.ensure_connection()
    end = time.monotonic() + seconds
    raw = connection.connection
    raw.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)
    try:
        yield
    except OperationalError as error:
        if "interrupted" in str(error):
            raise TookTooLong from error
        raise
    finally:
        raw.set_progress_handler(None, 0)


@contextmanager
def _postgresql(seconds: float) -> Iterator[None]:
    """The block only reads: rolled back, it leaves no limit behind in a transaction around it.

    The limit stops neither the compiling of a query nor the start of its workers, which take a
    tenth of a second and more: nothing is compiled, and little time gets no workers.
    """
    wanted = {"statement_timeout": str(int(seconds * 1000)), "jit": "off"}
    if seconds < _WORTH_WORKERS:
        wanted["max_parallel_workers_per_gather"] = "0"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            each = ", ".join(["set_config(%s, %s, true)"] * len(wanted))
            cursor.execute(f"SELECT {each}", [part for pair in wanted.items() for part in pair])
            yield
            transaction.set_rollback(True)
    except OperationalError as error:
        # "due to statement timeout"; or "due to user request" for one that was over just before.
        if "canceling statement" in str(error):
            raise TookTooLong from error
        raise
