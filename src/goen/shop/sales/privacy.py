"""Sales and documents at the request desk: what is told to the customer, and what is forgotten.

Sales keep their customer, who has no name any more: totals, ranks and moves stay as they were. When
the customer leaves the trash, sales become those of a walk-in and documents stay without words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from goen.shop.sales.models import Document, DocumentLine, Sale
from goen.shop.staff.redaction import redact
from goen.shop.staff.trail import Subject
from goen.shop.ui import search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff

Row = tuple[str, int, str]


def sales_of(customer: Customer) -> Iterator[Row]:
    """Every sale to a customer, oldest first."""
    rows = Sale.objects.live().filter(customer=customer).select_related("product")
    for sale in rows.order_by("on", "pk").iterator():
        what = sale.product.name if sale.product else sale.get_kind_display()
        yield sale.on.isoformat(), sale.amount, what


def documents_of(customer: Customer) -> Iterator[Row]:
    """Every quote and invoice to a customer, oldest first."""
    for document in Document.objects.live().filter(customer=customer).order_by("issued_on", "pk"):
        words = f"{document} {document.subject}".strip()
        yield document.issued_on.isoformat(), document.total, words


def erase(by: Staff, customer: Customer, _now: datetime, group: UUID) -> None:
    """Take the words out of a customer's quotes and invoices; sums and dates stay."""
    leave(customer_ids=[customer.pk], by=by, group=group)


def customers_leave(*, customer_ids: Sequence[int], **_given: object) -> None:
    """Receive `customers_purged`."""
    leave(customer_ids=customer_ids)


def leave(
    *, customer_ids: Sequence[int], by: Staff | None = None, group: UUID | None = None
) -> None:
    """Take the words out of these customers' documents, out of the search, and out of the trail."""
    documents = Document.objects.filter(customer__in=customer_ids)
    theirs: dict[int, list[int]] = {}
    for pk, customer in documents.values_list("pk", "customer"):
        theirs.setdefault(customer, []).append(pk)
    if not theirs:
        return
    search.forget_many(kind="document", object_ids=[pk for ids in theirs.values() for pk in ids])
    for customer, ids in theirs.items():
        redact(by=by, about=Subject("customer", customer), objects={"document": ids}, group=group)
    DocumentLine.objects.filter(document__in=documents).update(text="")
    documents.update(subject="", note="", version=F("version") + 1)
