"""The standings brought up to the ledger: after sales changed, and every night."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from filelock import FileLock

from goen.report.engines import duckdb_connection, spark_master
from goen.shop.mart import operations as mart
from goen.shop.portfolio import history, on_spark, publishing, schemes, values, writing
from goen.shop.portfolio.models import Change

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    import duckdb

    from goen.shop.portfolio.models import RankScheme

# When more of the standings change than this, all are written beside those shown.
_WHOLE = 0.3


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did: customers whose days are other ones now, and standings written."""

    affected: int
    written: int


def update(*, now: datetime, today: date, wait: float = 600) -> Updated:
    """Bring the standings up to the sales and the day; what a kill left comes to its end first.

    Only one at a time; `wait`: seconds for another to end. Raises MartNotMade, filelock.Timeout.
    """
    place = history.folder()
    with FileLock(place / "lock", timeout=wait):
        writing.finish(place=place, now=now)
        done = _planned(place, now=now, today=today)
        writing.finish(place=place, now=now)
        _tidy(place)
    return done


def _planned(place: Path, *, now: datetime, today: date) -> Updated:
    """Work out what changes, and begin to write it."""
    state = writing.state()
    before = history.read(place=place, name=state.shown["history"]) if state.shown else None
    was = place / state.shown["values"] if before else None
    scheme = schemes.current(on=today, now=now)
    changes = list(Change.objects.all())
    sales = mart.refresh()
    with duckdb_connection() as connection:
        found = history.follow(connection, mart=sales, before=before, place=place)
        ((affected,),) = connection.execute("SELECT count(*) FROM affected").fetchall()
        _make_values(connection, scheme, sales.mart.paths(sales.folder), today)
        rows, whole = _plan(connection, values.kept(connection, was))
        closings = publishing.work_out(
            connection,
            begun=state.begun_on or today,
            changes=changes,
            compared=before is not None,
            today=today,
        )
        files, money = _keep(connection, place), values.money(connection)
    about = {"history": found.name, "on": str(today), "limits": scheme.limits, "money": money}
    told = {"closings": closings, "changes": [change.pk for change in changes]}
    writing.begin(coming={**about, **files, **told}, whole=whole, today=today)
    return Updated(int(affected), rows)


def _make_values(
    connection: duckdb.DuckDBPyConnection, scheme: RankScheme, sales: Sequence[Path], today: date
) -> None:
    """The table `standing_values`, made by what the settings name. Raises NoSuchEngine, NoSpark."""
    asked: Any = {
        "limits": scheme.thresholds,
        "evening": today,
        "scoring": scheme.scoring,
        "sales": sales,
    }
    master = spark_master(engine=settings.ENGINE)
    if master is not None and sales:
        on_spark.make_values(connection, master=master, **asked)
    else:
        values.make_values(connection, table="after", **asked)


def _plan(connection: duckdb.DuckDBPyConnection, was: Path | None) -> tuple[int, bool]:
    """The table `plan`; gives its rows, and whether it has everybody."""
    rows, everybody = values.make_plan(connection, before=was)
    if was is None or rows <= _WHOLE * everybody:
        return rows, was is None
    return values.make_plan(connection, before=None)[0], True


def _keep(connection: duckdb.DuckDBPyConnection, place: Path) -> dict[str, str]:
    """Keep the plan, the values it leads to and what is restated as files; gives their names."""
    name = uuid.uuid4().hex[:12]
    rows = {
        # In the order of the widest index: the rows of a step then change few of its pages.
        "steps": "FROM plan ORDER BY rank, lapses_on, customer_id",
        "values": "FROM standing_values ORDER BY customer_id",
        "restated": "FROM restatements ORDER BY month, customer",
    }
    files = {role: f"{name}-{role}.parquet" for role in rows}
    for role, question in rows.items():
        history.write_rows(connection, question, place / files[role])
    return files


def _tidy(place: Path) -> None:
    shown = writing.state().shown
    found = history.read(place=place, name=shown["history"])
    if found is not None:
        history.tidy(kept=found, beside=[place / shown["values"]])
