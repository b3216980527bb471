"""What is asked about own fields: values, what is missing or overdue, how full they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from goen.shop.customers.models import Customer
from goen.shop.fields.models import OwnField, OwnValue
from goen.shop.fields.values import plain_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from goen.shop.fields.values import Plain
    from goen.shop.staff.models import Staff

# Days after the customer was entered on which a value has to be there at the latest.
DAYS = {OwnField.When.AT_ONCE: 0, OwnField.When.DAILY: 1, OwnField.When.WEEKLY: 7}


@dataclass(frozen=True, slots=True)
class Fill:
    """How full one field is among the customers it is about, or among those of one person."""

    filled: int
    customers: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None when it is about nobody."""
        return self.filled / self.customers if self.customers else None

    @property
    def percent(self) -> float:
        """Between 0 and 100; 0 when it is about nobody."""
        return 100 * (self.share or 0)


def fields_of(*, kind: str, sensitive: bool) -> QuerySet[OwnField]:
    """Return the fields in use for persons or companies, sensitive ones only if asked for."""
    fields = OwnField.objects.in_use().for_kind(kind).prefetch_related("choices")
    return fields if sensitive else fields.filter(sensitive=False)


def plain_values(*, customer_id: int, fields: Iterable[OwnField]) -> dict[int, Plain]:
    """Return the plain values of one customer by field id; fields without a value are left out."""
    return plain_values_of_many(customer_ids=[customer_id], fields=fields).get(customer_id, {})


def plain_values_of_many(
    *, customer_ids: Iterable[int], fields: Iterable[OwnField]
) -> dict[int, dict[int, Plain]]:
    """Return customer id → field id → plain value, with one query for all."""
    known = {field.pk: field for field in fields}
    rows = OwnValue.objects.filter(customer_id__in=list(customer_ids), field_id__in=known)
    gathered: dict[int, dict[int, list[OwnValue]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.select_related("choice"):
        gathered[row.customer_id][row.field_id].append(row)
    return {
        customer: {pk: plain_of(field=known[pk], rows=values) for pk, values in by_field.items()}
        for customer, by_field in gathered.items()
    }


def customers_of(*, field: OwnField) -> QuerySet[Customer]:
    """Return the live customers that a field is about."""
    customers = Customer.objects.live()
    return customers.filter(kind=field.applies_to) if field.applies_to else customers


def overdue(*, field: OwnField, today: date) -> QuerySet[Customer]:
    """Return the customers whose value in `field` should be there by `today` and is not.

    A customer entered before the field was in use is due counted from the day it was.
    """
    if field.when not in DAYS or field.in_use_from is None:
        return Customer.objects.none()
    limit = today - timedelta(days=DAYS[OwnField.When(field.when)])
    if field.in_use_from >= limit:  # nobody's time is over yet
        return Customer.objects.none()
    without = customers_of(field=field).exclude(
        pk__in=OwnValue.objects.filter(field=field).values("customer_id")
    )
    return without.filter(created_at__date__lt=limit)


def is_overdue(*, field: OwnField, customer: Customer, today: date) -> bool:
    """Whether the time to enter the value of this customer is over, if there is none."""
    if field.when not in DAYS or field.in_use_from is None:
        return False
    begun = max(field.in_use_from, timezone.localdate(customer.created_at))
    return today > begun + timedelta(days=DAYS[OwnField.When(field.when)])


def is_needed(*, field: OwnField, by: Staff, new: bool, value: Plain) -> bool:
    """Whether `by` cannot save a customer without a value in this field.

    Only what has to be there at once stops a new customer, and only who has to enter it; what is
    there must not be emptied. Everything else is missing until it is entered.
    """
    if not field.required or field.when != OwnField.When.AT_ONCE:
        return False
    if not new:
        return value not in (None, "", [])
    by_another = field.who == OwnField.Who.STAFF and field.who_staff_id != by.pk
    return not by_another and field.who != OwnField.Who.OWNER


def overdue_for(*, field: OwnField, staff: Staff, today: date) -> QuerySet[Customer]:
    """Return those of `overdue` whose value `staff` has to enter."""
    customers = overdue(field=field, today=today)
    match field.who:
        case OwnField.Who.OWNER:
            return customers.filter(owner=staff)
        case OwnField.Who.CREATOR:
            return customers.filter(created_by=staff)
        case OwnField.Who.STAFF:
            return customers if field.who_staff_id == staff.pk else customers.none()
    return customers


def fill(*, field: OwnField) -> Fill:
    """Return how many of the field's customers have a value."""
    about = customers_of(field=field)
    filled = OwnValue.objects.filter(field=field, customer__in=about).values("customer").distinct()
    return Fill(filled.count(), about.count())


def fill_by_owner(*, field: OwnField) -> dict[int | None, Fill]:
    """Return owner id → how full the field is among the customers of that owner."""
    has = Q(pk__in=OwnValue.objects.filter(field=field).values("customer_id"))
    rows = (
        customers_of(field=field)
        .values("owner_id")
        .annotate(customers=Count("pk"), filled=Count("pk", filter=has))
    )
    return {row["owner_id"]: Fill(row["filled"], row["customers"]) for row in rows}
