"""What this room tells a person who asks what is kept of them, and how it forgets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goen.shop.customers.models import Customer, Tagging
from goen.shop.customers.search import forget_customers
from goen.shop.staff.redaction import redact
from goen.shop.staff.trail import Subject, record
from goen.shop.ui import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.staff.models import Staff

COLUMNS = (gettext_lazy("What"), gettext_lazy("Content"))
_TOLD = (
    *("name", "kana", "code", "kind", "stage", "honorific", "birthday", "source", "memo"),
    *("corporate_number", "invoice_number", "shelf", "created_at", "updated_at"),
)
_FORGOTTEN = (
    *("code", "kana", "name_key", "kana_key", "honorific", "source", "memo"),
    *("corporate_number", "invoice_number", "shelf"),
)


def disclosed(customer: Customer) -> Sequence[Sequence[str | int | None]]:
    """Everything on the customer's card, one row each."""
    return list(_rows(customer))


def _rows(customer: Customer) -> Iterator[tuple[str, str]]:
    for name in _TOLD:
        value = getattr(customer, name)
        shown = getattr(customer, f"get_{name}_display", lambda value=value: value)()
        if shown not in (None, ""):
            yield str(getattr(Customer._meta.get_field(name), "verbose_name", name)), str(shown)
    for phone in customer.phones.all():
        yield _("Telephone"), " ".join(filter(None, (phone.label, phone.number)))
    for email in customer.emails.all():
        yield _("E-mail"), " ".join(filter(None, (email.label, email.address)))
    for address in customer.addresses.all():
        yield _("Address"), " ".join(filter(None, (address.postal_code, str(address))))
    for contact in customer.contacts.all():
        words = (contact.department, contact.title, contact.name, contact.kana)
        yield _("Contact person"), " ".join(filter(None, words))
    for tag in customer.tags.all():
        yield _("Tag"), tag.name
    for attachment in customer.attachments.all():
        yield _("File"), f"{attachment.document_on.isoformat()} {attachment.name} {attachment.note}"


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
