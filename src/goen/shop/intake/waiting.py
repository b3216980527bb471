"""Seeing the work on a batch through: done here, or watched while the running shop does it.

The job of the batch is the truth, as for the wizard: whoever is killed or stopped in the middle
leaves a job that waits, and the running shop, the next start of it or `goen import --resume` goes
on at the step that came last.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection

from goen.shop.intake.models import Batch
from goen.shop.jobs import operations
from goen.shop.jobs.work import do

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from goen.shop.jobs.models import Job

    Progress = Callable[[int, int], None]

_LOOK = 0.3  # seconds between two looks at a job that another process does
_BEAT = 15.0
_LOUD = ("goen.shop.jobs", "django.dispatch")  # whoever hears of a job's end meets a full disk too
_COMMAND = "command@"  # begins the lease of a job that a command does


def see_through(*, batch_id: int, clock: Callable[[], datetime], progress: Progress) -> Batch:
    """Do the job of a batch, or wait for who does it; gives the batch when its job has ended.

    `progress` hears (done, total). Ctrl+C leaves the job waiting.
    """
    while True:
        batch = Batch.objects.select_related("job").get(pk=batch_id)
        if batch.job is None or not batch.job.open:
            return batch
        progress(batch.done, batch.total)
        mine = operations.claim_this(job_id=batch.job.pk, lease=_lease(), now=clock())
        if mine is not None:
            _do(mine, batch_id=batch_id, clock=clock, progress=progress)
        else:
            operations.sweep(now=clock())  # whoever had it may be dead, with no shop to see to it
            time.sleep(_LOOK)


def _lease() -> str:
    return f"{_COMMAND}{socket.gethostname()}:{os.getpid()}"


def of_command(job: Job) -> bool:
    """Whether somebody waits for a job at a terminal."""
    return job.lease.startswith(_COMMAND)


def _do(job: Job, *, batch_id: int, clock: Callable[[], datetime], progress: Progress) -> None:
    try:
        with _quiet(), _watched(job, batch_id=batch_id, clock=clock, progress=progress):
            do(job)
    except BaseException:
        if not connection.in_atomic_block:
            connection.close()  # whatever was being done with it
        with suppress(DatabaseError):  # its lease runs out in a minute anyway
            operations.put_back(job=job)
        raise


@contextmanager
def _quiet() -> Iterator[None]:
    """Leave what goes wrong out of the log, which is the terminal here: it is told at the end."""
    loggers = [] if settings.DEBUG else [logging.getLogger(name) for name in _LOUD]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for one, level in zip(loggers, levels, strict=True):
            one.setLevel(level)


@contextmanager
def _watched(
    job: Job, *, batch_id: int, clock: Callable[[], datetime], progress: Progress
) -> Iterator[None]:
    """Keep the lease of a job that is done here, and tell how far its batch is."""
    ended = threading.Event()

    def watch() -> None:
        beaten = time.monotonic()
        while not ended.wait(_LOOK):
            with suppress(DatabaseError):  # the next look is soon
                if time.monotonic() - beaten > _BEAT:
                    operations.beat(lease=job.lease, jobs=[job.pk], now=clock())
                    beaten = time.monotonic()
                for done, total in Batch.objects.filter(pk=batch_id).values_list("done", "total"):
                    progress(done, total)
        connection.close()

    beside = threading.Thread(target=watch, daemon=True)
    beside.start()
    try:
        yield
    finally:
        ended.set()
        beside.join()
