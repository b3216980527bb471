"""What is known of a product beyond its own row: its family, what was bought of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Sum

from goen.shop.sales.models import Product
from goen.shop.sales.queries.purchases import counting

if TYPE_CHECKING:
    from datetime import date

DAYS = 365


@dataclass(frozen=True, slots=True)
class Bought:
    """Sales of one product in the last year: the sum, by how many customers, and when last."""

    amount: int
    customers: int
    last_on: date | None


def bought_of(*, product: Product, today: date) -> Bought:
    """What customers bought of a product in the year that ends today."""
    rows = counting().filter(product=product, on__gt=today - timedelta(days=DAYS), on__lte=today)
    found = rows.aggregate(
        sum=Sum("amount"), customers=Count("customer", distinct=True), last=Max("on")
    )
    return Bought(found["sum"] or 0, found["customers"], found["last"])


def in_family(*, product: Product) -> list[Product]:
    """All products of its family, the best first; nothing for a product without one."""
    if product.family_id is None:
        return []
    same = Product.objects.live().filter(family=product.family_id)
    return list(same.order_by("-grade", "name_key", "pk"))
