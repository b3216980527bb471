"""The scheduler: jobs that are due go to the workers; jobs of dead workers wait again."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from django.db import DatabaseError, close_old_connections, connection, transaction

from goen.shop.jobs import operations
from goen.shop.jobs.models import Schedule
from goen.shop.jobs.registry import rhythms
from goen.shop.ui.clock import now as clock

if TYPE_CHECKING:
    import threading
    from datetime import datetime

    from goen.shop.jobs.models import Job
    from goen.shop.jobs.registry import Rhythm

log = logging.getLogger(__name__)

POLL = 1.0
SWEEP = 60.0


def settle(*, now: datetime) -> None:
    """Make the rows agree with the code, and set right what a wrong clock left far ahead."""
    Schedule.objects.exclude(name__in=rhythms).delete()
    rows = {row.name: row for row in Schedule.objects.all()}
    for name, rhythm in rhythms.items():
        row = rows.get(name) or Schedule(name=name)
        fits = row.rhythm == str(rhythm) and row.next_run_at <= now + 2 * rhythm.span
        if not fits:
            row.rhythm, row.next_run_at = str(rhythm), rhythm.after(now)
            row.save()


def run_due(*, now: datetime) -> list[Job]:
    """Hand over what is due; a run that was missed, however often, is caught up once."""
    due = Schedule.objects.filter(next_run_at__lte=now, name__in=rhythms)
    jobs = (_hand_over(row, rhythms[row.name], now) for row in due)
    return [job for job in jobs if job is not None]


@transaction.atomic
def _hand_over(row: Schedule, rhythm: Rhythm, now: datetime) -> Job | None:
    same = Schedule.objects.filter(pk=row.pk, next_run_at=row.next_run_at)
    # A clock that went back and came again must not have the same day done twice.
    done = row.last_run_at is not None and row.last_run_at <= now < rhythm.after(row.last_run_at)
    if done:
        same.update(next_run_at=rhythm.after(now))
        return None
    if not same.update(next_run_at=rhythm.after(now), last_run_at=now):
        return None
    job = operations.enqueue(name=row.name, arguments=rhythm.arguments, key=f"schedule:{row.name}")
    Schedule.objects.filter(pk=row.pk).update(job=job)
    return job


def run(*, stop: threading.Event) -> None:
    """Schedule until `stop` is set."""
    settled, swept = False, 0.0
    while True:
        close_old_connections()
        try:
            if not settled:
                settle(now=clock())
                settled = True
            run_due(now=clock())
            if time.monotonic() - swept >= SWEEP or not swept:
                operations.sweep(now=clock())
                swept = time.monotonic()
        except DatabaseError as error:
            log.warning("the database does not answer (%s); trying again", type(error).__name__)
        if stop.wait(POLL):
            break
    connection.close()
