"""What touches, plans and voices add to the list of customers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goen.shop.staff.models import Staff
from goen.shop.touches.models import Action, Touch, Voice
from goen.shop.ui import lists

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from goen.shop.customers.models import Customer

NAME = "customers"


def register() -> None:
    """Add columns and facts to the list of customers."""
    lists.declare(NAME, columns=_columns(), facts=_facts())


def _columns() -> tuple[lists.Column, ...]:
    column = lists.Column
    return (
        column(
            "last_touch",
            _("Last contact"),
            lists.attribute("last_touch_at"),
            "day",
            order=60,
            template="touches/_cell_last.html",
            sort=("last_touch_at",),
            narrow="last",
        ),
        column(
            "next_action",
            _("What comes next"),
            _next,
            order=90,
            template="touches/_cell_next.html",
            sort=("next_action_on",),
            gather=_actions,
        ),
        column(
            "open_voices",
            _("Unfinished voices"),
            lambda row, gathered: gathered.get(row.pk),
            "num",
            order=95,
            default=False,
            gather=_voices,
        ),
    )


def _actions(rows: Sequence[Customer]) -> dict[int, Action]:
    """The earliest open action of each customer of the page."""
    found: dict[int, Action] = {}
    open_ones = Action.objects.open().filter(customer__in=[row.pk for row in rows])
    for action in open_ones.order_by("-due_on", "-pk"):
        if action.customer_id is not None:
            found[action.customer_id] = action
    return found


def _next(row: Customer, gathered: Mapping[int, Action]) -> str | None:
    action = gathered.get(row.pk)
    return f"{action.due_on:%Y/%m/%d} {action.what}" if action else None


def _voices(rows: Sequence[Customer]) -> dict[int, int]:
    waiting = Voice.objects.waiting().filter(customer__in=[row.pk for row in rows])
    return dict(waiting.values_list("customer").annotate(n=Count("pk")))


def _facts() -> tuple[lists.Fact, ...]:
    fact = lists.Fact
    return (
        fact("last_touch", _("Last contact"), "own", own=_LAST, order=60),
        fact("visited_by", _("Visited by"), "own", "VISIT", lists.names_of(Staff), _BY, order=61),
        fact("touched_by", _("Contact by"), "own", "", lists.names_of(Staff), _BY, order=62),
        fact("next_action", _("What comes next"), "own", own=_NEXT, order=63),
        fact("complaint", _("Complaint not finished"), "own", own=_COMPLAINT, order=64),
        fact("voice", _("Voice not finished"), "own", own=_VOICE, order=65),
    )


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _silent(_fact: Any, values: Sequence[Any], asking: lists.Asking) -> Q:
    limit = _start(asking.today - timedelta(days=int(values[0])))
    return Q(last_touch_at__lt=limit) | Q(last_touch_at=None)


def _heard(_fact: Any, values: Sequence[Any], asking: lists.Asking) -> Q:
    return Q(last_touch_at__gte=_start(asking.today - timedelta(days=int(values[0]))))


def _before(_fact: Any, values: Sequence[Any], _asking: lists.Asking) -> Q:
    return Q(last_touch_at__lt=_start(values[0]))


def _since(_fact: Any, values: Sequence[Any], _asking: lists.Asking) -> Q:
    return Q(last_touch_at__gte=_start(values[0]))


def _constant(found: Q) -> Callable[[Any, Sequence[Any], lists.Asking], Q]:
    return lambda _fact, _values, _asking: found


_LAST = (
    lists.Comparison("silent", _("none for … days"), "days", _silent),
    lists.Comparison("within", _("in the last … days"), "days", _heard),
    lists.Comparison("before", _("before"), "day", _before),
    lists.Comparison("since", _("on or after"), "day", _since),
    lists.Comparison("never", _("never"), "", _constant(Q(last_touch_at=None))),
)


def _by(days: int | None) -> Callable[[lists.Fact, Sequence[Any], lists.Asking], Q]:
    """The customers touched by one of these members in the last days, or in this month."""

    def q(fact: lists.Fact, values: Sequence[Any], asking: lists.Asking) -> Q:
        first = asking.today - timedelta(days=days) if days else asking.today.replace(day=1)
        rows = Touch.objects.contacts().filter(staff__in=list(values), at__gte=_start(first))
        rows = rows.filter(kind=fact.path) if fact.path else rows
        return Q(pk__in=rows.values("customer"))

    return q


_BY = (
    lists.Comparison("month", _("this month, by"), "choices", _by(None)),
    lists.Comparison("days30", _("in the last 30 days, by"), "choices", _by(30)),
    lists.Comparison("days90", _("in the last 90 days, by"), "choices", _by(90)),
    lists.Comparison("year", _("in the last year, by"), "choices", _by(365)),
)
_NEXT = (
    lists.Comparison(
        "overdue",
        _("overdue"),
        "",
        lambda _fact, _values, asking: Q(next_action_on__lt=asking.today),
    ),
    lists.Comparison(
        "within",
        _("in the next … days"),
        "days",
        lambda _fact, values, asking: Q(
            next_action_on__gte=asking.today,
            next_action_on__lte=asking.today + timedelta(days=int(values[0])),
        ),
    ),
    lists.Comparison("none", _("nothing planned"), "", _constant(Q(next_action_on=None))),
    lists.Comparison(
        "some", _("something planned"), "", _constant(Q(next_action_on__isnull=False))
    ),
)


def _has(kind: str) -> tuple[lists.Comparison, ...]:
    def found(_fact: Any, _values: Sequence[Any], _asking: lists.Asking) -> Q:
        rows = Voice.objects.waiting()
        rows = rows.filter(kind=kind) if kind else rows
        return Q(pk__in=rows.exclude(customer=None).values("customer"))

    return (
        lists.Comparison("yes", _("yes"), "", found),
        lists.Comparison("no", _("no"), "", lambda *given: ~found(*given)),
    )


_COMPLAINT = _has(Voice.Kind.COMPLAINT)
_VOICE = _has("")
