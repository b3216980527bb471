"""A resting customer who comes by of their own is a customer as any other again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils import timezone

from goen.shop.rhythm.contacts import day_of
from goen.shop.rhythm.models import Rest
from goen.shop.rhythm.resting.operations import close
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
        if any(_came_since(one, rest) for one in inbound):
            close(rest=rest, by=by, end=Rest.End.TOUCH, now=now)


def _came_since(touch: Touch, rest: Rest) -> bool:
    """Whether the touch is news: what was entered or happened before the decision was known."""
    return (
        touch.customer_id == rest.customer_id
        and touch.entered_at > rest.decided_at
        and day_of(touch) >= timezone.localtime(rest.decided_at).date()
    )


def bought(*, days: Collection[tuple[int, date]], now: datetime) -> None:
    """End the rest of those who bought on the day of the decision or later."""
    for rest in _open({customer for customer, _day in days}):
        since = timezone.localtime(rest.decided_at).date()
        theirs = {day for customer, day in days if customer == rest.customer_id and day >= since}
        sales = counting().filter(customer=rest.customer_id, on__in=theirs)
        nets = sales.values("on").annotate(net=Sum("amount")).order_by()
        if any(row["net"] > 0 for row in nets):
            close(rest=rest, by=None, end=Rest.End.PURCHASE, now=now)


def _open(customer_ids: Collection[int]) -> list[Rest]:
    """The answers that count of these customers, declined suggestions among them left out."""
    ids, found = sorted(customer_ids), list[Rest]()
    resting = Rest.objects.filter(answer=Rest.Answer.RESTING, ended_at=None)
    if not resting.exists():
        return found
    for start in range(0, len(ids), _CHUNK):
        some = resting.filter(customer__in=ids[start : start + _CHUNK])
        found += some.select_for_update().order_by("pk")
    return found
