"""Whom one person can call in a week, and how much of it is used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef

from goen.shop.rhythm.models import WEEKLY, Capacity, Reached, Rhythm
from goen.shop.staff.models import Staff
from goen.shop.staff.trail import Subject, record
from goen.shop.touches.models import Action

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Week:
    """One person's week: how many it holds, who was reached, who is planned."""

    size: int
    reached: int
    planned: int

    @property
    def left(self) -> int:
        """How many more fit."""
        return max(self.size - self.reached - self.planned, 0)

    @property
    def used(self) -> int:
        """How many of the week are spoken for."""
        return self.reached + self.planned


def monday(day: date) -> date:
    """The first day of the week of a day."""
    return day - timedelta(days=day.weekday())


def sunday(day: date) -> date:
    """The last day of the week of a day."""
    return monday(day) + timedelta(days=6)


def weekly_of(*, staff_id: int | None) -> int:
    """How many customers one person can call in a week."""
    found = Capacity.objects.filter(staff=staff_id).values_list("weekly", flat=True).first()
    return WEEKLY if found is None else found


def week_of(*, staff: Staff, today: date) -> Week:
    """The week of one person as it stands."""
    reached = Reached.objects.filter(on__gte=monday(today), staff=staff)
    planned = Action.objects.open().filter(
        owner=staff, due_on__lte=sunday(today), customer__rhythm__follow_up_on__lte=today
    )
    return Week(
        weekly_of(staff_id=staff.pk),
        reached.values("customer").distinct().count(),
        planned.values("customer").distinct().count(),
    )


def left_of_all(*, today: date) -> dict[int, int]:
    """How many more fit in the week of each person who works here."""
    sizes = dict(Capacity.objects.values_list("staff", "weekly"))
    reached = Reached.objects.filter(on__gte=monday(today)).values_list("staff", "customer")
    due = Action.objects.open().filter(due_on__lte=sunday(today), owner__isnull=False)
    late = Rhythm.objects.filter(customer=OuterRef("customer"), follow_up_on__lte=today)
    planned = due.filter(Exists(late)).values_list("owner", "customer")
    used = Counter(staff for staff, _customer in reached.order_by().distinct())
    used.update(staff for staff, _customer in planned.order_by().distinct())
    people = Staff.objects.filter(is_active=True).values_list("pk", flat=True)
    return {one: max(sizes.get(one, WEEKLY) - used[one], 0) for one in people}


@transaction.atomic
def set_weekly(*, by: Staff, staff: Staff, weekly: int) -> None:
    """Set how many customers one person can call in a week."""
    before = weekly_of(staff_id=staff.pk)
    if before == weekly:
        return
    Capacity.objects.update_or_create(staff=staff, defaults={"weekly": weekly})
    changes = [{"field": "weekly", "from": before, "to": weekly}]
    record(by=by, action="rhythm.capacity.set", subject=Subject.of(staff), changes=changes)
