"""Changing many customers in the same way, in chunks so that nobody waits for the lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from goen.shop.customers.models import Customer, Tag, Tagging
from goen.shop.customers.operations._after import tell_many
from goen.shop.customers.operations._rows import tags_of
from goen.shop.customers.operations._trail import chunks, write_trail
from goen.shop.staff.trail import new_group

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.staff.models import Staff


def assign_owner(
    *,
    by: Staff | None,
    customer_ids: Iterable[int],
    owner: Staff | None,
    now: datetime,
    group: UUID | None = None,
) -> UUID:
    """Give the customers to `owner` (None: to nobody). Gives the group that undoes it."""
    group = group or new_group()
    for chunk in chunks(customer_ids):
        _assign(by=by, ids=chunk, owner=owner, now=now, group=group)
    return group


@transaction.atomic
def _assign(
    *, by: Staff | None, ids: Sequence[int], owner: Staff | None, now: datetime, group: UUID
) -> None:
    wanted = owner.pk if owner else None
    rows = Customer.objects.select_for_update().live().filter(pk__in=ids)
    changed = [row for row in rows if row.owner_id != wanted]
    write_trail(
        by=by,
        action="customers.customer.assigned",
        group=group,
        rows=[(row, [{"field": "owner", "from": row.owner_id, "to": wanted}]) for row in changed],
    )
    before = sorted({row.owner_id for row in changed}, key=str)
    _touch(changed, now=now, owner_id=wanted)
    changes = [{"field": "owner", "from": one, "to": wanted} for one in before]
    tell_many(customer_ids=[row.pk for row in changed], by=by, changes=changes, group=group)


def tag_customers(
    *,
    by: Staff | None,
    customer_ids: Iterable[int],
    now: datetime,
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
    group: UUID | None = None,
) -> UUID:
    """Give the customers the tags of `add` and take those of `remove` away."""
    group = group or new_group()
    for chunk in chunks(customer_ids):
        _tag(by=by, ids=chunk, add=add, remove=remove, now=now, group=group)
    return group


@transaction.atomic
def _tag(
    *,
    by: Staff | None,
    ids: Sequence[int],
    add: Sequence[str],
    remove: Sequence[str],
    now: datetime,
    group: UUID,
) -> None:
    added, removed = tags_of(add), Tag.objects.filter(key__in=[tag.key for tag in tags_of(remove)])
    rows = list(Customer.objects.select_for_update().live().filter(pk__in=ids))
    before = names_of_tags(rows)
    gone = Tagging.objects.filter(customer__in=rows, tag__in=removed)
    gone.delete()
    Tagging.objects.bulk_create(
        [Tagging(customer=row, tag=tag) for row in rows for tag in added], ignore_conflicts=True
    )
    after = names_of_tags(rows)
    changed = [row for row in rows if before[row.pk] != after[row.pk]]
    write_trail(
        by=by,
        action="customers.customer.tagged",
        group=group,
        rows=[
            (row, [{"field": "tags", "from": before[row.pk], "to": after[row.pk]}])
            for row in changed
        ],
    )
    _touch(changed, now=now)
    changes = [{"field": "tags", "from": list(remove), "to": list(add)}]
    tell_many(customer_ids=[row.pk for row in changed], by=by, changes=changes, group=group)


def names_of_tags(rows: Sequence[Customer]) -> dict[int, list[str]]:
    """The names of the tags of each customer, sorted."""
    found: dict[int, list[str]] = {row.pk: [] for row in rows}
    pairs = Tagging.objects.filter(customer__in=rows).values_list("customer_id", "tag__name")
    for customer, name in pairs.order_by("tag__name"):
        found[customer].append(name)
    return {customer: sorted(names) for customer, names in found.items()}


def _touch(rows: Sequence[Customer], *, now: datetime, **values: int | None) -> None:
    """Raise the version of the customers, so that who edits one of them is told."""
    Customer.objects.filter(pk__in=[row.pk for row in rows]).update(
        version=F("version") + 1, updated_at=now, **values
    )
