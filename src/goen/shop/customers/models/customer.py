"""The customer itself, the household it lives in and the tags people gave it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.shop.customers.models.reach import Email, Phone
    from goen.shop.customers.registry import Refusal

_LIVE = models.Q(deleted_at=None)
TRASH_KEPT = timedelta(days=30)


class CustomerRows(models.QuerySet["Customer"]):
    """Questions about customers."""

    def live(self) -> CustomerRows:
        """Those not in the trash."""
        return self.filter(deleted_at=None)

    def trashed(self) -> CustomerRows:
        """Those in the trash."""
        return self.filter(deleted_at__isnull=False)  # so that SQLite sees that its index fits


class Household(models.Model):
    """Persons who live together; it has no name of its own."""

    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.pk)


class Tag(models.Model):
    """A label that people gave."""

    name = models.CharField(_("tag"), max_length=40)
    key = models.CharField(max_length=40, unique=True, editable=False)  # comparable form

    def __str__(self) -> str:
        return self.name


class Customer(models.Model):
    """A person or a company that buys, may buy, or bought."""

    class Kind(models.TextChoices):
        PERSON = "PERSON", _("Person")
        COMPANY = "COMPANY", _("Company")

    class Stage(models.TextChoices):
        PROSPECT = "PROSPECT", _("Prospect")
        CUSTOMER = "CUSTOMER", pgettext_lazy("stage", "Customer")
        SUSPENDED = "SUSPENDED", _("Dealings stopped")

    kind = models.CharField(
        _("person or company"), max_length=8, choices=Kind.choices, default=Kind.PERSON
    )
    code = models.CharField(_("customer number"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=200)
    kana = models.CharField(_("kana"), max_length=200, blank=True)
    name_key = models.CharField(max_length=200, blank=True, editable=False)  # comparable form
    # Comparable form of the kana, else of the name: lists are sorted by it.
    kana_key = models.CharField(max_length=200, blank=True, editable=False)
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
    birth_day = models.PositiveSmallIntegerField(null=True, editable=False)  # month × 100 + day
    source = models.CharField(_("how they came"), max_length=100, blank=True)
    memo = models.TextField(_("memo"), blank=True)
    corporate_number = models.CharField(_("corporate number"), max_length=13, blank=True)
    invoice_number = models.CharField(_("invoice number"), max_length=14, blank=True)
    shelf = models.CharField(_("place of the paper card"), max_length=100, blank=True)
    household = models.ForeignKey(
        Household,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="members",
        db_index=False,
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("head office"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="branches",
        db_index=False,
    )
    introduced_by = models.ForeignKey(
        "self",
        verbose_name=_("introduced by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="introduced",
        db_index=False,
    )
    tags = models.ManyToManyField(Tag, through="Tagging", related_name="customers")
    # Facts of other rooms that lists sort and filter by, kept by their operations.
    last_touch_at = models.DateTimeField(null=True, editable=False)
    next_action_on = models.DateField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # The last change of what the card says; touches do not move it.
    updated_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = CustomerRows.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~models.Q(code="") & _LIVE,
                name="customer_code_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["PERSON", "COMPANY"]), name="customer_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=["PROSPECT", "CUSTOMER", "SUSPENDED"]),
                name="customer_stage_known",
            ),
        ]
        # One index per sort of the list, among live rows, with the id to break ties.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kana_key", "id"], condition=_LIVE, name="customer_by_kana"),
            models.Index(fields=["code", "id"], condition=_LIVE, name="customer_by_code"),
            models.Index(fields=["last_touch_at", "id"], condition=_LIVE, name="customer_by_touch"),
            models.Index(fields=["next_action_on", "id"], condition=_LIVE, name="customer_by_next"),
            models.Index(fields=["updated_at", "id"], condition=_LIVE, name="customer_by_update"),
            models.Index(fields=["created_at", "id"], condition=_LIVE, name="customer_by_creation"),
            models.Index(
                fields=["owner", "kana_key", "id"], condition=_LIVE, name="customer_by_owner"
            ),
            models.Index(
                fields=["owner", "last_touch_at", "id"],
                condition=_LIVE,
                name="customer_owner_touch",
            ),
            models.Index(
                fields=["owner", "next_action_on", "id"],
                condition=_LIVE,
                name="customer_owner_next",
            ),
            models.Index(
                fields=["stage", "kana_key", "id"], condition=_LIVE, name="customer_by_stage"
            ),
            models.Index(
                fields=["birth_day", "owner", "id"], condition=_LIVE, name="customer_by_birth"
            ),
            models.Index(fields=["name_key"], condition=_LIVE, name="customer_by_name"),
            # Most customers have none of these. An index that counts all those empty rows looks
            # worthless to the database, and it reads the whole table instead.
            models.Index(
                fields=["household"],
                condition=models.Q(household__isnull=False),
                name="customer_of_household",
            ),
            models.Index(
                fields=["parent"],
                condition=models.Q(parent__isnull=False),
                name="customer_of_parent",
            ),
            models.Index(
                fields=["introduced_by"],
                condition=models.Q(introduced_by__isnull=False),
                name="customer_introduced",
            ),
            models.Index(
                fields=["deleted_at", "id"],
                condition=models.Q(deleted_at__isnull=False),
                name="customer_in_trash",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def own_phones(self) -> list[Phone]:
        """Its telephones without those of contact persons."""
        return [phone for phone in self.phones.all() if phone.contact_id is None]

    @property
    def own_emails(self) -> list[Email]:
        """Its mail addresses without those of contact persons."""
        return [email for email in self.emails.all() if email.contact_id is None]

    @cached_property
    def refused(self) -> Mapping[str, Refusal]:
        """The refusals by channel, asked once while the customer is shown."""
        from goen.shop.customers.registry import refused

        return refused(self)

    @property
    def is_company(self) -> bool:
        """Whether this is a company."""
        return self.kind == self.Kind.COMPANY


class Tagging(models.Model):
    """One tag on one customer."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["customer", "tag"], name="tagging_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tag", "customer"], name="tagging_by_tag")
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.tag_id}"
