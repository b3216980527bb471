"""Who belongs together: households, head offices and branches, who introduced whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from goen.shop.customers.models import Customer, Household
from goen.shop.customers.operations._after import tell
from goen.shop.staff.trail import Subject, new_group, record

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from goen.shop.staff.models import Staff


class CannotLink(Exception):
    """The two customers cannot be bound in this way; the message says why."""


@transaction.atomic
def link_household(*, by: Staff, customer_id: int, other_id: int, now: datetime) -> UUID:
    """Say that two persons live in the same household; both stay separate customers.

    When both live in households already, all members of the second come to the first.
    """
    one, other = _two(customer_id, other_id)
    if one.is_company or other.is_company:
        raise CannotLink(_("Only persons share a household."))
    household = one.household or other.household or Household.objects.create()
    group = new_group()
    moving = {one, other}
    if other.household_id and other.household_id != household.pk:
        moving |= set(Customer.objects.live().filter(household=other.household_id))
    for person in sorted(moving, key=lambda row: row.pk):
        _set(by=by, customer=person, field="household", value=household.pk, now=now, group=group)
    return group


@transaction.atomic
def link_parent(*, by: Staff, customer_id: int, other_id: int, now: datetime) -> UUID:
    """Say that `other_id` is the head office of the branch `customer_id`."""
    branch, head = _two(customer_id, other_id)
    if not (branch.is_company and head.is_company):
        raise CannotLink(_("Only companies have a head office."))
    if branch.pk in _above(head):
        raise CannotLink(_("That company is a branch of this one already."))
    group = new_group()
    _set(by=by, customer=branch, field="parent", value=head.pk, now=now, group=group)
    return group


@transaction.atomic
def link_introducer(*, by: Staff, customer_id: int, other_id: int, now: datetime) -> UUID:
    """Say that `other_id` introduced the customer to us."""
    customer, introducer = _two(customer_id, other_id)
    group = new_group()
    _set(by=by, customer=customer, field="introduced_by", value=introducer.pk, now=now, group=group)
    return group


@transaction.atomic
def unlink(*, by: Staff, customer_id: int, field: str, now: datetime) -> UUID:
    """Undo a bond: `field` is "household", "parent" or "introduced_by"."""
    if field not in ("household", "parent", "introduced_by"):
        raise CannotLink(_("There is no such bond."))
    customer = Customer.objects.select_for_update().live().get(pk=customer_id)
    group = new_group()
    _set(by=by, customer=customer, field=field, value=None, now=now, group=group)
    return group


def _two(customer_id: int, other_id: int) -> tuple[Customer, Customer]:
    if customer_id == other_id:
        raise CannotLink(_("This is the same customer."))
    rows = {
        row.pk: row
        for row in Customer.objects.select_for_update(of=("self",))
        .live()
        .select_related("household")
        .filter(pk__in=[customer_id, other_id])
    }
    if len(rows) < 2:
        raise CannotLink(_("That customer is not there any more."))
    return rows[customer_id], rows[other_id]


def _above(head: Customer) -> set[int]:
    """The company itself and all head offices above it."""
    found: set[int] = set()
    step: Customer | None = head
    while step is not None and step.pk not in found:
        found.add(step.pk)
        step = step.parent
    return found


def _set(
    *, by: Staff, customer: Customer, field: str, value: Any, now: datetime, group: UUID
) -> None:
    """Set one bond of one customer, with its trail."""
    before = getattr(customer, f"{field}_id")
    if before == value:
        return
    setattr(customer, f"{field}_id", value)
    customer.version += 1
    customer.updated_at = now
    customer.save(update_fields=[field, "version", "updated_at"])
    changes = [{"field": field, "from": before, "to": value}]
    record(
        by=by,
        action="customers.customer.linked",
        subject=Subject.of(customer),
        changes=changes,
        group=group,
    )
    tell(customer=customer, by=by, changes=changes, group=group)
