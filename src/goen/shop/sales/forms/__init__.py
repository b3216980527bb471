"""What the pages of this room ask for."""

from __future__ import annotations

from goen.shop.sales.forms.documents import DocumentForm, DocumentLines, MoveForm
from goen.shop.sales.forms.products import ProductForm
from goen.shop.sales.forms.sales import SaleForm, SaleHeadForm, SaleLines

__all__ = [
    "DocumentForm",
    "DocumentLines",
    "MoveForm",
    "ProductForm",
    "SaleForm",
    "SaleHeadForm",
    "SaleLines",
]
