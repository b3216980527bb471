"""Putting back what one intent changed: `goen.shop.staff.undo` calls these by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.customers.contact import refresh_contact
from goen.shop.sales.models import Document, Product, Sale
from goen.shop.sales.operations.documents import index_document
from goen.shop.sales.operations.products import index_product
from goen.shop.sales.operations.sales import tell
from goen.shop.staff.rows import put_back

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change


def sale(
    *,
    by: Staff,
    object_id: int,
    action: str,
    changes: Sequence[Change],
    now: datetime,
    group: UUID,
) -> list[Change]:
    """Put back the values of a sale that still stand as that intent left them."""
    row = Sale.objects.select_for_update().filter(pk=object_id).first()
    if row is None:
        return []
    before = Sale(customer_id=row.customer_id, on=row.on)
    back = put_back(row, by=by, changes=changes, group=group, action="sales.sale.put_back")
    if back:
        tell([before, row])
    return back


def product(
    *,
    by: Staff,
    object_id: int,
    action: str,
    changes: Sequence[Change],
    now: datetime,
    group: UUID,
) -> list[Change]:
    """Put back the values of a product."""
    row = Product.objects.select_for_update().filter(pk=object_id).first()
    if row is None:
        return []
    back = put_back(row, by=by, changes=changes, group=group, action="sales.product.put_back")
    if back:
        index_product(row)
    return back


def document(
    *,
    by: Staff,
    object_id: int,
    action: str,
    changes: Sequence[Change],
    now: datetime,
    group: UUID,
) -> list[Change]:
    """Put back the values of a quote or an invoice; its lines stay as they are."""
    row = Document.objects.select_for_update().filter(pk=object_id).first()
    if row is None:
        return []
    customers = [row.customer_id]
    back = put_back(row, by=by, changes=changes, group=group, action="sales.document.put_back")
    if back:
        refresh_contact(customer_ids=[*customers, row.customer_id])
        index_document(row)
    return back
