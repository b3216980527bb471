"""Customers: persons and companies, as typed for display and in comparable forms for search."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CustomerRows(models.QuerySet["Customer"]):
    """Questions about customers."""

    def live(self) -> CustomerRows:
        """Those not in the trash."""
        return self.filter(deleted_at=None)


class Customer(models.Model):
    """A person or a company that buys, may buy, or bought."""

    class Kind(models.TextChoices):
        PERSON = "PERSON", _("Person")
        COMPANY = "COMPANY", _("Company")

    class Stage(models.TextChoices):
        PROSPECT = "PROSPECT", _("Prospect")
        CUSTOMER = "CUSTOMER", _("Customer")
        SUSPENDED = "SUSPENDED", _("Dealings stopped")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.PERSON)
    code = models.CharField(_("customer number"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=200)
    kana = models.CharField(_("kana"), max_length=200, blank=True)
    name_key = models.CharField(max_length=200, blank=True, editable=False)  # comparable form
    kana_key = models.CharField(max_length=200, blank=True, editable=False)  # comparable; sorts
    honorific = models.CharField(_("honorific"), max_length=20, blank=True)
    stage = models.CharField(
        _("stage"), max_length=10, choices=Stage.choices, default=Stage.CUSTOMER
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="customers",
    )
    birthday = models.DateField(_("birthday"), null=True, blank=True)
    source = models.CharField(_("how they came"), max_length=100, blank=True)
    memo = models.TextField(_("memo"), blank=True)
    # Facts of other rooms that lists sort and filter by, kept by their operations.
    last_touch_at = models.DateTimeField(null=True, editable=False)
    next_action_on = models.DateField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = CustomerRows.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~models.Q(code="") & models.Q(deleted_at=None),
                name="customer_code_unique",
            )
        ]

    def __str__(self) -> str:
        return self.name
