"""What is asked about jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from goen.shop.jobs.models import Job, Schedule

if TYPE_CHECKING:
    from collections.abc import Sequence


def job(*, job_id: int) -> Job:
    """One job with whoever asked for it. Raises Http404."""
    return get_object_or_404(Job.objects.select_related("by"), pk=job_id)


def latest(*, limit: int = 50) -> Sequence[Job]:
    """The newest jobs; those that failed or run are among them whatever their age."""
    return list(Job.objects.select_related("by").order_by("-id")[:limit])


def schedules() -> Sequence[Schedule]:
    """All schedules, the next one first."""
    return list(Schedule.objects.select_related("job").order_by("next_run_at", "name"))
