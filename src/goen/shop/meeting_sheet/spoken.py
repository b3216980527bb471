"""What customers said in the month, and what the last meeting decided and has come of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from goen.shop.sharing.models import Decision, Meeting
from goen.shop.touches.models import Action, Voice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from goen.shop.figures.asked import Asked
    from goen.shop.touches.models.voice import VoiceRows

_PRAISES = 2
_WAITING = 3
_DECIDED = 5


@dataclass(frozen=True, slots=True)
class Voices:
    """The month's praise and complaints; the complaints that wait, the oldest first."""

    praises: Sequence[Voice]
    other_praises: int
    complaints: int
    waiting: Sequence[Voice]
    others_waiting: int


@dataclass(frozen=True, slots=True)
class Decided:
    """What a meeting decided, the soonest due first; `due`: all that is open and due by then."""

    meeting: Meeting | None
    actions: Sequence[Action]
    others: int
    due: int
    today: date


def voices(*, asked: Asked) -> Voices:
    """The voices heard in the month until the evening, of those who are asked about.

    A voice belongs to no shop: for a shop they are those of the whole company.
    """
    heard = _of(asked).filter(received_at__gte=_start(asked.day.replace(day=1)))
    heard = heard.filter(received_at__lt=_start(asked.day + timedelta(days=1)))
    praises = heard.filter(kind=Voice.Kind.PRAISE).order_by("-importance", "-received_at", "pk")
    complaints = heard.filter(kind=Voice.Kind.COMPLAINT).count()
    waiting = _of(asked).waiting().filter(kind=Voice.Kind.COMPLAINT)
    waiting = waiting.order_by("-urgency", "-importance", "received_at", "pk")
    return Voices(
        list(praises[:_PRAISES]),
        max(praises.count() - _PRAISES, 0),
        complaints,
        list(waiting[:_WAITING]),
        max(waiting.count() - _WAITING, 0),
    )


def _of(asked: Asked) -> VoiceRows:
    rows = Voice.objects.live()
    if asked.subset.kind == "staff":
        return rows.filter(customer__owner=asked.subset.number)
    if asked.customers is None:
        return rows
    some = set(asked.customers)
    mine = rows.exclude(customer=None).values_list("pk", "customer_id")
    return rows.filter(pk__in=[pk for pk, customer in mine if customer in some])


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def decided(*, asked: Asked, today: date) -> Decided:
    """What the last meeting until the evening decided, whoever is asked about."""
    made = Decision.objects.filter(action__deleted_at=None, meeting__on__lte=asked.day)
    meeting = Meeting.objects.filter(pk__in=made.values("meeting")).order_by("-on", "-pk").first()
    rows = (
        Action.objects.live().filter(decision__meeting=meeting)
        if meeting
        else Action.objects.none()
    )
    rows = rows.select_related("owner").order_by("due_on", "pk")
    return Decided(
        meeting,
        list(rows[:_DECIDED]),
        max(rows.count() - _DECIDED, 0),
        Action.objects.open().filter(due_on__lte=asked.day).count(),
        today,
    )
