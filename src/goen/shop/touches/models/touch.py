"""Touches: every contact with a customer, the files kept with it, and texts used again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.customers.models import ContactPerson, Customer
from goen.shop.staff.models import Staff


class Feeling(models.IntegerChoices):
    """How a contact felt to the member of staff, in words (手ごたえ)."""

    VERY_GOOD = 5, pgettext_lazy("how it felt", "very good")
    GOOD = 4, pgettext_lazy("how it felt", "good")
    FAIR = 3, pgettext_lazy("how it felt", "fair")
    WEAK = 2, pgettext_lazy("how it felt", "weak")
    BAD = 1, pgettext_lazy("how it felt", "bad")


class TouchRows(models.QuerySet["Touch"]):
    """Questions about touches."""

    def live(self) -> TouchRows:
        """Those not in the trash."""
        return self.filter(deleted_at=None)

    def contacts(self) -> TouchRows:
        """Those that count as a contact: no bulk mail, no note, no event that was missed."""
        return self.live().filter(Touch.COUNTS)


class Touch(models.Model):
    """One contact with one customer, after it happened; what is planned is an `Action`."""

    class Kind(models.TextChoices):
        CALL = "CALL", pgettext_lazy("kind of touch", "Call")
        VISIT = "VISIT", pgettext_lazy("kind of touch", "Visit")
        MEETING = "MEETING", pgettext_lazy("kind of touch", "Meeting")
        MAIL = "MAIL", pgettext_lazy("kind of touch", "E-mail")
        SHOP = "SHOP", pgettext_lazy("kind of touch", "In the shop")
        MESSAGE = "MESSAGE", pgettext_lazy("kind of touch", "LINE or SMS")
        LETTER = "LETTER", pgettext_lazy("kind of touch", "Letter")
        RESERVATION = "RESERVATION", pgettext_lazy("kind of touch", "Reservation")
        EVENT = "EVENT", pgettext_lazy("kind of touch", "Event")
        NOTE = "NOTE", pgettext_lazy("kind of touch", "Note")

    class Direction(models.TextChoices):
        OUT = "OUT", _("from us")
        IN = "IN", _("from the customer")

    COUNTS: ClassVar[models.Q] = (
        models.Q(bulk=False)
        & ~models.Q(kind=Kind.NOTE)
        & (models.Q(attended=None) | models.Q(attended=True))
    )

    customer = models.ForeignKey(
        Customer,
        verbose_name=pgettext_lazy("touches", "customer"),
        on_delete=models.CASCADE,
        related_name="touches",
    )
    contact = models.ForeignKey(
        ContactPerson,
        verbose_name=_("contact person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="touches",
    )
    kind = models.CharField(
        pgettext_lazy("touches", "kind"), max_length=12, choices=Kind.choices, default=Kind.CALL
    )
    direction = models.CharField(
        _("direction"), max_length=3, choices=Direction.choices, default=Direction.OUT
    )
    staff = models.ForeignKey(
        Staff, verbose_name=_("who did it"), on_delete=models.PROTECT, related_name="touches"
    )
    at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    line = models.CharField(_("in a line"), max_length=200)
    text = models.TextField(_("more about it"), blank=True)
    feeling = models.PositiveSmallIntegerField(
        _("how it felt"), choices=Feeling.choices, null=True, blank=True
    )
    attended = models.BooleanField(_("attended"), null=True, blank=True)  # events only
    bulk = models.BooleanField(_("sent to many at once"), default=False)
    # What a row of a file said, so that it is known again after the touch was changed by hand.
    identity = models.BigIntegerField(null=True, editable=False)
    entered_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = TouchRows.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["customer", "-at", "-id"], name="touch_customer"),
            models.Index(
                fields=["-at", "-id"], condition=models.Q(deleted_at=None), name="touch_newest"
            ),
            models.Index(fields=["staff", "kind", "-at"], name="touch_staff"),
            models.Index(fields=["staff", "-at"], name="touch_by"),
            models.Index(fields=["kind", "-at", "-id"], name="touch_kind"),
            models.Index(
                fields=["identity"],
                condition=models.Q(identity__isnull=False),
                name="touch_identity",
            ),
        ]

    def __str__(self) -> str:
        return self.line

    @property
    def icon(self) -> str:
        """The icon of its kind."""
        return ICONS[self.kind]

    @property
    def counts(self) -> bool:
        """Whether it counts as a contact (see COUNTS)."""
        return not self.bulk and self.kind != Touch.Kind.NOTE and self.attended is not False


ICONS = {
    "CALL": "phone",
    "VISIT": "visit",
    "MEETING": "people",
    "MAIL": "mail",
    "SHOP": "cart",
    "MESSAGE": "voice",
    "LETTER": "letter",
    "RESERVATION": "today",
    "EVENT": "star",
    "NOTE": "memo",
    "QUOTE": "file",
    "OTHER": "check",
}


class TouchFile(models.Model):
    """A file kept with a touch: a photograph, a quote as sent, a map."""

    touch = models.ForeignKey(Touch, on_delete=models.CASCADE, related_name="files")
    document_on = models.DateField(_("date of the document"))
    name = models.CharField(_("file name"), max_length=200)  # as it was on the sender's machine
    stored = models.CharField(max_length=80, unique=True, editable=False)  # its name on our disk
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveBigIntegerField(editable=False)
    added_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.name


class SavedText(models.Model):
    """A text that staff keep to use again when they record one kind of touch."""

    kind = models.CharField(
        pgettext_lazy("touches", "kind"), max_length=12, choices=Touch.Kind.choices
    )
    title = models.CharField(pgettext_lazy("touches", "name"), max_length=60)
    line = models.CharField(_("in a line"), max_length=200, blank=True)
    text = models.TextField(_("more about it"), blank=True)
    kept_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "title"], name="saved_text_title")
        ]

    def __str__(self) -> str:
        return self.title
