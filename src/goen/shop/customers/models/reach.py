"""Ways to reach a customer: telephones, mail addresses, postal addresses, contact persons."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from goen import japanese
from goen.shop.customers.models.customer import Customer


class ContactPerson(models.Model):
    """Someone who works for a company that is a customer."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=200)
    kana = models.CharField(_("kana"), max_length=200, blank=True)
    name_key = models.CharField(max_length=200, blank=True, editable=False)
    department = models.CharField(_("department"), max_length=100, blank=True)
    title = models.CharField(_("title in the company"), max_length=100, blank=True)
    is_primary = models.BooleanField(_("ask for this person first"), default=False)
    has_left = models.BooleanField(_("has left"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=models.Q(is_primary=True),
                name="contact_one_primary",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Phone(models.Model):
    """A telephone number of a customer, or of one of its contact persons."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="phones")
    contact = models.ForeignKey(
        ContactPerson, null=True, blank=True, on_delete=models.CASCADE, related_name="phones"
    )
    label = models.CharField(_("label"), max_length=40, blank=True)
    number = models.CharField(_("telephone"), max_length=40)  # as typed
    key = models.CharField(max_length=40, editable=False)  # digits, comparable
    is_primary = models.BooleanField(_("primary"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=models.Q(is_primary=True, contact=None),
                name="phone_one_primary",
            ),
            models.UniqueConstraint(
                fields=["contact"],
                condition=models.Q(is_primary=True, contact__isnull=False),
                name="phone_one_primary_of_contact",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["key"], name="phone_by_key")]

    def __str__(self) -> str:
        return self.number

    @property
    def shown(self) -> str:
        """The number as Japan's numbering divides it; one with an extension as it was typed."""
        if japanese.read_phone(text=self.number).extension:
            return japanese.plain(self.number)
        return japanese.phone_display(text=self.number)


class Email(models.Model):
    """A mail address of a customer, or of one of its contact persons."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="emails")
    contact = models.ForeignKey(
        ContactPerson, null=True, blank=True, on_delete=models.CASCADE, related_name="emails"
    )
    label = models.CharField(_("label"), max_length=40, blank=True)
    address = models.CharField(_("e-mail"), max_length=254)  # as typed
    key = models.CharField(max_length=254, editable=False)
    is_primary = models.BooleanField(_("primary"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=models.Q(is_primary=True, contact=None),
                name="email_one_primary",
            ),
            models.UniqueConstraint(
                fields=["contact"],
                condition=models.Q(is_primary=True, contact__isnull=False),
                name="email_one_primary_of_contact",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["key"], name="email_by_key")]

    def __str__(self) -> str:
        return self.address


class Address(models.Model):
    """A postal address of a customer."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="addresses")
    label = models.CharField(_("label"), max_length=40, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)  # as typed
    prefecture = models.CharField(_("prefecture"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    street = models.CharField(_("town and number"), max_length=200, blank=True)
    building = models.CharField(_("building and room"), max_length=200, blank=True)
    postal_key = models.CharField(max_length=7, blank=True, editable=False)
    key = models.CharField(max_length=500, blank=True, editable=False)
    is_primary = models.BooleanField(_("primary"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=models.Q(is_primary=True),
                name="address_one_primary",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["postal_key"], name="address_by_postal"),
            models.Index(fields=["prefecture", "city"], name="address_by_city"),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.line, self.building)))

    @property
    def postal_shown(self) -> str:
        """〒 and the postal code with its hyphen; "" when there is none."""
        code = japanese.postal_display(text=self.postal_code)
        return f"〒{code}" if code else ""

    @property
    def line(self) -> str:
        """Prefecture, city, town and number in one line."""
        return f"{self.prefecture}{self.city}{self.street}"
