"""The background work of this room: taking over, taking back, sweeping what was left lying."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from goen.shop.intake import driving, store
from goen.shop.intake.models import OPEN, Batch
from goen.shop.jobs.operations import enqueue
from goen.shop.jobs.registry import job, schedule
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from goen.shop.jobs.work import Work

READ, CHECK = "intake.read", "intake.check"
TAKE_OVER, TAKE_BACK, TIDY = "intake.take_over", "intake.take_back", "intake.tidy"
KEPT = timedelta(days=14)  # how long a file waits that nobody goes on with
_AGAIN = timedelta(seconds=3)


def key_of(name: str, batch_id: int) -> str:
    """The key of a job of a batch: what takes it back waits for no other work on it."""
    return f"batch:{batch_id}:back" if name == TAKE_BACK else f"batch:{batch_id}"


@job(READ, title=_("Reading a file"), long=True)
def read(*, batch: int) -> dict[str, Any]:
    """Find the table in a long file."""
    from goen.shop.intake import telling
    from goen.shop.intake.operations.starting import read_in_background

    row = Batch.objects.select_related("by").get(pk=batch)
    with override(row.by.language):
        read_in_background(batch_id=batch)
    telling.ready(batch_id=batch)
    return {"url": reverse("batch", args=[batch])}


@job(CHECK, title=_("Checking the rows of a file"), long=True)
def check(*, batch: int) -> dict[str, Any]:
    """Check all rows of a long file."""
    from goen.shop.intake import telling
    from goen.shop.intake.operations.starting import check_in_background

    row = Batch.objects.select_related("by").get(pk=batch)
    with override(row.by.language):
        check_in_background(batch_id=batch, now=now())
    telling.ready(batch_id=batch)
    return {"url": reverse("batch", args=[batch])}


@job(TAKE_OVER, title=_("Taking over a file"), long=True)
def take_over(*, batch: int, work: Work) -> dict[str, Any]:
    """Take a batch over; it waits while another one is being written."""
    row = Batch.objects.select_related("by").get(pk=batch)
    with override(row.by.language):
        try:
            progress = partial(work.progress, gap=False)
            driving.take_over(batch_id=batch, clock=now, progress=progress)
        except driving.OtherFirst:
            _later(work)
    return {"url": reverse("batch", args=[batch])}


@job(TAKE_BACK, title=_("Taking back a file"), long=True)
def take_back(*, batch: int, work: Work) -> dict[str, Any]:
    """Take a batch back; it waits while another one is being written."""
    by = work.job.by
    assert by is not None  # noqa: S101 - `undo` says who asked
    with override(by.language):
        try:
            progress = partial(work.progress, gap=False)
            driving.take_back(batch_id=batch, by=by, clock=now, progress=progress)
        except driving.OtherFirst:
            _later(work)
    return {"url": reverse("batch", args=[batch])}


def _later(work: Work) -> None:
    """Take the same work on once more, a little later."""
    following = enqueue(
        name=work.job.name, arguments=work.job.arguments, by=work.job.by, after=now() + _AGAIN
    )
    Batch.objects.filter(pk=work.job.arguments["batch"]).update(job=following)


@job(TIDY, title=_("Deleting files that nobody went on to take over"))
def tidy() -> dict[str, Any]:
    """Give up old batches that wait for a person, and remove files that no open batch needs."""
    waiting = (Batch.State.READING, Batch.State.MAPPING, Batch.State.CHECKING, Batch.State.CHECKED)
    old = Batch.objects.filter(state__in=waiting, asked_at=None, created_at__lt=now() - KEPT)
    count = old.update(state=Batch.State.LEFT)
    taken = Batch.objects.filter(applied_at__gte=now() - KEPT).exclude(state__in=OPEN)
    store.sweep(
        kept=set(Batch.objects.filter(state__in=OPEN).values_list("pk", flat=True)),
        left=set(taken.values_list("pk", flat=True)),
    )
    return {"left": count}


def declare() -> None:
    """Tidy up once a day."""
    schedule(name=TIDY, every=timedelta(days=1))
