"""What 今日やること shows of this room."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from goen.shop.touches.models import Action, Voice

if TYPE_CHECKING:
    from datetime import date

    from goen.shop.staff.models import Staff

MOST, MOST_URGENT = 50, 8


def urgent_voices(*, today: date) -> list[Voice]:
    """The urgent voices that wait, oldest first; below them those settled today."""
    start = _start(today)
    settled = Q(status=Voice.Status.DONE, urgency=3, done_at__gte=start)
    waiting = Q(pk__in=Voice.objects.urgent().values("pk"))
    rows = (
        Voice.objects.live()
        .filter(waiting | settled)
        .select_related("customer", "taken_by", "department")
        .prefetch_related("customer__phones")
        .order_by("received_at", "pk")[:MOST_URGENT]
    )
    return sorted(rows, key=lambda voice: not voice.waits)


def urgent_count() -> int:
    """How many urgent voices wait."""
    return Voice.objects.urgent().count()


def due_actions(*, staff: Staff, today: date) -> list[Action]:
    """What this member promised for today or earlier, and what was done of it today (below)."""
    mine = Action.objects.live().filter(owner=staff)
    rows = (
        mine.filter(
            Q(done_at=None, due_on__lte=today) | Q(done_at__gte=_start(today), done_by=staff)
        )
        .select_related("customer", "touch", "voice")
        .prefetch_related("customer__phones")
        .order_by("due_on", "pk")[:MOST]
    )
    return sorted(rows, key=lambda action: action.done_at is not None)


def due_count(*, staff: Staff, today: date) -> int:
    """How many actions of this member are due or overdue."""
    return Action.objects.open().filter(owner=staff, due_on__lte=today).count()


def _start(today: date) -> datetime:
    return timezone.make_aware(datetime.combine(today, time()))


def postponed_to(*, when: str, today: date) -> date:
    """The day meant by あとで: "tomorrow", "week" (seven days on) or "month" (thirty days on)."""
    return today + timedelta(days={"tomorrow": 1, "week": 7, "month": 30}[when])
