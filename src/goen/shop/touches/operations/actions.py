"""Next actions: planning, doing, postponing, handing over."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from goen.shop.staff.rows import locked, put
from goen.shop.staff.trail import Change, Subject, new_group, record
from goen.shop.touches import signals
from goen.shop.touches.models import Action
from goen.shop.touches.operations.shared import NotFilledIn, refresh_next_action

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff
    from goen.shop.touches.models import Touch, Voice

FIELDS = ("customer", "kind", "what", "due_on", "owner")


class ActionValues(TypedDict, total=False):
    """What is to be done; `what` and `due_on` are needed when it is planned."""

    customer: Customer | None
    kind: str
    what: str
    due_on: date
    owner: Staff


@transaction.atomic
def plan_action(
    *,
    by: Staff,
    values: ActionValues,
    now: datetime,
    touch: Touch | None = None,
    voice: Voice | None = None,
    group: UUID | None = None,
) -> Action:
    """Keep something to do by a day; without an owner it is for who plans it.

    Raises NotFilledIn when nothing says what is to be done.
    """
    action = Action(entered_by=by, entered_at=now, touch=touch, voice=voice)
    put(action, values={"owner": by, **values}, fields=FIELDS)
    _check(action)
    action.save()
    _kept(by=by, action=action, name="touches.action.planned", changes=[], group=group)
    return action


@transaction.atomic
def edit_action(*, by: Staff, action_id: int, version: int, values: ActionValues) -> Action:
    """Change what is to be done, by when or by whom.

    Raises SomeoneSavedFirst if it was changed after `version`, NotFilledIn as `plan_action`.
    """
    action = locked(Action, id=action_id, version=version)
    customer = action.customer_id
    changes = put(action, values=values, fields=FIELDS)
    _check(action)
    _save(by=by, action=action, name="touches.action.updated", changes=changes)
    refresh_next_action(customer_ids=[customer])
    return action


@transaction.atomic
def complete_action(
    *, by: Staff, action_id: int, now: datetime, result: Touch | None = None
) -> Action:
    """Mark it as done; done twice is done once."""
    action = locked(Action, id=action_id)
    finish(by=by, action=action, now=now, result=result)
    return action


@transaction.atomic
def complete_actions(
    *, by: Staff, action_ids: Sequence[int], now: datetime, group: UUID | None = None
) -> UUID:
    """Mark many as done; the answer names the intent."""
    group = group or new_group()
    for action in Action.objects.open().select_for_update().filter(pk__in=action_ids):
        finish(by=by, action=action, now=now, result=None, group=group)
    return group


def finish(
    *, by: Staff, action: Action, now: datetime, result: Touch | None, group: UUID | None = None
) -> None:
    """Mark an action as done within a transaction; nothing when it already is."""
    if action.done_at is not None:
        return
    values = {"done_at": now, "done_by": by, "result": result}
    changes = put(action, values=values, fields=("done_at", "done_by", "result"))
    _save(by=by, action=action, name="touches.action.done", changes=changes, group=group)


@transaction.atomic
def reopen_action(*, by: Staff, action_id: int) -> Action:
    """Take the mark off again."""
    action = locked(Action, id=action_id)
    values = {"done_at": None, "done_by": None, "result": None}
    changes = put(action, values=values, fields=tuple(values))
    _save(by=by, action=action, name="touches.action.reopened", changes=changes)
    return action


@transaction.atomic
def postpone_action(*, by: Staff, action_id: int, due_on: date) -> Action:
    """Move it to another day."""
    action = locked(Action, id=action_id)
    changes = put(action, values={"due_on": due_on}, fields=("due_on",))
    _save(by=by, action=action, name="touches.action.postponed", changes=changes)
    return action


@transaction.atomic
def reassign_actions(
    *, by: Staff, action_ids: Sequence[int], owner: Staff, group: UUID | None = None
) -> UUID:
    """Hand actions over to someone; the answer names the intent."""
    group = group or new_group()
    for action in Action.objects.open().select_for_update().filter(pk__in=action_ids):
        changes = put(action, values={"owner": owner}, fields=("owner",))
        _save(by=by, action=action, name="touches.action.reassigned", changes=changes, group=group)
    return group


@transaction.atomic
def trash_actions(
    *, by: Staff, action_ids: Sequence[int], now: datetime, group: UUID | None = None
) -> UUID:
    """Put actions into the trash; the answer names the intent (`group`, if one goes on)."""
    return _trash(by=by, action_ids=action_ids, at=now, group=group)


@transaction.atomic
def restore_actions(*, by: Staff, action_ids: Sequence[int]) -> UUID:
    """Take actions out of the trash."""
    return _trash(by=by, action_ids=action_ids, at=None)


def _trash(
    *, by: Staff, action_ids: Sequence[int], at: datetime | None, group: UUID | None = None
) -> UUID:
    group = group or new_group()
    rows = Action.objects.select_for_update().filter(
        pk__in=action_ids, deleted_at__isnull=at is not None
    )
    for action in rows:
        changes = put(action, values={"deleted_at": at}, fields=("deleted_at",))
        name = "touches.action.trashed" if at else "touches.action.restored"
        _save(by=by, action=action, name=name, changes=changes, group=group)
    return group


def _save(
    *,
    by: Staff,
    action: Action,
    name: str,
    changes: list[Change],
    group: UUID | None = None,
) -> None:
    if not changes:
        return
    action.version += 1
    action.save()
    _kept(by=by, action=action, name=name, changes=changes, group=group)


def _kept(
    *, by: Staff, action: Action, name: str, changes: list[Change], group: UUID | None
) -> None:
    record(by=by, action=name, subject=Subject.of(action), changes=changes, group=group)
    refresh_next_action(customer_ids=[action.customer_id])
    signals.action_changed.send(Action, id=action.pk, by=by, changes=changes)


def _check(action: Action) -> None:
    if not action.what.strip():
        raise NotFilledIn(_("Write what is to be done."))
