"""Entering a customer and changing it, so that nobody's work is overwritten unseen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goen.shop.customers import comparable, registry
from goen.shop.customers.checks import problems
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import _rows
from goen.shop.customers.operations._after import tell
from goen.shop.customers.snapshot import LINKS, TEXTS, flat, snapshot
from goen.shop.staff.trail import Subject, differences, new_group, record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.customers.snapshot import Values
    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change


class SomeoneSavedFirst(Exception):
    """Another person saved this customer while it was being edited; nothing was written.

    `customer` is what is kept now with its `version`, `mine` what was to be saved, `theirs` the
    values kept now.
    """

    def __init__(self, *, customer: Customer, mine: Values, theirs: Values) -> None:
        super().__init__(customer.pk)
        self.customer = customer
        self.mine = mine
        self.theirs = theirs


@transaction.atomic
def create_customer(
    *, by: Staff | None, values: Mapping[str, Any], now: datetime, group: UUID | None = None
) -> Customer:
    """Enter a new customer. Raises ValidationError for values that cannot be kept."""
    _refuse(values)
    group = group or new_group()
    customer = Customer(created_at=now, updated_at=now, created_by=by)
    _put(customer, values=values)
    after = {name: value for name, value in snapshot(customer).items() if name != "sections"}
    changes = [change for change in differences(before={}, after=after) if change["to"]]
    changes += _save_sections(by=by, customer=customer, values=values, now=now, group=group)
    record(
        by=by,
        action="customers.customer.created",
        subject=Subject.of(customer),
        changes=changes,
        group=group,
    )
    tell(customer=customer, by=by, changes=changes, group=group)
    return customer


@transaction.atomic
def update_customer(
    *,
    by: Staff | None,
    customer_id: int,
    version: int,
    values: Mapping[str, Any],
    now: datetime,
    group: UUID | None = None,
) -> list[Change]:
    """Change what `values` names and give what differed; values not named stay.

    Raises SomeoneSavedFirst when the customer is no longer at `version`, ValidationError for values
    that cannot be kept, Customer.DoesNotExist for one that is not there or in the trash.
    """
    customer = _locked(customer_id)
    if customer.version != version:
        raise SomeoneSavedFirst(customer=customer, mine=dict(values), theirs=snapshot(customer))
    return _change(
        by=by,
        customer=customer,
        values=values,
        now=now,
        group=group or new_group(),
        action="customers.customer.updated",
    )


@transaction.atomic
def put_back(
    *, by: Staff | None, customer_id: int, changes: Sequence[Change], now: datetime, group: UUID
) -> list[Change]:
    """Undo `changes`: give each field its old value where it still has the new one."""
    customer = _locked(customer_id)
    present = flat(snapshot(customer))
    old: Values = {"sections": {}}
    for change in changes:
        name = change["field"]
        if name not in present or present[name] != change["to"]:
            continue
        section, _, field = name.partition(".")
        value = still_there(name, change["from"])
        (old["sections"].setdefault(section, {}) if field else old)[field or name] = value
    return _change(
        by=by,
        customer=customer,
        values=old,
        now=now,
        group=group,
        action="customers.customer.put_back",
    )


def still_there(name: str, value: Any) -> Any:
    """The value, or None where it points to what has left the database since."""
    if name not in LINKS or value is None:
        return value
    related = Customer._meta.get_field(name).related_model
    return value if related._default_manager.filter(pk=value).exists() else None  # type: ignore[union-attr]


def _locked(customer_id: int) -> Customer:
    """The customer, held against other writers until the end of the transaction."""
    return Customer.objects.select_for_update().live().get(pk=customer_id)


def _refuse(values: Mapping[str, Any], customer: Customer | None = None) -> None:
    found = problems(values=values, customer=customer)
    if found:
        raise ValidationError(dict(found))


def _change(
    *,
    by: Staff | None,
    customer: Customer,
    values: Mapping[str, Any],
    now: datetime,
    group: UUID,
    action: str,
) -> list[Change]:
    """Write `values`, one row of the trail and the next version; nothing when nothing differs."""
    _refuse(values, customer)
    before = snapshot(customer)
    _put(customer, values=values)
    after = snapshot(customer)
    del before["sections"], after["sections"]
    changes = differences(before=before, after=after)
    changes += _save_sections(by=by, customer=customer, values=values, now=now, group=group)
    if not changes:
        return []
    customer.version += 1
    customer.updated_at = now
    customer.save(update_fields=["version", "updated_at"])
    record(by=by, action=action, subject=Subject.of(customer), changes=changes, group=group)
    tell(customer=customer, by=by, changes=changes, group=group)
    return changes


def _put(customer: Customer, *, values: Mapping[str, Any]) -> None:
    """Put the values that are named into the customer and its rows."""
    set_fields(customer, values=values)
    customer.save()
    for name, write in (
        ("phones", _rows.write_phones),
        ("emails", _rows.write_emails),
        ("addresses", _rows.write_addresses),
        ("contacts", _rows.write_contacts),
        ("tags", _rows.write_tags),
    ):
        if name in values:
            write(customer, values[name])


def set_fields(customer: Customer, *, values: Mapping[str, Any]) -> None:
    """Set the fields that are named, and what is derived from them; nothing is saved yet."""
    for name in TEXTS:
        if name in values:
            setattr(customer, name, (values[name] or "").strip())
    for name in LINKS:
        if name in values:
            setattr(customer, f"{name}_id", values[name])
    if "birthday" in values:
        customer.birthday = date.fromisoformat(values["birthday"]) if values["birthday"] else None
    comparable.fill(customer)


def _save_sections(
    *,
    by: Staff | None,
    customer: Customer,
    values: Mapping[str, Any],
    now: datetime,
    group: UUID,
) -> list[Change]:
    """Let other rooms keep their part; what differed is named `section.field`."""
    changes: list[Change] = []
    given = values.get("sections") or {}
    for section in registry.form_sections:
        if section.name in given:
            differed = section.save(
                by=by, customer=customer, values=given[section.name], now=now, group=group
            )
            changes += [
                {**change, "field": f"{section.name}.{change['field']}"} for change in differed
            ]
    return changes


def keep_sections(
    pairs: Sequence[tuple[Customer, Mapping[str, Any]]],
    *,
    by: Staff | None,
    now: datetime,
    group: UUID,
) -> dict[int, list[Change]]:
    """Let other rooms keep their parts of many customers; what differed, by customer."""
    changes: dict[int, list[Change]] = {}
    for section in registry.form_sections:
        given: dict[int, Mapping[str, Any]] = {
            customer.pk: values["sections"][section.name]
            for customer, values in pairs
            if (values.get("sections") or {}).get(section.name)
        }
        differed = section.save_many(by=by, values=given, now=now, group=group) if given else {}
        for pk, one in differed.items():
            changes.setdefault(pk, []).extend(
                {**change, "field": f"{section.name}.{change['field']}"} for change in one
            )
    return changes
