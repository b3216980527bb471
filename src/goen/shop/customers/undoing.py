"""How customers go back to what they were: for the undo of what somebody did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.customers.models import Customer
from goen.shop.customers.operations import put_back, restore_customers, trash_customers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change


def put_back_customer(
    *,
    by: Staff,
    object_id: int,
    action: str,
    changes: Sequence[Change],
    now: datetime,
    group: UUID,
) -> Sequence[Change]:
    """Put one customer back; what changed since, or left the database, stays as it is."""
    customer = Customer.objects.filter(pk=object_id).first()
    if customer is None:
        return []
    match action:
        case "customers.customer.trashed":
            restore_customers(by=by, customer_ids=[object_id], now=now, group=group)
            return changes
        case "customers.customer.created" | "customers.customer.restored":
            trash_customers(by=by, customer_ids=[object_id], now=now, group=group)
            return changes
    if customer.deleted_at is not None:
        return []
    return put_back(by=by, customer_id=object_id, changes=changes, now=now, group=group)
