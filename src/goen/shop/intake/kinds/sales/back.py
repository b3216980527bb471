"""A batch of sales goes out of the ledger again: its lines, then what it changed and made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goen.shop.customers.operations import remove_unused_customers
from goen.shop.intake.kinds.base import Tally
from goen.shop.intake.kinds.sales.begin import tell
from goen.shop.sales.models import HiddenBatch, Sale
from goen.shop.sales.operations import remove_unused_products
from goen.shop.staff.models import Trail
from goen.shop.staff.trail import new_group
from goen.shop.staff.undo import undo_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff

# The cursor is the row of the file while lines go, and afterwards minus the number of the entry of
# the trail: what the batch changed and made goes back, the last thing first.
_NEWEST = -(2**62)
_KINDS = ("sale", "product", "customer")


def begin(batch: Batch) -> int:
    """Nobody sees the batch any more, and everybody what it replaced; gives how many lines and
    entries of the trail there are."""
    since = {"leaving": batch.result.get("leaving")}
    _hidden, now_hidden = HiddenBatch.objects.get_or_create(batch=batch.pk, defaults=since)
    if now_hidden:
        tell(batch)
    lines = Sale.objects.filter(batch=batch.pk).count()
    return lines + _entries(batch, _NEWEST).count()


def step(
    *, batch: Batch, by: Staff, cursor: int, size: int, now: datetime
) -> tuple[Tally, int | None]:
    """Take some rows back; see `Kind.back`."""
    if cursor >= 0:
        tally, last = _lines(batch, cursor, size)
        return tally, _NEWEST if last is None else last
    rows = list(_entries(batch, cursor)[:size])
    if not rows:
        return Tally(), None
    return _put_back(batch, rows, by=by, now=now), -rows[-1].pk


def _lines(batch: Batch, cursor: int, size: int) -> tuple[Tally, int | None]:
    """Delete lines as they came; those that a person changed since stay, and are named."""
    lines = Sale.objects.filter(batch=batch.pk, row__gt=cursor).order_by("row")
    rows = list(lines.values_list("row", "version", "on", "amount")[:size])
    if not rows:
        return Tally(), None
    last = rows[-1][0]
    part = Sale.objects.filter(batch=batch.pk, row__gt=cursor, row__lte=last)
    gone = part.filter(version=1)._raw_delete(part.db)
    words = _("Row %(row)s: %(on)s, %(amount)s yen")
    kept = [
        words % {"row": f"{row:,}", "on": on.isoformat(), "amount": f"{amount:,}"}
        for row, version, on, amount in rows
        if version > 1
    ]
    return Tally({"removed": gone, "kept": len(kept)}, kept[:50]), last


def _entries(batch: Batch, cursor: int) -> QuerySet[Trail]:
    rows = Trail.objects.filter(group=batch.group, kind__in=_KINDS, object_id__isnull=False)
    return rows.filter(pk__lt=-cursor).order_by("-pk")


def _put_back(batch: Batch, rows: Sequence[Trail], *, by: Staff, now: datetime) -> Tally:
    """Sales get their old values back; products and customers that nobody needs go."""
    tally = Tally()
    sales = [row for row in rows if row.kind == "sale"]
    if sales:
        tally.add(_sales(sales, by=by, now=now))
    for kind, remove in (
        ("product", remove_unused_products),
        ("customer", remove_unused_customers),
    ):
        made = {row.object_id: row.label for row in rows if row.kind == kind and row.object_id}
        if made:
            gone = remove(ids=list(made), by=by, now=now, group=batch.group)
            names = [label for pk, label in made.items() if pk not in gone]
            counts = {f"{kind}s_removed": len(gone), f"{kind}s_kept": len(names)}
            tally.add(Tally(counts, names))
    return tally


def _sales(rows: Sequence[Trail], *, by: Staff, now: datetime) -> Tally:
    """What is still there gets its old values back; the rest went meanwhile."""
    ids = {row.object_id or 0 for row in rows}
    there = set(Sale.objects.filter(pk__in=ids).values_list("pk", flat=True))
    still = [row for row in rows if row.object_id in there]
    undone = undo_rows(by=by, rows=still, now=now, group=new_group())
    changed = [row.object_id or 0 for row in still if row.action == "sales.sale.updated"]
    Sale.objects.filter(pk__in=changed).update(identity=None)
    counts = {"put_back": undone.objects, "kept": len(undone.kept), "gone": len(ids - there)}
    return Tally(counts, list(undone.kept))
