"""What keeps rhythms near the contacts: a job after changes, and everybody each night."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from goen.shop.jobs.operations import enqueue
from goen.shop.jobs.registry import job, schedule
from goen.shop.rhythm.models import RhythmStale
from goen.shop.rhythm.updating import update
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Collection

    from goen.shop.jobs.models import Job
    from goen.shop.jobs.work import Work
    from goen.shop.staff.models import Staff

JOB = "rhythm.update"
NIGHT = time(4, 0)  # after the standings, whose history of purchases is read
# Slips come one after another: the rhythms wait a little, and take them together.
_PAUSE = timedelta(seconds=20)


@job(JOB, title=_("Contact rhythm of the customers"), long=True)
def bring_up(*, work: Work, whole: bool = False, again: bool = False) -> dict[str, int]:
    """Bring the rhythms up to the contacts; `whole`: of everybody, and to today."""
    done = update(
        now=now(),
        today=today(),
        whole=whole,
        again=again,
        beat=lambda: work.progress(0, gap=False),
    )
    return {"judged": done.judged, "written": done.written}


def declare() -> None:
    """Have everybody looked at each night."""
    schedule(name=JOB, daily=NIGHT, arguments={"whole": True})


def contacts_changed(*, customer_ids: Collection[int]) -> None:
    """Note, in the transaction of the change, that these customers have other contacts now."""
    if customer_ids:
        RhythmStale.objects.bulk_create(
            [RhythmStale(customer=one) for one in sorted(customer_ids)], batch_size=500
        )
        enqueue(name=JOB, key=JOB, after=now() + _PAUSE)


def learn_again(*, by: Staff) -> Job:
    """Have the shared rhythm learned anew, and everybody judged by it, in the background."""
    return enqueue(name=JOB, arguments={"again": True}, by=by, key=f"{JOB}.again")
