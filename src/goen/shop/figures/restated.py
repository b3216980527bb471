"""What became known of a closed month after it was published: sums by segment, and who it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from goen.shop.customers.models import Customer
from goen.shop.portfolio.models import PortfolioState, Restatement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

PAGE = 50
CAUSES = tuple(Restatement.Cause.values)


@dataclass(frozen=True, slots=True)
class Some:
    """A page of restatements, the newest first, each with its customer if still there."""

    count: int
    rows: Sequence[tuple[Restatement, Customer | None]]


def rows_of(month: date) -> QuerySet[Restatement]:
    """The restatements of a month that belong to the standings shown now."""
    number = PortfolioState.objects.filter(pk=1).values_list("number", flat=True).first() or 0
    return Restatement.objects.filter(month=month, update__lte=number)


def by_cause(month: date) -> dict[str, Counter[str]]:
    """Cause → segment → how many more stand there than was published."""
    found: dict[str, Counter[str]] = {cause: Counter() for cause in CAUSES}
    told = rows_of(month).values_list("cause", "before", "after").order_by()
    for cause, before, after, count in told.annotate(count=Count("pk")):
        found[cause][before] -= count
        found[cause][after] += count
    return {cause: _named(sums) for cause, sums in found.items()}


def _named(sums: Counter[str]) -> Counter[str]:
    """Without those who had not bought yet, who stand in no segment."""
    return Counter({segment: count for segment, count in sums.items() if segment})


def summed(month: date) -> Counter[str]:
    """Segment → how many more stand there than was published."""
    found: Counter[str] = Counter()
    for sums in by_cause(month).values():
        found.update(sums)
    return found


def counts(month: date) -> dict[str, int]:
    """Cause → how many standings were restated; every cause that occurred."""
    told = rows_of(month).values("cause").annotate(count=Count("pk")).order_by()
    found = {row["cause"]: row["count"] for row in told}
    return {cause: found[cause] for cause in CAUSES if cause in found}


def some(month: date, *, asked: Mapping[str, Any], start: int) -> Some:
    """Those of one cause, or of one segment on either side, from place `start` on."""
    rows = rows_of(month)
    if asked.get("cause"):
        rows = rows.filter(cause=asked["cause"])
    if asked.get("segment"):
        rows = rows.filter(Q(before=asked["segment"]) | Q(after=asked["segment"]))
    page = list(rows.order_by("-found_at", "-pk")[start : start + PAGE])
    known = Customer.objects.live().in_bulk([one.customer for one in page if one.customer])
    return Some(rows.count(), [(one, known.get(one.customer or 0)) for one in page])
