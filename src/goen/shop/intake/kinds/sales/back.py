"""A batch of sales goes out of the ledger again: its lines, then what it changed and made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from goen.shop.customers.operations import remove_unused_customers
from goen.shop.intake import confirming
from goen.shop.intake.kinds.base import Tally
from goen.shop.intake.kinds.planning import going_back
from goen.shop.intake.kinds.sales.begin import tell
from goen.shop.intake.kinds.sales.compare import SAID_BY
from goen.shop.intake.kinds.touched import untouched
from goen.shop.sales.models import HiddenBatch, Product, Sale
from goen.shop.sales.operations import remove_unused_products
from goen.shop.staff.models import Trail
from goen.shop.staff.undo import undo_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff

# The cursor is the row of the file while lines go, and afterwards minus the number of the entry of
# the trail: what the batch changed and made goes back, the last thing first. Before that, lines are
# handed over to later batches: it is that high number and the place among what these had.
_HANDING = 2**62
_NEWEST = -(2**62)
_MANY = 900
_KINDS = ("sale", "product", "customer")


def begin(batch: Batch) -> int:
    """Nobody sees the batch any more, and everybody what it replaced; first, lines that later files
    had are handed over. Gives how many lines and entries of the trail there are."""
    if not confirming.anything_later(batch, of="sale"):
        _hide(batch)
    lines = Sale.objects.filter(batch=batch.pk).count()
    return lines + _entries(batch, _NEWEST).count()


def step(
    *, batch: Batch, by: Staff, cursor: int, size: int, now: datetime
) -> tuple[Tally, int | None]:
    """Take some rows back; see `Kind.back`."""
    if cursor >= _HANDING or (not cursor and not _is_hidden(batch)):
        return _hand_over(batch, max(cursor, _HANDING) - _HANDING, size)
    if cursor >= 0:
        tally, last = _lines(batch, cursor, size)
        return tally, _NEWEST if last is None else last
    rows = list(_entries(batch, cursor)[:size])
    if not rows:
        return Tally(), None
    return _put_back(batch, rows, by=by, now=now), -rows[-1].pk


def _hide(batch: Batch) -> None:
    """Nobody sees the batch any more, and everybody what it replaced."""
    since = batch.result.get("leaving")
    HiddenBatch.objects.create(batch=batch.pk, leaving=since)
    tell(batch, cause="undo")


def _is_hidden(batch: Batch) -> bool:
    return HiddenBatch.objects.filter(batch=batch.pk).exists()


def _hand_over(batch: Batch, at: int, size: int) -> tuple[Tally, int]:
    """Lines that a later file had as well belong to that batch from now on; then all others go."""
    later, pairs, following = confirming.piece(batch=batch, of="sale", at=at, size=size)
    mine: set[int] = set()
    for first in range(0, len(pairs), _MANY):
        ids = [pk for pk, _row in pairs[first : first + _MANY]]
        mine.update(Sale.objects.filter(pk__in=ids, batch=batch.pk).values_list("pk", flat=True))
    _give(later, [(row, pk) for pk, row in pairs if pk in mine])
    if following is None:
        _hide(batch)
    counts = {"confirmed": len(mine)} if mine else {}
    tally = Tally(counts, later={str(later): len(mine)} if mine else {})
    return tally, 0 if following is None else following + _HANDING


def _give(batch: int, rows: Sequence[tuple[int, int]]) -> None:
    """Let lines be of another batch and row, (row, id)."""
    quote = connection.ops.quote_name
    table = quote(Sale._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {quote('batch')} = %s, {quote('row')} = %s WHERE id = %s",
            [(batch, row, pk) for row, pk in rows],
        )


def _lines(batch: Batch, cursor: int, size: int) -> tuple[Tally, int | None]:
    """Delete lines as they came; those that a person changed since stay, and are named."""
    lines = Sale.objects.filter(batch=batch.pk, row__gt=cursor).order_by("row")
    rows = list(lines.values_list("pk", "row", "version", "on", "amount")[:size])
    if not rows:
        return Tally(), None
    last = rows[-1][1]
    moved = {pk for pk, _row, version, _on, _amount in rows if version > 1}
    changed = moved - untouched(Sale, moved)
    part = Sale.objects.filter(batch=batch.pk, row__gt=cursor, row__lte=last)
    gone = part.filter(Q(version=1) | Q(pk__in=moved - changed))._raw_delete(part.db)
    words = _("Row %(row)s: %(on)s, %(amount)s yen")
    kept = [
        words % {"row": f"{row:,}", "on": on.isoformat(), "amount": f"{amount:,}"}
        for pk, row, _version, on, amount in rows
        if pk in changed
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
        tally.add(_sales(batch, sales, by=by, now=now))
    for kind, remove in (
        ("product", remove_unused_products),
        ("customer", remove_unused_customers),
    ):
        made = {row.object_id: row.label for row in rows if row.kind == kind and row.object_id}
        if made:
            found = confirming.confirmed(batch=batch, of=kind, ids=list(made))
            free = [pk for pk in made if pk not in found]
            whole = untouched(Product, free) if kind == "product" else free
            gone = remove(ids=list(whole), by=by, now=now, group=batch.group)
            names = [made[pk] for pk in free if pk not in gone]
            counts = {f"{kind}s_removed": len(gone), f"{kind}s_kept": len(names)}
            tally.add(Tally(counts, names, confirming.by_batch(found, kept=made)))
    return tally


def _sales(batch: Batch, rows: Sequence[Trail], *, by: Staff, now: datetime) -> Tally:
    """What is still there gets its old values back; the rest went meanwhile."""
    ids = {row.object_id or 0 for row in rows}
    there = set(Sale.objects.filter(pk__in=ids).values_list("pk", flat=True))
    still = [row for row in rows if row.object_id in there]
    found = confirming.confirmed(batch=batch, of="sale", ids=there)
    kept = confirming.keep_said(still, found=found, columns=SAID_BY)
    undone = undo_rows(by=by, rows=still, now=now, group=going_back(batch))
    changed = [row.object_id or 0 for row in still if row.action == "sales.sale.updated"]
    Sale.objects.filter(pk__in=changed).update(identity=None)
    counts = {"put_back": undone.objects, "kept": len(undone.kept), "gone": len(ids - there)}
    return Tally(counts, list(undone.kept), confirming.by_batch(found, kept=kept))
