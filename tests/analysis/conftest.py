from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goen.analysis.engine import DuckDBEngine
from tests.analysis._duck import own_database

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    """A DuckDB engine on an empty in-memory database."""
    with own_database() as connection:
        yield DuckDBEngine(connection)
