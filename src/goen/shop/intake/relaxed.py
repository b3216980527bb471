"""Steps that may be lost with the power, since they are done again from the cursor."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def relaxed() -> Iterator[None]:
    """Do not wait for the disk at each commit on SQLite, and tidy its log more seldom.

    A killed process loses nothing by it. When the power fails, the last steps may be gone together
    with their cursor, and are done again. The commit that ends a batch is to come after this block.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    _set(synchronous="NORMAL", pages=65_536)
    try:
        yield
    finally:
        _set(synchronous="FULL", pages=1000)


def _set(*, synchronous: str, pages: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA synchronous = {synchronous}")
        cursor.execute(f"PRAGMA wal_autocheckpoint = {pages}")
