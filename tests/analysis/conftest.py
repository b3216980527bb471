from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from goen.analysis.engine import DuckDBEngine

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    """A DuckDB engine on an empty in-memory database."""
    with duckdb.connect() as connection:
        yield DuckDBEngine(connection)
