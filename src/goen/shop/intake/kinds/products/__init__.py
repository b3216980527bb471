"""Products from files: price lists, the masters of registers and shops on the web."""

from __future__ import annotations

from goen.shop.intake.kinds.products.kind import PRODUCTS

__all__ = ["PRODUCTS"]
