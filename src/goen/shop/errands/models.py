"""What somebody asked for that takes long: a change of many rows, its undoing, a file of a list."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goen.shop.jobs.models import Job
from goen.shop.staff.models import Staff


class Errand(models.Model):
    """One piece of long work, with what its job needs; it goes when its job is forgotten.

    `wish` holds the form as typed (a change) or the look at the list (a file). The rows of a change
    were fixed when it was asked for: they are its parts. `group` is the trail's group of the change
    or of the undoing, `undoes` the group that is undone.
    """

    class Kind(models.TextChoices):
        CHANGE = "change", _("Change")
        UNDO = "undo", _("Undoing")
        FILE = "file", _("File")

    kind = models.CharField(max_length=6, choices=Kind.choices)
    by = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="errands")
    # Empty until all parts are there.
    job = models.OneToOneField(Job, null=True, on_delete=models.CASCADE, related_name="errand")
    list_name = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=40, blank=True)  # the bulk action, or the form of the file
    words = models.JSONField(default=list)  # the conditions in words, as the person saw them
    wish = models.JSONField(default=dict)
    count = models.PositiveIntegerField(default=0)
    group = models.UUIDField(null=True)
    undoes = models.UUIDField(null=True)
    file = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)  # when the person saw how it ended

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["by", "-id"], name="errand_newest"),
            models.Index(fields=["by"], condition=Q(told_at=None), name="errand_untold"),
            models.Index(fields=["group"], condition=Q(group__isnull=False), name="errand_group"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.list_name} {self.what}"


class Part(models.Model):
    """Some of the rows that a change was asked for, in the order in which they are changed."""

    errand = models.ForeignKey(Errand, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    ids = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["errand", "number"], name="errand_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.errand_id}/{self.number}"
