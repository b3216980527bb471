"""Answers about people's time at the request desk: told to the customer, and forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from goen.shop.rhythm.models import Reached, Rest, Snooze
from goen.shop.rhythm.writing import take_away

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff


def disclosed(customer: Customer) -> Sequence[Sequence[str | int | None]]:
    """Every answer about one customer, without the names of staff."""
    rows = Rest.objects.filter(customer=customer).order_by("decided_at", "pk")
    return [(_day(row.decided_at), row.get_answer_display(), row.reason) for row in rows]


def erase(_by: Staff, customer: Customer, _now: datetime, _group: UUID) -> None:
    """Forget every answer about one customer, and the rhythm itself."""
    for model in (Rest, Snooze, Reached):
        model._default_manager.filter(customer=customer).delete()
    take_away([customer.pk])


def answer_in_words(value: Any) -> str:
    """An answer as the trail has it, as people read it."""
    return str(Rest.Answer(value).label) if value in Rest.Answer.values else str(value or "—")


def _day(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d")
