"""Reading and checking: at once for short files, in the background for long ones."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.db import transaction

from goen.shop.fields.operations import propose_field
from goen.shop.intake import driving, jobs, store
from goen.shop.intake.kinds import kind_of
from goen.shop.intake.models import Batch
from goen.shop.intake.operations.sending import (
    CHECKED_AT_ONCE,
    READ_AT_ONCE,
    NotNow,
    Unreadable,
    map_columns,
    read,
    rows_of,
)
from goen.shop.intake.privacy import forget_decisions
from goen.shop.jobs.models import Job, State
from goen.shop.jobs.operations import enqueue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from goen.shop.fields.models import OwnField
    from goen.shop.staff.models import Staff

_OPEN_TO_PEOPLE = (Batch.State.MAPPING, Batch.State.CHECKED)


def begin_reading(
    *, batch_id: int, by: Staff, told_by_person: Mapping[str, Any] | None = None
) -> Batch:
    """Read the file now, or have it read; raises NotNow, and Unreadable when read now."""
    batch = _standing(batch_id, Batch.State.READING, *_OPEN_TO_PEOPLE)
    if batch.size <= READ_AT_ONCE:
        return read(batch_id=batch_id, told_by_person=told_by_person)
    wish = dict(told_by_person or {})
    return _have_done(batch, name=jobs.READ, by=by, to=Batch.State.READING, told=wish)


def begin_checking(
    *, batch_id: int, by: Staff, columns: Mapping[str, int], options: Mapping[str, Any],
    now: datetime,
) -> Batch:  # fmt: skip
    """Check all rows now, or have them checked; raises NotNow."""
    batch = _standing(batch_id, Batch.State.CHECKING, *_OPEN_TO_PEOPLE)
    if not store.is_there(batch):
        raise NotNow
    if rows_of(batch) <= CHECKED_AT_ONCE:
        return map_columns(batch_id=batch_id, columns=columns, options=options, now=now)
    batch.columns, batch.options = dict(columns), dict(options)
    return _have_done(batch, name=jobs.CHECK, by=by, to=Batch.State.CHECKING)


def check_again(*, batch_id: int, by: Staff, now: datetime) -> Batch:
    """Check anew with all that was fixed and decided since; raises NotNow."""
    batch = _standing(batch_id, Batch.State.CHECKED)
    return begin_checking(
        batch_id=batch_id, by=by, columns=batch.columns, options=batch.options, now=now
    )


def keep_columns(
    *, batch_id: int, columns: Mapping[str, int], options: Mapping[str, Any] | None = None
) -> Batch:
    """Keep a choice of columns that is not yet complete; nothing is checked. Raises NotNow."""
    batch = _standing(batch_id, *_OPEN_TO_PEOPLE)
    batch.columns = dict(columns)
    if options is not None:
        batch.options = dict(options)
    batch.state = Batch.State.MAPPING
    batch.save(update_fields=["columns", "options", "state"])
    return batch


@transaction.atomic
def add_own_field(
    *,
    batch_id: int,
    by: Staff,
    column: int,
    asked: Mapping[str, Any],
    choices: Sequence[str],
    today: date,
) -> OwnField:
    """Propose an own field for a column; the column is read into it when it is in use at once."""
    batch = _standing(batch_id, *_OPEN_TO_PEOPLE)
    made = propose_field(by=by, asked=asked, choices=choices, today=today)
    known = {field.name for field in kind_of(batch.kind).fields()}
    if made.input_name in known:
        columns = {name: n for name, n in batch.columns.items() if n != column}
        keep_columns(batch_id=batch_id, columns={**columns, made.input_name: column})
    return made


@transaction.atomic
def go_on(*, batch_id: int, by: Staff) -> Batch:
    """Have work that ended before its time taken up again where it stands; raises NotNow."""
    batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
    name = _work_of(batch) if batch is not None else None
    if batch is None or name is None:
        raise NotNow
    batch.job = enqueue(
        name=name, arguments={"batch": batch.pk}, by=by, key=jobs.key_of(name, batch.pk)
    )
    batch.save(update_fields=["job"])
    return batch


def _work_of(batch: Batch) -> str | None:
    """The job that a batch waits for."""
    return {
        Batch.State.READING: jobs.READ,
        Batch.State.CHECKING: jobs.CHECK,
        Batch.State.CHECKED: jobs.TAKE_OVER if batch.asked_at else None,
        Batch.State.APPLYING: jobs.TAKE_OVER,
        Batch.State.UNDOING: jobs.TAKE_BACK,
    }.get(Batch.State(batch.state))


@transaction.atomic
def withdraw(*, batch_id: int, now: datetime) -> Batch:
    """Take back the wish to have a batch taken over, while it waits; raises NotNow."""
    batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None or batch.state != Batch.State.CHECKED or batch.asked_at is None:
        raise NotNow
    if batch.job is not None and batch.job.open:
        waits = Job.objects.filter(pk=batch.job.pk, state=State.WAITING)
        if not waits.update(state=State.STOPPED, finished_at=now):
            raise NotNow
    batch.asked_at = None
    batch.save(update_fields=["asked_at"])
    return batch


@transaction.atomic
def stop_here(*, batch_id: int, by: Staff, now: datetime) -> Batch:
    """Call a batch taken over as far as it came, when its work ended before its time.

    What is in the ledger can then be taken back; the rest of the file is not taken over. One that
    is taken over whole or not at all is taken back at once. Raises NotNow.
    """
    batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None or batch.state != Batch.State.APPLYING or (batch.job and batch.job.open):
        raise NotNow
    kind = kind_of(batch.kind)
    kind.finish(batch=batch, now=now)
    batch.state, batch.applied_at = Batch.State.APPLIED, now
    batch.result = {**batch.result, "stopped": True}
    batch.save(update_fields=["state", "applied_at", "result"])
    forget_decisions(batch_id=batch.pk)
    if kind.whole(options=batch.options):
        driving.begin_back(batch, by=by, now=now)  # in the same commit: nobody sees a part
        return go_on(batch_id=batch.pk, by=by)
    transaction.on_commit(lambda: store.forget_but_left(batch.pk))
    return batch


def read_in_background(*, batch_id: int) -> None:
    """The work of the job: read a file; what cannot be read is told on its page."""
    batch = Batch.objects.filter(pk=batch_id, state=Batch.State.READING).first()
    if batch is None:
        return
    try:
        read(batch_id=batch_id, told_by_person=batch.told)
    except Unreadable as unreadable:
        # The table that was found before stands, when only another way of reading was tried.
        if store.is_there(batch):
            Batch.objects.filter(pk=batch_id, state=Batch.State.READING).update(
                state=Batch.State.MAPPING, error=str(unreadable)
            )


def check_in_background(*, batch_id: int, now: datetime) -> None:
    """The work of the job: check all rows; nothing when somebody gave the batch up meanwhile."""
    batch = Batch.objects.filter(pk=batch_id, state=Batch.State.CHECKING).first()
    if batch is not None:
        with suppress(NotNow):
            map_columns(
                batch_id=batch_id, columns=batch.columns, options=batch.options, now=now
            )  # fmt: skip


@transaction.atomic
def _have_done(
    batch: Batch, *, name: str, by: Staff, to: str, told: Mapping[str, Any] | None = None
) -> Batch:
    same = Batch.objects.select_for_update().filter(pk=batch.pk, state=batch.state)
    if not same.exists():
        raise NotNow
    batch.state, batch.error = to, ""
    if told is not None:
        batch.told = dict(told)
    batch.job = enqueue(
        name=name, arguments={"batch": batch.pk}, by=by, key=jobs.key_of(name, batch.pk)
    )
    batch.save()
    return batch


def _standing(batch_id: int, *states: str) -> Batch:
    batch = Batch.objects.select_related("by").filter(pk=batch_id, state__in=states).first()
    if batch is None or batch.asked_at is not None:
        raise NotNow
    return batch
