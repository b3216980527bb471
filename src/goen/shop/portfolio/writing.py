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
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from django.db.models import QuerySet

Phase = PortfolioState.Phase
_LAYERS = 3  # a base, those who leave it for good, those who come
_FIRST, _MOST = 300, 5_000  # rows of a step
# That of a plan: the rows of a step then change few pages of the widest index.
_ORDER = ("rank", "lapses_on", "customer")


def state() -> PortfolioState:
    """The one row."""
    return PortfolioState.objects.get_or_create(pk=1)[0]


def visible(shown: PortfolioState) -> Sequence[int]:
    """The layers of the standings that are to be seen."""
    if shown.phase == Phase.IDLE or shown.whole:
        return (shown.base,)
    return (shown.base, shown.base + (1 if shown.phase == Phase.WRITING else 2))


def fresh(shown: PortfolioState) -> int | None:
    """The layer whose rows are to be seen in place of those of the base, if there is one."""
    folding = shown.phase == Phase.FOLDING and not shown.whole
    return shown.base + 2 if folding else None


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
        plan, restated = (place / str(found.coming.get(role, "")) for role in ("steps", "restated"))
        if plan.is_file() and restated.is_file():
            _write(found, plan)
            _restate(found, restated, now)
            _switch(found, now)
        else:
            _give_up(found)
    if found.phase == Phase.FOLDING:
        _fold(found)


def _write(found: PortfolioState, plan: Path) -> None:
    pace = _pace()
    with relaxed(pace) as steps:
        for rows in _rows(plan, found.cursor, pace):
            steps.rest()
            with pace.step():
                _replace(found, rows)
                _move(found, cursor=found.cursor + len(rows))


def _restate(found: PortfolioState, restated: Path, now: datetime) -> None:
    """What became known of closed months; shown with the update, so it may be begun anew."""
    _delete(Restatement.objects.filter(update=found.number + 1))
    pace = _pace()
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
    """Rows of the plan from the cursor on: comes, leaves, customer, and the other columns.

    Days come as texts, which both databases take without being told how.
    """
    names = ", ".join(f"{name}::VARCHAR" if name in DAYS else name for name in COLUMNS)
    question = (
        f"SELECT comes, leaves, {names} FROM read_parquet(?, file_row_number = true)"  # noqa: S608
        " WHERE file_row_number >= ? ORDER BY file_row_number"
    )
    with duckdb.connect() as engine:
        engine.execute(question, [str(plan), cursor])
        while rows := engine.fetchmany(pace.size):
            yield rows


def _replace(found: PortfolioState, rows: Sequence[tuple[Any, ...]]) -> None:
    """Those who come are written into their layer, those who leave for good go to theirs.

    Who comes and leaves keeps the row in the base until all are shown: nobody waits for that.
    """
    gone = [row[2] for row in rows if row[1] and not row[0]]
    if gone:
        Standing.objects.filter(layer=found.base, customer__in=gone).update(layer=found.base + 1)
    coming = [row[2:] for row in rows if row[0]]
    if coming:
        _insert(coming, layer=_next(found) if found.whole else found.base + 2)


def _insert(rows: Sequence[tuple[Any, ...]], *, layer: int) -> None:
    """New rows of a layer, in the way that is fastest with each database."""
    table, marks = Standing._meta.db_table, ", ".join(["%s"] * len(COLUMNS))
    names = ", ".join(map(connection.ops.quote_name, (*COLUMNS, "layer")))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
            ):
                for row in rows:
                    copy.write_row((*row, layer))
        else:
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks}, {layer})",  # noqa: S608
                rows,
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
        # Each layer for itself: an index tells at once that nobody is left in it.
        for layer in {*range(2 * _LAYERS)} - {found.base}:
            _delete(Standing.objects.filter(layer=layer).order_by(*_ORDER))
    else:
        _delete(Standing.objects.filter(layer=found.base + 1))
        _settle(found)
    _rest(found)


def _settle(found: PortfolioState) -> None:
    """Bring those who came into the base, each in place of its row there."""
    coming = Standing.objects.filter(layer=found.base + 2).order_by(*_ORDER)

    def take(few: QuerySet[Any]) -> int:
        rows = dict(few.values_list("pk", "customer"))  # asked once: the same for both
        was = Standing.objects.filter(layer=found.base, customer__in=rows.values())
        was._raw_delete(was.db)
        return Standing.objects.filter(pk__in=rows).update(layer=found.base)

    _in_steps(coming, take)


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
    _in_steps(rows, lambda few: few._raw_delete(few.db))


def _stay(found: PortfolioState, *, layer: int) -> None:
    """Bring the rows of a layer into the base, some thousand at a time."""
    _in_steps(Standing.objects.filter(layer=layer), lambda few: few.update(layer=found.base))


def _in_steps(rows: QuerySet[Any], work: Callable[[QuerySet[Any]], int]) -> None:
    """Work after which rows are no longer among `rows`, each part of them in a step of its own."""
    pace, done = _pace(), True
    with relaxed(pace) as steps:
        while done:
            steps.rest()
            with pace.step():
                few = rows.values("pk")[: pace.size]
                done = bool(work(rows.model._default_manager.filter(pk__in=few)))


def _pace() -> Pace:
    return Pace(first=_FIRST, most=_MOST, aim=0.1)


def _rest(found: PortfolioState) -> None:
    found.phase, found.cursor, found.whole = Phase.IDLE, 0, False
    _save(found)
