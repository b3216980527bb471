"""Whom to call this week: those who are late by their own rhythm, by what is at risk with them.

A customer is left out who was in contact this week, for whom something is planned, who is to be
called later, on whom no people's time is spent, with whom dealings stopped,
or of whom nothing can be told.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from itertools import islice
from math import inf
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from goen.analysis.rhythm import lost_without
from goen.shop.customers.models import Customer
from goen.shop.portfolio.models import Standing
from goen.shop.portfolio.queries import shown
from goen.shop.rhythm.capacity import left_of_all, monday, week_of
from goen.shop.rhythm.models import WEEKLY, Rest, Rhythm, Snooze
from goen.shop.rhythm.reading import told

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from goen.shop.rhythm.capacity import Week
    from goen.shop.rhythm.reading import Told
    from goen.shop.staff.models import Staff

_CHUNK = 200
MOST_OF_ALL = 50
# Who bought within twelve months was due after that; an update may be long ago.
_LONG = timedelta(days=731)
_OWNED = 50_000  # customers of one owner who are looked at one by one: some 5 microseconds each


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
    return best(owner=staff.pk, today=today, most=left)


def calls_of_all(*, today: date) -> list[Call]:
    """Whom everybody is to call, at most `MOST_OF_ALL` with most at risk.

    Of each person's customers as many as the week still holds; of those whom nobody owns as many
    as one week holds.
    """
    left: _Left = {None: WEEKLY}
    left.update(left_of_all(today=today).items())
    found: list[Call] = []
    for layer in shown().layers:
        late = iter(_of_everybody(layer, today))
        while some := _worth_a_look(late, found, left):
            calls = _calls_among(some, layer, today)
            found = _within(sorted([*found, *calls], key=_order), left)[:MOST_OF_ALL]
    return found


_Left = dict[int | None, int]  # what fits in the week of each person, and of nobody


class _Late(NamedTuple):
    """A late customer: whose, and what was bought in 12 months."""

    customer: int
    owner: int | None
    bought: int


def _worth_a_look(late: Iterator[_Late], found: Sequence[Call], left: _Left) -> list[int]:
    """The next of the late who may have more at risk than those found already."""
    least = _least(found, left)
    of_all = found[-1].value if len(found) == MOST_OF_ALL else 0
    more = (one for one in late if one.bought > max(of_all, least.get(_whose(one.owner, left), 0)))
    return [one.customer for one in islice(more, _CHUNK)]


def _least(found: Sequence[Call], left: _Left) -> dict[int | None, float]:
    """What is at risk with the last found of those persons whose week is full with them."""
    least: dict[int | None, float] = {whose: inf for whose, most in left.items() if not most}
    counts: Counter[int | None] = Counter()
    for call in found:
        whose = _whose(call.standing.customer.owner_id, left)
        counts[whose] += 1
        if counts[whose] == left[whose]:
            least[whose] = call.value
    return least


def _whose(owner: int | None, left: _Left) -> int | None:
    """In whose week a customer belongs: in nobody's if the owner works here no more."""
    return owner if owner in left else None


def _within(calls: Sequence[Call], left: _Left) -> list[Call]:
    """Of each owner's customers as many as `left` says, the first of these."""
    counts: Counter[int | None] = Counter()
    found = []
    for call in calls:
        whose = _whose(call.standing.customer.owner_id, left)
        counts[whose] += 1
        if counts[whose] <= left[whose]:
            found.append(call)
    return found


def best(*, owner: int | None, today: date, most: int) -> list[Call]:
    """The customers with most at risk among those of an owner; None: those whom nobody owns.

    Read by their sales, most first: nobody further down has more at risk than they bought.
    """
    if most <= 0:
        return []
    found: list[Call] = []
    for layer in shown().layers:
        for calls in _chunks(layer, owner, today):
            found = sorted([*found, *calls], key=_order)[:most]
            if len(found) == most and _is_end(calls, found):
                break
    return found


def _is_end(calls: Sequence[Call], found: Sequence[Call]) -> bool:
    """Whether nobody after `calls` can have more at risk than the last one `found`."""
    return calls[-1].standing.amount_12m <= found[-1].value


def _order(call: Call) -> tuple[int, int]:
    return -call.value, call.standing.customer_id


def _chunks(layer: int, owner: int | None, today: date) -> Iterator[list[Call]]:
    """The late customers of an owner, some at a time, who bought most first.

    Of an owner with a small part of all customers each is looked at; of the others the order of
    all standings is walked, in which their customers come often enough.
    """
    owned = Customer.objects.filter(owner=owner, deleted_at=None).order_by()
    if owned[: _OWNED + 1].count() > _OWNED:
        yield from _walked(layer, owner, today)
    else:
        yield from _in_chunks(list(_by_sales(owned, layer, today)), layer, today)


def _of_everybody(layer: int, today: date) -> list[_Late]:
    """The late customers of all owners, who bought most first."""
    late = Rhythm.objects.filter(_overdue(today, ""), follow_up_on__gt=today - _LONG)
    late = late.annotate(bought=Subquery(_bought("pk", layer, today))).exclude(bought=None)
    rows = late.order_by("-bought", "-pk").values_list("pk", "customer__owner", "bought")
    return [_Late(*row) for row in rows]


def _in_chunks(ids: Sequence[int], layer: int, today: date) -> Iterator[list[Call]]:
    for start in range(0, len(ids), _CHUNK):
        if calls := _calls_among(ids[start : start + _CHUNK], layer, today):
            yield calls


def _calls_among(ids: Sequence[int], layer: int, today: date) -> list[Call]:
    """Those of these customers who are free; an update may have folded the layer meanwhile."""
    rows = [row for row in _among(ids, today) if row.layer == layer]
    return _calls(rows, today) if rows else []


def _by_sales(owned: QuerySet[Customer], layer: int, today: date) -> QuerySet[Customer, int]:
    """The numbers of those of these customers who are late, and for whom nothing is planned.

    What indexes alone can tell is asked of each, the standing only of those who are late.
    """
    late = owned.filter(_overdue(today, "rhythm__"), next_action_on=None)
    rows = late.annotate(bought=Subquery(_bought("rhythm__pk", layer, today))).exclude(bought=None)
    return rows.order_by("-bought", "-pk").values_list("pk", flat=True)


def _bought(customer: str, layer: int, today: date) -> QuerySet[Standing, int]:
    """What the customer in this field bought in 12 months, but nothing this week."""
    rows = Standing.objects.filter(customer=OuterRef(customer), layer=layer)
    rows = rows.filter(amount_12m__gt=0, last_on__lt=monday(today))
    return rows.values_list("amount_12m", flat=True)


def _among(ids: Collection[int], today: date) -> list[Standing]:
    """Of these customers those who are late and free to be called, who bought most first.

    What they bought is compared and sorted here: asked to do so, SQLite walks all amounts.
    """
    rows = shown().standings().filter(_free(today), customer__in=ids)
    bought = [
        row
        for row in rows.select_related("customer__owner", "customer__rhythm")
        if row.amount_12m > 0 and row.last_on < monday(today)
    ]
    return sorted(bought, key=lambda row: (-row.amount_12m, -row.customer_id))


def _walked(layer: int, owner: int | None, today: date) -> Iterator[list[Call]]:
    """The same from all standings in the order of their sales."""
    rows = shown().standings().filter(_free(today), layer=layer, customer__owner=owner)
    rows = rows.filter(amount_12m__gt=0, last_on__lt=monday(today))
    rows = rows.select_related("customer__owner", "customer__rhythm")
    rows = rows.order_by("-amount_12m", "-customer")
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


def _overdue(today: date, rhythm: str) -> Q:
    """Those who are late by their own rhythm; `rhythm`: the way to it."""
    untold = (Rhythm.State.UNDECIDED, Rhythm.State.NEVER_TOOK_OFF)
    return Q(**{f"{rhythm}follow_up_on__lte": today}) & ~Q(**{f"{rhythm}state__in": untold})


def _free(today: date) -> Q:
    """The standings of those who are late and free to be called, and with whom dealings go on."""
    week = timezone.make_aware(datetime.combine(monday(today), time()))
    later = Snooze.objects.filter(customer=OuterRef("customer"), until__gt=today)
    resting = Rest.objects.filter(
        customer=OuterRef("customer"), ended_at=None, answer=Rest.Answer.RESTING
    )
    return (
        Q(customer__deleted_at=None)
        & ~Q(customer__stage=Customer.Stage.SUSPENDED)
        & (Q(customer__last_touch_at=None) | Q(customer__last_touch_at__lt=week))
        & Q(customer__next_action_on=None)
        & _overdue(today, "customer__rhythm__")
        & ~Exists(later)
        & ~Exists(resting)
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


def late_among(*, ids: Collection[int], today: date) -> dict[int, Told]:
    """Of these customers those who are to be called now, and how late they are."""
    return told(rows=[row.customer.rhythm for row in _among(ids, today)], today=today)


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
