"""Changing what a contact costs: each price is on the trail, and every change can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goen.shop.advice.models import Price
from goen.shop.staff.rows import plain, put, put_back
from goen.shop.staff.trail import Subject, differences, new_group, record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change

_FIELDS = ("yen", "minutes")
_ALL = ("kind", "effective_on", *_FIELDS)
_NOTHING = dict.fromkeys(_ALL)
_BACK = "advice.price.put_back"


@transaction.atomic
def set_price(*, by: Staff, kind: str, effective_on: date, yen: int, minutes: int) -> UUID | None:
    """Keep what one kind costs from a day on; of two for the same day the later one counts.

    Gives the group of the trail, None when nothing changed.
    """
    values = {"yen": yen, "minutes": minutes}
    rows = Price.objects.select_for_update()
    price, fresh = rows.get_or_create(kind=kind, effective_on=effective_on, defaults=values)
    if fresh:
        changes = differences(before=_NOTHING, after=plain(price, fields=_ALL))
    else:
        changes = put(price, values=values, fields=_FIELDS)
        if not changes:
            return None
        price.version += 1
        price.save()
    return _noted(by, price, "advice.price.set", changes)


@transaction.atomic
def remove_price(*, by: Staff, price_id: int) -> UUID | None:
    """Forget a price: the one before it counts on. Gives the group, None when it is gone."""
    price = Price.objects.select_for_update().filter(pk=price_id).first()
    if price is None:
        return None
    changes = differences(before=plain(price, fields=_ALL), after=_NOTHING)
    group = _noted(by, price, "advice.price.removed", changes)
    price.delete()
    return group


def _noted(by: Staff, price: Price, action: str, changes: Sequence[Change]) -> UUID:
    group = new_group()
    record(by=by, action=action, subject=Subject.of(price), changes=changes, group=group)
    return group


def put_back_price(
    *,
    by: Staff,
    object_id: int,
    action: str,
    changes: Sequence[Change],
    now: datetime,
    group: UUID,
) -> Sequence[Change]:
    """Undo one change: what was added goes, what was removed comes, what was changed goes back."""
    ends = {one["field"]: (one["from"], one["to"]) for one in changes}
    before = {name: ends[name][0] for name in ends}
    after = {name: ends[name][1] for name in ends}
    price = Price.objects.select_for_update().filter(pk=object_id).first()
    if action == "advice.price.removed":
        return changes if price is None and _added_again(by, object_id, before, group) else []
    if price is None:
        return []
    if "kind" not in ends:
        return put_back(price, by=by, changes=changes, group=group, action=_BACK)
    if plain(price, fields=_ALL) != after:
        return []
    gone = differences(before=after, after=_NOTHING)
    record(by=by, action=_BACK, subject=Subject.of(price), changes=gone, group=group)
    price.delete()
    return changes


def _added_again(by: Staff, price_id: int, values: dict[str, object], group: UUID) -> bool:
    """Under its own number, by which earlier changes know it; not beside one for the same day."""
    fields = {one.name: one for one in Price._meta.fields}
    read = {name: fields[name].to_python(values[name]) for name in _ALL}
    same = Price.objects.filter(kind=read["kind"], effective_on=read["effective_on"])
    if same.exists():
        return False
    price = Price.objects.create(pk=price_id, **read)
    changes = differences(before=_NOTHING, after=plain(price, fields=_ALL))
    record(by=by, action=_BACK, subject=Subject.of(price), changes=changes, group=group)
    return True
