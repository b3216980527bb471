"""Databases of DuckDB that open quickly: each test has its own, in one engine that all share."""

from __future__ import annotations

import atexit
from contextlib import contextmanager
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERS = count()


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """Starting an engine takes longer than most questions of the tests."""
    atexit.register(_engine.cache_clear)  # DuckDB complains of connections alive at the very end
    return duckdb.connect()


def opened() -> tuple[duckdb.DuckDBPyConnection, str]:
    """A connection to an empty database of its own, and its name."""
    name = f"own_{next(_NUMBERS)}"
    connection = _engine().cursor()
    connection.execute(f"ATTACH ':memory:' AS {name}")
    connection.execute(f"USE {name}")
    return connection, name


@contextmanager
def own_database() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to an empty database, gone afterwards."""
    connection, name = opened()
    try:
        yield connection
    finally:
        connection.close()
        _engine().execute(f"DETACH {name}")
