"""Whether a customer can be reached, by which way, and if not, why: for many at once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from goen.shop.consent.models import Standing
from goen.shop.customers.models import Address, Email, Phone
from goen.shop.touches.models import Touch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

WAYS = ("post", "phone", "mail", "visit")
_DAYS = timedelta(days=30)


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
    there = {
        "post": _having(Address, customer_ids),
        "phone": _having(Phone, customer_ids),
        "mail": _having(Email, customer_ids),
    }
    there["visit"] = there["post"]
    said = {
        (one, channel): allowed
        for one, channel, allowed in Standing.objects.filter(
            customer__in=customer_ids, purpose=None
        ).values_list("customer_id", "channel", "allowed")
    }
    heard = _heard(customer_ids, now)
    return {
        one: {
            way: _one(
                said=said.get((one, way)),
                there=one in there[way],
                needs_word=way == "mail",
                resting=heard[one] >= caps.get(one, 30),
            )
            for way in WAYS
        }
        for one in customer_ids
    }


def _one(*, said: bool | None, there: bool, needs_word: bool, resting: bool) -> Reach:
    if said is False:
        return Reach.REFUSED
    if not there:
        return Reach.MISSING
    if needs_word and said is None:
        return Reach.UNASKED
    return Reach.RESTING if resting else Reach.YES


def _having(model: type[Address | Phone | Email], customer_ids: Sequence[int]) -> set[int]:
    rows = model._default_manager.filter(customer__in=customer_ids)
    return set(rows.values_list("customer_id", flat=True))


def _heard(customer_ids: Sequence[int], now: datetime) -> Counter[int]:
    """How often each of them heard from us lately, mail to many included."""
    rows = Touch.objects.live().filter(customer__in=customer_ids, at__gt=now - _DAYS, at__lte=now)
    ours = rows.filter(direction=Touch.Direction.OUT).exclude(kind=Touch.Kind.NOTE)
    return Counter(ours.values_list("customer_id", flat=True))
