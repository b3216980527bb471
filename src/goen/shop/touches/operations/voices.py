"""Recording voices and moving them on until the customer has been told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from goen.shop.customers.contact import refresh_contact
from goen.shop.staff.rows import locked, put
from goen.shop.staff.trail import Change, Subject, new_group, record
from goen.shop.touches import signals
from goen.shop.touches.models import Voice, VoiceStep
from goen.shop.touches.operations.actions import ActionValues, plan_action
from goen.shop.touches.operations.shared import NotFilledIn
from goen.shop.ui import search

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from goen.shop.customers.models import ContactPerson, Customer
    from goen.shop.staff.models import Department, Staff
    from goen.shop.touches.models import Improvement

FIELDS = (
    "customer",
    "contact",
    "kind",
    "title",
    "words",
    "channel",
    "received_at",
    "taken_by",
    "importance",
    "urgency",
    "product",
    "department",
    "owner",
    "due_on",
    "may_publish",
    "what_was_done",
    "improvement",
)
_MOMENTS = {
    Voice.Status.ACTING: "acting_at",
    Voice.Status.DONE: "done_at",
    Voice.Status.TOLD: "told_at",
}
ORDER = list(Voice.Status)


class VoiceValues(TypedDict, total=False):
    """What is known of a voice; `kind` and `title` are needed when it is recorded."""

    customer: Customer | None
    contact: ContactPerson | None
    kind: str
    title: str
    words: str
    channel: str
    received_at: datetime
    taken_by: Staff
    importance: int
    urgency: int
    product: str
    department: Department | None
    owner: Staff | None
    due_on: date | None
    may_publish: bool
    what_was_done: str
    improvement: Improvement | None


@transaction.atomic
def record_voice(
    *, by: Staff, values: VoiceValues, now: datetime, following: ActionValues | None = None
) -> Voice:
    """Record what a customer said; `following` is the next action promised to the customer.

    Unless the values say who acts, the customer's owner does, in their department.
    Raises NotFilledIn without a line, for another company's contact person, or for the future.
    """
    voice = Voice(entered_by=by, entered_at=now)
    put(voice, values={"received_at": now, "taken_by": by, **values}, fields=FIELDS)
    _hand_over(voice)
    _check(voice, now=now)
    voice.save()
    VoiceStep.objects.create(voice=voice, status=voice.status, at=now, by=by)
    group = new_group()
    record(by=by, action="touches.voice.recorded", subject=Subject.of(voice), group=group)
    if following is not None:
        plan_action(
            by=by,
            values={"customer": voice.customer, **following},
            now=now,
            voice=voice,
            group=group,
        )
    refresh_contact(customer_ids=[voice.customer_id])
    index_voice(voice)
    signals.voice_recorded.send(Voice, id=voice.pk, by=by)
    return voice


def _hand_over(voice: Voice) -> None:
    """Let a voice that names nobody go to the customer's owner and the owner's department."""
    if voice.owner is None and voice.customer is not None:
        owner = voice.customer.owner
        voice.owner = owner if owner and owner.is_active else None
    if voice.department is None and voice.owner is not None:
        voice.department = voice.owner.department


@transaction.atomic
def edit_voice(
    *, by: Staff, voice_id: int, version: int, values: VoiceValues, now: datetime
) -> Voice:
    """Change what is known of a voice; its state moves with `move_voice`.

    Raises SomeoneSavedFirst if it was changed after `version`, NotFilledIn as `record_voice`.
    """
    voice = locked(Voice, id=voice_id, version=version)
    customer = voice.customer_id
    changes = put(voice, values=values, fields=FIELDS)
    _check(voice, now=now)
    _save(by=by, voice=voice, name="touches.voice.updated", changes=changes)
    refresh_contact(customer_ids=[customer, voice.customer_id])
    return voice


@transaction.atomic
def assign_voices(
    *,
    by: Staff,
    voice_ids: Sequence[int],
    values: VoiceValues,
    now: datetime,
    group: UUID | None = None,
) -> UUID:
    """Set the responsible member or the department of many voices; the answer names the intent."""
    group = group or new_group()
    for voice in Voice.objects.live().select_for_update().filter(pk__in=voice_ids):
        changes = put(voice, values=values, fields=("owner", "department"))
        _check(voice, now=now)
        _save(by=by, voice=voice, name="touches.voice.assigned", changes=changes, group=group)
    return group


@transaction.atomic
def move_voice(
    *,
    by: Staff,
    voice_id: int,
    status: str,
    now: datetime,
    at: datetime | None = None,
    note: str = "",
    what_was_done: str | None = None,
    version: int | None = None,
) -> tuple[Voice, UUID]:
    """Move a voice to another state, with what was done and what is to be said about it.

    `at` is when the state was reached, if not now. The moment a state was first reached is kept;
    going back empties those after it. The same state with nothing to say changes nothing. The
    second answer names the intent, for undoing it. Raises SomeoneSavedFirst if a `version`
    is given and the voice was changed after it, NotFilledIn for a moment to come.
    """
    voice = locked(Voice, id=voice_id, version=version)
    moment = at or now
    if moment > now:
        raise NotFilledIn(_("This is recorded after it happened."))
    moved = voice.status != status
    values: dict[str, Any] = {}
    if moved:
        values = {"status": status, **_moments(voice, status=status, at=moment)}
    if what_was_done is not None:
        values["what_was_done"] = what_was_done
    group = new_group()
    changes = put(voice, values=values, fields=tuple(values))
    if moved or note:
        VoiceStep.objects.create(voice=voice, status=status, at=moment, by=by, note=note)
    _save(by=by, voice=voice, name="touches.voice.moved", changes=changes, group=group)
    return voice, group


def _moments(voice: Voice, *, status: str, at: datetime) -> dict[str, datetime | None]:
    reached = ORDER.index(Voice.Status(status))
    return {
        name: (getattr(voice, name) or at) if ORDER.index(step) <= reached else None
        for step, name in _MOMENTS.items()
    }


@transaction.atomic
def trash_voices(
    *, by: Staff, voice_ids: Sequence[int], now: datetime, group: UUID | None = None
) -> UUID:
    """Put voices into the trash; the answer names the intent (`group`, if one goes on)."""
    return _trash(by=by, voice_ids=voice_ids, at=now, group=group)


@transaction.atomic
def restore_voices(*, by: Staff, voice_ids: Sequence[int]) -> UUID:
    """Take voices out of the trash."""
    return _trash(by=by, voice_ids=voice_ids, at=None)


def _trash(
    *, by: Staff, voice_ids: Sequence[int], at: datetime | None, group: UUID | None = None
) -> UUID:
    group = group or new_group()
    rows = Voice.objects.select_for_update().filter(
        pk__in=voice_ids, deleted_at__isnull=at is not None
    )
    voices = list(rows)
    for voice in voices:
        changes = put(voice, values={"deleted_at": at}, fields=("deleted_at",))
        name = "touches.voice.trashed" if at else "touches.voice.restored"
        _save(by=by, voice=voice, name=name, changes=changes, group=group)
    refresh_contact(customer_ids=[voice.customer_id for voice in voices])
    return group


def _save(
    *, by: Staff, voice: Voice, name: str, changes: list[Change], group: UUID | None = None
) -> None:
    if not changes:
        return
    voice.version += 1
    voice.save()
    record(by=by, action=name, subject=Subject.of(voice), changes=changes, group=group)
    index_voice(voice)
    signals.voice_changed.send(Voice, id=voice.pk, by=by, changes=changes)


def _check(voice: Voice, *, now: datetime) -> None:
    if not voice.title.strip():
        raise NotFilledIn(_("Write in a line what it was about."))
    if voice.received_at > now:
        raise NotFilledIn(_("A voice is recorded after it was heard."))
    if voice.contact is not None and voice.contact.customer_id != voice.customer_id:
        raise NotFilledIn(_("This contact person belongs to another customer."))


def index_voice(voice: Voice) -> None:
    """Let the search find the voice by what it says, or forget it when it is in the trash."""
    if voice.deleted_at is not None:
        search.forget(kind="voice", object_id=voice.pk)
    else:
        texts = [voice.title, voice.words, voice.product]
        words = [search.Words(search.OTHER, text) for text in texts if text]
        search.index(kind="voice", object_id=voice.pk, texts=words)
