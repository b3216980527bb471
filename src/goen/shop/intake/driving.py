"""Taking a batch over and taking it back: step by step, each step and its cursor in one commit."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Q

from goen.shop.errands.pace import Pace
from goen.shop.errands.relaxed import relaxed
from goen.shop.intake import confirming, orphans, store
from goen.shop.intake.checking import check
from goen.shop.intake.kinds import kind_of
from goen.shop.intake.kinds.base import TAKEN, Outcome, Tally
from goen.shop.intake.kinds.erased import decided
from goen.shop.intake.left import keep_left
from goen.shop.intake.models import WRITING, Batch
from goen.shop.intake.privacy import forget_decisions
from goen.shop.intake.signals import batch_ended
from goen.shop.intake.tables import batches, literal
from goen.shop.staff.models import Trail
from goen.shop.staff.trail import Subject, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from goen.shop.intake.tables import Rows
    from goen.shop.staff.models import Staff

    Progress = Callable[[int, int], None]


class OtherFirst(Exception):
    """Another batch is being written; this one waits its turn."""


class TakenElsewhere(Exception):
    """Another process goes on with this batch."""


def take_over(*, batch_id: int, clock: Callable[[], datetime], progress: Progress) -> Batch:
    """Take a checked batch over, or go on with it; `progress` hears (done, total) between steps.

    Raises OtherFirst while another batch is being written, TakenElsewhere when another process
    works on this one.
    """
    batch = Batch.objects.select_related("by").get(pk=batch_id)
    if batch.state == Batch.State.CHECKED:
        _begin(batch)
    if batch.state != Batch.State.APPLYING:
        return batch
    if batch.result.get(_CHECK):
        _check_once_more(batch)
    store.forget_checks(batch)
    kind, pace = kind_of(batch.kind), _pace(batch)
    with store.workbench(batch) as work, relaxed(pace) as steps:
        work.execute(
            f"CREATE VIEW plan AS SELECT * FROM read_parquet({literal(str(store.plan(batch)))})"
        )
        kind.begin(batch=batch, work=work, now=clock())
        if any(map(batch.counts.get, (Outcome.SAME, Outcome.UPDATE))):
            # before the steps: it may be stopped amid them
            confirming.note(batch=batch, pairs=kind.same(batch=batch, work=work))
        for rows in _steps(batch, work, pace):
            steps.rest()
            with pace.step(), _cursor(batch, at=rows[-1]["row"], rows=len(rows)):
                _count(batch, kind.take(batch=batch, rows=rows, now=clock()))
            progress(batch.done, batch.total)
    keep_left(batch)
    with transaction.atomic(), _cursor(batch, at=batch.cursor, rows=0):
        kind.finish(batch=batch, now=clock())
        batch.state, batch.applied_at = Batch.State.APPLIED, clock()
        _count(batch, decided(batch))
        forget_decisions(batch_id=batch.pk)
        _tell(batch, "intake.batch.applied", by=batch.by)
    store.forget_but_left(batch.pk)
    return batch


def take_back(
    *, batch_id: int, by: Staff, clock: Callable[[], datetime], progress: Progress
) -> Batch:
    """Take a batch back, or go on with it; what was changed since stays and is told.

    Raises OtherFirst and TakenElsewhere as `take_over`.
    """
    batch = Batch.objects.get(pk=batch_id)
    if batch.state == Batch.State.APPLIED:
        begin_back(batch, by=by, now=clock())
    if batch.state != Batch.State.UNDOING:
        return batch
    kind, pace = kind_of(batch.kind), _pace(batch)
    cursor: int | None = batch.cursor
    with relaxed(pace) as steps:
        while cursor is not None:
            steps.rest()
            with pace.step():
                tally, cursor = orphans.back(
                    batch=batch, by=by, cursor=batch.cursor, size=pace.size, now=clock()
                )
                rows = sum(tally.counts.values())
                with _cursor(batch, at=batch.cursor if cursor is None else cursor, rows=rows):
                    _count(batch, tally, under="back")
            progress(batch.done, batch.total)
    with transaction.atomic(), _cursor(batch, at=batch.cursor, rows=0):
        _count(batch, kind.back_finish(batch=batch, by=by, now=clock()), under="back")
        batch.state, batch.undone_at = Batch.State.UNDONE, clock()
        confirming.forget(batch)
        _tell(batch, "intake.batch.undone", by=by)
    store.forget(batch.pk)
    return batch


def _pace(batch: Batch) -> Pace:
    """Longer steps than others take, since there are many; well under the 200 ms still."""
    return Pace(most=kind_of(batch.kind).most, aim=0.1)


def _begin(batch: Batch) -> None:
    """From now on no other batch is written. Note whether to check once more, for what the check
    found in the ledger may be another thing now."""
    with transaction.atomic():
        _alone(batch)
        batch.state, batch.cursor, batch.done = Batch.State.APPLYING, 0, 0
        batch.result = {_CHECK: True} if _changed_since_check(batch) else {}
        batch.total = sum(batch.counts.get(name, 0) for name in TAKEN)
        batch.save()


def _check_once_more(batch: Batch) -> None:
    """Again after a kill amid the check."""
    batch.counts = check(batch)
    batch.total = sum(batch.counts[name] for name in TAKEN)
    batch.result = {}
    with transaction.atomic(), _cursor(batch, at=batch.cursor, rows=0):
        batch.save(update_fields=["counts", "total", "check_number", "checked_at"])


_CHECK = "check"
_LOCK = 0x676F656E_02  # of the batch that is being written, on PostgreSQL
# What a check asks of the ledger is changed by these; sights and settings do not count.
_LEDGER = (
    "customers.",
    "touches.",
    "sales.",
    "fields.",
    "consent.",
    "intake.batch.",
    "staff.undone",
)
_MINUTE = timedelta(minutes=1)  # a change may be written down a little before it can be seen


def _changed_since_check(batch: Batch) -> bool:
    """Whether anybody may have changed what the check found in the ledger."""
    if batch.checked_at is None or not store.plan(batch).is_file():
        return True
    changed = Q()
    for start in _LEDGER:
        changed |= Q(action__startswith=start)
    rows = Trail.objects.filter(changed, at__gte=batch.checked_at - _MINUTE)
    return rows.exclude(action="intake.batch.asked").exists()


def begin_back(batch: Batch, *, by: Staff, now: datetime) -> None:
    """Call a batch that was taken over one that is being taken back; raises OtherFirst."""
    with transaction.atomic():
        _alone(batch)
        batch.total = kind_of(batch.kind).back_begin(batch=batch, now=now)
        batch.state, batch.cursor, batch.done = Batch.State.UNDOING, 0, 0
        batch.undone_by = by
        batch.save()


def _alone(batch: Batch) -> None:
    """Hold the row of the batch, and see that it still stands where it stood, and alone.

    Two who look at the same time look one after the other, as all writers of SQLite do anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    Batch.objects.select_for_update().get(pk=batch.pk, state=batch.state)
    if Batch.objects.filter(state__in=WRITING).exclude(pk=batch.pk).exists():
        raise OtherFirst


def _steps(batch: Batch, work: Any, pace: Pace) -> Iterator[Rows]:
    """The rows still to be taken over, as many at a time as the pace allows."""
    outcomes = ", ".join(f"'{name}'" for name in TAKEN)
    sql = (
        f"SELECT * FROM plan WHERE outcome IN ({outcomes}) AND row > {int(batch.cursor)}"
        " ORDER BY row"
    )
    return batches(work, sql, size=lambda: pace.size)


@contextmanager
def _cursor(batch: Batch, *, at: int, rows: int) -> Iterator[None]:
    """Move the cursor in the transaction of the step; raises when somebody else moved it."""
    state, before = batch.state, batch.cursor
    mine = Batch.objects.select_for_update().filter(pk=batch.pk, state=state, cursor=before)
    if not mine.exists():
        raise TakenElsewhere
    yield
    batch.cursor, batch.done = at, batch.done + rows
    batch.save(update_fields=["cursor", "done", "result", "state", "applied_at", "undone_at"])


def _count(batch: Batch, tally: Tally, *, under: str = "taken") -> None:
    """Add what a step did to the result of the batch."""
    kept = batch.result.get(under, {})
    whole = Tally(
        dict(kept.get("counts", {})), list(kept.get("kept", [])), dict(kept.get("later", {}))
    )
    whole.add(tally)
    told = {name: value for name, value in asdict(whole).items() if value or name != "later"}
    batch.result = {**batch.result, under: told}


def _tell(batch: Batch, action: str, *, by: Staff) -> None:
    """One line on the trail for the whole batch."""
    changes: list[Mapping[str, Any]] = [
        {"field": name, "from": None, "to": count}
        for part in ("taken", "back")
        for name, count in sorted(batch.result.get(part, {}).get("counts", {}).items())
        if count
    ]
    record(by=by, action=action, subject=Subject.of(batch), changes=[dict(one) for one in changes])
    batch_ended.send(sender=Batch, batch=batch)
