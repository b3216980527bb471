"""Contact rhythm as it is kept: of every customer, of all together, and what people decided."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.customers.models import Customer
from goen.shop.staff.models import Staff

WEEKLY = 20  # whom one person can call in a week, unless they say otherwise


class SharedRhythm(models.Model):
    """What was learned of all customers together on a day; the next one takes its place."""

    fitted_on = models.DateField()
    customers = models.PositiveIntegerField()  # who had a contact by then
    model = models.JSONField()  # as `RhythmModel.as_dict` tells it

    def __str__(self) -> str:
        return f"{self.fitted_on}"


class Rhythm(models.Model):
    """The rhythm of one customer with a contact; dates alone, what depends on today is told then.

    `state` is that of the last evening on which it was judged: another one is written at night.
    """

    class State(models.IntegerChoices):
        UNDECIDED = 0, pgettext_lazy("rhythm", "Cannot be told")
        DISTANT = 1, pgettext_lazy("rhythm", "Distant")
        DECLINING = 2, pgettext_lazy("rhythm", "Rarer than before")
        NEVER_TOOK_OFF = 3, pgettext_lazy("rhythm", "Never took off")
        CANDIDATE = 4, pgettext_lazy("rhythm", "Candidate")
        STABLE = 5, pgettext_lazy("rhythm", "As usual")

    # What leaves the ledger takes its rhythm along; see `hearing`.
    customer = models.OneToOneField(
        Customer,
        primary_key=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="rhythm",
    )
    shared = models.PositiveIntegerField()  # id of the SharedRhythm that it was judged by
    state = models.PositiveSmallIntegerField(_("state"), choices=State.choices)
    contacts = models.PositiveIntegerField(_("days in contact"))
    first_on = models.DateField(_("first contact"))
    last_on = models.DateField(_("last contact"))
    expected_on = models.DateField(_("next contact expected"), null=True)
    attention_on = models.DateField(null=True)
    follow_up_on = models.DateField(null=True)
    distant_on = models.DateField(null=True)
    mark = models.BigIntegerField()  # a short form of all the above, to see what changed

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "last_on", "customer"], name="rhythm_in_state"),
            # Tells whether a customer is late without the row itself.
            models.Index(
                fields=["customer", "follow_up_on", "state"],
                condition=models.Q(follow_up_on__isnull=False),
                name="rhythm_when_late",
            ),
            models.Index(
                fields=["follow_up_on", "state", "customer"],
                condition=models.Q(follow_up_on__isnull=False),
                name="rhythm_late_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.get_state_display()}"


class RhythmStale(models.Model):
    """A customer whose contacts changed; written with the change, taken away once judged anew."""

    customer = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.customer)


class Capacity(models.Model):
    """How many customers one person can call in a week."""

    staff = models.OneToOneField(Staff, on_delete=models.CASCADE, related_name="+")
    weekly = models.PositiveSmallIntegerField(
        _("customers a week"), validators=[MinValueValidator(0), MaxValueValidator(500)]
    )

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.weekly}"


class Reached(models.Model):
    """A late customer with whom somebody was in contact: counts for the week of that person."""

    # No relation: nothing may keep the entry of a touch from being taken back.
    touch = models.BigIntegerField(primary_key=True)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["on", "staff"], name="reached_in_week")
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.on}"


class Snooze(models.Model):
    """A customer who is to be called later: not in the lists until a day."""

    customer = models.OneToOneField(Customer, on_delete=models.CASCADE, related_name="snooze")
    until = models.DateField(_("until"))
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.customer_id} {self.until}"


class Rest(models.Model):
    """What was answered to the suggestion not to spend people's time on a customer.

    A customer has one open answer at most: it counts until it is taken back, or the customer
    comes by again.
    """

    class Answer(models.TextChoices):
        RESTING = "RESTING", pgettext_lazy("rest", "No people's time")
        DECLINED = "DECLINED", pgettext_lazy("rest", "Goes on as before")

    class End(models.TextChoices):
        TOUCH = "TOUCH", pgettext_lazy("rest ended", "the customer was in touch")
        PURCHASE = "PURCHASE", pgettext_lazy("rest ended", "the customer bought")
        PERSON = "PERSON", pgettext_lazy("rest ended", "somebody decided so")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="rests")
    answer = models.CharField(max_length=8, choices=Answer.choices)
    reason = models.CharField(_("reason"), max_length=400)  # the evidence as it was told then
    decided_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    end = models.CharField(max_length=8, choices=End.choices, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    # The touch that ended it, a number without a relation as in `Reached`: without it it goes on.
    touch = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["customer"], condition=models.Q(ended_at=None), name="rest_one_open"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["touch"],
                condition=models.Q(touch__isnull=False),
                name="rest_ended_touch",
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.answer}"
