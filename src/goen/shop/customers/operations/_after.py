"""What follows every change of customers, within its transaction: search and those who listen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.customers.models import Customer
from goen.shop.customers.search import forget_customers, index_customers
from goen.shop.customers.signals import customer_changed, customers_changed, customers_saved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from goen.shop.customers.snapshot import Values
    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change


def tell(*, customer: Customer, by: Staff | None, changes: list[Change], group: UUID) -> None:
    """Bring search up to date and tell the rooms above."""
    if customer.deleted_at is None:
        index_customers(customers=[customer])
    else:
        forget_customers(customer_ids=[customer.pk])
    customer_changed.send(
        sender=Customer, customer_id=customer.pk, by=by, changes=changes, group=group
    )


def tell_many(
    *, customer_ids: Sequence[int], by: Staff | None, changes: list[Change], group: UUID
) -> None:
    """Tell the rooms above that many customers changed in the same way."""
    customers_changed.send(
        sender=Customer, customer_ids=customer_ids, by=by, changes=changes, group=group
    )


def tell_each(
    *,
    customers: Sequence[Customer],
    values: Mapping[int, Values],
    by: Staff | None,
    changes: Mapping[int, list[Change]],
    group: UUID,
) -> None:
    """Bring search up to date and tell the rooms above what changed of each of many customers.

    `values` are what is kept now.
    """
    index_customers(customers=customers, values=values)
    customers_saved.send(sender=Customer, changes=changes, by=by, group=group)
