"""Purchases of customers: sums, and the days on which somebody bought."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Max, Sum

from goen.shop.sales.models import Sale

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

    from goen.shop.customers.models import Customer


@dataclass(frozen=True, slots=True)
class Total:
    """All that one customer bought: the sum, and the day of the newest sale that counts."""

    amount: int
    last_on: date | None


class Line(NamedTuple):
    """What a day on the timeline tells of one sale; some customers have hundreds on a page."""

    on: date
    pk: int
    kind: str
    amount: int
    quantity: Decimal | None
    slip: str
    product: str | None
    category: str | None
    shop: str | None


@dataclass(frozen=True, slots=True)
class Day:
    """One customer's sales of one day, returns and cancelled lines among them."""

    on: date
    amount: int
    lines: Sequence[Line]


def counting() -> QuerySet[Sale]:
    """The sales that count: neither in the trash nor cancelled."""
    return Sale.objects.live().exclude(kind=Sale.Kind.CANCEL)


def totals(*, customer_ids: Collection[int]) -> Mapping[int, Total]:
    """The totals of those among the customers who bought anything."""
    rows = (
        counting()
        .filter(customer__in=customer_ids)
        .values("customer_id")
        .annotate(sum=Sum("amount"), last=Max("on"))
        .order_by()
    )
    return {row["customer_id"]: Total(row["sum"], row["last"]) for row in rows}


def days_before(*, customer_id: int, before: date | None, limit: int) -> list[Day]:
    """The newest `limit` days with sales of the customer before a day, newest first."""
    rows = Sale.objects.live().filter(customer=customer_id)
    if before is not None:
        rows = rows.filter(on__lt=before)
    newest = rows.order_by("-on").values("on").distinct()[:limit]
    names = ("product__name", "category__name", "shop__name")
    values = ("on", "pk", "kind", "amount", "quantity", "slip", *names)
    found = rows.filter(on__in=newest).order_by("slip", "line", "pk").values_list(*values)
    lines: dict[date, list[Line]] = defaultdict(list)
    for line in map(Line._make, found):
        lines[line.on].append(line)
    return [Day(on, _sum(lines[on]), lines[on]) for on in sorted(lines, reverse=True)]


def _sum(lines: Collection[Line]) -> int:
    return sum(line.amount for line in lines if line.kind != Sale.Kind.CANCEL)


def day_count(*, customer_id: int) -> int:
    """On how many days the customer has sales."""
    return Sale.objects.live().filter(customer=customer_id).values("on").distinct().count()


@dataclass(frozen=True, slots=True)
class Year:
    """What one customer bought in one calendar year, on how many days, and when last."""

    year: int
    days: int
    amount: int
    last_on: date


def net_days(*, customer_id: int) -> list[tuple[date, int]]:
    """The days with sales of the customer that count, oldest first, and the net amount of each."""
    rows = counting().filter(customer=customer_id).values("on").annotate(sum=Sum("amount"))
    return list(rows.order_by("on").values_list("on", "sum"))


def bought(*, customer: Customer) -> list[tuple[date, int]]:
    """The same of one customer in hand: asked once for all that a page says of it."""
    kept: list[tuple[date, int]] | None = vars(customer).get("bought")
    if kept is None:
        kept = vars(customer)["bought"] = net_days(customer_id=customer.pk)
    return kept


def years(*, days: Sequence[tuple[date, int]]) -> list[Year]:
    """The years of such days, the newest first."""
    by_year: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for on, amount in days:
        by_year[on.year].append((on, amount))
    return [
        Year(year, len(found), sum(amount for _on, amount in found), found[-1][0])
        for year, found in sorted(by_year.items(), reverse=True)
    ]
