"""Standings go into the database in short steps, and are shown in one moment.

An update is a plan (a file) and the one row of `PortfolioState`: each step and its cursor are one
commit, so a killed update goes on where it was. Until the plan is written whole, the standings
before are shown, and nothing of the new ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
from django.db import connection, transaction

from goen.shop.errands.pace import Pace
from goen.shop.errands.relaxed import relaxed
from goen.shop.portfolio.models import Change, Closing, PortfolioState, Restatement, Standing
from goen.shop.portfolio.values import COLUMNS, DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from django.db.models import QuerySet

Phase = PortfolioState.Phase
_LAYERS = 3  # a base, those who leave it, those who come
_MOST = 5_000


def state() -> PortfolioState:
    """The one row."""
    return PortfolioState.objects.get_or_create(pk=1)[0]


def visible(shown: PortfolioState) -> Sequence[int]:
    """The layers of the standings that are to be seen."""
    if shown.phase == Phase.IDLE or shown.whole:
        return (shown.base,)
    return (shown.base, shown.base + (1 if shown.phase == Phase.WRITING else 2))


def _save(state: PortfolioState) -> None:
    """Keep all but what people chose, which they may choose anew while an update is written."""
    fields = [one.name for one in state._meta.fields if one.name not in ("id", "money_cut")]
    state.save(update_fields=fields)


def begin(*, coming: Mapping[str, Any], whole: bool, today: date) -> None:
    """Note the plan that is to be written; `whole`: it has everybody, beside those shown."""
    with transaction.atomic():
        now = PortfolioState.objects.select_for_update().get(pk=1)
        if now.phase != Phase.IDLE:
            raise RuntimeError("another update is being written")
        now.phase, now.whole, now.cursor, now.coming = Phase.WRITING, whole, 0, dict(coming)
        now.begun_on = now.begun_on or today
        _save(now)


def finish(*, place: Path, now: datetime) -> None:
    """Bring an update that is under way to its end, wherever it stands."""
    found = state()
    if found.phase == Phase.WRITING:
        plan, restated = (place / str(found.coming[role]) for role in ("plan", "restated"))
        if plan.is_file() and restated.is_file():
            _write(found, plan)
            _restate(found, restated, now)
            _switch(found, now)
        else:
            _give_up(found)
    if found.phase == Phase.FOLDING:
        _fold(found)


def _write(found: PortfolioState, plan: Path) -> None:
    pace = Pace(most=_MOST, aim=0.1)
    with relaxed(pace) as steps:
        for rows in _rows(plan, found.cursor, pace):
            steps.rest()
            with pace.step():
                _replace(found, rows)
                _move(found, cursor=rows[-1][0])


def _restate(found: PortfolioState, restated: Path, now: datetime) -> None:
    """What became known of closed months; shown with the update, so it may be begun anew."""
    _delete(Restatement.objects.filter(update=found.number + 1))
    pace = Pace(most=_MOST, aim=0.1)
    with duckdb.connect() as engine, relaxed(pace) as steps:
        engine.execute(
            "SELECT month, customer, was, now, cause FROM read_parquet(?)", [str(restated)]
        )
        while rows := engine.fetchmany(pace.size):
            steps.rest()
            with pace.step():
                Restatement.objects.bulk_create(_restatement(found, row, now) for row in rows)


def _restatement(found: PortfolioState, row: tuple[Any, ...], now: datetime) -> Restatement:
    month, customer, was, after, cause = row
    return Restatement(
        month=month,
        customer=customer,
        before=was,
        after=after,
        cause=cause,
        found_at=now,
        update=found.number + 1,
    )


def _rows(plan: Path, cursor: int, pace: Pace) -> Iterator[list[tuple[Any, ...]]]:
    """Rows of the plan after the cursor: customer, comes, leaves, and the other columns.

    Days come as texts, which both databases take without being told how.
    """
    names = ", ".join(f"{name}::VARCHAR" if name in DAYS else name for name in COLUMNS[1:])
    question = (
        f"SELECT customer_id, comes, leaves, {names} FROM read_parquet(?)"  # noqa: S608
        " WHERE customer_id > ? ORDER BY customer_id"
    )
    with duckdb.connect() as engine:
        engine.execute(question, [str(plan), cursor])
        while rows := engine.fetchmany(pace.size):
            yield rows


def _replace(found: PortfolioState, rows: Sequence[tuple[Any, ...]]) -> None:
    """Those who leave go to their layer, those who come are written into theirs."""
    leaving = [row[0] for row in rows if row[2]]
    kept = Standing.objects.filter(layer=found.base)
    for start in range(0, len(leaving), 500):
        kept.filter(customer__in=leaving[start : start + 500]).update(layer=found.base + 1)
    layer = _next(found) if found.whole else found.base + 2
    coming = [(row[0], *row[3:]) for row in rows if row[1]]
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, (*COLUMNS, "layer")))
    marks = ", ".join(["%s"] * len(COLUMNS))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {Standing._meta.db_table} ({names}) VALUES ({marks}, {layer})",  # noqa: S608
            coming,
        )


def _next(found: PortfolioState) -> int:
    """The base of those who come when everybody does."""
    return (found.base + _LAYERS) % (2 * _LAYERS)


def _move(found: PortfolioState, *, cursor: int) -> None:
    """Move the cursor in the transaction of the step; raises when somebody else moved it."""
    mine = PortfolioState.objects.filter(pk=1, phase=found.phase, cursor=found.cursor)
    if not mine.update(cursor=cursor):
        raise RuntimeError("another process goes on with this update")
    found.cursor = cursor


def _switch(found: PortfolioState, now: datetime) -> None:
    """From this moment on the new standings are shown."""
    with transaction.atomic():
        if found.whole:
            found.base = _next(found)
        for one in found.coming["closings"]:
            Closing.objects.create(month=one["month"], lines=one["lines"], closed_at=now)
        Change.objects.filter(pk__in=found.coming["changes"]).delete()
        found.phase, found.cursor, found.updated_at = Phase.FOLDING, 0, now
        kept = ("history", "values", "on", "limits", "money")
        found.shown, found.coming = {name: found.coming[name] for name in kept}, {}
        found.number += 1
        _save(found)


def _fold(found: PortfolioState) -> None:
    """Take those away who left, and make those who came members of the base."""
    if found.whole:
        _delete(Standing.objects.exclude(layer=found.base))
    else:
        _delete(Standing.objects.filter(layer=found.base + 1))
        _stay(found, layer=found.base + 2)
    _rest(found)


def _give_up(found: PortfolioState) -> None:
    """Leave an update whose plan is gone; the next one begins with what is shown."""
    _delete(Restatement.objects.filter(update=found.number + 1))
    if found.whole:
        _delete(Standing.objects.filter(layer=_next(found)))
    else:
        _delete(Standing.objects.filter(layer=found.base + 2))
        _stay(found, layer=found.base + 1)
    found.coming = {}
    _rest(found)


def _delete(rows: QuerySet[Any]) -> None:
    """Delete rows that nothing points to, some thousand at a time."""
    for few in _by_steps(rows):
        few._raw_delete(few.db)


def _stay(found: PortfolioState, *, layer: int) -> None:
    """Bring the rows of a layer into the base, some thousand at a time."""
    for few in _by_steps(Standing.objects.filter(layer=layer)):
        few.update(layer=found.base)


def _by_steps(rows: QuerySet[Any]) -> Iterator[QuerySet[Any]]:
    """Rows that are no longer among `rows` afterwards, each part in a step of its own."""
    pace = Pace(most=_MOST, aim=0.1)
    with relaxed(pace) as steps:
        while True:
            steps.rest()
            with pace.step():
                ids = list(rows.order_by("pk").values_list("pk", flat=True)[: pace.size])
                yield rows.model._default_manager.filter(pk__in=ids)
            if not ids:
                return


def _rest(found: PortfolioState) -> None:
    found.phase, found.cursor, found.whole = Phase.IDLE, 0, False
    _save(found)
