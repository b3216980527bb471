"""Entering many customers at once, each with values of its own.

What `create_customer` does for one is done here for many, in few statements.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goen.shop.customers.checks import problems_of_many
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import _rows
from goen.shop.customers.operations._after import tell_each
from goen.shop.customers.operations._trail import write_trail
from goen.shop.customers.operations.saving import keep_sections, set_fields
from goen.shop.ui.inserting import give_ids, insert

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.customers.snapshot import Values
    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """A customer to be entered: values as of `snapshot`, and the row of the file they stand in."""

    values: Mapping[str, Any]
    row: int | None = None


@transaction.atomic
def create_customers(
    *, by: Staff, rows: Sequence[NewCustomer], now: datetime, group: UUID
) -> list[int]:
    """Enter new customers, a few hundred at a time; gives their ids in the order of `rows`.

    Raises ValidationError for values that cannot be kept, with those of all rows, and writes
    nothing then.
    """
    found = problems_of_many(values=[row.values for row in rows])
    if any(found):
        raise ValidationError([words for one in found for every in one.values() for words in every])
    customers = _blank(len(rows), Customer(created_at=now, updated_at=now, created_by=by))
    for customer, row in zip(customers, rows, strict=True):
        set_fields(customer, values=row.values)
    give_ids(customers)
    insert(customers)
    pairs = list(zip(customers, (row.values for row in rows), strict=True))
    values = _rows.write_new(pairs)
    changes = {pk: _entered(said) for pk, said in values.items()}
    for pk, further in keep_sections(pairs, by=by, now=now, group=group).items():
        changes[pk] += further
    write_trail(
        by=by,
        action="customers.customer.created",
        group=group,
        rows=[(customer, changes[customer.pk]) for customer in customers],
        numbers=[row.row for row in rows],
    )
    tell_each(customers=customers, values=values, by=by, changes=changes, group=group)
    return [customer.pk for customer in customers]


def _blank(count: int, like: Customer) -> list[Customer]:
    """Customers yet to be filled in; values in the order of the fields make them in less time."""
    values = [getattr(like, field.attname) for field in Customer._meta.concrete_fields]
    return [Customer(*values) for _number in range(count)]


def _entered(values: Values) -> list[Change]:
    """What the trail says of a new customer: all that is not empty."""
    return [{"field": name, "from": None, "to": value} for name, value in values.items() if value]
