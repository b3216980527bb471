"""Ranks by two indicators, period by period: what was settled, and what leaders aim at."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.portfolio.models import RankScheme
from goen.shop.staff.models import Staff


class Length(models.TextChoices):
    """How long a period is."""

    QUARTER = "QUARTER", _("Quarter")
    HALF = "HALF", _("Half-year")
    YEAR = "YEAR", _("Year")


class PeriodRanking(models.Model):
    """The ranks of one period, settled in the night after its end; never changed later.

    `answer` is that of the analysis without names. Who had which rank follows from its cuts.
    """

    length = models.CharField(max_length=7, choices=Length.choices)
    start = models.DateField()
    end = models.DateField()
    scheme = models.ForeignKey(RankScheme, on_delete=models.PROTECT, related_name="+")
    answer = models.JSONField()
    settled_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["length", "start"], name="period_ranking_once")
        ]

    def __str__(self) -> str:
        return f"{self.start}～{self.end}"


class RankTarget(models.Model):
    """How many customers leaders want in one rank at the end of one period."""

    length = models.CharField(max_length=7, choices=Length.choices)
    start = models.DateField()
    rank = models.CharField(max_length=10)  # a key of the ranks by two indicators
    people = models.PositiveIntegerField(pgettext_lazy("target of a rank", "target"))
    set_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["length", "start", "rank"], name="rank_target_once")
        ]

    def __str__(self) -> str:
        return f"{self.start} {self.rank}: {self.people}"
