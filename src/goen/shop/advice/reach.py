"""Whether a customer can be reached, by which way, and if not, why: asked of the database.

One rule for one customer in hand and for everybody in a finding: a few numbers in the question
that is asked anyway, whatever the number of people.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual

from goen.shop.consent.models import Standing
from goen.shop.customers.models import Address, Customer, Email, Phone
from goen.shop.touches.models import Touch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.db.models.expressions import Combinable

_NEEDS: Mapping[str, type[Address | Phone | Email]] = {
    "post": Address,
    "phone": Phone,
    "mail": Email,
    "visit": Address,
}
WAYS = tuple(_NEEDS)
_DAYS = timedelta(days=30)
_ALONE = 30  # contacts within 30 days: who heard as often is left alone, whatever the playbook says


class Reach(IntEnum):
    """Whether somebody can be reached by one way; the first reason that applies."""

    YES = 0
    REFUSED = 1
    MISSING = 2  # there is no address, no telephone number
    UNASKED = 3  # advertising by mail needs a permission, and there is none
    RESTING = 4  # heard enough from us within the last 30 days


Reached = dict[str, Reach]


def reach_of(
    *, customer_ids: Sequence[int], caps: Mapping[int, int], now: datetime
) -> dict[int, Reached]:
    """Each customer's ways; `caps`: after how many contacts within 30 days somebody is left alone.

    The same rule as when something is sent: a refusal stands against every way that it names.
    """
    by_cap: dict[int, list[int]] = defaultdict(list)
    for one in customer_ids:
        by_cap[caps.get(one, _ALONE)].append(one)
    found: dict[int, Reached] = {}
    for cap, ids in by_cap.items():
        asked = ways(customer="pk", cap=Value(cap), now=now)
        rows = Customer.objects.filter(pk__in=ids).annotate(**asked).values_list("pk", *WAYS)
        found |= {one: dict(zip(WAYS, map(Reach, says), strict=True)) for one, *says in rows}
    return found


def cap_by_rank(*, caps: Mapping[int, int]) -> Case:
    """After how many contacts the customer of a standing is left alone, by its rank."""
    cases = [When(rank=rank, then=Value(cap)) for rank, cap in caps.items()]
    return Case(*cases, default=Value(_ALONE), output_field=IntegerField())


def ways(*, customer: str, cap: Combinable, now: datetime) -> dict[str, Case]:
    """What a question asks to be told each way of the customer in its field `customer`."""
    often = Q(GreaterThanOrEqual(_heard(customer, now), cap))
    return {way: _way(way, customer, often) for way in WAYS}


def _way(way: str, customer: str, often: Q) -> Case:
    said = Standing.objects.filter(customer=OuterRef(customer), channel=way, purpose=None)
    there = _NEEDS[way]._default_manager.filter(customer=OuterRef(customer))
    whens = [
        When(Exists(said.filter(allowed=False)), then=Value(int(Reach.REFUSED))),
        When(~Exists(there), then=Value(int(Reach.MISSING))),
        When(often, then=Value(int(Reach.RESTING))),
    ]
    if way == "mail":
        whens.insert(2, When(~Exists(said), then=Value(int(Reach.UNASKED))))
    return Case(*whens, default=Value(int(Reach.YES)), output_field=IntegerField())


def _heard(customer: str, now: datetime) -> Coalesce:
    """How often the customer heard from us lately, mail to many included."""
    rows = Touch.objects.live().filter(
        customer=OuterRef(customer),
        at__gt=now - _DAYS,
        at__lte=now,
        direction=Touch.Direction.OUT,
    )
    each = rows.exclude(kind=Touch.Kind.NOTE).order_by().values("customer")
    return Coalesce(Subquery(each.annotate(n=Count("pk")).values("n")), 0)
