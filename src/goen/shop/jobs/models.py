"""Work in the background: the truth of every long job is its own row."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goen.shop.jobs.registry import kinds


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    STOPPED = "stopped", _("stopped")


OPEN = (State.WAITING, State.RUNNING)


class Job(models.Model):
    """One piece of work: what is asked, how far it is, and what came of it.

    A running job is leased to one worker until `lease_until`; a worker that lives renews it. What
    was leased to a dead worker waits again, so that every job must be safe to begin anew.
    """

    name = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    # While a job with the same key waits or runs, no second one is taken on.
    key = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    long = models.BooleanField(default=False)  # runs in the lane that may take minutes
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    kept = models.JSONField(null=True)  # what the job notes to go on after a kill
    attempts = models.PositiveIntegerField(default=0)  # times begun since it last went forward
    failures = models.PositiveIntegerField(default=0)  # times ended with an error
    lease = models.CharField(max_length=80, blank=True)  # the worker that has it
    lease_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    stop_asked = models.BooleanField(default=False)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    run_after = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["long", "id"], condition=Q(state=State.WAITING), name="jobs_waiting"
            ),
            models.Index(fields=["state", "lease_until"], name="jobs_leases"),
            models.Index(fields=["name", "-id"], name="jobs_name"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state__in=[State.WAITING, State.RUNNING]) & ~Q(key=""),
                name="jobs_open_key",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"

    @property
    def open(self) -> bool:
        """Whether the job has yet to end."""
        return self.state in OPEN

    @property
    def title(self) -> str:
        """What people call this work."""
        return _title(self.name)

    @property
    def percent(self) -> int | None:
        """How much of the job is done; None when nobody knows."""
        return min(100, self.done * 100 // self.total) if self.total else None


class Schedule(models.Model):
    """When a job is due next; the row is the memory, the code says how often."""

    name = models.CharField(max_length=80, unique=True)
    next_run_at = models.DateTimeField()
    last_run_at = models.DateTimeField(null=True)
    rhythm = models.CharField(max_length=80)  # as the code had it when next_run_at was worked out
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """What people call this work."""
        return _title(self.name)


def _title(name: str) -> str:
    kind = kinds.get(name)
    return str(kind.title) if kind else name
