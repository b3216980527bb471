"""Answers to the suggestion not to spend people's time: given, taken back, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goen.shop.rhythm.models import Rest
from goen.shop.rhythm.signals import rest_ended, rest_restored
from goen.shop.staff.trail import Subject, record

if TYPE_CHECKING:
    from datetime import datetime

    from goen.shop.staff.models import Staff

_ENDING = ("end", "ended_at", "ended_by", "touch")


@transaction.atomic
def answer(*, by: Staff, customer_id: int, answer: str, reason: str, now: datetime) -> Rest:
    """Answer the suggestion for one customer; an answer that counts already stays as it is."""
    there = Rest.objects.filter(customer=customer_id, ended_at=None).first()
    if there is not None:
        return there
    rest = Rest.objects.create(
        customer_id=customer_id, answer=answer, reason=reason[:400], decided_by=by, decided_at=now
    )
    _keep(by, rest, "rhythm.rest.answered", None, answer)
    return rest


@transaction.atomic
def take_back(*, by: Staff, rest_id: int) -> int:
    """Undo an answer as if it had not been given; gives the customer."""
    rest = Rest.objects.select_for_update().get(pk=rest_id)
    if rest.ended_at is None:
        _keep(by, rest, "rhythm.rest.taken_back", rest.answer, None)
        rest.delete()
    return rest.customer_id


@transaction.atomic
def end(*, by: Staff, rest_id: int, now: datetime) -> int:
    """Spend people's time again, by a person's decision; gives the customer."""
    rest = Rest.objects.select_for_update().get(pk=rest_id)
    if rest.ended_at is None:
        close(rest=rest, by=by, end=Rest.End.PERSON, now=now)
    return rest.customer_id


def close(
    *, rest: Rest, by: Staff | None, end: str, now: datetime, touch: int | None = None
) -> None:
    """End an answer within the caller's transaction; who decided is told unless it was decided.

    `touch`: the one by which the customer came.
    """
    rest.end, rest.ended_at, rest.ended_by, rest.touch = end, now, by, touch
    rest.save(update_fields=_ENDING)
    _keep(by, rest, "rhythm.rest.ended", rest.answer, None)
    if end != Rest.End.PERSON:
        rest_ended.send(Rest, rest=rest)


def reopen(*, rest: Rest, by: Staff | None) -> None:
    """Have an answer count again as if it had not ended, within the caller's transaction."""
    rest.end, rest.ended_at, rest.ended_by, rest.touch = "", None, None, None
    rest.save(update_fields=_ENDING)
    _keep(by, rest, "rhythm.rest.restored", None, rest.answer)
    rest_restored.send(Rest, rest=rest)


def _keep(by: Staff | None, rest: Rest, action: str, before: str | None, after: str | None) -> None:
    changes = [{"field": "rest", "from": before, "to": after}]
    record(by=by, action=action, subject=Subject("customer", rest.customer_id), changes=changes)
