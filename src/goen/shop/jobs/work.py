"""One job being done: what its function may use, and how its end is written down."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from goen.shop.jobs import operations
from goen.shop.jobs.models import Job, State
from goen.shop.jobs.pause import breathe
from goen.shop.jobs.registry import kinds
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

# Progress is written at most this often, so that telling it costs nothing.
_PAUSE = 0.5


class AskedToStop(Exception):
    """Somebody asked this job to stop."""


class WorkerEnds(Exception):
    """The worker is asked to end; the job waits for the next one."""


class LeaseLost(Exception):
    """Another worker has this job now."""


class Work:
    """The job in hand, as its function sees it."""

    def __init__(self, job: Job, *, ending: Callable[[], bool] = lambda: False) -> None:
        self.job = job
        self._ending = ending
        self._told = 0.0

    @property
    def kept(self) -> Any:
        """What an earlier attempt kept; None at the first."""
        return self.job.kept

    def progress(self, done: int, total: int | None = None, *, gap: bool = True) -> None:
        """Tell how far the job is. Leaves the job (by raising) when it must not go on.

        Call it between two chunks, outside their transactions: it also lets others write, unless
        the caller sees to this (`gap`).
        """
        if gap:
            breathe()
        if self._ending():
            raise WorkerEnds
        if time.monotonic() - self._told < _PAUSE and done != total:
            return
        self._told = time.monotonic()
        self._write(done=done, total=total)
        if Job.objects.filter(pk=self.job.pk, stop_asked=True).exists():
            raise AskedToStop

    def keep(self, value: Any) -> None:
        """Keep a JSON value from which a later attempt can go on; in the chunk's transaction."""
        self.job.kept = value
        self._write(kept=value)

    def _write(self, **values: Any) -> None:
        mine = Job.objects.filter(pk=self.job.pk, state=State.RUNNING, lease=self.job.lease)
        # What goes forward is not given up, however often its worker is killed.
        if not mine.update(**values, attempts=1):
            raise LeaseLost


def do(job: Job, *, ending: Callable[[], bool] = lambda: False) -> None:
    """Do a job that this worker has claimed, and write down how it ended."""
    try:
        result = _call(job, Work(job, ending=ending))
    except AskedToStop:
        operations.stopped(job=job, now=now())
    except WorkerEnds:
        operations.put_back(job=job)
    except LeaseLost:
        log.warning("%s went on in another worker", job)
    except Exception as error:  # noqa: BLE001 - whatever went wrong is the job's end, not the worker's
        _failed(job, error)
    else:
        operations.finish(job=job, result=result, now=now())


def _call(job: Job, work: Work) -> Any:
    kind = kinds.get(job.name)
    if kind is None:
        raise operations.UnknownJob(job.name)
    given = {"work": work} if kind.takes_work else {}
    return kind.function(**job.arguments, **given)


def _failed(job: Job, error: Exception) -> None:
    """The words of an error may hold a customer's data: they go to the row, not to the log."""
    kind = kinds.get(job.name)
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "?"
    log.error("%s: %s at %s", job, type(error).__name__, where)
    text = f"{type(error).__name__}: {error}"[:2000]
    operations.fail(job=job, error=text, tries=kind.tries if kind else 1, now=now())


def drain(*, most: int = 1000) -> int:
    """Do all jobs that wait, here, one after another; returns how many. For tests and scripts."""
    for count in range(most):
        lanes = (operations.claim(long=long, lease="drain", now=now()) for long in (False, True))
        job = next((job for job in lanes if job is not None), None)
        if job is None:
            return count
        do(job)
    return most
