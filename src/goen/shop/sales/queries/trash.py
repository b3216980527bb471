"""What lies in the trash of this room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from goen.shop.sales.models import Document, Product, Sale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.shop.ui.registry import Words

MOST = 100


@dataclass(frozen=True, slots=True)
class Heap:
    """Rows of one kind in the trash; `restore` names the address that takes one out."""

    label: Words
    restore: str
    rows: Sequence[Any]


def in_trash() -> list[Heap]:
    """The rows in the trash by kind, newest first."""
    trashed = {"deleted_at__isnull": False}
    sales = Sale.objects.filter(**trashed).select_related("customer")
    documents = Document.objects.filter(**trashed).select_related("customer")
    heaps = (
        Heap(label, restore, list(rows.order_by("-deleted_at", "-pk")[:MOST]))
        for label, restore, rows in (
            (_("Sales"), "sale_restore", sales),
            (_("Quotes and invoices"), "document_restore", documents),
            (_("Products"), "product_restore", Product.objects.filter(**trashed)),
        )
    )
    return [heap for heap in heaps if heap.rows]
