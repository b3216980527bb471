"""What 今日やること shows of this room."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from goen.shop.touches import slots
from goen.shop.touches.models import Action, Level, Voice

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from goen.shop.staff.models import Staff

MOST, MOST_URGENT = 20, 8


def urgent_voices(*, today: date) -> list[Voice]:
    """The urgent voices that wait, oldest first; below them those settled today."""
    settled = Voice.objects.live().filter(
        status=Voice.Status.DONE, urgency=Level.HIGH, done_at__gte=_start(today)
    )
    return [*_shown(Voice.objects.urgent()), *_shown(settled)][:MOST_URGENT]


def _shown(rows: QuerySet[Voice]) -> list[Voice]:
    rows = rows.select_related("customer", "taken_by", "department")
    rows = rows.prefetch_related("customer__phones")
    return list(rows.order_by("received_at", "pk")[:MOST_URGENT])


def urgent_count() -> int:
    """How many urgent voices wait."""
    return Voice.objects.urgent().count()


def due_actions(*, staff: Staff, today: date) -> list[Action]:
    """What this member has to do, the earliest first, and what was done of it today (below)."""
    mine = Action.objects.live().select_related("customer", "touch", "voice")
    due = mine.filter(_wanted(staff, today))
    done = mine.filter(done_by=staff, done_at__gte=_start(today))
    return [*due.order_by("due_on", "pk")[:MOST], *done.order_by("done_at", "pk")[:MOST]]


def due_count(*, staff: Staff, today: date) -> int:
    """How many actions this member has to do now."""
    return Action.objects.open().filter(_wanted(staff, today)).count()


def _wanted(staff: Staff, today: date) -> Q:
    """Open actions that are due or overdue, and those that stand on home until they are done."""
    wanted = Q(owner=staff, done_at=None, due_on__lte=today)
    standing = [pk for each in slots.standing_actions for pk in each.of(staff)]
    return wanted | Q(pk__in=standing) if standing else wanted


def _start(today: date) -> datetime:
    return timezone.make_aware(datetime.combine(today, time()))


def postponed_to(*, when: str, today: date) -> date:
    """The day meant by あとで: "tomorrow", "week" (seven days on) or "month" (thirty days on)."""
    return today + timedelta(days={"tomorrow": 1, "week": 7, "month": 30}[when])
