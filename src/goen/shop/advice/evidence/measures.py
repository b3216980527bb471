"""What is measured for the three questions: so many of so many, for one month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from statistics import median
from typing import TYPE_CHECKING

from django.db.models import Exists, F, Min, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.analysis.calendar import months_before
from goen.shop.advice.models import Act, Candidate
from goen.shop.customers.models import Address, Customer, Email, Phone
from goen.shop.sharing.models import Notice
from goen.shop.sharing.queries import GOAL
from goen.shop.staff.models import Staff
from goen.shop.staff.roles import Role
from goen.shop.touches.models import Action, Touch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from goen.shop.ui.registry import Words

Found = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Month:
    """One month, as moments and as days; that of today ends today."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return timezone.make_aware(datetime.combine(self.first, time()))

    @property
    def end(self) -> datetime:
        """The moment after it."""
        return timezone.make_aware(datetime.combine(self.last + timedelta(days=1), time()))


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is measured, and where to look and what to do about it.

    `kind`: "share" (part of whole, in per cent), "rate" (part for each of whole) or "minutes" (the
    median is `part`, of `whole` cases).
    """

    name: str
    question: int
    label: Words
    part: Words  # what is counted
    whole: Words  # of what
    kind: str
    url_name: str
    first: Words  # what to do when there is nothing yet
    of: Callable[[Month], Found]


def month_of(*, first: date, today: date) -> Month:
    """The month of this first day; no later than today."""
    return Month(first, min(_last_day(first), today))


def _last_day(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def twelve(*, today: date) -> list[Month]:
    """The last twelve months, the present one among them, oldest first."""
    this = today.replace(day=1)
    return [month_of(first=months_before(this, back), today=today) for back in range(11, -1, -1)]


def _customers(month: Month) -> QuerySet[Customer]:
    return Customer.objects.live().filter(created_at__lt=month.end)


def _with_contact(month: Month) -> Found:
    rows, some = _customers(month), Q()
    for model in (Phone, Email, Address):
        some |= Q(Exists(model._default_manager.filter(customer=OuterRef("pk"))))
    return rows.filter(some).count(), rows.count()


def _with_owner(month: Month) -> Found:
    rows = _customers(month)
    return rows.filter(owner__isnull=False).count(), rows.count()


def _contacts(month: Month) -> QuerySet[Touch]:
    return Touch.objects.contacts().filter(at__gte=month.start, at__lt=month.end)


def _touches(month: Month) -> Found:
    return _contacts(month).count(), _customers(month).count()


def _in_time(month: Month) -> Found:
    rows = _contacts(month)
    late = F("at") + timedelta(hours=48)
    return rows.filter(entered_at__lte=late).count(), rows.count()


def _staff(month: Month) -> Found:
    writes = _contacts(month).values("entered_by").distinct().count()
    there = Staff.objects.filter(is_active=True).exclude(role=Role.VIEWER).count()
    return min(writes, there), there


def _due(month: Month) -> Found:
    rows = Action.objects.live().filter(due_on__gte=month.first, due_on__lte=month.last)
    done = rows.annotate(done_on=TruncDate("done_at")).filter(done_on__lte=F("due_on"))
    return done.count(), rows.count()


def _acted(month: Month) -> Found:
    """Of the people whom an answer to a finding turned to, those with a contact since."""
    acts = Act.objects.filter(at__gte=month.start, at__lt=month.end, undone_at=None)
    people = Candidate.objects.filter(act__in=acts.exclude(kind=Act.Kind.DECLINE))
    heard = Touch.objects.live().filter(
        customer=OuterRef("customer"), at__gte=OuterRef("act__at"), direction=Touch.Direction.OUT
    )
    done = Q(Exists(heard)) | Q(task__done_at__isnull=False)
    return people.filter(done).count(), people.count()


def _readings(month: Month) -> list[int | None]:
    """Minutes from each pressing voice to the first president who read it; None: nobody has."""
    rows = Notice.objects.filter(
        kind=Notice.Kind.PRESSING,
        to__role=Role.PRESIDENT,
        created_at__gte=month.start,
        created_at__lt=month.end,
    )
    found = rows.values("object_id").annotate(told=Min("created_at"), read=Min("read_at"))
    return [
        int((row["read"] - row["told"]).total_seconds() // 60) if row["read"] else None
        for row in found.order_by("object_id")
    ]


def _reading(month: Month) -> Found:
    took = [one for one in _readings(month) if one is not None]
    return (round(median(took)) if took else None), len(took)


def _read_soon(month: Month) -> Found:
    every = _readings(month)
    return sum(one is not None and one <= GOAL for one in every), len(every)


MEASURES: Sequence[Measure] = (
    Measure(
        "contact",
        1,
        _("Customers with a telephone, e-mail or postal address"),
        _("with one"),
        pgettext_lazy("three questions", "customers"),
        "share",
        "customers",
        _("Take your customer list over from Excel."),
        _with_contact,
    ),
    Measure(
        "owner",
        1,
        _("Customers somebody is in charge of"),
        pgettext_lazy("three questions", "with an owner"),
        pgettext_lazy("three questions", "customers"),
        "share",
        "customers",
        _("Choose customers in the list, and give them an owner."),
        _with_owner,
    ),
    Measure(
        "touches",
        2,
        _("Contacts recorded for each customer"),
        _("contacts"),
        pgettext_lazy("three questions", "customers"),
        "rate",
        "touches",
        _("Record the next call or visit in one line."),
        _touches,
    ),
    Measure(
        "in_time",
        2,
        _("Contacts recorded within two days"),
        _("within two days"),
        _("contacts"),
        "share",
        "touches",
        _("Record the next call or visit in one line."),
        _in_time,
    ),
    Measure(
        "staff",
        2,
        _("Staff who record"),
        _("who recorded something"),
        _("staff"),
        "share",
        "touches",
        _("Invite your staff, and let each record one contact."),
        _staff,
    ),
    Measure(
        "done",
        2,
        _("Plans done in time"),
        _("done in time"),
        _("plans that were due"),
        "share",
        "actions",
        _("Plan what comes next when you record a contact."),
        _due,
    ),
    Measure(
        "acted",
        2,
        _("People of our lists who then heard from us"),
        _("who heard from us"),
        _("people of lists"),
        "share",
        "advice",
        _("Make a task list from what to do next."),
        _acted,
    ),
    Measure(
        "reading",
        3,
        _("From a pressing voice until the president reads it (median)"),
        pgettext_lazy("three questions", "minutes"),
        _("voices read"),
        "minutes",
        "readings",
        _("Mark a voice as urgent or important: the president is told at once."),
        _reading,
    ),
    Measure(
        "read_soon",
        3,
        _("Pressing voices the president read within 60 minutes"),
        _("read within 60 minutes"),
        _("pressing voices"),
        "share",
        "readings",
        _("Mark a voice as urgent or important: the president is told at once."),
        _read_soon,
    ),
)
