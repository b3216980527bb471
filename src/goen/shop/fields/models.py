"""Own fields, their choices, and the values customers have in them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.shop.customers.models import Customer


class OwnFieldRows(models.QuerySet["OwnField"]):
    """Questions about own fields."""

    def in_use(self) -> OwnFieldRows:
        """Approved ones, in the order in which forms show them."""
        return self.filter(status=OwnField.Status.APPROVED).order_by("group", "order", "pk")

    def for_kind(self, kind: str) -> OwnFieldRows:
        """Those that customers of `kind` (PERSON or COMPANY) have."""
        return self.filter(applies_to__in=("", kind))


class OwnField(models.Model):
    """A question the company asks about its customers: what, of whom, who enters it and when."""

    class Kind(models.TextChoices):
        TEXT = "TEXT", _("Text")
        LONG_TEXT = "LONG_TEXT", _("Long text")
        NUMBER = "NUMBER", _("Number")
        YEN = "YEN", _("Yen")
        DATE = "DATE", _("Date")
        CHOICE = "CHOICE", _("One of several")
        CHOICES = "CHOICES", _("Several of several")
        YES_NO = "YES_NO", _("Yes or no")
        LINK = "LINK", _("Link")

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED", _("Proposed")
        APPROVED = "APPROVED", _("In use")
        DECLINED = "DECLINED", _("Declined")
        RETIRED = "RETIRED", _("No longer used")

    class Who(models.TextChoices):
        NOBODY = "", _("Whoever comes to know it")
        OWNER = "OWNER", _("The customer's owner")
        CREATOR = "CREATOR", _("Whoever entered the customer")
        STAFF = "STAFF", _("One staff member")

    class When(models.TextChoices):
        WHENEVER = "", _("Whenever")
        AT_ONCE = "AT_ONCE", _("At once (the same day)")
        DAILY = "DAILY", _("By the next day")
        WEEKLY = "WEEKLY", _("Within a week")

    label = models.CharField(_("name of the field"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.TEXT)
    applies_to = models.CharField(
        _("of whom"),
        max_length=8,
        blank=True,
        choices=[("", _("Persons and companies")), *Customer.Kind.choices],
    )
    group = models.CharField(_("group"), max_length=60, blank=True)
    help = models.CharField(_("help"), max_length=200, blank=True)
    reason = models.CharField(_("what it is for"), max_length=200, blank=True)
    required = models.BooleanField(_("has to be filled in"), default=False)
    searchable = models.BooleanField(_("found by search"), default=False)
    sensitive = models.BooleanField(_("sensitive"), default=False)
    order = models.PositiveIntegerField(_("place"), default=0)
    who = models.CharField(_("who enters it"), max_length=8, blank=True, choices=Who.choices)
    who_staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("this staff member"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    when = models.CharField(_("by when"), max_length=8, blank=True, choices=When.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    in_use_from = models.DateField(null=True)  # the day of approval: duties begin then
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OwnFieldRows.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["label"],
                condition=models.Q(status__in=["PROPOSED", "APPROVED"]),
                name="own_field_label_unique",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def input_name(self) -> str:
        """The name of its input in the form of a customer, and of its value in the trail."""
        return f"own_{self.pk}"


class OwnChoice(models.Model):
    """One answer that a field of choices offers."""

    field = models.ForeignKey(OwnField, on_delete=models.CASCADE, related_name="choices")
    label = models.CharField(max_length=60)
    order = models.PositiveIntegerField(default=0)
    offered = models.BooleanField(default=True)  # a choice in use is withdrawn, never deleted

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["field", "label"], name="own_choice_unique")
        ]

    def __str__(self) -> str:
        return self.label


class OwnValue(models.Model):
    """What one customer has in one field; a field of several choices has one row per choice.

    Exactly one of the columns is filled: `text` (TEXT, LONG_TEXT, LINK), `number` (NUMBER, YEN in
    whole yen, YES_NO as 1 and 0), `date`, `choice`. `slot` is 0, or the choice of several.
    """

    field = models.ForeignKey(OwnField, on_delete=models.CASCADE, related_name="values")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="own_values")
    slot = models.BigIntegerField(default=0)
    text = models.TextField(blank=True)
    text_key = models.CharField(max_length=100, blank=True)  # comparable form, for sorting
    number = models.DecimalField(null=True, max_digits=20, decimal_places=4)
    date = models.DateField(null=True)
    choice = models.ForeignKey(OwnChoice, null=True, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["customer", "field", "slot"], name="own_value_unique")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["field", "text_key", "customer"], name="own_value_text"),
            models.Index(fields=["field", "number", "customer"], name="own_value_number"),
            models.Index(fields=["field", "date", "customer"], name="own_value_date"),
            models.Index(fields=["field", "choice", "customer"], name="own_value_choice"),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.text or self.number or self.date or self.choice}"
