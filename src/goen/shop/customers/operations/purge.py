"""Emptying the trash: what lay there for 30 days leaves for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goen.shop.customers.models import TRASH_KEPT, Attachment, Customer
from goen.shop.customers.signals import customers_purged
from goen.shop.jobs.pause import breathe
from goen.shop.staff.redaction import redact
from goen.shop.staff.trail import Subject, record
from goen.shop.ui import files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_CHUNK = 20


def purge_trash(*, now: datetime) -> int:
    """Remove customers and files that lay in the trash for 30 days; gives how many customers."""
    count = 0
    while ids := list(
        Customer.objects.trashed()
        .filter(deleted_at__lt=now - TRASH_KEPT)
        .order_by("deleted_at", "id")
        .values_list("pk", flat=True)[:_CHUNK]
    ):
        count += purge(ids, now=now)
        breathe()
    _purge_files(now=now)
    return count


@transaction.atomic
def purge(ids: Sequence[int], *, now: datetime) -> int:
    """Take customers out of the database for ever; the trail keeps that they went."""
    customers_purged.send(sender=Customer, customer_ids=ids, now=now)
    stored = list(Attachment.objects.filter(customer__in=ids).values_list("stored", flat=True))
    for pk in ids:  # the trail says that it went, without its name and values
        subject = Subject("customer", pk)
        redact(by=None, about=subject, objects={"customer": [pk]})
        record(by=None, action="customers.customer.purged", subject=subject)
    Customer.objects.filter(pk__in=ids).delete()
    transaction.on_commit(lambda: files.remove(stored))
    return len(ids)


def _purge_files(*, now: datetime) -> None:
    """Remove files that were taken away from customers 30 days ago."""
    old = Attachment.objects.filter(deleted_at__lt=now - TRASH_KEPT)
    stored = list(old.values_list("stored", flat=True))
    old.delete()
    files.remove(stored)
