"""What is suggested, what was done about it, and by which playbook, prices and assumptions."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.advice.channels import Channel
from goen.shop.customers.models import Customer
from goen.shop.staff.models import Staff
from goen.shop.touches.models import Action


class Play(models.Model):
    """What the company does for one segment; what is empty is as the default playbook says."""

    segment = models.CharField(max_length=60, unique=True)  # "loyal/lapsed"
    aim = models.CharField(_("aim"), max_length=200, blank=True)
    what = models.TextField(_("what to do"), max_length=1000, blank=True)
    when = models.CharField(pgettext_lazy("playbook", "when"), max_length=200, blank=True)
    channel = models.CharField(
        pgettext_lazy("playbook", "by which way"), max_length=8, choices=Channel.choices, blank=True
    )
    cap = models.PositiveSmallIntegerField(
        _("contacts in 30 days at most"), null=True, blank=True, validators=[MaxValueValidator(30)]
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return self.segment


class Price(models.Model):
    """What one contact costs from a day on: yen for the piece, minutes of work."""

    # A channel, or WAGE: the yen of one hour of work.
    kind = models.CharField(max_length=8)
    effective_on = models.DateField(_("counts from"))
    yen = models.PositiveIntegerField(pgettext_lazy("price", "yen"))
    minutes = models.PositiveSmallIntegerField(_("minutes of work"), default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "effective_on"], name="advice_price_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.effective_on}"


class Assumption(models.Model):
    """What the company takes for granted of one finding; what is empty is as we suggest."""

    key = models.CharField(max_length=30, unique=True)
    permille = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(1000)]
    )  # of the people who can be reached, so many buy
    yen = models.PositiveBigIntegerField(null=True, blank=True)  # and each of them for so much
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return self.key


class Act(models.Model):
    """One answer to a finding: tasks, a list, a file, or that nothing is done this time."""

    class Kind(models.TextChoices):
        TASKS = "TASKS", _("Tasks were made")
        LIST = "LIST", _("A list was made")
        FILE = "FILE", _("A file was taken out")
        DECLINE = "DECLINE", _("Not this time")

    token = models.UUIDField(unique=True)  # of the button that was pressed: twice is once
    key = models.CharField(max_length=30)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True)
    people = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    label = models.CharField(max_length=40, blank=True)  # of the tag
    reason = models.CharField(max_length=200, blank=True)
    group = models.UUIDField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["key", "-at"], name="advice_act_of_key"),
            models.Index(fields=["-at"], name="advice_act_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.get_kind_display()}"


class Candidate(models.Model):
    """One customer in one finding, and how it was answered.

    `since` is the day of the last purchase: who buys again and comes back is somebody new to the
    finding. `here` is off for who left the finding after an answer, which is remembered.
    """

    key = models.CharField(max_length=30)
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    since = models.DateField()
    occasions = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    rank = models.PositiveSmallIntegerField()
    lapses_on = models.DateField()
    yen = models.BigIntegerField()  # of twelve months: the last ones, or those before the lapse
    here = models.BooleanField(default=True)
    suggested = models.BooleanField(default=True)
    # Why somebody cannot be reached; see `reach`.
    post = models.PositiveSmallIntegerField(default=0)
    phone = models.PositiveSmallIntegerField(default=0)
    mail = models.PositiveSmallIntegerField(default=0)
    visit = models.PositiveSmallIntegerField(default=0)
    act = models.ForeignKey(
        Act, null=True, on_delete=models.SET_NULL, related_name="candidates", db_index=False
    )
    until = models.DateField(null=True)  # answered until this day; without one for good
    task = models.ForeignKey(
        Action,
        null=True,
        on_delete=models.SET_NULL,
        related_name="advised",
        related_query_name="candidate",
        db_index=False,
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["customer", "key"], name="advice_candidate_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            # SQLite takes no index by the value of a yes or no, but one of those with a yes.
            models.Index(
                fields=["key", "-yen", "id"],
                condition=models.Q(suggested=True),
                name="advice_candidate_worth",
            ),
            models.Index(fields=["key", "id"], name="advice_candidate_key"),
            models.Index(
                fields=["act"],
                condition=models.Q(act__isnull=False),
                name="advice_candidate_act",
            ),
            models.Index(
                fields=["task"],
                condition=models.Q(task__isnull=False),
                name="advice_candidate_task",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.customer_id}"


class Figures(models.Model):
    """The figures of one finding, worked out in the background: for all, and for each owner."""

    key = models.CharField(max_length=30, unique=True)
    made_at = models.DateTimeField()
    on = models.DateField()
    numbers = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.key


class Evidence(models.Model):
    """What one month says about one of the three questions: so many of so many."""

    month = models.DateField()  # its first day
    measure = models.CharField(max_length=20)
    part = models.BigIntegerField(null=True)
    whole = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["measure", "month"], name="advice_evidence_once")
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.month:%Y-%m}"
