"""What the doors of this room have in common."""

from __future__ import annotations

from django.urls import reverse


def page_of(customer_id: int | None, *, other: str) -> str:
    """The page of the customer, or another page when there is none."""
    return reverse("customer", args=[customer_id]) if customer_id else reverse(other)
