"""Touches and voices at the request desk: what is told to the customer, and how it is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from goen.shop.staff.redaction import redact
from goen.shop.staff.trail import Subject
from goen.shop.touches.models import Action, Touch, TouchFile, Voice
from goen.shop.ui import files, search

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff

Row = tuple[str, str, str, str]


def touches_of(customer: Customer) -> Iterator[Row]:
    """Every touch with a customer, oldest first."""
    for touch in Touch.objects.live().filter(customer=customer).order_by("at", "pk"):
        yield _day(touch.at), touch.get_kind_display(), touch.line, touch.text


def voices_of(customer: Customer) -> Iterator[Row]:
    """Every voice of a customer, oldest first."""
    for voice in Voice.objects.live().filter(customer=customer).order_by("received_at", "pk"):
        yield _day(voice.received_at), voice.get_kind_display(), voice.title, voice.words


def actions_of(customer: Customer) -> Iterator[Row]:
    """Every next action that is planned or was done, by the day it is due."""
    for action in Action.objects.live().filter(customer=customer).order_by("due_on", "pk"):
        done = _day(action.done_at) if action.done_at else ""
        yield action.due_on.isoformat(), action.get_kind_display(), action.what, done


def files_of(customer: Customer) -> Iterator[tuple[str, str]]:
    """The files kept with touches: the name people gave, and the name on our disk."""
    kept = TouchFile.objects.filter(touch__customer=customer, deleted_at=None)
    yield from kept.filter(touch__deleted_at=None).order_by("pk").values_list("name", "stored")


def _day(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d")


def erase(by: Staff, customer: Customer, _now: datetime, group: UUID) -> None:
    """Forget every touch, plan and voice of a customer, and the files kept with them."""
    leave(customer_ids=[customer.pk], by=by, group=group)
    Action.objects.filter(customer=customer).delete()
    Touch.objects.filter(customer=customer).delete()
    Voice.objects.filter(customer=customer).delete()


def leave(
    *, customer_ids: Sequence[int], by: Staff | None = None, group: UUID | None = None
) -> None:
    """Take what these customers leave behind: search, values in the trail, files on the disk."""
    theirs = _theirs(customer_ids)
    for customer, objects in theirs.items():
        for kind in ("touch", "voice"):
            search.forget_many(kind=kind, object_ids=objects.get(kind, []))
        redact(by=by, about=Subject("customer", customer), objects=objects, group=group)
    kept = TouchFile.objects.filter(touch__customer__in=list(theirs))
    stored = list(kept.values_list("stored", flat=True))
    transaction.on_commit(lambda: files.remove(stored))


def _theirs(customer_ids: Sequence[int]) -> Mapping[int, Mapping[str, list[int]]]:
    """The touches, voices and next actions of those of these customers who have any, by kind."""
    theirs: dict[int, dict[str, list[int]]] = {}
    for model in (Touch, Voice, Action):
        rows = model._default_manager.filter(customer__in=customer_ids)
        for pk, customer in rows.values_list("pk", "customer"):
            of_kind = theirs.setdefault(customer, {}).setdefault(model._meta.model_name or "", [])
            of_kind.append(pk)
    return theirs


def customers_leave(*, customer_ids: Sequence[int], **_given: object) -> None:
    """Receive `customers_purged`."""
    leave(customer_ids=customer_ids)
