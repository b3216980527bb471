"""The sample company: made-up customers and what belongs to them, in one click and out in one.

Each room that has something to show adds a `SampleMaker` in a module `sample` of its own. Whatever
a maker makes it marks in the same transaction; removal takes away what is marked and nothing else.
Makers may be begun anew after a kill: they notice what they have made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from goen.shop.jobs.models import Job, State
from goen.shop.jobs.operations import enqueue
from goen.shop.jobs.registry import job
from goen.shop.staff.models import OwnCompany, SampleRow, Staff, Trail
from goen.shop.staff.trail import Subject, record
from goen.shop.ui.clock import now
from goen.shop.ui.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from django.http import HttpRequest

    from goen.shop.jobs.work import Work

    Progress = Callable[[int, int], None]

MAKE, REMOVE, KEY = "staff.sample.make", "staff.sample.remove", "staff.sample"


@dataclass(frozen=True, slots=True)
class SampleMaker:
    """What one room brings: `make(by, now, progress)` and `remove(progress)`, both in chunks."""

    name: str
    make: Callable[[Staff, datetime, Progress], None]
    remove: Callable[[Progress], None]
    order: int


sample_makers: Registry[SampleMaker] = Registry()


def mark(*, kind: str, ids: Iterable[int]) -> None:
    """Mark what was just made; in the transaction that makes it."""
    SampleRow.objects.bulk_create(
        (SampleRow(kind=kind, object_id=pk) for pk in ids), ignore_conflicts=True
    )


def marked(kind: str) -> list[int]:
    """What of a kind came with the sample company, oldest first."""
    rows = SampleRow.objects.filter(kind=kind).order_by("object_id")
    return list(rows.values_list("object_id", flat=True))


def unmark(*, kind: str, ids: Iterable[int]) -> None:
    """Forget the mark on what is gone."""
    SampleRow.objects.filter(kind=kind, object_id__in=list(ids)).delete()


@transaction.atomic
def wish_sample(*, by: Staff) -> Job:
    """Have the sample company made in the background; one wish at a time."""
    _note(by, "staff.sample.wished")
    return enqueue(name=MAKE, by=by, key=KEY)


@transaction.atomic
def wish_sample_gone(*, by: Staff) -> Job:
    """Have the sample company removed in the background."""
    _note(by, "staff.sample.removal_wished")
    return enqueue(name=REMOVE, by=by, key=KEY)


def _note(by: Staff, action: str) -> None:
    record(by=by, action=action, subject=Subject.of(OwnCompany.objects.get()))


def sample_at_work() -> Job | None:
    """The job that makes or removes the sample company now, if any."""
    busy = Job.objects.filter(name__in=(MAKE, REMOVE), state__in=(State.WAITING, State.RUNNING))
    return busy.order_by("-pk").first()


def offer(request: HttpRequest) -> dict[str, Any] | None:
    """The card of the first page: the sample company, until it is there or a trail of work is."""
    if not request.user.may("SETTINGS") or SampleRow.objects.exists() or sample_at_work():  # type: ignore[union-attr]
        return None
    worked = Trail.objects.exclude(action__startswith="staff.").exists()
    return None if worked else {}


def _makers() -> list[SampleMaker]:
    autodiscover_modules("sample")
    return list(sample_makers)


@job(MAKE, title=_("Sample company"), long=True)
def make_sample(*, work: Work) -> dict[str, Any]:
    """Make what is not there yet."""
    assert isinstance(work.job.by, Staff)  # noqa: S101
    for maker in _makers():
        maker.make(work.job.by, now(), work.progress)
    OwnCompany.objects.update(sample=True)
    return {"made": SampleRow.objects.count()}


@job(REMOVE, title=_("Removal of the sample company"), long=True)
def remove_sample(*, work: Work) -> dict[str, Any]:
    """Remove what is marked, the uppermost room first."""
    count = SampleRow.objects.count()
    for maker in reversed(_makers()):
        maker.remove(work.progress)
    OwnCompany.objects.update(sample=False)
    return {"removed": count}
