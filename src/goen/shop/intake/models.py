"""Batches: one file each, from the moment it is sent until it is taken over or taken back."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.jobs.models import Job
from goen.shop.staff.models import Staff


class Batch(models.Model):
    """One file on its way into the ledger: what it is, how its columns are read, how far it is.

    `group` names on the trail all that the batch did; with the row of the file it is the origin of
    a value. `cursor` is the last row taken over (or taken back), written in the transaction of the
    step itself, so that work goes on exactly there after a kill.
    """

    class State(models.TextChoices):
        READING = "READING", pgettext_lazy("state of an import", "Being read")
        MAPPING = "MAPPING", pgettext_lazy("state of an import", "Columns to confirm")
        CHECKING = "CHECKING", pgettext_lazy("state of an import", "Being checked")
        CHECKED = "CHECKED", pgettext_lazy("state of an import", "Ready to be taken over")
        APPLYING = "APPLYING", pgettext_lazy("state of an import", "Being taken over")
        APPLIED = "APPLIED", pgettext_lazy("state of an import", "Taken over")
        UNDOING = "UNDOING", pgettext_lazy("state of an import", "Being taken back")
        UNDONE = "UNDONE", pgettext_lazy("state of an import", "Taken back")
        FAILED = "FAILED", pgettext_lazy("state of an import", "Could not be read")
        LEFT = "LEFT", pgettext_lazy("state of an import", "Given up")

    kind = models.CharField(_("what it holds"), max_length=20)  # a name in `kinds`
    state = models.CharField(max_length=8, choices=State.choices, default=State.READING)
    group = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")

    file_name = models.CharField(_("file"), max_length=200)
    size = models.BigIntegerField()  # bytes
    digest = models.CharField(max_length=64)  # SHA-256 of the file, in hexadecimal
    # What was found in the file (goen.sheets.Grid as JSON), and what the person said against it.
    grid = models.JSONField(default=dict)
    told = models.JSONField(default=dict)  # sheet, encoding, header_row
    reader = models.CharField(max_length=40, blank=True)  # the named reader that knew the file
    fingerprint = models.CharField(max_length=64, blank=True)  # of the header
    columns = models.JSONField(default=dict)  # field of the kind → number of the column
    options = models.JSONField(default=dict)  # as the kind's form cleaned them

    checked_at = models.DateTimeField(null=True)  # when the newest check began
    check_number = models.PositiveIntegerField(default=0)  # names the files of the newest check
    counts = models.JSONField(default=dict)  # of the check: rows by outcome, problems by level
    total = models.PositiveIntegerField(default=0)  # rows to take over, or steps to take back
    done = models.PositiveIntegerField(default=0)
    cursor = models.BigIntegerField(default=0)
    result = models.JSONField(default=dict)  # what was done; what stayed when it was taken back
    error = models.TextField(blank=True)

    created_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)  # when somebody said: take it over
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "id"], name="batch_by_state"),
            models.Index(fields=["kind", "digest"], name="batch_of_file"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def open(self) -> bool:
        """Whether it waits for a person or for its job."""
        return self.state in OPEN


OPEN = (
    Batch.State.READING,
    Batch.State.MAPPING,
    Batch.State.CHECKING,
    Batch.State.CHECKED,
    Batch.State.APPLYING,
    Batch.State.UNDOING,
)
WRITING = (Batch.State.APPLYING, Batch.State.UNDOING)


class Mapping(models.Model):
    """How the columns of files with one header were read last: offered when such a file comes."""

    kind = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "fingerprint"], name="mapping_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.fingerprint[:8]}"


class Fix(models.Model):
    """What a person wrote instead of one cell of the file."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="fixes")
    row = models.PositiveIntegerField()
    field = models.CharField(max_length=60)
    text = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["batch", "row", "field"], name="fix_once")
        ]

    def __str__(self) -> str:
        return f"{self.row} {self.field}"


class Choice(models.Model):
    """What a person decided about one row, or about one changed cell of it (`field`)."""

    class What(models.TextChoices):
        NEW = "NEW", pgettext_lazy("choice of an import", "Enter as another one")
        TARGET = "TARGET", pgettext_lazy("choice of an import", "It is this one: update")
        SKIP = "SKIP", pgettext_lazy("choice of an import", "Leave out")
        REFUSE = "REFUSE", pgettext_lazy("choice of an import", "Keep what is in the ledger")
        ACCEPT = "ACCEPT", pgettext_lazy("choice of an import", "Take what is in the file")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="choices")
    row = models.PositiveIntegerField()
    field = models.CharField(max_length=60, blank=True)  # empty: the whole row
    what = models.CharField(max_length=6, choices=What.choices)
    target = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["batch", "row", "field"], name="choice_once")
        ]

    def __str__(self) -> str:
        return f"{self.row} {self.what}"


class Confirmed(models.Model):
    """A part of the objects that the rows of a batch found in the ledger as they are.

    `packed`: their ids and rows, see `goen.shop.intake.confirming`; `first` and `last` are ids.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="+")
    part = models.PositiveIntegerField()
    of = models.CharField(max_length=20)  # what they are, as the trail calls it
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    packed = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["batch", "part"], name="confirmed_once")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.of} {self.part}"
