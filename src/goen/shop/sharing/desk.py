"""Comments and notices at the request desk: what is told to a customer, how it is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from goen.shop.sharing.models import Comment, Meeting, Notice, Point
from goen.shop.staff.redaction import redact
from goen.shop.staff.trail import Subject
from goen.shop.touches.models import Action, Touch, Voice

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


def erase(by: Staff, customer: Customer, _now: datetime, group: UUID) -> None:
    """Forget what was said about one customer, and the notices that name it."""
    _forget([customer.pk], by=by, group=group)


def purged(*, customer_ids: Sequence[int], **_rest: Any) -> None:
    """Forget what was said about customers that leave for ever, in meetings too."""
    _forget(customer_ids, by=None, group=None)


def commented(customer_ids: Sequence[int], _group: UUID) -> list[int]:
    """Those of these customers on whose page somebody said something."""
    rows = Comment.objects.filter(kind="customer", object_id__in=customer_ids)
    return list(rows.values_list("object_id", flat=True).distinct())


def touches_in_use(*, ids: Sequence[int], **_rest: Any) -> list[int]:
    """Those of these touches on whose page somebody said something."""
    rows = Comment.objects.filter(kind="touch", object_id__in=ids)
    return list(rows.values_list("object_id", flat=True).distinct())


def _forget(customer_ids: Sequence[int], *, by: Staff | None, group: UUID | None) -> None:
    _forget_points(customer_ids, by=by, group=group)
    voices = Voice.objects.filter(customer__in=customer_ids).values("pk")
    touches = Touch.objects.filter(customer__in=customer_ids).values("pk")
    told = Q(url_name="customer", object_id__in=customer_ids)
    told |= Q(url_name="voice", object_id__in=voices) | Q(url_name="touch", object_id__in=touches)
    Notice.objects.filter(told).delete()
    Comment.objects.filter(_about(customer_ids)).delete()


def _forget_points(customer_ids: Sequence[int], *, by: Staff | None, group: UUID | None) -> None:
    """Blank points of agendas about these customers, and the notes on them, also in the trail."""
    kinds = Point.Kind
    voices = Voice.objects.filter(customer__in=customer_ids).values("pk")
    actions = Action.objects.filter(customer__in=customer_ids).values("pk")
    said = Comment.objects.filter(_about(customer_ids)).values("pk")
    points = Point.objects.filter(
        Q(kind=kinds.VOICE, object_id__in=voices)
        | Q(kind=kinds.ACTION, object_id__in=actions)
        | Q(kind=kinds.MENTION, object_id__in=said)
    )
    meetings = set(points.values_list("meeting_id", flat=True))
    points.update(text=_("(erased)"), note="")
    if meetings:
        kind = Meeting._meta.model_name or ""
        about = Subject("customer", customer_ids[0])
        redact(by=by, about=about, objects={kind: meetings}, group=group)


def _about(customer_ids: Sequence[int]) -> Q:
    touches = Touch.objects.filter(customer__in=customer_ids).values("pk")
    voices = Voice.objects.filter(customer__in=customer_ids).values("pk")
    return (
        Q(kind="customer", object_id__in=customer_ids)
        | Q(kind="touch", object_id__in=touches)
        | Q(kind="voice", object_id__in=voices)
    )
