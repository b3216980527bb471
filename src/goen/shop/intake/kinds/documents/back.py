"""Quotes and invoices of a batch out of the ledger again, then the customers they brought."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from goen.shop.customers.contact import refresh_contact
from goen.shop.customers.operations import remove_unused_customers
from goen.shop.intake import confirming
from goen.shop.intake.kinds.base import Tally
from goen.shop.intake.kinds.documents.fields import plain
from goen.shop.intake.kinds.documents.known import told
from goen.shop.intake.kinds.documents.write import lines_of, products_of
from goen.shop.intake.kinds.planning import going_back, trail_after, without
from goen.shop.intake.kinds.touched import untouched
from goen.shop.sales.models import Document, DocumentLine
from goen.shop.staff.models import Trail
from goen.shop.staff.trail import Subject, record
from goen.shop.staff.undo import undo_rows
from goen.shop.ui import search

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change

# The cursor is the entry of the trail of a document; below zero, minus that of a customer.
_CUSTOMERS = -1
_TOLD = re.compile(r"(?P<text>.*) (?P<quantity>\S+) × (?P<price>\S+) \((?P<rate>\d+) %\)", re.S)
_SUMS = ("net", "tax", "total")


def begin(batch: Batch) -> int:
    """How many entries of the trail there are to go back along."""
    kinds = ["document", "customer"]
    rows = Trail.objects.filter(group=batch.group, kind__in=kinds, row__isnull=False)
    return rows.count()


def step(
    *, batch: Batch, by: Staff, cursor: int, size: int, now: datetime
) -> tuple[Tally, int | None]:
    """Take some documents back, or some customers; see `Kind.back`."""
    if cursor >= 0:
        rows, following = trail_after(batch=batch, kinds=["document"], cursor=cursor, size=size)
        tally = _documents(batch, rows, by=by, now=now)
        return tally, _CUSTOMERS if following is None else following
    rows, following = trail_after(batch=batch, kinds=["customer"], cursor=-cursor - 1, size=size)
    tally = _customers(batch, rows, by=by, now=now)
    return tally, None if following is None else -following - 1


def _documents(batch: Batch, rows: Sequence[Trail], *, by: Staff, now: datetime) -> Tally:
    entered = {row.object_id: row.label for row in rows if row.action == "sales.document.recorded"}
    found = confirming.confirmed(batch=batch, of="document", ids=[pk for pk in entered if pk])
    free = [pk for pk in entered if pk is not None and pk not in found]
    gone = remove_untouched(batch, free, by=by)
    kept = [entered[pk] for pk in free if pk not in gone]
    changed = [row for row in rows if row.action == "sales.document.updated"]
    changed = [row for row in changed if row.object_id not in gone]
    stay = [row.label for row in changed if not _put_back(batch, row, by=by, now=now)]
    kept += stay
    counts = {"removed": len(gone), "back": len(changed) - len(stay), "kept": len(kept)}
    return Tally(counts, kept, confirming.by_batch(found, kept=found))


def remove_untouched(batch: Batch, ids: Sequence[int], *, by: Staff) -> set[int]:
    """Delete documents that no person changed, in the trash or not; gives which."""
    rows = Document.objects.select_for_update().filter(pk__in=untouched(Document, ids))
    gone = {one.pk: one for one in rows}
    for one in gone.values():
        subject, group = Subject.of(one), going_back(batch)
        record(by=by, action="sales.document.removed", subject=subject, group=group)
    search.forget_many(kind="document", object_ids=list(gone))
    DocumentLine.objects.filter(document__in=gone).delete()
    Document.objects.filter(pk__in=gone).delete()
    refresh_contact(customer_ids=[one.customer_id for one in gone.values()])
    return set(gone)


def _put_back(batch: Batch, row: Trail, *, by: Staff, now: datetime) -> bool:
    """Put one document back as far as it still is as the batch left it; whether that was all.

    Sums go back with the lines that make them: never one without the other.
    """
    whole = True
    lines = next((change for change in row.changes if change["field"] == "lines"), None)
    document = Document.objects.prefetch_related("lines").filter(pk=row.object_id or 0).first()
    if document is None:
        return False
    if lines is not None:
        without(row, field="lines")
        whole = told(document) == lines["to"] and _sums_stand(document, row.changes)
        if whole:
            _restore_lines(document, lines["from"])
        else:
            for name in (*_SUMS, "tax_included", "rounding"):
                without(row, field=name)
    undone = undo_rows(by=by, rows=[row], now=now, group=going_back(batch), many=False)
    return whole and not undone.kept


def _sums_stand(document: Document, changes: Sequence[Change]) -> bool:
    return all(
        getattr(document, change["field"]) == change["to"]
        for change in changes
        if change["field"] in _SUMS
    )


def _restore_lines(document: Document, texts: Sequence[str]) -> None:
    """The lines as the trail tells them."""
    lines: list[dict[str, Any]] = []
    for text in texts:
        if found := _TOLD.fullmatch(text):
            quantity, price = Decimal(found["quantity"]), Decimal(found["price"])
            exact = quantity * price
            lines.append(
                {
                    "code": "",
                    "text": found["text"],
                    "quantity": plain(quantity),
                    "price": plain(price),
                    "rate": int(found["rate"]),
                    "amount": int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)),
                }
            )
    document.lines.all().delete()
    DocumentLine.objects.bulk_create(lines_of(document, lines, products_of(lines)))


def _customers(batch: Batch, rows: Sequence[Trail], *, by: Staff, now: datetime) -> Tally:
    made = {row.object_id: row.label for row in rows if row.object_id}
    if not made:
        return Tally()
    found = confirming.confirmed(batch=batch, of="customer", ids=list(made))
    free = [pk for pk in made if pk not in found]
    gone = remove_unused_customers(ids=free, by=by, now=now, group=batch.group)
    kept = [made[pk] for pk in free if pk not in gone]
    counts = {"customers_removed": len(gone), "customers_kept": len(kept)}
    return Tally(counts, kept, confirming.by_batch(found, kept=found))
