"""What is asked about fit: each rater's latest word of the last year, and their mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from goen.shop.fit.models import Fit

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from django.db.models import QuerySet

RECENT = timedelta(days=365)
HIGH = 3.5  # a mean from which on a customer suits us


@dataclass(frozen=True, slots=True)
class FitNow:
    """The mean of each rater's latest score of the last year, one decimal, and who said what."""

    mean: float
    latest: Sequence[Fit]

    @property
    def raters(self) -> int:
        """How many people have observed it."""
        return len(self.latest)


def fit_now(*, customer_id: int, today: date) -> FitNow | None:
    """Return the fit as of `today`; None when nobody observed it in the year before."""
    recent = Fit.objects.filter(customer_id=customer_id, day__gt=today - RECENT, day__lte=today)
    latest: dict[int, Fit] = {}
    for fit in recent.select_related("staff").order_by("day", "pk"):
        latest[fit.staff_id] = fit
    if not latest:
        return None
    fits = sorted(latest.values(), key=lambda fit: (fit.day, fit.pk), reverse=True)
    return FitNow(round(sum(fit.score for fit in fits) / len(fits), 1), fits)


def fits_now(*, customers: Collection[int] | None, day: date) -> dict[int, list[Fit]]:
    """Each rater's latest word of the year before, by customer; of some customers, or all."""
    rows = Fit.objects.filter(day__gt=day - RECENT, day__lte=day, customer__deleted_at=None)
    if customers is not None:
        rows = rows.filter(customer__in=customers)
    latest: dict[tuple[int, int], Fit] = {}
    for fit in rows.select_related("staff").order_by("day", "pk"):
        latest[fit.customer_id, fit.staff_id] = fit
    found: dict[int, list[Fit]] = {}
    for fit in latest.values():
        found.setdefault(fit.customer_id, []).append(fit)
    return found


def fit_history(*, customer_id: int) -> QuerySet[Fit]:
    """Return every observation, the newest first."""
    return (
        Fit.objects.filter(customer_id=customer_id).select_related("staff").order_by("-day", "-pk")
    )
