"""Who must look when: the read log, and the duties that are overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

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
    found = []
    for duty in Duty.objects.filter(state=Duty.State.COUNTS):
        people = Staff.objects.filter(is_active=True, role=duty.role)
        for person in people.filter(pk=staff.pk) if staff else people:
            looks = Look.objects.filter(staff=person, page=duty.page).order_by("-day")
            last = looks.values_list("day", flat=True).first()
            found.append(Standing(duty, person, last, _late(duty, person, last, today)))
    return sorted(found, key=lambda one: -one.late)


def _late(duty: Duty, person: Staff, last: date | None, today: date) -> int:
    this = begun(every=duty.every, day=today)
    before = begun(every=duty.every, day=this - timedelta(days=1))
    joined = max(duty.since or date.min, person.created_at.date())
    if joined > before or (last is not None and last >= before):
        return 0
    return (today - this).days + 1
