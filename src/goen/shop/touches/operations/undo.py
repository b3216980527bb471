"""Putting back what one intent changed: `goen.shop.staff.undo` calls these by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.customers.contact import refresh_contact
from goen.shop.staff.rows import put_back
from goen.shop.touches import signals
from goen.shop.touches.models import Action, Touch, Voice, VoiceStep
from goen.shop.touches.operations.shared import refresh_next_action
from goen.shop.touches.operations.touches import index_touch
from goen.shop.touches.operations.voices import index_voice

if TYPE_CHECKING:
    from collections.abc import Sequence
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
    back = put_back(row, by=by, changes=changes, group=group, action="touches.touch.put_back")
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
    back = put_back(row, by=by, changes=changes, group=group, action="touches.voice.put_back")
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
    back = put_back(row, by=by, changes=changes, group=group, action="touches.action.put_back")
    if back:
        refresh_next_action(customer_ids=[*customers, row.customer_id])
        signals.action_changed.send(Action, id=row.pk, by=by, changes=back)
    return back
