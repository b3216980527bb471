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
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff

    Theirs = Mapping[str, QuerySet[Any, Any]]


def disclosed(customer: Customer) -> Sequence[Sequence[str | int | None]]:
    """What staff said about one customer, without their names."""
    rows = Comment.objects.filter(
        _about([customer.pk], _theirs([customer.pk])), deleted_at=None
    ).order_by("at")
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
    theirs = _theirs(customer_ids)
    _forget_points(customer_ids, theirs, by=by, group=group)
    told = Q(url_name="customer", object_id__in=customer_ids)
    told |= Q(url_name="voice", object_id__in=theirs["voice"])
    told |= Q(url_name="touch", object_id__in=theirs["touch"])
    Notice.objects.filter(told).delete()
    Comment.objects.filter(_about(customer_ids, theirs)).delete()


def _forget_points(
    customer_ids: Sequence[int], theirs: Theirs, *, by: Staff | None, group: UUID | None
) -> None:
    """Blank points of agendas about these customers, and the notes on them, also in the trail."""
    kinds = Point.Kind
    said = Comment.objects.filter(_about(customer_ids, theirs)).values("pk")
    points = Point.objects.filter(
        Q(kind=kinds.VOICE, object_id__in=theirs["voice"])
        | Q(kind=kinds.ACTION, object_id__in=theirs["action"])
        | Q(kind=kinds.MENTION, object_id__in=said)
    )
    meetings = set(points.values_list("meeting_id", flat=True))
    if meetings:
        points.update(text=_("(erased)"), note="")
        kind = Meeting._meta.model_name or ""
        about = Subject("customer", customer_ids[0])
        redact(by=by, about=about, objects={kind: meetings}, group=group)


def _theirs(customer_ids: Sequence[int]) -> Theirs:
    """What these customers have, as parts of further questions: most have nothing."""
    found: dict[str, QuerySet[Any, Any]] = {}
    for name, model in (("touch", Touch), ("voice", Voice), ("action", Action)):
        rows = model._default_manager.filter(customer__in=customer_ids)
        found[name] = rows.values("pk") if rows.exists() else rows.none()
    return found


def _about(customer_ids: Sequence[int], theirs: Theirs) -> Q:
    return (
        Q(kind="customer", object_id__in=customer_ids)
        | Q(kind="touch", object_id__in=theirs["touch"])
        | Q(kind="voice", object_id__in=theirs["voice"])
    )
