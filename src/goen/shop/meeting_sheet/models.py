"""The sheet by mail: when it goes to whom, and what was sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.staff.models import Staff

LAST = 31  # the last day of a month, whichever that is


class SheetMail(models.Model):
    """When the sheet goes to whom by mail; there is one row.

    What was due before `since` is not caught up: a change counts from then on.
    """

    on = models.BooleanField(_("send the sheet every month"), default=False)
    day = models.PositiveSmallIntegerField(_("day of the month"), default=1)
    hour = models.PositiveSmallIntegerField(_("hour of the day"), default=8)
    recipients = models.ManyToManyField(Staff, verbose_name=_("to whom"), related_name="+")
    since = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(_("Sheet for the meeting by mail"))


class SentSheet(models.Model):
    """The mail of one month to one person; but for tests there is never a second."""

    class State(models.TextChoices):
        SENDING = "sending", pgettext_lazy("sheet by mail", "On its way")
        SENT = "sent", pgettext_lazy("sheet by mail", "Sent")
        FAILED = "failed", pgettext_lazy("sheet by mail", "Could not be sent")
        WITHHELD = "withheld", pgettext_lazy("sheet by mail", "Not sent: no right to export")

    month = models.DateField()  # its first day
    to = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    test = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SENDING)
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["month", "to"],
                condition=models.Q(test=False),
                name="meeting_sheet_sent_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
