"""Changing many customers at once, each in its own way, and putting such changes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from goen.shop.customers.checks import may_stand
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import _rows
from goen.shop.customers.operations._after import tell_each
from goen.shop.customers.operations._trail import write_trail
from goen.shop.customers.operations.saving import keep_sections, set_fields, still_there
from goen.shop.customers.snapshot import LINKS, TEXTS, flat, snapshots, whole_snapshots
from goen.shop.staff.trail import differences

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.customers.snapshot import Values
    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change

_ROWS: dict[str, Callable[[Customer, Any], None]] = {
    "phones": _rows.write_phones,
    "emails": _rows.write_emails,
    "addresses": _rows.write_addresses,
    "contacts": _rows.write_contacts,
    "tags": _rows.write_tags,
}
_COLUMNS = (*TEXTS, *LINKS, "birthday")
_DERIVED = ("name_key", "kana_key", "birth_day")


@dataclass(frozen=True, slots=True)
class CustomerUpdate:
    """What is to change of one customer, at which version, and the row of the file it stands in."""

    customer_id: int
    version: int
    values: Mapping[str, Any]
    row: int | None = None


@transaction.atomic
def update_customers(
    *,
    by: Staff | None,
    rows: Sequence[CustomerUpdate],
    now: datetime,
    group: UUID,
    action: str = "customers.customer.updated",
) -> dict[int, list[Change]]:
    """Change many customers, each once; values not named stay. Gives what differed, by customer.

    Customers that are gone or no longer at that version, and those whose values cannot be kept (a
    number that another one has got meanwhile), stay as they are and are not in the answer.
    """
    ids = [row.customer_id for row in rows]
    known = Customer.objects.select_for_update().live().in_bulk(ids)
    fresh = [
        row
        for row in rows
        if row.customer_id in known and known[row.customer_id].version == row.version
    ]
    good = may_stand(pairs=[(known[row.customer_id], row.values) for row in fresh])
    pairs = [
        (known[row.customer_id], row.values) for row, one in zip(fresh, good, strict=True) if one
    ]
    numbers = {row.customer_id: row.row for row in rows}
    changes, values = _write(pairs, by=by, now=now, group=group)
    changed = [customer for customer, _values in pairs if changes[customer.pk]]
    write_trail(
        by=by,
        action=action,
        group=group,
        rows=[(customer, changes[customer.pk]) for customer in changed],
        numbers=[numbers[customer.pk] for customer in changed],
    )
    told = {customer.pk: changes[customer.pk] for customer in changed}
    if told:
        tell_each(customers=changed, values=values, by=by, changes=told, group=group)
    return changes


def _write(
    pairs: Sequence[tuple[Customer, Mapping[str, Any]]],
    *,
    by: Staff | None,
    now: datetime,
    group: UUID,
) -> tuple[dict[int, list[Change]], Mapping[int, Values]]:
    """Write the values where they differ, with the next version; gives what differed, and what is
    kept then."""
    customers = [customer for customer, _values in pairs]
    before = snapshots(customers)
    for customer, values in pairs:
        _put(customer, values=values, before=before[customer.pk])
    further = keep_sections(pairs, by=by, now=now, group=group)
    kept = snapshots(customers)
    changes = {
        pk: differences(before=before[pk], after=after) + further.get(pk, [])
        for pk, after in kept.items()
    }
    for customer in customers:
        if changes[customer.pk]:
            customer.version, customer.updated_at = customer.version + 1, now
            customer.save(update_fields=["version", "updated_at"])
    return changes, kept


def _put(customer: Customer, *, values: Mapping[str, Any], before: Values) -> None:
    """Put those values that differ into the customer and its rows."""
    columns = [name for name in _COLUMNS if name in values and values[name] != before[name]]
    if columns:
        set_fields(customer, values={name: values[name] for name in columns})
        customer.save(update_fields=[*columns, *_DERIVED])
    for name, write in _ROWS.items():
        if name in values and values[name] != before[name]:
            write(customer, values[name])


def put_back_customers(
    *,
    by: Staff | None,
    changes: Mapping[int, Sequence[Change]],
    now: datetime,
    group: UUID,
) -> dict[int, list[Change]]:
    """Undo changes of many customers: give each field its old value where it has the new one still.

    Gives what went back, by customer.
    """
    customers = list(Customer.objects.select_for_update().live().filter(pk__in=list(changes)))
    present = whole_snapshots(customers)
    rows = [
        CustomerUpdate(customer.pk, customer.version, values)
        for customer in customers
        if (values := _old(changes[customer.pk], flat(present[customer.pk])))
    ]
    done = update_customers(
        by=by, rows=rows, now=now, group=group, action="customers.customer.put_back"
    )
    return {pk: given for pk, given in done.items() if given}


def _old(changes: Sequence[Change], present: Values) -> Values:
    """The old values of those fields that still have the new ones."""
    old: Values = {}
    for change in changes:
        name = change["field"]
        if name not in present or present[name] != change["to"]:
            continue
        section, _, field = name.partition(".")
        value = still_there(name, change["from"])
        if field:
            old.setdefault("sections", {}).setdefault(section, {})[field] = value
        else:
            old[name] = value
    return old
