"""Sales: one row for each line of a slip, as it was entered or came from a file."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.customers.models import Customer
from goen.shop.sales.models.product import Category, Named, Product
from goen.shop.staff.models import Staff

_LIVE = models.Q(deleted_at=None)


class Shop(Named):
    """A shop or a branch of our own company, where something was sold."""


class Source(Named):
    """Where sales come from: this screen, the register, a shop on the web."""

    SCREEN = "Goen"

    @property
    def is_screen(self) -> bool:
        """Whether it stands for what is typed here."""
        return self.name == self.SCREEN


class HiddenBatch(models.Model):
    """An import whose sales are half-way in, or half-way out: nobody counts them yet, or any more.

    Its sales are all seen, or none of them. Those that it replaces change over with it: they lie in
    the trash since exactly the moment `leaving`, and are there for all while it is hidden.
    """

    batch = models.BigIntegerField(primary_key=True)
    leaving = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.batch)


class SaleRows(models.QuerySet["Sale"]):
    """Questions about sales."""

    def live(self) -> SaleRows:
        """Those not in the trash, nor of an import that is half-way in or out."""
        there = models.Q(deleted_at=None) | _leaving()
        return self.filter(there).exclude(batch__in=HiddenBatch.objects.values("batch"))

    def trashed(self) -> SaleRows:
        """Those in the trash."""
        return self.filter(deleted_at__isnull=False).exclude(_leaving())


def _leaving() -> models.Q:
    """Sales that an import replaces, as long as it is half-way in or out."""
    moments = HiddenBatch.objects.exclude(leaving=None).values("leaving")
    return models.Q(deleted_at__in=moments)


class Sale(models.Model):
    """One line of a sale. Returns are negative; what was cancelled stays, and does not count."""

    class Kind(models.TextChoices):
        SALE = "SALE", pgettext_lazy("kind of sale", "Sale")
        RETURN = "RETURN", pgettext_lazy("kind of sale", "Return")
        CANCEL = "CANCEL", pgettext_lazy("kind of sale", "Cancelled")

    customer = models.ForeignKey(
        Customer,
        verbose_name=_("customer"),
        null=True,  # a walk-in, or a customer who left the trash: what was sold stays counted
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sales",
        db_index=False,
    )
    on = models.DateField(_("date of sale"))
    kind = models.CharField(
        _("kind of sale"), max_length=6, choices=Kind.choices, default=Kind.SALE
    )
    amount = models.BigIntegerField(_("amount"))  # in the currency's smallest unit
    profit = models.BigIntegerField(_("gross profit"), null=True, blank=True)
    quantity = models.DecimalField(
        _("quantity"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    product = models.ForeignKey(
        Product,
        verbose_name=_("product"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sales",
        db_index=False,
    )
    category = models.ForeignKey(
        Category,
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sales",
        db_index=False,
    )
    shop = models.ForeignKey(
        Shop,
        verbose_name=_("shop"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sales",
        db_index=False,
    )
    slip = models.CharField(_("slip number"), max_length=64, blank=True)
    line = models.PositiveIntegerField(_("line of the slip"), default=1)
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # The import it came with, and the row of the file there; nothing for what was typed.
    batch = models.BigIntegerField(null=True, editable=False)
    row = models.PositiveIntegerField(null=True, editable=False)
    # What the file said when it came, as a number: the same row is known again, whatever people
    # changed in it since.
    identity = models.BigIntegerField(null=True, editable=False)
    entered_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = SaleRows.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["SALE", "RETURN", "CANCEL"]), name="sale_kind_known"
            )
        ]
        # Few indexes: each one is written a million times by an import of a million rows.
        indexes: ClassVar[list[models.Index]] = [
            # All that sums of one customer ask for: twenty thousand rows are not looked up.
            models.Index(
                fields=["customer", "on", "id", "amount", "kind", "batch", "deleted_at"],
                name="sale_customer",
            ),
            models.Index(fields=["on", "id"], name="sale_by_day"),
            models.Index(
                fields=["product", "on", "id"],
                condition=models.Q(product__isnull=False),
                name="sale_of_product",
            ),
            models.Index(
                fields=["slip", "source", "line"],
                condition=~models.Q(slip=""),
                name="sale_of_slip",
            ),
            models.Index(
                fields=["batch", "row"], condition=models.Q(batch__isnull=False), name="sale_batch"
            ),
            models.Index(
                fields=["deleted_at", "id"],
                condition=models.Q(deleted_at__isnull=False),
                name="sale_in_trash",
            ),
            # Imported lines that somebody changed: their day may no longer be that of the file.
            models.Index(
                fields=["source", "id"],
                condition=models.Q(batch__isnull=False, version__gt=1),
                name="sale_changed_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y/%m/%d} {self.amount:,}".replace("-", "−")
