"""Voices of customers, the way each is dealt with, and the improvements they lead to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.customers.models import ContactPerson, Customer
from goen.shop.staff.models import Department, Staff
from goen.shop.touches.models.touch import Touch


class Level(models.IntegerChoices):
    """How important or urgent a voice is."""

    HIGH = 3, pgettext_lazy("level", "high")
    MIDDLE = 2, pgettext_lazy("level", "middle")
    LOW = 1, pgettext_lazy("level", "low")


class Improvement(models.Model):
    """Something the company changes because of what customers said."""

    class Status(models.TextChoices):
        PLANNED = "PLANNED", pgettext_lazy("improvement", "planned")
        DOING = "DOING", pgettext_lazy("improvement", "in progress")
        DONE = "DONE", pgettext_lazy("improvement", "done")
        DROPPED = "DROPPED", pgettext_lazy("improvement", "not done")

    title = models.CharField(_("improvement"), max_length=120)
    what = models.TextField(_("what changes"), blank=True)
    status = models.CharField(
        _("state"), max_length=8, choices=Status.choices, default=Status.PLANNED
    )
    owner = models.ForeignKey(
        Staff, verbose_name=_("responsible"), null=True, blank=True, on_delete=models.SET_NULL
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    entered_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return self.title


class VoiceRows(models.QuerySet["Voice"]):
    """Questions about voices."""

    def live(self) -> VoiceRows:
        """Those not in the trash."""
        return self.filter(deleted_at=None)

    def waiting(self) -> VoiceRows:
        """Those for which nothing is done yet or something is being done."""
        return self.live().filter(status__in=(Voice.Status.NEW, Voice.Status.ACTING))

    def urgent(self) -> VoiceRows:
        """Those that wait and are urgent at the highest level."""
        return self.waiting().filter(urgency=Level.HIGH)

    def pressing(self) -> VoiceRows:
        """Those marked as urgent or important at the highest level, whatever their state."""
        return self.live().filter(Voice.PRESSING)


class Voice(models.Model):
    """What one customer said, in the customer's own words, and what became of it."""

    class Kind(models.TextChoices):
        REQUEST = "REQUEST", pgettext_lazy("kind of voice", "Request")
        NEED = "NEED", pgettext_lazy("kind of voice", "Need")
        COMPLAINT = "COMPLAINT", pgettext_lazy("kind of voice", "Complaint")
        PRAISE = "PRAISE", pgettext_lazy("kind of voice", "Praise")

    class Status(models.TextChoices):
        NEW = "NEW", pgettext_lazy("voice", "New")
        ACTING = "ACTING", pgettext_lazy("voice", "Acting")
        DONE = "DONE", pgettext_lazy("voice", "Done")
        TOLD = "TOLD", pgettext_lazy("voice", "Told the customer")

    PRESSING: ClassVar[models.Q] = models.Q(urgency=Level.HIGH) | models.Q(importance=Level.HIGH)

    # Empty when the name of the customer is not known.
    customer = models.ForeignKey(
        Customer,
        verbose_name=pgettext_lazy("touches", "customer"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="voices",
    )
    contact = models.ForeignKey(
        ContactPerson,
        verbose_name=_("contact person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="voices",
    )
    kind = models.CharField(
        pgettext_lazy("touches", "kind"), max_length=10, choices=Kind.choices, default=Kind.REQUEST
    )
    title = models.CharField(_("in a line"), max_length=200)
    words = models.TextField(_("in the customer's words"), blank=True)
    channel = models.CharField(
        _("how it came"), max_length=12, choices=Touch.Kind.choices, default=Touch.Kind.CALL
    )
    received_at = models.DateTimeField(_("when it was heard"))
    taken_by = models.ForeignKey(
        Staff, verbose_name=_("who heard it"), on_delete=models.PROTECT, related_name="voices_taken"
    )
    importance = models.PositiveSmallIntegerField(
        _("importance"), choices=Level.choices, default=Level.MIDDLE
    )
    urgency = models.PositiveSmallIntegerField(
        _("urgency"), choices=Level.choices, default=Level.LOW
    )
    product = models.CharField(_("product"), max_length=120, blank=True)
    department = models.ForeignKey(
        Department,
        verbose_name=_("department to act"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="voices",
    )
    owner = models.ForeignKey(
        Staff,
        verbose_name=_("responsible"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="voices",
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    may_publish = models.BooleanField(_("may be published"), default=False)
    status = models.CharField(_("state"), max_length=6, choices=Status.choices, default=Status.NEW)
    what_was_done = models.TextField(_("what was done"), blank=True)
    improvement = models.ForeignKey(
        Improvement,
        verbose_name=_("improvement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="voices",
    )
    # When each state was reached for the first time; emptied when the voice goes back before it.
    acting_at = models.DateTimeField(null=True, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)
    entered_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = VoiceRows.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["customer", "-received_at", "-id"], name="voice_customer"),
            models.Index(
                fields=["-received_at", "-id"],
                condition=models.Q(deleted_at=None),
                name="voice_newest",
            ),
            models.Index(fields=["status", "-received_at", "-id"], name="voice_status"),
            models.Index(fields=["status", "told_at"], name="voice_told"),
            models.Index(fields=["entered_at"], name="voice_entered"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def waits(self) -> bool:
        """Whether something is still to be done for it."""
        return self.status in (Voice.Status.NEW, Voice.Status.ACTING)

    @property
    def urgent(self) -> bool:
        """Whether it waits and is urgent at the highest level."""
        return self.waits and self.urgency == Level.HIGH

    @property
    def pressing(self) -> bool:
        """Whether it is urgent or important at the highest level."""
        return Level.HIGH in (self.urgency, self.importance)

    @property
    def tone(self) -> str:
        """The tone of its kind: complaints are bad news, praise is good news."""
        return _TONES.get(self.kind, "info")

    @property
    def icon(self) -> str:
        """The icon of its kind."""
        return _ICONS.get(self.kind, "voice")


_TONES = {Voice.Kind.COMPLAINT.value: "bad", Voice.Kind.PRAISE.value: "good"}
_ICONS = {Voice.Kind.COMPLAINT.value: "alert", Voice.Kind.PRAISE.value: "smile"}


class VoiceStep(models.Model):
    """One change of state of a voice, with what was said about it."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(max_length=6, choices=Voice.Status.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("note"), max_length=400, blank=True)

    def __str__(self) -> str:
        return f"{self.voice_id} {self.status}"
