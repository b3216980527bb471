"""Files of a customer: adding one, taking it away, bringing it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goen.shop.customers.models import Attachment, Customer
from goen.shop.staff.trail import Subject, new_group, record
from goen.shop.ui import files

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

    from goen.shop.staff.models import Staff


def add_attachment(
    *,
    by: Staff,
    customer_id: int,
    upload: UploadedFile,
    document_on: date,
    now: datetime,
    note: str = "",
) -> Attachment:
    """Keep a file with its document date. Raises `files.Refused` for what may not be kept."""
    accepted = files.check(upload)
    stored = files.store(upload, folder="customers")
    try:
        return _add(
            by=by,
            customer_id=customer_id,
            values={
                "document_on": document_on,
                "name": accepted.name,
                "note": note.strip(),
                "stored": stored,
                "content_type": accepted.content_type,
                "size": accepted.size,
            },
            now=now,
        )
    except BaseException:
        files.remove([stored])
        raise


@transaction.atomic
def _add(*, by: Staff, customer_id: int, values: dict[str, object], now: datetime) -> Attachment:
    customer = Customer.objects.live().get(pk=customer_id)
    attachment = Attachment.objects.create(customer=customer, added_by=by, added_at=now, **values)
    record(
        by=by,
        action="customers.attachment.added",
        subject=Subject.of(customer),
        changes=[{"field": "attachments", "from": None, "to": attachment.name}],
    )
    return attachment


@transaction.atomic
def remove_attachment(*, by: Staff, attachment_id: int, now: datetime) -> UUID:
    """Take a file away from its customer; it can be brought back for 30 days."""
    return _mark(by=by, attachment_id=attachment_id, at=now, action="removed")


@transaction.atomic
def restore_attachment(*, by: Staff, attachment_id: int) -> UUID:
    """Bring a file back that was taken away."""
    return _mark(by=by, attachment_id=attachment_id, at=None, action="restored")


def _mark(*, by: Staff, attachment_id: int, at: datetime | None, action: str) -> UUID:
    attachment = Attachment.objects.select_for_update().get(pk=attachment_id)
    attachment.deleted_at = at
    attachment.save(update_fields=["deleted_at"])
    name = attachment.name
    before, after = (name, None) if at else (None, name)
    group = new_group()
    record(
        by=by,
        action=f"customers.attachment.{action}",
        subject=Subject.of(attachment.customer),
        changes=[{"field": "attachments", "from": before, "to": after}],
        group=group,
    )
    return group
