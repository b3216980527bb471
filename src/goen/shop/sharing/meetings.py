"""Meetings: the agenda made from what is open, the notes, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from goen.shop.sharing.comments import page_of
from goen.shop.sharing.models import Comment, Decision, Meeting, Point
from goen.shop.staff.trail import Subject, differences, record
from goen.shop.touches.models import Action, Improvement, Voice
from goen.shop.touches.operations import plan_action

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime, timedelta

    from django.db.models import QuerySet

    from goen.shop.staff.models import Staff

MOST = 40  # points of one kind


class SomeoneSavedFirst(Exception):
    """The meeting was saved after the form was opened; nothing was written."""

    def __init__(self, current: Meeting) -> None:
        super().__init__("changed meanwhile")
        self.current = current


class MeetingValues(TypedDict):
    """What is known of a meeting."""

    title: str
    on: date
    attendees: Sequence[Staff]


@dataclass(frozen=True, slots=True)
class Noted:
    """What a form says of one point: its note, the note it showed before, the place asked for."""

    point_id: int
    note: str
    was: str
    place: int


@transaction.atomic
def plan_meeting(*, by: Staff, values: MeetingValues, now: datetime, since: timedelta) -> Meeting:
    """Plan a meeting and make its agenda: voices, mentions, promises due, improvements."""
    people, on = list(values["attendees"]), values["on"]
    meeting = Meeting.objects.create(title=values["title"], on=on, made_by=by, made_at=now)
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
    said = _unanswered(people=people).filter(at__gte=after).order_by("at")[:MOST]
    actions = Action.objects.open().filter(due_on__lte=on).order_by("due_on", "pk")[:MOST]
    better = Improvement.objects.filter(status__in=("PLANNED", "DOING")).order_by("due_on")[:MOST]
    return [
        *((kinds.VOICE, row.pk, row.title) for row in voices),
        *((kinds.MENTION, row.pk, row.text) for row in said),
        *((kinds.ACTION, row.pk, row.what) for row in actions),
        *((kinds.IMPROVEMENT, row.pk, row.title) for row in better),
    ]


def _unanswered(*, people: Sequence[Staff]) -> QuerySet[Comment]:
    """What mentions one of `people` who has not said anything there since."""
    answers = Comment.objects.filter(
        deleted_at=None,
        kind=OuterRef("comment__kind"),
        object_id=OuterRef("comment__object_id"),
        by=OuterRef("staff_id"),
        pk__gt=OuterRef("comment_id"),
    )
    mentions = Comment.mentions.through.objects.filter(~Exists(answers), staff__in=people)
    return Comment.objects.filter(deleted_at=None, pk__in=mentions.values("comment_id"))


def _locked(meeting_id: int, version: int) -> Meeting:
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if meeting.version != version:
        raise SomeoneSavedFirst(meeting)
    return meeting


def _plain(meeting: Meeting) -> dict[str, object]:
    people = "、".join(meeting.attendees.order_by("pk").values_list("name", flat=True))
    return {"title": meeting.title, "on": meeting.on.isoformat(), "attendees": people}


@transaction.atomic
def change_meeting(*, by: Staff, meeting_id: int, version: int, values: MeetingValues) -> Meeting:
    """Change title, day and attendees; the agenda stays. Raises SomeoneSavedFirst."""
    meeting = _locked(meeting_id, version)
    before = _plain(meeting)
    meeting.title, meeting.on = values["title"], values["on"]
    meeting.version += 1
    meeting.save()
    meeting.attendees.set(values["attendees"])
    changes = differences(before=before, after=_plain(meeting))
    record(by=by, action="sharing.meeting.changed", subject=Subject.of(meeting), changes=changes)
    return meeting


@transaction.atomic
def note_points(*, by: Staff, meeting_id: int, version: int, noted: Sequence[Noted]) -> None:
    """Keep the notes of points and their order. Raises SomeoneSavedFirst."""
    meeting = _locked(meeting_id, version)
    notes = {one.point_id: one.note for one in noted}
    points = _in_order(list(meeting.points.select_for_update()), noted=noted)
    changes = []
    for place, point in enumerate(points):
        note = notes.get(point.pk, point.note)
        if note != point.note:
            changes.append({"field": f"point.{point.pk}", "from": point.note, "to": note})
        point.note, point.position = note, place
        point.save(update_fields=["note", "position"])
    meeting.version += 1
    meeting.save(update_fields=["version"])
    record(by=by, action="sharing.meeting.noted", subject=Subject.of(meeting), changes=changes)


def _in_order(points: list[Point], *, noted: Sequence[Noted]) -> list[Point]:
    """The points in the order asked for; if nobody asked for another one, in that they have."""
    shown = enumerate(noted, start=1)
    # A point that moves up goes before the one that has the place, one that moves down after it.
    asked = {one.point_id: (one.place, (one.place > at) - (one.place < at)) for at, one in shown}
    if not any(step for _place, step in asked.values()):
        return points
    last = (len(points) + 1, 0)
    return sorted(points, key=lambda point: asked.get(point.pk, last))


def beside(meeting: Meeting, *, noted: Sequence[Noted]) -> list[Point]:
    """The points with what a late form says of them beside what was saved first.

    A note that the form did not change is shown as it was saved; of one that both changed, `kept`
    is what was saved first and `note` what the form says. Nothing is written.
    """
    of = {one.point_id: one for one in noted}
    points = _in_order(list(meeting.points.all()), noted=noted)
    for point in points:
        mine, point.kept = of.get(point.pk), point.note
        if mine is not None and mine.note != mine.was:
            point.note = mine.note
        point.differs = point.note != point.kept
    return points


def linked(points: Iterable[Point], *, may_record: bool) -> list[Point]:
    """The points with where what they are about is read, and who said it; empty if nothing is."""
    rows = list(points)
    said = Comment.objects.select_related("by").in_bulk(
        [row.object_id for row in rows if row.kind == Point.Kind.MENTION and row.object_id]
    )
    pages = {Point.Kind.VOICE: "voice", Point.Kind.IMPROVEMENT: "improvement"}
    pages |= {Point.Kind.ACTION: "action_edit"} if may_record else {}
    for row in rows:
        comment = said.get(row.object_id or 0) if row.kind == Point.Kind.MENTION else None
        page = pages.get(Point.Kind(row.kind))
        row.address = page_of(comment) if comment else ""
        row.said_by = comment.by.name if comment else ""
        if page and row.object_id:
            row.address = reverse(page, args=[row.object_id])
    return rows


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


def still_to_do(staff: Staff) -> list[int]:
    """The actions that meetings decided and this member has not done yet."""
    rows = Decision.objects.filter(action__owner=staff, action__done_at=None)
    return list(rows.filter(action__deleted_at=None).values_list("action_id", flat=True))


def last_attendees() -> list[Staff]:
    """Who came to the meeting that was planned last and is still here."""
    last = Meeting.objects.order_by("-pk").first()
    return list(last.attendees.filter(is_active=True)) if last else []


def decided_before(*, meeting: Meeting) -> Sequence[Decision]:
    """What the meeting before this one decided."""
    earlier = Meeting.objects.filter(on__lte=meeting.on, pk__lt=meeting.pk)
    last = earlier.order_by("-on", "-pk").first()
    rows = Decision.objects.filter(meeting=last, action__deleted_at=None)
    return list(rows.select_related("action__owner").order_by("action__due_on"))
