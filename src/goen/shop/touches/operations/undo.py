"""Putting back what one intent changed: `goen.shop.staff.undo` calls these by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.shop.staff.trail import Subject, record
from goen.shop.touches import signals
from goen.shop.touches.models import Action, Touch, Voice, VoiceStep
from goen.shop.touches.operations.shared import (
    plain,
    put,
    refresh_contact,
    refresh_next_action,
)
from goen.shop.touches.operations.touches import index_touch
from goen.shop.touches.operations.voices import index_voice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change


def put_back_touch(
    *,
    by: Staff,
    object_id: int,
    action: str,
    changes: Sequence[Change],
    now: datetime,
    group: UUID,
) -> list[Change]:
    """Put back the values of a touch that still stand as that intent left them."""
    row = Touch.objects.select_for_update().filter(pk=object_id).first()
    if row is None:
        return []
    customers = [row.customer_id]
    back = _back(row, by=by, changes=changes, group=group)
    if back:
        refresh_contact(customer_ids=[*customers, row.customer_id])
        index_touch(row)
        signals.touch_changed.send(Touch, id=row.pk, by=by, changes=back)
    return back


def put_back_voice(
    *,
    by: Staff,
    object_id: int,
    action: str,
    changes: Sequence[Change],
    now: datetime,
    group: UUID,
) -> list[Change]:
    """Put back the values of a voice; a state that goes back is a step of its history."""
    row = Voice.objects.select_for_update().filter(pk=object_id).first()
    if row is None:
        return []
    customers = [row.customer_id]
    back = _back(row, by=by, changes=changes, group=group)
    if any(change["field"] == "status" for change in back):
        VoiceStep.objects.create(voice=row, status=row.status, at=now, by=by)
    if back:
        refresh_contact(customer_ids=[*customers, row.customer_id])
        index_voice(row)
        signals.voice_changed.send(Voice, id=row.pk, by=by, changes=back)
    return back


def put_back_action(
    *,
    by: Staff,
    object_id: int,
    action: str,
    changes: Sequence[Change],
    now: datetime,
    group: UUID,
) -> list[Change]:
    """Put back the values of a next action."""
    row = Action.objects.select_for_update().filter(pk=object_id).first()
    if row is None:
        return []
    customers = [row.customer_id]
    back = _back(row, by=by, changes=changes, group=group)
    if back:
        refresh_next_action(customer_ids=[*customers, row.customer_id])
        signals.action_changed.send(Action, id=row.pk, by=by, changes=back)
    return back


def _back(
    row: Touch | Voice | Action, *, by: Staff, changes: Sequence[Change], group: UUID
) -> list[Change]:
    wanted = {change["field"]: change for change in changes}
    now_kept = plain(row, fields=wanted)
    values: dict[str, Any] = {
        name: _read(row, name)(change["from"])
        for name, change in wanted.items()
        if now_kept[name] == change["to"]
    }
    for name in list(values):
        if (field := row._meta.get_field(name)).is_relation:
            setattr(row, field.attname, values.pop(name))  # type: ignore[union-attr]
    before = now_kept
    put(row, values=values, fields=tuple(values))
    after = plain(row, fields=wanted)
    back = [
        {"field": name, "from": before[name], "to": after[name]}
        for name in wanted
        if before[name] != after[name]
    ]
    if back:
        row.version += 1
        row.save()
        kind = row._meta.model_name
        record(
            by=by,
            action=f"touches.{kind}.put_back",
            subject=Subject.of(row),
            changes=back,
            group=group,
        )
    return back


def _read(row: Touch | Voice | Action, name: str) -> Callable[[Any], Any]:
    field = row._meta.get_field(name)
    return (lambda value: value) if field.is_relation else field.to_python  # type: ignore[union-attr]
