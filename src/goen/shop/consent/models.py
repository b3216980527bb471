"""Consent and refusal by channel and purpose, refused addresses, and requests of customers."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.customers.models import Customer


class Channel(models.TextChoices):
    """A way to reach somebody; the values are those of `customers.registry.refusals`."""

    MAIL = "mail", pgettext_lazy("channel", "E-mail")
    POST = "post", pgettext_lazy("channel", "Post")
    PHONE = "phone", pgettext_lazy("channel", "Phone")
    SMS = "sms", _("SMS")
    LINE = "line", _("LINE")
    VISIT = "visit", pgettext_lazy("channel", "Visit")


class Purpose(models.Model):
    """What personal data is used for; consent is given for a purpose."""

    name = models.CharField(_("purpose"), max_length=100, unique=True)
    advertising = models.BooleanField(_("advertising"), default=True)
    in_use = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Wording(models.Model):
    """The words a customer read when consenting; a changed text is a new version."""

    name = models.CharField(_("name"), max_length=100)
    text = models.TextField(_("wording"))
    used_from = models.DateField(_("used from"))

    def __str__(self) -> str:
        return f"{self.name} ({self.used_from:%Y/%m/%d})"


class Consent(models.Model):
    """What one customer said, or what allows us, for one channel and purpose; never changed.

    The latest by day (then by entry) holds. `purpose` None means every purpose, which only a
    refusal can.
    """

    class Basis(models.TextChoices):
        CONSENT = "CONSENT", pgettext_lazy("basis", "Consent")
        DEALINGS = "DEALINGS", _("In dealings with us")
        CARD = "CARD", _("Gave a business card")
        PUBLISHED = "PUBLISHED", _("Address made public")

    class Way(models.TextChoices):
        FORM = "FORM", _("Paper form")
        WEB = "WEB", _("Web form")
        MAIL = "MAIL", pgettext_lazy("channel", "E-mail")
        PHONE = "PHONE", _("Phone")
        FACE = "FACE", _("Face to face")
        LETTER = "LETTER", _("Letter")
        OTHER = "OTHER", _("Other")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="consents")
    channel = models.CharField(_("channel"), max_length=5, choices=Channel.choices)
    purpose = models.ForeignKey(
        Purpose, verbose_name=_("purpose"), null=True, blank=True, on_delete=models.PROTECT
    )
    given = models.BooleanField(_("allowed"))
    basis = models.CharField(_("basis"), max_length=10, blank=True, choices=Basis.choices)
    day = models.DateField(_("day"))
    way = models.CharField(_("how"), max_length=10, choices=Way.choices)
    wording = models.ForeignKey(
        Wording, verbose_name=_("wording"), null=True, blank=True, on_delete=models.PROTECT
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(given=False)
                | (models.Q(purpose__isnull=False) & ~models.Q(basis="")),
                name="consent_has_purpose_and_basis",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["customer", "channel", "-day", "-id"], name="consent_latest")
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.given} {self.day}"


class Suppressed(models.Model):
    """A refused address, as a keyed hash: it outlives the customer and is never lifted.

    `purpose` None is every purpose. `day` and `said_at` are those of the latest such refusal; only
    what a customer with this address consents to later counts against it, for that customer alone.
    """

    channel = models.CharField(max_length=5, choices=Channel.choices)
    digest = models.CharField(max_length=64)
    purpose = models.ForeignKey(
        Purpose, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    day = models.DateField()
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["digest", "channel"],
                condition=models.Q(purpose=None),
                name="suppressed_whole_once",
            ),
            models.UniqueConstraint(
                fields=["digest", "channel", "purpose"],
                condition=models.Q(purpose__isnull=False),
                name="suppressed_purpose_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["digest"], name="suppressed_by_digest")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.day}"


class Proof(models.Model):
    """What somebody who has left once said about being reached, without the name.

    One row per word and address (`digest` empty where the channel had none); kept three years.
    """

    channel = models.CharField(max_length=5, choices=Channel.choices)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    purpose = models.ForeignKey(Purpose, null=True, on_delete=models.PROTECT, related_name="+")
    given = models.BooleanField()
    basis = models.CharField(max_length=10, blank=True, choices=Consent.Basis.choices)
    day = models.DateField()
    way = models.CharField(max_length=10, choices=Consent.Way.choices)
    wording = models.ForeignKey(Wording, null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    left_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"{self.channel} {self.given} {self.day}"


class ErasedKey(models.Model):
    """Something that a person who was erased could be found by, as a keyed hash.

    It is kept for one thing: to ask before the same person is entered again.
    """

    digest = models.CharField(max_length=64, unique=True)
    day = models.DateField()  # when the person was erased

    def __str__(self) -> str:
        return str(self.day)


class Standing(models.Model):
    """What holds for one customer, channel and purpose, for lists to filter by.

    Derived: `standings.refresh` writes it wherever words or addresses change. `purpose` None is the
    channel as a whole: whether it may be used for anything. No row: nothing was said.
    """

    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="standings", db_index=False
    )
    channel = models.CharField(max_length=5, choices=Channel.choices)
    purpose = models.ForeignKey(Purpose, null=True, on_delete=models.CASCADE, related_name="+")
    allowed = models.BooleanField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["customer", "channel", "purpose", "allowed"], name="standing_of_customer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.allowed}"


class PersonRequest(models.Model):
    """What a customer asks about their own data, and what was done about it by when."""

    class Kind(models.TextChoices):
        DISCLOSE = "DISCLOSE", _("Disclose")
        CORRECT = "CORRECT", _("Correct")
        STOP = "STOP", pgettext_lazy("request", "Stop using")
        ERASE = "ERASE", _("Erase")

    class Status(models.TextChoices):
        OPEN = "OPEN", _("Open")
        DONE = "DONE", _("Done")
        DECLINED = "DECLINED", _("Declined, with the reason told")

    # The request outlives the person's data: what was asked and done is kept, without the name.
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.SET_NULL, related_name="requests"
    )
    kind = models.CharField(_("what is asked"), max_length=8, choices=Kind.choices)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    received_on = models.DateField(_("received on"))
    due_on = models.DateField(_("answer by"))
    identity = models.CharField(_("how the person was identified"), max_length=200)
    words = models.TextField(_("what they said"), blank=True)
    answer = models.TextField(_("what was done"), blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.received_on}"
