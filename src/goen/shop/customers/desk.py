"""How this room forgets a person who asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from goen.shop.customers.models import Customer, Tagging
from goen.shop.customers.search import forget_customers
from goen.shop.staff.redaction import redact
from goen.shop.staff.trail import Subject, record
from goen.shop.ui import files

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from goen.shop.staff.models import Staff

_FORGOTTEN = (
    *("code", "kana", "name_key", "kana_key", "honorific", "source", "memo"),
    *("corporate_number", "invoice_number", "shelf"),
)


@transaction.atomic
def erase(by: Staff, customer: Customer, now: datetime, group: UUID) -> None:
    """Leave a customer without name, number and ways to reach them; what was sold stays counted."""
    stored = list(customer.attachments.values_list("stored", flat=True))
    for rows in ("phones", "emails", "addresses", "contacts", "attachments"):
        getattr(customer, rows).all().delete()
    Tagging.objects.filter(customer=customer).delete()
    for name in _FORGOTTEN:
        setattr(customer, name, "")
    customer.name = _("(erased)")
    customer.birthday = customer.birth_day = None
    customer.household = customer.parent = customer.introduced_by = customer.owner = None
    customer.stage, customer.updated_at = Customer.Stage.SUSPENDED, now
    customer.version += 1
    customer.save()
    forget_customers(customer_ids=[customer.pk])
    subject = Subject("customer", customer.pk)
    redact(by=by, about=subject, objects={"customer": [customer.pk]}, group=group)
    record(by=by, action="customers.customer.erased", subject=subject, group=group)
    transaction.on_commit(lambda: files.remove(stored))
