"""How well staff and a customer suit each other, as staff feel it; kept apart from money."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.shop.customers.models import Customer


class Fit(models.Model):
    """What one staff member observed on one day: 1 (does not suit us) to 5 (suits us well)."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="fits")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(
        _("how well it suits"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    note = models.CharField(_("in a few words"), max_length=200, blank=True)
    day = models.DateField(_("day"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(score__gte=1, score__lte=5), name="fit_score_one_to_five"
            ),
            # A second thought on the same day replaces the first.
            models.UniqueConstraint(fields=["customer", "staff", "day"], name="fit_one_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.score}/5 {self.day}"
