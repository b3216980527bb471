"""Answers about people's time on the timeline of a customer: when given, and when ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.rhythm.models import Rest
from goen.shop.touches.queries.timeline import key
from goen.shop.ui.registry import Entry

if TYPE_CHECKING:
    from datetime import datetime

    from goen.shop.customers.models import Customer

_TEMPLATE = "rhythm/_entry.html"


def entries(customer: Customer, before: tuple[datetime, str] | None, limit: int) -> list[Entry]:
    """The newest lines before a moment; a customer has a few at most."""
    found = [entry for entry in _all(customer) if before is None or (entry.at, entry.key) < before]
    return found[:limit]


def count(customer: Customer) -> int:
    """How many lines the timeline has."""
    return len(_all(customer))


def _all(customer: Customer) -> list[Entry]:
    found = []
    for row in Rest.objects.filter(customer=customer).select_related("decided_by", "ended_by"):
        given, ended = key("rest", row.pk), key("restend", row.pk)
        found.append(Entry(row.decided_at, given, "stop", _TEMPLATE, {"rest": row}))
        if row.ended_at is not None:
            told = {"rest": row, "ended": True}
            found.append(Entry(row.ended_at, ended, "follow", _TEMPLATE, told, tone="good"))
    return sorted(found, key=lambda entry: (entry.at, entry.key), reverse=True)
