"""The history that the standings shown were made from, opened for questions about any evening."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.report.engines import duckdb_connection
from goen.shop.mart import manifest
from goen.shop.mart import operations as mart
from goen.shop.portfolio import history
from goen.shop.portfolio.models import PortfolioState
from goen.shop.sales.models import Sale

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    import duckdb

    from goen.analysis import DuckDBEngine, Thresholds
    from goen.shop.portfolio.history import History


class NoHistory(Exception):
    """No sales have been taken in yet, or the history is just being made again."""


def present() -> History:
    """The history of the standings shown. Raises NoHistory."""
    state = PortfolioState.objects.filter(pk=1).first()
    name = state.shown.get("history") if state else None
    found = history.read(place=history.folder(), name=name) if name else None
    if found is None:
        raise NoHistory
    return found


def is_coming() -> bool:
    """Whether there are sales, so that the history is being made or soon will be."""
    return Sale.objects.live().exists()


def sales_files() -> list[Path]:
    """The files of the mart as it stands: profits are told there alone."""
    folder = mart.folder()
    found = manifest.read(folder=folder)
    return found.paths(folder) if found else []


@dataclass(frozen=True, slots=True)
class Asked:
    """A connection with `standing` on the evening `day`, and `states` up to it."""

    connection: duckdb.DuckDBPyConnection
    engine: DuckDBEngine
    day: date


@contextmanager
def opened(found: History, *, day: date, limits: Thresholds) -> Iterator[Asked]:
    """Open a history on an evening, judged by these limits."""
    with duckdb_connection() as connection:
        history.show(connection, found, table="history")
        connection.execute(
            f"CREATE OR REPLACE VIEW states AS FROM history WHERE day <= DATE '{day}'"
        )
        engine = history.as_of(
            connection, table="history", day=day, scheme=limits.scheme(), thresholds=limits
        )
        yield Asked(connection, engine, day)
