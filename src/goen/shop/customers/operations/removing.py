"""Taking customers out again that were entered together, as far as nobody has used them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from goen.shop.customers import registry
from goen.shop.customers.models import Address, ContactPerson, Customer, Email, Phone, Tagging
from goen.shop.customers.operations._trail import write_trail
from goen.shop.customers.search import forget_customers
from goen.shop.customers.signals import customers_purged
from goen.shop.customers.snapshot import flat, whole_snapshots
from goen.shop.staff.models import Trail
from goen.shop.staff.redaction import redact
from goen.shop.staff.trail import Subject

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.db.models import Model

    from goen.shop.staff.models import Staff

# What a customer consists of; rows of any other model that point to it are a use of it.
_OWN: Sequence[type[Model]] = (Tagging, Phone, Email, Address, ContactPerson)


@transaction.atomic
def remove_unused_customers(
    *, ids: Collection[int], by: Staff, now: datetime, group: UUID
) -> Collection[int]:
    """Take customers out of the database for ever that were entered as `group`; gives which went.

    Those who have anything attached, are in the trash, or say something else than when they were
    entered, stay.
    """
    rows = {row.pk: row for row in Customer.objects.select_for_update().live().filter(pk__in=ids)}
    for pk in {*_used(list(rows), group), *_changed(list(rows.values()), group)}:
        rows.pop(pk, None)
    for pk in _named_by_others(rows):
        del rows[pk]
    gone = list(rows)
    if not gone:
        return []
    customers_purged.send(sender=Customer, customer_ids=gone, now=now)
    forget_customers(customer_ids=gone)
    about = Subject("customer", gone[0] if len(gone) == 1 else None)
    redact(by=by, about=about, objects={"customer": gone}, group=group)
    for row in rows.values():
        row.name = ""  # the trail says that it went, without its name and values
    write_trail(
        by=by,
        action="customers.customer.purged",
        group=group,
        rows=[(row, []) for row in rows.values()],
    )
    _delete(gone)
    return rows.keys()


def _delete(ids: Sequence[int]) -> None:
    """Take customers out whom nothing points to but what they consist of."""
    for model in (*_OWN, *map(apps.get_model, (one.name for one in registry.belongings))):
        model._default_manager.filter(customer__in=ids).delete()
    rows = Customer.objects.filter(pk__in=ids)
    rows._raw_delete(rows.db)  # asks for no rows that point to them


def _used(ids: Sequence[int], group: UUID) -> set[int]:
    """Those of these customers who have anything that is not a part of them."""
    belongings = {one.name for one in registry.belongings}
    any_use = Q()
    for relation in Customer._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if model in (*_OWN, Customer) or model._meta.label in belongings:
            continue
        any_use |= Q(Exists(model._default_manager.filter(**{name: OuterRef("pk")})))
    found = set(Customer.objects.filter(any_use, pk__in=ids).values_list("pk", flat=True))
    for use in registry.uses:
        found.update(use.of(ids, group))
    return found


def _named_by_others(ids: Collection[int]) -> set[int]:
    """Those whom customers that stay name as their head office, or as who introduced them."""
    naming = Customer.objects.filter(Q(parent__in=ids) | Q(introduced_by__in=ids))
    named = {
        pk: {parent, introduced_by}
        for pk, parent, introduced_by in naming.values_list("pk", "parent_id", "introduced_by_id")
    }
    going = set(ids)
    while needed := going & set[int | None]().union(*(named[pk] for pk in named.keys() - going)):
        going -= needed
    return set(ids) - going


def _changed(customers: Sequence[Customer], group: UUID) -> Iterable[int]:
    """Those who do not say what they said when they were entered."""
    moved = [customer for customer in customers if customer.version > 1]
    if not moved:
        return
    entered = Trail.objects.filter(
        group=group,
        action="customers.customer.created",
        kind="customer",
        object_id__in=[customer.pk for customer in moved],
    )
    said = dict(entered.values_list("object_id", "changes"))
    for pk, values in whole_snapshots(moved).items():
        before = {change["field"]: change["to"] for change in said.get(pk, ())}
        now = {name: value for name, value in flat(values).items() if value not in (None, "", [])}
        if now != before:
            yield pk
