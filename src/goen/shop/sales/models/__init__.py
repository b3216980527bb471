"""What was bought, of what, and the papers about it."""

from __future__ import annotations

from goen.shop.sales.models.document import Document, DocumentLine, Rounding
from goen.shop.sales.models.product import Category, Family, Grade, Product
from goen.shop.sales.models.sale import HiddenBatch, Sale, Shop, Source

__all__ = [
    "Category",
    "Document",
    "DocumentLine",
    "Family",
    "Grade",
    "HiddenBatch",
    "Product",
    "Rounding",
    "Sale",
    "Shop",
    "Source",
]
