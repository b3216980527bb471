"""The lists of this room: sales, products, quotes and invoices; and what it adds to customers."""

from __future__ import annotations

from goen.shop.sales.lists import customers, documents, products, sales


def register() -> None:
    """Declare them all."""
    sales.register()
    products.register()
    documents.register()
    customers.register()
