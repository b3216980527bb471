"""Entering, changing and trashing quotes and invoices, and moving them on."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from goen import japanese
from goen.shop.customers.contact import refresh_contact
from goen.shop.sales import signals, tax
from goen.shop.sales.models import Document, DocumentLine
from goen.shop.sales.operations.shared import NotFilledIn, screen
from goen.shop.staff.rows import locked, put
from goen.shop.staff.trail import Subject, new_group, record
from goen.shop.ui import search

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from goen.shop.customers.models import Customer
    from goen.shop.sales.models import Product
    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change

FIELDS = (
    "kind",
    "number",
    "customer",
    "subject",
    "issued_on",
    "due_on",
    "status",
    "tax_included",
    "rounding",
    "note",
)
_SUMS = ("net", "tax", "total")
STEPS = {
    Document.Kind.QUOTE: (
        Document.Status.DRAFT,
        Document.Status.SENT,
        Document.Status.ORDERED,
        Document.Status.LOST,
        Document.Status.VOID,
    ),
    Document.Kind.INVOICE: (
        Document.Status.DRAFT,
        Document.Status.SENT,
        Document.Status.PAID,
        Document.Status.VOID,
    ),
}


class DocumentValues(TypedDict, total=False):
    """What a document says; `kind`, `customer` and `issued_on` are needed when it is entered."""

    kind: str
    number: str
    customer: Customer | None
    subject: str
    issued_on: date
    due_on: date | None
    status: str
    tax_included: bool
    rounding: str
    note: str


class LineValues(TypedDict, total=False):
    """What a line says; `text` and `unit_price` are needed. Amounts are worked out."""

    product: Product | None
    text: str
    quantity: Decimal
    unit_price: Decimal
    tax_rate: int


@transaction.atomic
def record_document(
    *, by: Staff, values: DocumentValues, lines: Sequence[LineValues], now: datetime
) -> Document:
    """Enter a quote or an invoice; raises NotFilledIn without lines, or for a number in use."""
    document = Document(source=screen(), entered_by=by, entered_at=now)
    put(document, values=values, fields=FIELDS)
    _check(document, lines)
    document.save()
    _write(document, lines)
    record(by=by, action="sales.document.recorded", subject=Subject.of(document))
    index_document(document)
    signals.document_recorded.send(Document, id=document.pk, by=by)
    refresh_contact(customer_ids=[document.customer_id])
    return document


@transaction.atomic
def edit_document(
    *,
    by: Staff,
    document_id: int,
    version: int,
    values: DocumentValues,
    lines: Sequence[LineValues],
) -> Document:
    """Change a document and its lines.

    Raises SomeoneSavedFirst after another's change, NotFilledIn as entering.
    """
    document = locked(Document, id=document_id, version=version)
    customers = [document.customer_id]
    before = _told(document)
    changes = put(document, values=values, fields=FIELDS)
    _check(document, lines)
    changes += _write(document, lines)
    after = _told(document)
    if before != after:
        changes.append({"field": "lines", "from": before, "to": after})
    if not changes:
        return document
    document.version += 1
    document.save()
    record(by=by, action="sales.document.updated", subject=Subject.of(document), changes=changes)
    index_document(document)
    refresh_contact(customer_ids=[*customers, document.customer_id])
    return document


@transaction.atomic
def move_document(*, by: Staff, document_id: int, status: str) -> Document:
    """Set how far a document is: sent, ordered, paid; raises NotFilledIn for another kind's."""
    document = locked(Document, id=document_id)
    if status not in STEPS[Document.Kind(document.kind)]:
        raise NotFilledIn("status", _("A document of this kind cannot be that."))
    changes = put(document, values={"status": status}, fields=("status",))
    if changes:
        document.version += 1
        document.save()
        record(by=by, action="sales.document.moved", subject=Subject.of(document), changes=changes)
        refresh_contact(customer_ids=[document.customer_id])  # drafts are no contacts
    return document


@transaction.atomic
def trash_documents(
    *, by: Staff, document_ids: Sequence[int], now: datetime, group: UUID | None = None
) -> UUID:
    """Put documents into the trash."""
    return _trash(by=by, document_ids=document_ids, at=now, group=group)


@transaction.atomic
def restore_documents(*, by: Staff, document_ids: Sequence[int]) -> UUID:
    """Take documents out of the trash; one whose number was given away comes back without one."""
    return _trash(by=by, document_ids=document_ids, at=None)


def _trash(
    *, by: Staff, document_ids: Sequence[int], at: datetime | None, group: UUID | None = None
) -> UUID:
    group = group or new_group()
    rows = Document.objects.select_for_update().filter(
        pk__in=document_ids, deleted_at__isnull=at is not None
    )
    moved = list(rows)
    for document in moved:
        number = "" if at is None and _taken(document) else document.number
        changes = put(
            document, values={"deleted_at": at, "number": number}, fields=("deleted_at", "number")
        )
        document.save()
        action = "sales.document.trashed" if at else "sales.document.restored"
        record(by=by, action=action, subject=Subject.of(document), changes=changes, group=group)
        index_document(document)
    refresh_contact(customer_ids=[document.customer_id for document in moved])
    return group


def _check(document: Document, lines: Sequence[LineValues]) -> None:
    document.number = japanese.plain(document.number)[:40]
    if _taken(document):
        raise NotFilledIn("number", _("Another document of this kind has this number."))
    if not lines:
        raise NotFilledIn("lines", _("Write at least one line."))
    if document.due_on is not None and document.due_on < document.issued_on:
        raise NotFilledIn("due_on", _("This day is before the date of issue."))
    if document.status not in STEPS[Document.Kind(document.kind)]:
        raise NotFilledIn("status", _("A document of this kind cannot be that."))


def _taken(document: Document) -> bool:
    same = Document.objects.live().filter(kind=document.kind, number=document.number)
    return bool(document.number) and same.exclude(pk=document.pk).exists()


def _write(document: Document, lines: Sequence[LineValues]) -> list[Change]:
    """Put the lines in the place of those there were, and work the sums out; gives what differs."""
    document.lines.all().delete()
    rows = [_line(document, place, values) for place, values in enumerate(lines, start=1)]
    DocumentLine.objects.bulk_create(rows)
    found = tax.sums(
        lines=[(row.tax_rate, row.amount) for row in rows],
        included=document.tax_included,
        rounding=document.rounding,
    )
    values = {"net": found.net, "tax": found.tax, "total": found.total}
    changes = put(document, values=values, fields=_SUMS)
    document.save(update_fields=[*_SUMS])
    return changes


def _line(document: Document, place: int, values: LineValues) -> DocumentLine:
    line = DocumentLine(document=document, place=place, **values)
    exact = Decimal(line.quantity) * Decimal(line.unit_price)
    line.amount = int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return line


def _told(document: Document) -> list[str]:
    """The lines in words, as the trail keeps them."""
    return [
        f"{line.text} {line.quantity.normalize():f} × {line.unit_price.normalize():f}"
        f" ({line.tax_rate} %)"
        for line in document.lines.order_by("place")
    ]


def index_document(document: Document) -> None:
    """Let the search find the document, or forget it when it is in the trash."""
    if document.deleted_at is not None:
        search.forget(kind="document", object_id=document.pk)
        return
    index_documents([document])


def index_documents(documents: Iterable[Document]) -> None:
    """Let the search find these documents."""
    search.index_many(kind="document", objects=[(one.pk, _search_words(one)) for one in documents])


def _search_words(document: Document) -> list[search.Words]:
    texts = (
        search.Words(search.CODE, document.number),
        search.Words(search.OTHER, document.subject),
    )
    return [one for one in texts if one.text]
