"""Quotes and invoices: papers with lines, whose tax is worked out once for each rate."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.customers.models import Customer
from goen.shop.sales.models.product import Product
from goen.shop.sales.models.sale import Source
from goen.shop.staff.models import Staff

_LIVE = models.Q(deleted_at=None)


class Rounding(models.TextChoices):
    """What becomes of a part of a yen of tax."""

    FLOOR = "FLOOR", _("cut off")
    CEILING = "CEILING", _("rounded up")
    HALF_UP = "HALF_UP", _("rounded to the nearest")


class DocumentRows(models.QuerySet["Document"]):
    """Questions about quotes and invoices."""

    def live(self) -> DocumentRows:
        """Those not in the trash."""
        return self.filter(deleted_at=None)


class Document(models.Model):
    """One quote or invoice to a customer."""

    class Kind(models.TextChoices):
        QUOTE = "QUOTE", pgettext_lazy("kind of document", "Quote")
        INVOICE = "INVOICE", pgettext_lazy("kind of document", "Invoice")

    class Status(models.TextChoices):
        DRAFT = "DRAFT", pgettext_lazy("status of a document", "Draft")
        SENT = "SENT", pgettext_lazy("status of a document", "Sent")
        ORDERED = "ORDERED", pgettext_lazy("status of a document", "Ordered")  # quotes
        LOST = "LOST", pgettext_lazy("status of a document", "Not ordered")  # quotes
        PAID = "PAID", pgettext_lazy("status of a document", "Paid")  # invoices
        VOID = "VOID", pgettext_lazy("status of a document", "Void")

    kind = models.CharField(_("kind of document"), max_length=7, choices=Kind.choices)
    number = models.CharField(pgettext_lazy("sales", "number"), max_length=40, blank=True)
    customer = models.ForeignKey(
        Customer,
        verbose_name=_("customer"),
        null=True,  # one who left the trash: an invoice is kept for years, without its words
        on_delete=models.SET_NULL,
        related_name="documents",
        db_index=False,
    )
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    issued_on = models.DateField(_("date of issue"))
    due_on = models.DateField(_("valid until, or to be paid by"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=7, choices=Status.choices, default=Status.SENT
    )
    tax_included = models.BooleanField(_("prices include tax"), default=False)
    rounding = models.CharField(
        _("parts of a yen of tax"),
        max_length=8,
        choices=Rounding.choices,
        default=Rounding.FLOOR,
    )
    # Worked out from the lines when they are kept; given, when a file has only the sums.
    net = models.BigIntegerField(_("without tax"), default=0, editable=False)
    tax = models.BigIntegerField(_("tax"), default=0, editable=False)
    total = models.BigIntegerField(_("total"), default=0, editable=False)
    note = models.TextField(pgettext_lazy("sales", "note"), blank=True)
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    batch = models.BigIntegerField(null=True, editable=False)
    row = models.PositiveIntegerField(null=True, editable=False)
    entered_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = DocumentRows.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "number"],
                condition=~models.Q(number="") & _LIVE,
                name="document_number_unique",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["customer", "issued_on", "id"], name="document_customer"),
            models.Index(fields=["issued_on", "id"], condition=_LIVE, name="document_by_day"),
            models.Index(
                fields=["status", "due_on", "id"], condition=_LIVE, name="document_by_status"
            ),
            models.Index(
                fields=["batch", "row"],
                condition=models.Q(batch__isnull=False),
                name="document_batch",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()


class DocumentLine(models.Model):
    """One line of a quote or an invoice."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="lines")
    place = models.PositiveSmallIntegerField()
    product = models.ForeignKey(
        Product, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.CharField(_("what"), max_length=200)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=3, default=1)
    unit_price = models.DecimalField(_("unit price"), max_digits=14, decimal_places=2)
    tax_rate = models.PositiveSmallIntegerField(_("tax rate"), default=10)  # percent
    amount = models.BigIntegerField(_("amount"))

    class Meta:
        ordering: ClassVar[list[str]] = ["place"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["document", "place"], name="document_line_once")
        ]

    def __str__(self) -> str:
        return self.text
