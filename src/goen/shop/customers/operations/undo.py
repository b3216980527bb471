"""Undoing what the trail says was done to a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.customers.history import erased_among, erased_at
from goen.shop.customers.models import Customer
from goen.shop.customers.operations._trail import chunks
from goen.shop.customers.operations.changing import put_back_customers
from goen.shop.customers.operations.many import assign_owner, names_of_tags, tag_customers
from goen.shop.customers.operations.saving import put_back
from goen.shop.customers.operations.trash import restore_customers, trash_customers
from goen.shop.staff.models import Staff

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.staff.models import Trail
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
    if not there.live().exists() or erased_at(customer_id=object_id):
        return []  # what a person had us forget does not come back
    if action in _INTO_TRASH:
        trash_customers(by=by, customer_ids=[object_id], now=now, group=group)
        return changes
    return put_back(by=by, customer_id=object_id, changes=changes, now=now, group=group)


def undo_many(*, by: Staff, rows: Sequence[Trail], now: datetime, group: UUID) -> set[int]:
    """Undo what was done to many customers, in chunks; gives the ids of those that went back."""
    whole: set[int] = set()
    for chunk in chunks(rows):
        for action in {row.action for row in chunk}:
            same = [row for row in chunk if row.action == action]
            whole |= _undo_alike(action, by=by, rows=same, now=now, group=group)
    return whole


def _undo_alike(
    action: str, *, by: Staff, rows: Sequence[Trail], now: datetime, group: UUID
) -> set[int]:
    """Undo rows of one action in as few steps as there are different changes."""
    ids = [row.object_id or 0 for row in rows]
    there = Customer.objects.filter(pk__in=ids)
    if action in _OUT_OF_TRASH:
        back = list(there.trashed().values_list("pk", flat=True))
        restore_customers(by=by, customer_ids=back, now=now, group=group)
        return set(back)
    live = {customer.pk: customer for customer in there.live()}
    if action in _INTO_TRASH:
        trash_customers(by=by, customer_ids=live, now=now, group=group)
        return set(live)
    if action == "customers.customer.assigned":
        return _give_back(live, by=by, rows=rows, now=now, group=group)
    if action == "customers.customer.tagged":
        return _tag_back(live, by=by, rows=rows, now=now, group=group)
    if action.startswith("customers.attachment."):
        return set()  # files have their own way back
    return _put_back(live, by=by, rows=rows, now=now, group=group)


def _put_back(
    live: dict[int, Customer], *, by: Staff, rows: Sequence[Trail], now: datetime, group: UUID
) -> set[int]:
    """Give customers the values they had, where nobody changed them since; the last change first.

    What a person had us forget does not come back.
    """
    erased = set(erased_among(customer_ids=live))
    whole, waiting = set(), [row for row in rows if row.object_id in live.keys() - erased]
    while waiting:
        first = {row.object_id or 0: row for row in reversed(waiting)}
        waiting = [row for row in waiting if first[row.object_id or 0] is not row]
        back = put_back_customers(
            by=by, changes={pk: row.changes for pk, row in first.items()}, now=now, group=group
        )
        whole |= {pk for pk, row in first.items() if len(back.get(pk, ())) == len(row.changes)}
    return whole


def _give_back(
    live: dict[int, Customer], *, by: Staff, rows: Sequence[Trail], now: datetime, group: UUID
) -> set[int]:
    """Give customers back to the owners they had, where nobody changed the owner since."""
    former: dict[int | None, list[int]] = {}
    for pk, change in _single(rows):
        if pk in live and live[pk].owner_id == change["to"]:
            former.setdefault(change["from"], []).append(pk)
    for owner, ids in former.items():
        found = Staff.objects.filter(pk=owner or 0).first()
        assign_owner(by=by, customer_ids=ids, owner=found, now=now, group=group)
    return {pk for ids in former.values() for pk in ids}


def _tag_back(
    live: dict[int, Customer], *, by: Staff, rows: Sequence[Trail], now: datetime, group: UUID
) -> set[int]:
    """Give customers the tags they had, where nobody changed the tags since."""
    present = names_of_tags(list(live.values()))
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[int]] = {}
    for pk, change in _single(rows):
        before, after = change["from"] or [], change["to"] or []
        if present.get(pk) == after:
            lost = tuple(name for name in before if name not in after)
            given = tuple(name for name in after if name not in before)
            alike.setdefault((lost, given), []).append(pk)
    for (lost, given), ids in alike.items():
        tag_customers(by=by, customer_ids=ids, add=lost, remove=given, now=now, group=group)
    return {pk for ids in alike.values() for pk in ids}


def _single(rows: Iterable[Trail]) -> Iterable[tuple[int, Change]]:
    """The customer and the one change of each row of a bulk change."""
    return ((row.object_id or 0, row.changes[0]) for row in rows if len(row.changes) == 1)
