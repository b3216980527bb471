"""Comments and notices at the request desk: what is told to a customer, how it is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from goen.shop.sharing.models import Comment, Notice
from goen.shop.touches.models import Touch, Voice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff


def disclosed(customer: Customer) -> Sequence[Sequence[str | int | None]]:
    """What staff said about one customer, without their names."""
    rows = Comment.objects.filter(_about([customer.pk]), deleted_at=None).order_by("at")
    return [(timezone.localdate(row.at).isoformat(), row.text) for row in rows]


def erase(_by: Staff, customer: Customer, _now: datetime, _group: UUID) -> None:
    """Forget what was said about one customer, and the notices that name it."""
    purged(customer_ids=[customer.pk])


def purged(*, customer_ids: Sequence[int], **_rest: Any) -> None:
    """Forget what was said about customers that leave for ever."""
    voices = Voice.objects.filter(customer__in=customer_ids).values("pk")
    touches = Touch.objects.filter(customer__in=customer_ids).values("pk")
    told = Q(url_name="customer", object_id__in=customer_ids)
    told |= Q(url_name="voice", object_id__in=voices) | Q(url_name="touch", object_id__in=touches)
    Notice.objects.filter(told).delete()
    Comment.objects.filter(_about(customer_ids)).delete()


def _about(customer_ids: Sequence[int]) -> Q:
    touches = Touch.objects.filter(customer__in=customer_ids).values("pk")
    voices = Voice.objects.filter(customer__in=customer_ids).values("pk")
    return (
        Q(kind="customer", object_id__in=customer_ids)
        | Q(kind="touch", object_id__in=touches)
        | Q(kind="voice", object_id__in=voices)
    )
