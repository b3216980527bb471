"""Recording many touches at once, and taking untouched ones out again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from goen.shop.customers.contact import refresh_contact
from goen.shop.customers.models import Customer
from goen.shop.staff.models import Trail
from goen.shop.staff.redaction import redact
from goen.shop.staff.trail import Subject
from goen.shop.touches import signals
from goen.shop.touches.models import Touch
from goen.shop.ui import search
from goen.shop.ui.inserting import give_ids, insert

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.staff.models import Staff


@dataclass(frozen=True, slots=True)
class NewTouch:
    """A touch to be recorded: its values by column, the row of the file, and what that row said."""

    values: Mapping[str, Any]
    row: int | None = None
    identity: int | None = None


@transaction.atomic
def record_touches(*, by: Staff, rows: Sequence[NewTouch], now: datetime, group: UUID) -> list[int]:
    """Record touches that have been checked, a few hundred at a time; gives their ids in order."""
    fresh: dict[str, Any] = {"entered_by_id": by.pk, "entered_at": now}
    touches = [Touch(**fresh, identity=row.identity, **row.values) for row in rows]
    give_ids(touches)
    insert(touches)
    insert(
        [
            _entry("touches.touch.recorded", touch, by=by, group=group, row=row.row)
            for touch, row in zip(touches, rows, strict=True)
        ]
    )
    _move_contact(touches)
    search.index_many(
        kind="touch",
        objects=[(touch.pk, [search.Words(search.OTHER, touch.line)]) for touch in touches],
    )
    ids = [touch.pk for touch in touches]
    signals.touches_recorded.send(Touch, ids=ids, by=by, group=group)
    return ids


def _entry(action: str, touch: Touch, *, by: Staff, group: UUID, row: int | None) -> Trail:
    subject = Subject.of(touch)
    return Trail(
        staff=by,
        action=action,
        kind=subject.kind,
        object_id=subject.id,
        label=subject.label,
        changes=[],
        group=group,
        row=row,
    )


def _move_contact(touches: Iterable[Touch]) -> None:
    """New touches can only move the last contact of a customer towards today."""
    newest: dict[int, datetime] = {}
    for touch in touches:
        if touch.counts:
            newest[touch.customer_id] = max(touch.at, newest.get(touch.customer_id, touch.at))
    for pk, at in sorted(newest.items()):
        earlier = Q(last_touch_at=None) | Q(last_touch_at__lt=at)
        Customer.objects.filter(earlier, pk=pk).update(last_touch_at=at)


@transaction.atomic
def remove_unused_touches(*, ids: Collection[int], by: Staff, group: UUID) -> Collection[int]:
    """Take touches out of the database for ever; gives which went.

    Those that were changed or trashed since, and those that anything hangs on, stay.
    """
    rows = Touch.objects.select_for_update().filter(pk__in=ids, version=1, deleted_at=None)
    touches = {touch.pk: touch for touch in rows}
    for relation in Touch._meta.related_objects:
        name = relation.field.name
        used: Any = relation.related_model._default_manager.filter(**{f"{name}__in": list(touches)})
        for pk in used.order_by().values_list(name, flat=True).distinct():
            touches.pop(pk, None)
    answers: Any = signals.touches_in_use.send(Touch, ids=list(touches))
    for _receiver, said_on in answers:
        for pk in said_on:
            touches.pop(pk, None)
    if not touches:
        return []
    gone = list(touches)
    search.forget_many(kind="touch", object_ids=gone)
    customers = {touch.customer_id for touch in touches.values()}
    for touch in touches.values():
        touch.line = ""  # the trail says that it went, without what it said
    insert(
        [
            _entry("touches.touch.removed", touch, by=by, group=group, row=None)
            for touch in touches.values()
        ]
    )
    redact(by=by, about=Subject("touch", None), objects={"touch": gone}, group=group)
    Touch.objects.filter(pk__in=gone).delete()
    refresh_contact(customer_ids=customers)
    return gone
