"""What lapsed customers were worth: their sales in the 12 months up to their last purchase."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Sum

from goen.analysis.calendar import months_before
from goen.shop.sales.queries.purchases import counting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


def year_before(*, last: Mapping[int, date]) -> dict[int, int]:
    """The sales of the 12 months up to the day of each customer; who has none is left out."""
    if not last:
        return {}
    since = {one: months_before(day, 12) for one, day in last.items()}
    rows = (
        counting()
        .filter(customer__in=list(last), on__gt=min(since.values()), on__lte=max(last.values()))
        .values("customer_id", "on")
        .annotate(sum=Sum("amount"))
        .order_by()
    )
    found: dict[int, int] = defaultdict(int)
    for one, on, amount in rows.values_list("customer_id", "on", "sum"):
        if since[one] < on <= last[one]:
            found[one] += amount
    return dict(found)
