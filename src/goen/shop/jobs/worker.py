"""The worker: two lanes that do jobs, and a heart that keeps their leases."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from django.db import DatabaseError, close_old_connections, connection

from goen.shop.jobs import operations
from goen.shop.jobs.work import do
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

POLL = 0.3  # seconds between two looks for a job; looking takes no lock
BEAT = 15.0
GRACE = 10.0  # seconds a job may go on when the worker is asked to end


class Worker:
    """Does jobs until `stop` is set. `lease` names the place of this worker in the shop.

    Two workers never have the same place at once, so that whatever is leased to this place when it
    starts belonged to one that died.
    """

    def __init__(self, *, lease: str, stop: threading.Event) -> None:
        self._lease = lease
        self._stop = stop
        self._held: set[int] = set()

    def run(self) -> None:
        """Work until asked to end; a job that does not notice within the grace waits anew."""
        self._patiently(lambda: operations.sweep(now=now(), lease=self._lease))
        lanes = [
            threading.Thread(target=self._lane, args=(long,), daemon=True) for long in (False, True)
        ]
        for lane in lanes:
            lane.start()
        while not self._stop.wait(BEAT):
            self._patiently(self._beat)
        until = time.monotonic() + GRACE
        for lane in lanes:
            lane.join(max(0.0, until - time.monotonic()))
        connection.close()

    def _beat(self) -> None:
        if self._held:
            operations.beat(lease=self._lease, jobs=tuple(self._held), now=now())

    def _lane(self, long: bool) -> None:  # noqa: FBT001 - given to a thread
        while not self._stop.is_set():
            if not self._patiently(lambda: self._one(long=long)):
                self._stop.wait(POLL)
        connection.close()

    def _one(self, *, long: bool) -> bool:
        job = operations.claim(long=long, lease=self._lease, now=now())
        if job is None:
            return False
        self._held.add(job.pk)
        try:
            do(job, ending=self._stop.is_set)
        finally:
            self._held.discard(job.pk)
        return True

    def _patiently(self, work: Callable[[], object]) -> bool:
        """Do something with the database; when it cannot be reached, say so and try later."""
        close_old_connections()
        try:
            return bool(work())
        except DatabaseError as error:
            log.warning("the database does not answer (%s); trying again", type(error).__name__)
            self._stop.wait(2)
            return False
