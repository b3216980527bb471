"""What this room hears of contacts: who is to be judged anew, was reached, or came by again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.signals import post_delete

from goen.shop.customers.signals import customers_purged
from goen.shop.rhythm.contacts import day_of
from goen.shop.rhythm.jobs import contacts_changed
from goen.shop.rhythm.models import Reached, Rhythm, RhythmStale
from goen.shop.rhythm.resting import came_by
from goen.shop.rhythm.writing import take_away
from goen.shop.sales.signals import sales_changed
from goen.shop.touches import signals as touches
from goen.shop.touches.models import Touch
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change


def connect() -> None:
    """Hear of sales and touches, and of customers who leave for ever."""
    sales_changed.connect(_sales_changed, dispatch_uid="rhythm")
    touches.touch_recorded.connect(_touch_recorded, dispatch_uid="rhythm")
    touches.touches_recorded.connect(_touches_recorded, dispatch_uid="rhythm")
    touches.touch_changed.connect(_touch_changed, dispatch_uid="rhythm")
    post_delete.connect(_touch_deleted, sender=Touch, dispatch_uid="rhythm")
    customers_purged.connect(_customers_purged, dispatch_uid="rhythm")


def _sales_changed(*, days: Collection[tuple[int | None, date]], **_given: Any) -> None:
    known = {(customer, day) for customer, day in days if customer is not None}
    contacts_changed(customer_ids={customer for customer, _day in known})
    came_by.bought(days=known, now=now())


def _touch_recorded(*, id: int, by: Staff, **_given: Any) -> None:
    _recorded([id], by)


def _touches_recorded(*, ids: Sequence[int], by: Staff, **_given: Any) -> None:
    _recorded(ids, by)


def _recorded(ids: Sequence[int], by: Staff) -> None:
    rows = list(Touch.objects.contacts().filter(pk__in=ids))
    contacts_changed(customer_ids={row.customer_id for row in rows})
    _note_reached(rows)
    came_by.touched(touches=rows, by=by, now=now())


def _touch_changed(*, id: int, by: Staff, changes: Sequence[Change], **_given: Any) -> None:
    row = Touch.objects.get(pk=id)
    moved = [one for one in changes if one["field"] == "customer"]
    others = {one[side] for one in moved for side in ("from", "to")}
    contacts_changed(customer_ids={row.customer_id, *(pk for pk in others if isinstance(pk, int))})
    Reached.objects.filter(touch=id).delete()
    came_by.changed(touch_id=id, by=by)
    if row.counts and row.deleted_at is None:
        _note_reached([row])
        came_by.touched(touches=[row], by=by, now=now())


def _touch_deleted(*, instance: Touch, **_given: Any) -> None:
    Reached.objects.filter(touch=instance.pk).delete()
    contacts_changed(customer_ids={instance.customer_id})
    came_by.changed(touch_id=instance.pk, by=None)


def _note_reached(rows: Iterable[Touch]) -> None:
    """Those of the customers who were late until this touch count for the week of who did it."""
    late = Rhythm.objects.filter(follow_up_on__lte=today())
    since = dict(
        late.filter(customer__in={row.customer_id for row in rows}).values_list("pk", "last_on")
    )
    Reached.objects.bulk_create(
        Reached(touch=row.pk, customer_id=row.customer_id, staff_id=row.staff_id, on=day_of(row))
        for row in rows
        if row.customer_id in since and day_of(row) > since[row.customer_id]
    )


def _customers_purged(*, customer_ids: Sequence[int], **_given: Any) -> None:
    """Their rows go with them."""
    take_away(list(customer_ids))
    gone = Q(customer__in=customer_ids)
    for model in (RhythmStale, Reached):
        model._default_manager.filter(gone).delete()
