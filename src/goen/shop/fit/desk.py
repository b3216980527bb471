"""Fit at the request desk: what is told to the customer who asks, and how it is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.fit.models import Fit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff


def disclosed(customer: Customer) -> Sequence[Sequence[str | int | None]]:
    """Every observation of one customer, without the names of staff."""
    fits = Fit.objects.filter(customer=customer).order_by("day", "pk")
    return [(fit.day.isoformat(), fit.score, fit.note) for fit in fits]


def erase(_by: Staff, customer: Customer, _now: datetime, _group: UUID) -> None:
    """Forget every observation of one customer."""
    Fit.objects.filter(customer=customer).delete()
