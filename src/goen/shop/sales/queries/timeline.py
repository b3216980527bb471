"""What this room gives to a customer's timeline: a day of purchases, a quote, an invoice."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Max, Q
from django.utils import timezone

from goen.shop.customers.contact import Contact
from goen.shop.sales.models import Document
from goen.shop.sales.queries.purchases import day_count, days_before
from goen.shop.ui.registry import Entry

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from goen.shop.customers.models import Customer

    Before = tuple[datetime, str] | None

_NOT_SENT = (Document.Status.DRAFT, Document.Status.VOID)
_TONES = {Document.Status.ORDERED: "good", Document.Status.PAID: "good"}


def _moment(day: date) -> datetime:
    """Where a day without a time stands on the timeline: at its beginning."""
    return timezone.make_aware(datetime.combine(day, time()))


def purchase_entries(customer: Customer, before: Before, limit: int) -> list[Entry]:
    """The newest days with purchases, each with its lines."""
    days = days_before(customer_id=customer.pk, before=_day_after(before), limit=limit)
    return [
        Entry(
            _moment(day.on),
            f"purchase-{day.on:%Y%m%d}",
            "sales",
            "sales/_entry_purchase.html",
            {"day": day},
        )
        for day in days
    ]


def _day_after(before: Before) -> date | None:
    """The first day that is not shown any more: with `before` on it, unless it stands above."""
    if before is None:
        return None
    at, name = before
    day = timezone.localdate(at)
    shown = at == _moment(day) and name <= f"purchase-{day:%Y%m%d}"
    return day if shown else day + timedelta(days=1)


def purchase_count(customer: Customer) -> int:
    """On how many days the customer bought."""
    return day_count(customer_id=customer.pk)


def _documents(customer_id: int) -> QuerySet[Document]:
    return Document.objects.live().filter(customer=customer_id)


def document_entries(customer: Customer, before: Before, limit: int) -> list[Entry]:
    """The newest quotes and invoices."""
    rows = _documents(customer.pk).filter(_earlier(before)).order_by("-issued_on", "-pk")[:limit]
    return [
        Entry(
            _moment(row.issued_on),
            f"document-{row.pk:012d}",
            "file",
            "sales/_entry_document.html",
            {"document": row},
            tone=_TONES.get(Document.Status(row.status), ""),
        )
        for row in rows
    ]


def _earlier(before: Before) -> Q:
    """The documents that stand below `before` on a timeline sorted by (moment, name)."""
    if before is None:
        return Q()
    at, name = before
    day = timezone.localdate(at)
    if at > _moment(day):
        return Q(issued_on__lte=day)
    below = Q(issued_on__lt=day)
    if name.startswith("document-"):
        return below | Q(issued_on=day, pk__lt=int(name.removeprefix("document-")))
    return below | Q(issued_on=day) if name > "document-" else below


def document_count(customer: Customer) -> int:
    """How many quotes and invoices the timeline has."""
    return _documents(customer.pk).count()


def document_moments(customer_ids: Collection[int]) -> dict[int, datetime]:
    """When each customer's newest quote or invoice was sent."""
    rows = Document.objects.live().filter(customer__in=customer_ids)
    sent = rows.exclude(status__in=_NOT_SENT).order_by().values_list("customer")
    return {pk: _moment(day) for pk, day in sent.annotate(newest=Max("issued_on"))}


def newest_document(customer_id: int) -> Contact | None:
    """The newest quote or invoice that was sent: it counts as a contact."""
    sent = _documents(customer_id).exclude(status__in=_NOT_SENT)
    row = sent.order_by("-issued_on", "-pk").first()
    return Contact(_moment(row.issued_on), row.get_kind_display(), str(row)) if row else None
