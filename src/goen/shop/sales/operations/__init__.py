"""What staff do with sales, products, quotes and invoices: one function per intent."""

from __future__ import annotations

from goen.shop.sales.operations.documents import (
    STEPS,
    DocumentValues,
    LineValues,
    edit_document,
    move_document,
    record_document,
    restore_documents,
    trash_documents,
)
from goen.shop.sales.operations.products import (
    ProductValues,
    add_product,
    edit_product,
    remove_unused_products,
    restore_products,
    trash_products,
)
from goen.shop.sales.operations.sales import (
    SaleValues,
    edit_sale,
    entered_together,
    record_sales,
    restore_sales,
    trash_sales,
)
from goen.shop.sales.operations.shared import NotFilledIn, named, screen
from goen.shop.staff.rows import SomeoneSavedFirst

__all__ = [
    "STEPS",
    "DocumentValues",
    "LineValues",
    "NotFilledIn",
    "ProductValues",
    "SaleValues",
    "SomeoneSavedFirst",
    "add_product",
    "edit_document",
    "edit_product",
    "edit_sale",
    "entered_together",
    "move_document",
    "named",
    "record_document",
    "record_sales",
    "remove_unused_products",
    "restore_documents",
    "restore_products",
    "restore_sales",
    "screen",
    "trash_documents",
    "trash_products",
    "trash_sales",
]
