"""Putting back what one intent changed: `goen.shop.staff.undo` calls these by kind."""

from __future__ import annotations

from goen.shop.customers.contact import refresh_contact
from goen.shop.staff.rows import WentBack, putting_back
from goen.shop.touches import signals
from goen.shop.touches.models import Action, Touch, Voice, VoiceStep
from goen.shop.touches.operations.shared import refresh_next_action
from goen.shop.touches.operations.touches import index_touch
from goen.shop.touches.operations.voices import index_voice


def _touch(went: WentBack[Touch]) -> None:
    refresh_contact(customer_ids=[went.before.customer_id, went.row.customer_id])
    index_touch(went.row)
    signals.touch_changed.send(Touch, id=went.row.pk, by=went.by, changes=went.changes)


def _voice(went: WentBack[Voice]) -> None:
    """A state that goes back is a step of the voice's history."""
    voice = went.row
    if any(change["field"] == "status" for change in went.changes):
        VoiceStep.objects.create(voice=voice, status=voice.status, at=went.now, by=went.by)
    refresh_contact(customer_ids=[went.before.customer_id, voice.customer_id])
    index_voice(voice)
    signals.voice_changed.send(Voice, id=voice.pk, by=went.by, changes=went.changes)


def _action(went: WentBack[Action]) -> None:
    refresh_next_action(customer_ids=[went.before.customer_id, went.row.customer_id])
    signals.action_changed.send(Action, id=went.row.pk, by=went.by, changes=went.changes)


put_back_touch = putting_back(Touch, _touch)
put_back_voice = putting_back(Voice, _voice)
put_back_action = putting_back(Action, _action)
