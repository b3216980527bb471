"""Undoing what the trail says was done to a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.customers.models import Customer
from goen.shop.customers.operations.saving import put_back
from goen.shop.customers.operations.trash import restore_customers, trash_customers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change

_INTO_TRASH = ("customers.customer.restored", "customers.customer.created")
_OUT_OF_TRASH = ("customers.customer.trashed",)


def undo_customer(
    *,
    by: Staff,
    object_id: int,
    action: str,
    changes: Sequence[Change],
    now: datetime,
    group: UUID,
) -> Sequence[Change]:
    """Undo one row of the trail; gives the changes that went back."""
    if action.startswith("customers.attachment."):
        return []  # files have their own way back
    there = Customer.objects.filter(pk=object_id)
    if action in _OUT_OF_TRASH:
        if not there.trashed().exists():
            return []
        restore_customers(by=by, customer_ids=[object_id], now=now, group=group)
        return changes
    if not there.live().exists():
        return []
    if action in _INTO_TRASH:
        trash_customers(by=by, customer_ids=[object_id], now=now, group=group)
        return changes
    return put_back(by=by, customer_id=object_id, changes=changes, now=now, group=group)
