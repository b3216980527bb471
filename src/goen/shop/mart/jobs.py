"""What keeps the mart near the ledger: a job after changes, and a look each hour."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from goen.shop.jobs.registry import job, schedule
from goen.shop.mart import operations, stale


@job(stale.JOB, title=_("Copy of the sales for analysis"), long=True)
def refresh() -> dict[str, int]:
    """Write the months that changed; what changes meanwhile is the next one's."""
    done = operations.refresh()
    return {"months": done.written, "rows": done.mart.rows}


def declare() -> None:
    """Have it looked at each hour too: a change at the very end of a job waits for the next."""
    schedule(name=stale.JOB, every=timedelta(hours=1))
