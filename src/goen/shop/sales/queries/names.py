"""The names that forms offer while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen import japanese
from goen.shop.sales.models import Category, Family, Product, Shop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MOST = 300  # more than this nobody reads, and the page gets heavy


def known_names() -> Mapping[str, Sequence[str]]:
    """The names in use, by the id of their list in the page."""
    products = Product.objects.live().order_by("name_key", "pk")
    return {
        "known-products": list(products.values_list("name", flat=True)[:_MOST]),
        "known-shops": _names(Shop),
        "known-categories": _names(Category),
        "known-families": _names(Family),
    }


def _names(model: type[Shop] | type[Category] | type[Family]) -> Sequence[str]:
    return list(model._default_manager.order_by("name").values_list("name", flat=True)[:_MOST])


def product_called(*, typed: str) -> Product | None:
    """The product with exactly this code, or the only one of exactly this name."""
    by_code = Product.objects.live().filter(code=japanese.plain(typed)).first()
    if by_code is not None and by_code.code:
        return by_code
    same = Product.objects.live().filter(name_key=japanese.fold(typed)[:200])[:2]
    return same[0] if len(same) == 1 else None
