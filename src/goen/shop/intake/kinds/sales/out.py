"""Sales as rows of a file that comes back as it went out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from goen.shop.sales.models import Sale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_COLUMNS = {
    "id": "pk",
    "on": "on",
    "customer": "customer__code",
    "customer_name": "customer__name",
    "amount": "amount",
    "quantity": "quantity",
    "profit": "profit",
    "product_code": "product__code",
    "product": "product__name",
    "category": "category__name",
    "shop": "shop__name",
    "slip": "slip",
    "line": "line",
    "kind": "kind",
    "source": "source__name",
}


def rows(*, ids: Sequence[int] | None = None) -> Iterator[Mapping[str, Any]]:
    """Live sales by day, or those of `ids`; each a mapping of fields to texts, None for nothing."""
    sales = Sale.objects.live().order_by("on", "pk")
    if ids is not None:
        sales = sales.filter(pk__in=ids)
    kinds = {str(value): str(label) for value, label in Sale.Kind.choices}
    for values in sales.values_list(*_COLUMNS.values()).iterator(chunk_size=5_000):
        row = {name: _text(value) for name, value in zip(_COLUMNS, values, strict=True)}
        row["kind"] = kinds[row["kind"] or ""]
        yield row


def _text(value: Any) -> str | None:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return None if value is None or value == "" else str(value)
