"""A checked batch is asked to be taken over, is given up, or is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goen.shop.intake import jobs, store
from goen.shop.intake.left import held
from goen.shop.intake.models import Batch
from goen.shop.intake.operations.sending import NotNow, checked
from goen.shop.intake.privacy import forget_decisions
from goen.shop.jobs.operations import enqueue
from goen.shop.staff.trail import Subject, record

if TYPE_CHECKING:
    from datetime import datetime

    from goen.shop.staff.models import Staff


@transaction.atomic
def ask(*, batch_id: int, by: Staff, now: datetime) -> Batch:
    """Have a checked batch taken over in the background; rows with errors stay behind.

    Raises NotNow, also for a batch that waits for its rows to be mended.
    """
    batch = checked(batch_id)
    if held(batch):
        raise NotNow
    if batch.asked_at is None:
        batch.asked_at = now
        batch.job = enqueue(
            name=jobs.TAKE_OVER,
            arguments={"batch": batch.pk},
            by=by,
            key=jobs.key_of(jobs.TAKE_OVER, batch.pk),
        )
        batch.save(update_fields=["asked_at", "job"])
        record(by=by, action="intake.batch.asked", subject=Subject.of(batch), group=batch.group)
    return batch


def leave(*, batch_id: int) -> None:
    """Give a batch up before anything of it was taken over; its files go."""
    before = (
        Batch.State.READING, Batch.State.MAPPING, Batch.State.CHECKING, Batch.State.CHECKED,
    )  # fmt: skip
    rows = Batch.objects.filter(pk=batch_id, state__in=before, asked_at=None)
    if not rows.update(state=Batch.State.LEFT):
        raise NotNow
    forget_decisions(batch_id=batch_id)
    store.forget(batch_id)


@transaction.atomic
def undo(*, batch_id: int, by: Staff) -> Batch:
    """Have a batch taken back in the background; raises NotNow."""
    batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None or batch.state not in (Batch.State.APPLIED, Batch.State.UNDOING):
        raise NotNow
    batch.job = enqueue(
        name=jobs.TAKE_BACK,
        arguments={"batch": batch.pk},
        by=by,
        key=jobs.key_of(jobs.TAKE_BACK, batch.pk),
    )
    batch.save(update_fields=["job"])
    return batch
