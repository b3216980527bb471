"""Fit in lists of customers: the mean of what each rater observed last within a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Avg, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from goen.shop.fit.models import Fit
from goen.shop.fit.queries import HIGH, RECENT
from goen.shop.ui.clock import today
from goen.shop.ui.lists import Asking, Column, Comparison, Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date


def _means(day: date) -> QuerySet[Any, Any]:
    """The mean per customer, as `fit_now` gives it for one."""
    recent = Fit.objects.filter(day__gt=day - RECENT, day__lte=day)
    later = recent.filter(
        customer=OuterRef("customer"), staff=OuterRef("staff"), day__gt=OuterRef("day")
    )
    latest = recent.filter(~Exists(later)).order_by()
    return latest.values("customer").annotate(mean=Avg("score"))


def _compared(lookup: str) -> Callable[[Fact, Sequence[Any], Asking], Q]:
    def q(_fact: Fact, values: Sequence[Any], asking: Asking) -> Q:
        means = _means(asking.today).filter(customer=OuterRef("pk"))
        return Q(Exists(means.filter(**{f"mean__{lookup}": int(values[0])})))

    return q


def _between(lookup: str) -> Callable[[Fact, Sequence[Any], Asking], Q]:
    def q(_fact: Fact, _values: Sequence[Any], asking: Asking) -> Q:
        # Few are observed: the database begins with them.
        means = _means(asking.today).filter(**{f"mean__{lookup}": HIGH})
        return Q(pk__in=means.values("customer"))

    return q


def _unseen(_fact: Fact, _values: Sequence[Any], asking: Asking) -> Q:
    return ~Q(Exists(_means(asking.today).filter(customer=OuterRef("pk"))))


FACT = Fact(
    "fit",
    _("Do we suit each other"),
    "own",
    own=(
        Comparison("ge", _("at least (1 to 5)"), "number", _compared("gte")),
        Comparison("le", _("at most (1 to 5)"), "number", _compared("lte")),
        Comparison("high", _("suits us (3.5 or more)"), "", _between("gte")),
        Comparison("low", _("suits us less (under 3.5)"), "", _between("lt")),
        Comparison("empty", _("not observed for a year"), "", _unseen),
    ),
    order=24,
)


def _gather(rows: Sequence[Any]) -> dict[int, float]:
    means = _means(today()).filter(customer__in=[row.pk for row in rows])
    return {one["customer"]: round(float(one["mean"]), 1) for one in means}


COLUMN = Column(
    "fit",
    _("Do we suit each other"),
    lambda row, gathered: gathered.get(row.pk),
    order=56,
    default=False,
    gather=_gather,
)
