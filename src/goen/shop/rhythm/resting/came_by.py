"""A resting customer who comes by of their own is a customer as any other again.

Unless the touch by which they came is taken back, deleted, or says something else by now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, Sum
from django.utils import timezone

from goen.shop.customers.models import Customer
from goen.shop.rhythm.contacts import day_of
from goen.shop.rhythm.models import Rest
from goen.shop.rhythm.resting.operations import close, reopen
from goen.shop.sales.queries.purchases import counting
from goen.shop.touches.models import Touch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from goen.shop.staff.models import Staff

_CHUNK = 500
# To these the customer comes, or agrees to come, whoever wrote it down.
_MUTUAL = frozenset({Touch.Kind.SHOP, Touch.Kind.MEETING, Touch.Kind.RESERVATION, Touch.Kind.EVENT})


def touched(*, touches: Iterable[Touch], by: Staff, now: datetime) -> None:
    """End the rest of those whose touch came from them; what was before the decision is old."""
    inbound = [one for one in touches if one.direction == Touch.Direction.IN or one.kind in _MUTUAL]
    for rest in _open({one.customer_id for one in inbound}):
        came = next((one for one in inbound if _came_since(one, rest)), None)
        if came is not None:
            close(rest=rest, by=by, end=Rest.End.TOUCH, now=now, touch=came.pk)


def _came_since(touch: Touch, rest: Rest) -> bool:
    """Whether the touch is news: what was entered or happened before the decision was known."""
    return (
        touch.customer_id == rest.customer_id
        and touch.entered_at > rest.decided_at
        and day_of(touch) >= _day(rest)
    )


def changed(*, touch_id: int, by: Staff | None) -> None:
    """Have a rest that this touch ended go on, unless the customer came by in another way too.

    Who decided anew since, whatever it was, has the last word.
    """
    theirs = Rest.objects.filter(touch=touch_id)
    if not theirs.exists():
        return
    # Customer first, then rest, as where a touch is recorded: else two might wait for each other.
    list(Customer.objects.select_for_update(no_key=True).filter(rests__in=theirs).order_by("pk"))
    for rest in theirs.select_for_update().order_by("pk"):
        came, newer = _touch_since(rest), Rest.objects.filter(pk__gt=rest.pk)
        if came is not None:
            Rest.objects.filter(pk=rest.pk).update(touch=came.pk)
        elif _bought_since(rest):
            # Nobody ended it who entered the touch: as where a purchase ends it at once.
            Rest.objects.filter(pk=rest.pk).update(touch=None, end=Rest.End.PURCHASE, ended_by=None)
        elif not newer.filter(customer=rest.customer_id).exists():
            reopen(rest=rest, by=by)


def _touch_since(rest: Rest) -> Touch | None:
    """The first touch by which the customer came since the decision."""
    theirs = Touch.objects.contacts().filter(
        Q(direction=Touch.Direction.IN) | Q(kind__in=_MUTUAL), customer=rest.customer_id
    )
    rows = theirs.filter(entered_at__gt=rest.decided_at).order_by("at", "pk")
    return next((one for one in rows if _came_since(one, rest)), None)


def _bought_since(rest: Rest) -> bool:
    days = counting().filter(customer=rest.customer_id, on__gte=_day(rest))
    nets = days.values("on").annotate(net=Sum("amount")).order_by()
    return any(row["net"] > 0 for row in nets)


def _day(rest: Rest) -> date:
    return timezone.localtime(rest.decided_at).date()


def bought(*, days: Collection[tuple[int, date]], now: datetime) -> None:
    """End the rest of those who bought on the day of the decision or later."""
    for rest in _open({customer for customer, _day in days}):
        since = _day(rest)
        theirs = {day for customer, day in days if customer == rest.customer_id and day >= since}
        sales = counting().filter(customer=rest.customer_id, on__in=theirs)
        nets = sales.values("on").annotate(net=Sum("amount")).order_by()
        if any(row["net"] > 0 for row in nets):
            close(rest=rest, by=None, end=Rest.End.PURCHASE, now=now)


def _open(customer_ids: Collection[int]) -> list[Rest]:
    """The answers that count of these customers, declined suggestions among them left out.

    Ended ones are locked too: who takes a touch back at this moment may be about to reopen one.
    """
    ids, found = sorted(customer_ids), list[Rest]()
    resting = Rest.objects.filter(answer=Rest.Answer.RESTING)
    if not resting.exists():
        return found
    for start in range(0, len(ids), _CHUNK):
        some = resting.filter(customer__in=ids[start : start + _CHUNK])
        locked = some.select_for_update().order_by("pk")
        found += [rest for rest in locked if rest.ended_at is None]
    return found
