"""Who must look when: the read log, and the duties that are overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Max

from goen.shop.sharing.models import Duty, Look
from goen.shop.staff.models import Staff

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands with one duty; `late` is days since the end of the missed period."""

    duty: Duty
    staff: Staff
    last: date | None
    late: int


def looked(*, by: Staff, page: str, today: date, now: datetime) -> None:
    """Note that someone looked at a page of a duty; one row a day."""
    if not Look.objects.filter(staff=by, page=page, day=today).exists():
        Look.objects.get_or_create(staff=by, page=page, day=today, defaults={"at": now})


def begun(*, every: str, day: date) -> date:
    """The first day of the period that holds `day`."""
    if every == Duty.Every.DAY:
        return day
    return day - timedelta(days=day.weekday()) if every == Duty.Every.WEEK else day.replace(day=1)


def standings(*, today: date, staff: Staff | None = None) -> Sequence[Standing]:
    """Every person with a duty, or one person's duties; the latest first."""
    people = [staff] if staff else list(Staff.objects.filter(is_active=True))
    looks = Look.objects.filter(staff__in=people).values_list("staff_id", "page")
    last = {(who, page): day for who, page, day in looks.annotate(last=Max("day"))}
    found = [
        Standing(duty, person, day, _late(duty, person, day, today))
        for duty in Duty.objects.filter(state=Duty.State.COUNTS).order_by("pk")
        for person in people
        if person.role == duty.role
        for day in [last.get((person.pk, duty.page))]
    ]
    return sorted(found, key=lambda one: -one.late)


def _late(duty: Duty, person: Staff, last: date | None, today: date) -> int:
    this = begun(every=duty.every, day=today)
    before = begun(every=duty.every, day=this - timedelta(days=1))
    joined = max(duty.since or date.min, person.created_at.date())
    if joined > before or (last is not None and last >= before):
        return 0
    return (today - this).days + 1
