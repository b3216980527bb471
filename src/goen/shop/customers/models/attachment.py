"""Files that belong to a customer: scanned cards, letters, photographs."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.shop.customers.models.customer import Customer


class Attachment(models.Model):
    """One file; the date of the document is mandatory, so that old knowledge is seen to be old."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="attachments")
    document_on = models.DateField(_("date of the document"))
    name = models.CharField(_("file name"), max_length=200)  # as it was on the sender's machine
    note = models.CharField(_("what it is"), max_length=200, blank=True)
    stored = models.CharField(max_length=80, unique=True, editable=False)  # its name on our disk
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveBigIntegerField(editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-document_on", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["customer", "-document_on"], name="attachment_of_customer")
        ]

    def __str__(self) -> str:
        return self.name
