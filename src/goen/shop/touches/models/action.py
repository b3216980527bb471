"""Next actions: what was promised to a customer or decided in a meeting, by whom, until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.customers.models import Customer
from goen.shop.staff.models import Staff
from goen.shop.touches.models.touch import ICONS, Touch
from goen.shop.touches.models.voice import Voice


class ActionRows(models.QuerySet["Action"]):
    """Questions about next actions."""

    def live(self) -> ActionRows:
        """Those not in the trash."""
        return self.filter(deleted_at=None)

    def open(self) -> ActionRows:
        """Those still to be done."""
        return self.live().filter(done_at=None)


class Action(models.Model):
    """Something to do by a day; without a customer when a meeting decided it for the company."""

    class Kind(models.TextChoices):
        CALL = "CALL", pgettext_lazy("kind of action", "Call")
        VISIT = "VISIT", pgettext_lazy("kind of action", "Visit")
        MAIL = "MAIL", pgettext_lazy("kind of action", "E-mail")
        LETTER = "LETTER", pgettext_lazy("kind of action", "Letter")
        QUOTE = "QUOTE", pgettext_lazy("kind of action", "Quote")
        MEETING = "MEETING", pgettext_lazy("kind of action", "Meeting")
        OTHER = "OTHER", pgettext_lazy("kind of action", "Something else")

    customer = models.ForeignKey(
        Customer,
        verbose_name=pgettext_lazy("touches", "customer"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="actions",
    )
    kind = models.CharField(
        pgettext_lazy("touches", "kind"), max_length=8, choices=Kind.choices, default=Kind.CALL
    )
    what = models.CharField(_("what to do"), max_length=200)
    due_on = models.DateField(_("until"))
    owner = models.ForeignKey(
        Staff, verbose_name=_("who does it"), on_delete=models.PROTECT, related_name="actions"
    )
    # Where it comes from, and what came of it.
    touch = models.ForeignKey(
        Touch,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="actions",
        db_index=False,
    )
    voice = models.ForeignKey(
        Voice,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="actions",
        db_index=False,
    )
    result = models.ForeignKey(
        Touch,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="results_of",
        db_index=False,
    )
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = ActionRows.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["customer", "due_on"], name="action_customer"),
            models.Index(
                fields=["owner", "due_on", "id"],
                condition=models.Q(done_at=None, deleted_at=None),
                name="action_open",
            ),
            models.Index(fields=["due_on", "id"], name="action_due"),
            # Most actions have none of these: see Customer.
            models.Index(
                fields=["touch"], condition=models.Q(touch__isnull=False), name="action_of_touch"
            ),
            models.Index(
                fields=["voice"], condition=models.Q(voice__isnull=False), name="action_of_voice"
            ),
            models.Index(
                fields=["result"], condition=models.Q(result__isnull=False), name="action_result"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def icon(self) -> str:
        """The icon of its kind."""
        return ICONS[self.kind]
