"""Whom to call this week: those who are late by their own rhythm, by what is at risk with them.

A customer is left out who was in contact this week, for whom something is planned, who is to be
called later, on whom no people's time is spent, or of whom nothing can be told.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from goen.analysis.rhythm import lost_without
from goen.shop.portfolio.queries import shown
from goen.shop.rhythm.capacity import monday, week_of
from goen.shop.rhythm.models import WEEKLY, Rest, Rhythm, Snooze
from goen.shop.rhythm.reading import told
from goen.shop.staff.models import Staff

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from goen.shop.portfolio.models import Standing
    from goen.shop.rhythm.capacity import Week
    from goen.shop.rhythm.reading import Told

_CHUNK = 200


class Call(NamedTuple):
    """One customer to call: what is at risk, of which yearly gain, and why."""

    value: int
    standing: Standing
    told: Told

    @property
    def by_profit(self) -> bool:
        """Whether the value is of gross profit; else of sales, where no sale tells its profit."""
        return self.standing.profit_12m is not None


def calls_of(*, staff: Staff, today: date, week: Week | None = None) -> list[Call]:
    """Whom one person is to call: their own customers, as many as the week still holds.

    `week`: that of this person, if it is at hand.
    """
    left = (week or week_of(staff=staff, today=today)).left
    return best(owner=Q(customer__owner=staff), today=today, most=left)


def calls_of_all(*, today: date) -> list[Call]:
    """Whom everybody is to call; of customers whom nobody owns as many as one week holds."""
    found = best(owner=Q(customer__owner=None), today=today, most=WEEKLY)
    for staff in Staff.objects.filter(is_active=True):
        found += calls_of(staff=staff, today=today)
    return sorted(found, key=_order)


def best(*, owner: Q, today: date, most: int) -> list[Call]:
    """The customers with most at risk among those of an owner.

    Read by their sales, most first: nobody further down has more at risk than they bought.
    """
    if most <= 0:
        return []
    found: list[Call] = []
    for layer in shown().layers:
        rows = _late(today).filter(owner, layer=layer)
        for calls in _chunks(rows, today):
            found = sorted([*found, *calls], key=_order)[:most]
            if len(found) == most and calls[-1].standing.amount_12m <= found[-1].value:
                break
    return found


def _order(call: Call) -> tuple[int, int]:
    return -call.value, call.standing.customer_id


def _late(today: date) -> QuerySet[Standing]:
    """The standings of late customers who are free to be called."""
    week = timezone.make_aware(datetime.combine(monday(today), time()))
    customer = OuterRef("customer")
    later = Snooze.objects.filter(customer=customer, until__gt=today)
    resting = Rest.objects.filter(customer=customer, ended_at=None, answer=Rest.Answer.RESTING)
    untold = (Rhythm.State.UNDECIDED, Rhythm.State.NEVER_TOOK_OFF)
    return (
        shown()
        .standings()
        .filter(
            Q(customer__last_touch_at=None) | Q(customer__last_touch_at__lt=week),
            ~Exists(later),
            ~Exists(resting),
            amount_12m__gt=0,
            last_on__lt=monday(today),
            customer__deleted_at=None,
            customer__next_action_on=None,
            customer__rhythm__follow_up_on__lte=today,
        )
        .exclude(customer__rhythm__state__in=untold)
        .select_related("customer__owner", "customer__rhythm")
        .order_by("-amount_12m", "-customer")
    )


def _chunks(rows: QuerySet[Standing], today: date) -> Iterator[list[Call]]:
    below = Q()
    while True:
        some = list(rows.filter(below)[:_CHUNK])
        if some:
            yield _calls(some, today)
        if len(some) < _CHUNK:
            return
        last = some[-1]
        below = Q(amount_12m__lt=last.amount_12m) | Q(
            amount_12m=last.amount_12m, customer__lt=last.customer_id
        )


def _calls(rows: list[Standing], today: date) -> list[Call]:
    says = told(rows=[row.customer.rhythm for row in rows], today=today)
    gains = [row.amount_12m if row.profit_12m is None else row.profit_12m for row in rows]
    alive = [says[row.customer_id].alive for row in rows]
    values = lost_without(
        annual_profit=gains, alive=np.array([np.nan if one is None else one for one in alive])
    )
    return [
        Call(int(value), row, says[row.customer_id])
        for value, row in zip(values, rows, strict=True)
    ]


def untold_count() -> int:
    """Of how many customers nothing can be told."""
    return Rhythm.objects.filter(state=Rhythm.State.UNDECIDED).count()


def state_count(state: int) -> int:
    """How many customers are in a state."""
    return Rhythm.objects.filter(state=state).count()


def suggested() -> QuerySet[Rhythm]:
    """Customers of whom it is suggested not to spend people's time, and nobody has answered."""
    answered = Rest.objects.filter(customer=OuterRef("customer")).filter(
        Q(ended_at=None) | Q(end=Rest.End.PERSON)
    )
    return Rhythm.objects.filter(
        ~Exists(answered), state=Rhythm.State.NEVER_TOOK_OFF, customer__deleted_at=None
    )


def suggested_count() -> int:
    """How many these are, without looking at each."""
    answered = Rest.objects.filter(
        Q(ended_at=None) | Q(end=Rest.End.PERSON),
        customer__rhythm__state=Rhythm.State.NEVER_TOOK_OFF,
    )
    found = state_count(Rhythm.State.NEVER_TOOK_OFF)
    return max(found - answered.values("customer").distinct().count(), 0)


def in_state(state: int) -> QuerySet[Rhythm]:
    """The customers in a state on whom people's time is spent."""
    resting = Rest.objects.filter(
        customer=OuterRef("customer"), ended_at=None, answer=Rest.Answer.RESTING
    )
    return Rhythm.objects.filter(~Exists(resting), state=state, customer__deleted_at=None)


def newest_first(rows: QuerySet[Rhythm]) -> QuerySet[Rhythm]:
    """These rhythms, who was in contact last first."""
    return rows.select_related("customer__owner").order_by(F("last_on").desc(), "-customer")
