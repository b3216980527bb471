"""What is done with jobs: take one on, begin it, tell its progress, end it, have it begin anew."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Q

from goen.shop.jobs.models import OPEN, Job, State
from goen.shop.jobs.registry import kinds
from goen.shop.jobs.signals import job_failed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from django.contrib.auth.base_user import AbstractBaseUser

LEASE = timedelta(seconds=60)
# A job that takes its worker down with it must not do so for ever.
MOST_ATTEMPTS = 20


class UnknownJob(LookupError):
    """No app declares a job of that name."""


def enqueue(
    *,
    name: str,
    arguments: Mapping[str, Any] | None = None,
    by: AbstractBaseUser | None = None,
    key: str = "",
    after: datetime | None = None,
) -> Job:
    """Take on one job, in the caller's transaction: it exists if and only if that one commits.

    `key`: while a job with the same key waits or runs, that one is returned instead of a second.
    `after`: the moment before which it must not begin. Raises UnknownJob.
    """
    kind = kinds.get(name)
    if kind is None:
        raise UnknownJob(name)
    values = {"arguments": dict(arguments or {}), "by": by, "long": kind.long, "run_after": after}
    if not key:
        return Job.objects.create(name=name, **values)
    found, _made = Job.objects.get_or_create(
        key=key, state__in=OPEN, defaults={"name": name, "key": key, **values}
    )
    return found


def claim(*, long: bool, lease: str, now: datetime) -> Job | None:
    """Begin the oldest job that waits in a lane; None when there is none.

    Only looks until there is one, so that an idle worker never holds the write lock.
    """
    waiting = Job.objects.filter(state=State.WAITING, long=long).order_by("id")
    due = waiting.filter(Q(run_after=None) | Q(run_after__lte=now))
    for pk in due.values_list("pk", flat=True)[:5]:
        if (job := _begin(pk, lease, now)) is not None:
            return job
    return None


def claim_this(*, job_id: int, lease: str, now: datetime) -> Job | None:
    """Begin one job that waits, before its turn; None when it does not wait, or not until now."""
    due = Job.objects.filter(Q(run_after=None) | Q(run_after__lte=now), pk=job_id)
    return _begin(job_id, lease, now) if due.exists() else None


def _begin(job_id: int, lease: str, now: datetime) -> Job | None:
    taken = Job.objects.filter(pk=job_id, state=State.WAITING).update(
        state=State.RUNNING,
        lease=lease,
        lease_until=now + LEASE,
        heartbeat_at=now,
        started_at=now,
        attempts=F("attempts") + 1,
    )
    return Job.objects.select_related("by").get(pk=job_id) if taken else None


def beat(*, lease: str, jobs: Collection[int], now: datetime) -> None:
    """Renew the leases of the jobs that a worker has in hand."""
    Job.objects.filter(pk__in=jobs, state=State.RUNNING, lease=lease).update(
        heartbeat_at=now, lease_until=now + LEASE
    )


def finish(*, job: Job, result: Any, now: datetime) -> bool:
    """End a job well; False when it was taken from this worker meanwhile."""
    return _end(job, now, state=State.DONE, result=result, error="", done=F("done"))


@transaction.atomic
def fail(*, job: Job, error: str, tries: int, now: datetime) -> None:
    """Note an error: the job is tried again a little later, or given up after its last try."""
    failures = job.failures + 1
    if failures >= tries:
        if _end(job, now, state=State.FAILED, error=error, failures=failures):
            _tell_failed([job.pk], lease=job.lease)
        return
    again = now + timedelta(seconds=5 * 4 ** (failures - 1))
    _release(_mine(job), state=State.WAITING, error=error, failures=failures, run_after=again)


def put_back(*, job: Job) -> None:
    """Let a job wait again that its worker leaves, because it is asked to end."""
    _release(_mine(job), state=State.WAITING)


def stop(*, job_id: int, now: datetime) -> None:
    """Ask a job to stop: at once when it waits, at its next step when it runs."""
    waiting = Job.objects.filter(pk=job_id, state=State.WAITING)
    if not waiting.update(state=State.STOPPED, finished_at=now):
        Job.objects.filter(pk=job_id, state=State.RUNNING).update(stop_asked=True)


def again(*, job_id: int) -> bool:
    """Have a job that failed or was stopped wait once more; False when it is neither."""
    ended = Job.objects.filter(pk=job_id, state__in=(State.FAILED, State.STOPPED))
    return bool(
        ended.update(
            state=State.WAITING,
            key="",
            failures=0,
            attempts=0,
            stop_asked=False,
            error="",
            run_after=None,
            finished_at=None,
        )
    )


def tidy(*, before: datetime) -> int:
    """Forget jobs that ended before a moment."""
    ended = Job.objects.exclude(state__in=OPEN).filter(finished_at__lt=before)
    chunk = list(ended.values_list("pk", flat=True)[:500])
    return Job.objects.filter(pk__in=chunk).delete()[0] if chunk else 0


def stopped(*, job: Job, now: datetime) -> None:
    """Note that a job stopped because it was asked to."""
    _end(job, now, state=State.STOPPED)


def sweep(*, now: datetime, lease: str | None = None) -> int:
    """Have every job wait again whose worker is dead: its lease ran out, or was held by `lease`.

    Returns how many. A job begun too often is given up.
    """
    dead = Q(lease_until__lte=now) | Q(lease=lease) if lease else Q(lease_until__lte=now)
    lost = Job.objects.filter(dead, state=State.RUNNING)
    if not lost.exists():
        return 0
    given_up = list(lost.filter(attempts__gte=MOST_ATTEMPTS).values_list("pk", flat=True))
    lost.filter(pk__in=given_up).update(
        state=State.FAILED, error="begun too often without an end", lease="", finished_at=now
    )
    _tell_failed(given_up)
    return _release(lost, state=State.WAITING)


def _tell_failed(job_ids: Collection[int], *, lease: str = "") -> None:
    """Tell of jobs that were given up, when that is written down; whatever comes of it.

    `lease`: who tried last, if anybody is still there.
    """
    for pk in job_ids:
        transaction.on_commit(partial(_failed, pk, lease))


def _failed(job_id: int, lease: str) -> None:
    job = Job.objects.select_related("by").get(pk=job_id)
    job.lease = lease
    job_failed.send_robust(sender=Job, job=job)


def _mine(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, lease=job.lease)


def _release(jobs: Any, **values: Any) -> int:
    count: int = jobs.update(lease="", lease_until=None, **values)
    return count


def _end(job: Job, now: datetime, **values: Any) -> bool:
    return _release(_mine(job), finished_at=now, **values) > 0
