"""A customer's addresses, permission or owner changed: the figures follow at once, if they can.

Who is in many findings' lists is worked out at night anyway; here only the rows of the customers
in hand are asked anew, so that who enters a missing address sees the number of the missing fall.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from goen.shop.advice import counting
from goen.shop.advice.models import Candidate, Figures
from goen.shop.advice.reach import WAYS, reach_of
from goen.shop.advice.refreshing import caps_of
from goen.shop.advice.rules import BY_KEY, Asked
from goen.shop.consent.signals import consent_changed
from goen.shop.customers.signals import customer_changed, customers_changed, customers_saved
from goen.shop.portfolio.queries import shown
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_FEW = 500  # customers that are asked anew at once
_SMALL = 3_000  # people of a finding that are counted again at once


def listen() -> None:
    """Hear of customers who changed."""
    customer_changed.connect(_one, dispatch_uid="advice")
    consent_changed.connect(_one, dispatch_uid="advice")
    customers_changed.connect(_many, dispatch_uid="advice")
    customers_saved.connect(_saved, dispatch_uid="advice")


def _one(*, customer_id: int, **_given: Any) -> None:
    reconsider(customer_ids=[customer_id])


def _many(*, customer_ids: Collection[int], **_given: Any) -> None:
    reconsider(customer_ids=customer_ids)


def _saved(*, changes: Mapping[int, Any], **_given: Any) -> None:
    reconsider(customer_ids=list(changes))


@transaction.atomic
def reconsider(*, customer_ids: Collection[int]) -> None:
    """Ask anew whether these can be reached; count those findings again that are small."""
    if len(customer_ids) > _FEW:
        return  # the night will tell
    rows = list(Candidate.objects.filter(customer__in=list(customer_ids), here=True))
    moment, asked = now(), Asked(today(), shown().limits) if rows else None
    for key in sorted({row.key for row in rows}):
        of_it = [row for row in rows if row.key == key]
        assert asked is not None  # noqa: S101
        ids = [row.customer_id for row in of_it]
        caps = caps_of(BY_KEY[key], of_it, asked) if key in BY_KEY else {}
        found = reach_of(customer_ids=ids, caps=caps, now=moment)
        for row in of_it:
            for way in WAYS:
                setattr(row, way, found[row.customer_id][way])
        Candidate.objects.bulk_update(of_it, WAYS)
        _count(key)


def _count(key: str) -> None:
    kept = Figures.objects.filter(key=key).first()
    if kept and kept.numbers.get(counting.ALL, {}).get("people", 0) <= _SMALL:
        counting.count(key=key, now=kept.made_at, today=kept.on)
