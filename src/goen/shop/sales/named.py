"""Names that were typed in a form, turned into the rows they mean; new ones are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.shop.sales.models import Category, Family, Shop
from goen.shop.sales.operations import add_product, named
from goen.shop.sales.queries.names import product_called

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from goen.shop.sales.models import Product
    from goen.shop.staff.models import Staff

_TABLES: Mapping[str, Any] = {"category": Category, "family": Family, "shop": Shop}


def with_names(*, by: Staff, values: Mapping[str, Any], now: datetime) -> Any:
    """The values with rows instead of names: shop, category, family, product."""
    found = dict(values)
    for name, table in _TABLES.items():
        if name in found:
            found[name] = named(table, name=found[name])
    if "product" in found:
        found["product"] = _product(by=by, typed=found["product"], now=now)
    if found.get("product") is not None and found.get("category") is None:
        found["category"] = found["product"].category
    return found


def _product(*, by: Staff, typed: str, now: datetime) -> Product | None:
    if not typed.strip():
        return None
    known = product_called(typed=typed)
    return known or add_product(by=by, values={"name": typed}, now=now)
