"""Putting back what one intent changed: `goen.shop.staff.undo` calls these by kind."""

from __future__ import annotations

from goen.shop.customers.contact import refresh_contact
from goen.shop.sales.models import Document, Product, Sale
from goen.shop.sales.operations.documents import index_document
from goen.shop.sales.operations.products import index_product
from goen.shop.sales.operations.sales import tell
from goen.shop.staff import undo
from goen.shop.staff.rows import WentBack, putting_back


def _sale(went: WentBack[Sale]) -> None:
    tell([went.before, went.row])


def _product(went: WentBack[Product]) -> None:
    index_product(went.row)


def _document(went: WentBack[Document]) -> None:
    """The lines of a quote or an invoice stay as they are."""
    refresh_contact(customer_ids=[went.before.customer_id, went.row.customer_id])
    index_document(went.row)


def register() -> None:
    """Let sales, products, quotes and invoices be put back."""
    undo.register(kind="sale", put_back=putting_back(Sale, _sale))
    undo.register(kind="product", put_back=putting_back(Product, _product))
    undo.register(kind="document", put_back=putting_back(Document, _document))
