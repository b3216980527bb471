"""What the operations of this room have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Min

from goen.shop.customers.models import Customer
from goen.shop.touches.models import Action

if TYPE_CHECKING:
    from collections.abc import Iterable


class NotFilledIn(Exception):
    """Something that every such row must say is missing or cannot be; the message says what."""


def refresh_next_action(*, customer_ids: Iterable[int | None]) -> None:
    """Set the day of the next action of these customers to the earliest one still open."""
    for pk in sorted({one for one in customer_ids if one is not None}):
        Customer.objects.select_for_update().filter(pk=pk).values_list("pk").first()
        due = Action.objects.open().filter(customer=pk).aggregate(on=Min("due_on"))["on"]
        Customer.objects.filter(pk=pk).update(next_action_on=due)
