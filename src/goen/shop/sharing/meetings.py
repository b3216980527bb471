"""Meetings: the agenda made from what is open, the notes, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goen.shop.sharing.models import Comment, Decision, Meeting, Point
from goen.shop.staff.trail import Subject, record
from goen.shop.touches.models import Action, Improvement, Voice
from goen.shop.touches.operations import plan_action

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime, timedelta

    from goen.shop.staff.models import Staff

MOST = 40  # points of one kind


@transaction.atomic
def plan_meeting(
    *, by: Staff, title: str, on: date, attendees: Iterable[Staff], now: datetime, since: timedelta
) -> Meeting:
    """Plan a meeting and make its agenda: voices, mentions, promises due, improvements."""
    meeting = Meeting.objects.create(title=title, on=on, made_by=by, made_at=now)
    people = list(attendees)
    meeting.attendees.set(people)
    record(by=by, action="sharing.meeting.planned", subject=Subject.of(meeting))
    found = _agenda(people=people, on=on, after=now - since)
    Point.objects.bulk_create(
        Point(meeting=meeting, kind=kind, object_id=pk, text=text[:200], position=place)
        for place, (kind, pk, text) in enumerate(found)
    )
    return meeting


def _agenda(*, people: Sequence[Staff], on: date, after: datetime) -> list[tuple[str, int, str]]:
    kinds = Point.Kind
    voices = Voice.objects.waiting().order_by("-urgency", "-importance", "received_at")[:MOST]
    said = Comment.objects.filter(deleted_at=None, at__gte=after, mentions__in=people)
    actions = Action.objects.open().filter(due_on__lte=on).order_by("due_on", "pk")[:MOST]
    better = Improvement.objects.filter(status__in=("PLANNED", "DOING")).order_by("due_on")[:MOST]
    return [
        *((kinds.VOICE, row.pk, row.title) for row in voices),
        *((kinds.MENTION, row.pk, row.text) for row in said.distinct().order_by("at")[:MOST]),
        *((kinds.ACTION, row.pk, row.what) for row in actions),
        *((kinds.IMPROVEMENT, row.pk, row.title) for row in better),
    ]


@transaction.atomic
def note_points(*, by: Staff, meeting: Meeting, notes: dict[int, str], order: list[int]) -> None:
    """Keep the notes of points and their order."""
    changes = []
    places = {pk: place for place, pk in enumerate(order)}
    for point in meeting.points.select_for_update():
        note = notes.get(point.pk, point.note)
        if note != point.note:
            changes.append({"field": point.text[:80], "from": point.note, "to": note})
        point.note, point.position = note, places.get(point.pk, point.position)
        point.save(update_fields=["note", "position"])
    record(by=by, action="sharing.meeting.noted", subject=Subject.of(meeting), changes=changes)


@transaction.atomic
def decide(
    *, by: Staff, meeting: Meeting, what: str, owner: Staff, due_on: date, now: datetime
) -> Decision:
    """Keep what was decided as a next action, which home shows until it is done."""
    values = {"what": what, "owner": owner, "due_on": due_on, "kind": "OTHER"}
    action = plan_action(by=by, values=values, now=now)  # type: ignore[arg-type]
    decision = Decision.objects.create(meeting=meeting, action=action)
    record(by=by, action="sharing.meeting.decided", subject=Subject.of(meeting))
    return decision


def decided_before(*, meeting: Meeting) -> Sequence[Decision]:
    """What the meeting before this one decided."""
    earlier = Meeting.objects.filter(on__lte=meeting.on, pk__lt=meeting.pk)
    last = earlier.order_by("-on", "-pk").first()
    rows = Decision.objects.filter(meeting=last, action__deleted_at=None)
    return list(rows.select_related("action__owner").order_by("action__due_on"))
