"""Putting customers into the trash and taking them out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from goen.shop.customers.models import Customer
from goen.shop.customers.operations._after import tell_many
from goen.shop.customers.operations._trail import chunks, write_trail
from goen.shop.customers.search import forget_customers, index_customers
from goen.shop.staff.trail import new_group

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.staff.models import Staff


def trash_customers(
    *, by: Staff | None, customer_ids: Iterable[int], now: datetime, group: UUID | None = None
) -> UUID:
    """Put the customers into the trash, where they stay for 30 days."""
    group = group or new_group()
    for chunk in chunks(customer_ids):
        _trash(by=by, ids=chunk, now=now, group=group)
    return group


@transaction.atomic
def _trash(*, by: Staff | None, ids: Sequence[int], now: datetime, group: UUID) -> None:
    rows = list(Customer.objects.select_for_update().live().filter(pk__in=ids))
    changes = [{"field": "deleted_at", "from": None, "to": now.isoformat()}]
    write_trail(
        by=by,
        action="customers.customer.trashed",
        group=group,
        rows=[(row, changes) for row in rows],
    )
    Customer.objects.filter(pk__in=[row.pk for row in rows]).update(
        deleted_at=now, version=F("version") + 1
    )
    forget_customers(customer_ids=[row.pk for row in rows])
    tell_many(customer_ids=[row.pk for row in rows], by=by, changes=changes, group=group)


def restore_customers(
    *, by: Staff | None, customer_ids: Iterable[int], now: datetime, group: UUID | None = None
) -> UUID:
    """Take the customers out of the trash.

    Where another customer has got the same number meanwhile, the one that comes back has none.
    """
    group = group or new_group()
    for chunk in chunks(customer_ids):
        _restore(by=by, ids=chunk, now=now, group=group)
    return group


@transaction.atomic
def _restore(*, by: Staff | None, ids: Sequence[int], now: datetime, group: UUID) -> None:
    rows = list(Customer.objects.select_for_update().trashed().filter(pk__in=ids))
    taken = _taken_codes(rows)
    told = []
    for row in rows:
        changes = [{"field": "deleted_at", "from": str(row.deleted_at), "to": None}]
        if row.code in taken:
            changes.append({"field": "code", "from": row.code, "to": ""})
            row.code = ""
        elif row.code:
            taken.add(row.code)
        row.deleted_at = None
        row.version += 1
        row.save(update_fields=["deleted_at", "version", "code"])
        told.append((row, changes))
    index_customers(customers=rows)
    write_trail(by=by, action="customers.customer.restored", group=group, rows=told)
    changes = [{"field": "deleted_at", "from": now.isoformat(), "to": None}]
    tell_many(customer_ids=[row.pk for row in rows], by=by, changes=changes, group=group)


def _taken_codes(rows: Sequence[Customer]) -> set[str]:
    """Those customer numbers of `rows` that live customers have."""
    codes = [row.code for row in rows if row.code]
    return set(Customer.objects.live().filter(code__in=codes).values_list("code", flat=True))
