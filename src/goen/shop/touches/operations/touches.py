"""Recording, changing and trashing touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from goen.shop.customers.contact import refresh_contact
from goen.shop.staff.rows import locked, put
from goen.shop.staff.trail import Subject, new_group, record
from goen.shop.touches import signals
from goen.shop.touches.models import Action, Touch
from goen.shop.touches.operations.actions import (
    ActionValues,
    finish,
    plan_action,
    reopen_action,
    trash_actions,
)
from goen.shop.touches.operations.shared import NotFilledIn
from goen.shop.ui import search

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.customers.models import ContactPerson, Customer
    from goen.shop.staff.models import Staff

FIELDS = (
    "customer",
    "contact",
    "kind",
    "direction",
    "staff",
    "at",
    "minutes",
    "line",
    "text",
    "feeling",
    "attended",
    "bulk",
)


class TouchValues(TypedDict, total=False):
    """What a touch says; `customer`, `kind` and `line` are needed when it is recorded."""

    customer: Customer
    contact: ContactPerson | None
    kind: str
    direction: str
    staff: Staff
    at: datetime
    minutes: int | None
    line: str
    text: str
    feeling: int | None
    attended: bool | None
    bulk: bool


@transaction.atomic
def record_touch(
    *,
    by: Staff,
    values: TouchValues,
    now: datetime,
    following: ActionValues | None = None,
    finishes: Action | None = None,
) -> Touch:
    """Record one touch; `following` is the next action promised in it, `finishes` the one it did.

    Raises NotFilledIn without a line, for another company's contact person, or for the future.
    """
    touch = Touch(entered_by=by, entered_at=now)
    put(touch, values={"at": now, "staff": by, **values}, fields=FIELDS)
    _check(touch, now=now)
    touch.save()
    group = new_group()
    record(by=by, action="touches.touch.recorded", subject=Subject.of(touch), group=group)
    if finishes is not None:
        finish(by=by, action=finishes, now=now, result=touch, group=group)
    if following is not None:
        plan_action(
            by=by,
            values={"customer": touch.customer, **following},
            now=now,
            touch=touch,
            group=group,
        )
    refresh_contact(customer_ids=[touch.customer_id])
    index_touch(touch)
    signals.touch_recorded.send(Touch, id=touch.pk, by=by)
    return touch


@transaction.atomic
def edit_touch(
    *, by: Staff, touch_id: int, version: int, values: TouchValues, now: datetime
) -> Touch:
    """Change what a touch says.

    Raises SomeoneSavedFirst if it was changed after `version`, NotFilledIn as `record_touch`.
    """
    touch = locked(Touch, id=touch_id, version=version)
    customers = [touch.customer_id]
    changes = put(touch, values=values, fields=FIELDS)
    _check(touch, now=now)
    if not changes:
        return touch
    touch.version += 1
    touch.save()
    record(by=by, action="touches.touch.updated", subject=Subject.of(touch), changes=changes)
    refresh_contact(customer_ids=[*customers, touch.customer_id])
    index_touch(touch)
    signals.touch_changed.send(Touch, id=touch.pk, by=by, changes=changes)
    return touch


@transaction.atomic
def trash_touches(
    *, by: Staff, touch_ids: Sequence[int], now: datetime, group: UUID | None = None
) -> UUID:
    """Put touches into the trash; the answer names the intent (`group`, if one goes on)."""
    return _trash(by=by, touch_ids=touch_ids, at=now, group=group)


@transaction.atomic
def restore_touches(*, by: Staff, touch_ids: Sequence[int]) -> UUID:
    """Take touches out of the trash."""
    return _trash(by=by, touch_ids=touch_ids, at=None)


@transaction.atomic
def take_back_touch(*, by: Staff, touch_id: int, now: datetime) -> None:
    """Undo the recording of a touch: into the trash with what was promised in it.

    What it had finished is to be done again.
    """
    _trash(by=by, touch_ids=[touch_id], at=now)
    promised = Action.objects.open().filter(touch=touch_id)
    trash_actions(by=by, action_ids=list(promised.values_list("pk", flat=True)), now=now)
    for pk in Action.objects.live().filter(result=touch_id).values_list("pk", flat=True):
        reopen_action(by=by, action_id=pk)


def _trash(
    *, by: Staff, touch_ids: Sequence[int], at: datetime | None, group: UUID | None = None
) -> UUID:
    group = group or new_group()
    rows = Touch.objects.select_for_update().filter(
        pk__in=touch_ids, deleted_at__isnull=at is not None
    )
    touched = list(rows)
    for touch in touched:
        changes = put(touch, values={"deleted_at": at}, fields=("deleted_at",))
        touch.save(update_fields=["deleted_at", "updated_at"])
        action = "touches.touch.trashed" if at else "touches.touch.restored"
        record(by=by, action=action, subject=Subject.of(touch), changes=changes, group=group)
        index_touch(touch)
        signals.touch_changed.send(Touch, id=touch.pk, by=by, changes=changes)
    refresh_contact(customer_ids=[touch.customer_id for touch in touched])
    return group


def _check(touch: Touch, *, now: datetime) -> None:
    if not touch.line.strip():
        raise NotFilledIn(_("Write in a line what it was about."))
    if touch.at > now:
        raise NotFilledIn(_("A touch is recorded after it happened; plan what is to come."))
    if touch.contact is not None and touch.contact.customer_id != touch.customer_id:
        raise NotFilledIn(_("This contact person belongs to another customer."))
    if touch.kind != Touch.Kind.EVENT:
        touch.attended = None


def index_touch(touch: Touch) -> None:
    """Let the search find the touch by its line, or forget it when it is in the trash."""
    if touch.deleted_at is not None:
        search.forget(kind="touch", object_id=touch.pk)
    else:
        words = [search.Words(search.OTHER, touch.line)]
        search.index(kind="touch", object_id=touch.pk, texts=words)
