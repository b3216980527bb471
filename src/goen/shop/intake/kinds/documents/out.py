"""Quotes and invoices as rows of a file: one for each line, one for a document without lines.

A number stands on every row, so that Excel can filter by it; sums stand on the first row alone, so
that it can add them up. Of a document without a number only the first row tells whose it is: so the
rows below it are known for its lines when the file comes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.shop.intake.kinds.documents.fields import plain
from goen.shop.intake.kinds.documents.known import sorted_lines
from goen.shop.intake.kinds.documents.words import TAX
from goen.shop.sales.models import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goen.shop.sales.models import DocumentLine

_MANY = 500


def rows(*, kind: str, ids: Sequence[int] | None = None) -> Iterator[Mapping[str, Any]]:
    """Live documents by day, or those of `ids`; field → text."""
    documents = Document.objects.live().filter(kind=kind).order_by("issued_on", "pk")
    if ids is not None:
        documents = documents.filter(pk__in=ids)
    found = documents.select_related("customer").prefetch_related("lines__product")
    for document in found.iterator(chunk_size=_MANY):
        yield from _rows(document)


def _rows(document: Document) -> Iterator[Mapping[str, Any]]:
    header, sums = _header(document), _sums(document)
    lines = sorted_lines(document)
    yield {**header, **sums, **(_line(lines[0]) if lines else {})}
    for line in lines[1:]:
        yield {**(header if document.number else {}), **_line(line)}


def _header(document: Document) -> dict[str, str]:
    customer, due = document.customer, document.due_on
    return {
        "number": document.number,
        "issued_on": document.issued_on.isoformat(),
        "customer": customer.code if customer else "",
        "customer_name": customer.name if customer else "",
        "subject": document.subject,
        "due_on": due.isoformat() if due else "",
        "status": str(document.get_status_display()),
        "tax_included": str(dict(TAX)["1" if document.tax_included else "0"]),
        "rounding": str(document.get_rounding_display()),
        "note": document.note,
    }


def _sums(document: Document) -> dict[str, str]:
    return {name: str(getattr(document, name)) for name in ("net", "tax", "total")}


def _line(line: DocumentLine) -> dict[str, str]:
    return {
        "product_code": line.product.code if line.product else "",
        "text": line.text,
        "quantity": plain(line.quantity),
        "unit_price": plain(line.unit_price),
        "tax_rate": f"{line.tax_rate}%",
        "amount": str(line.amount),
    }
