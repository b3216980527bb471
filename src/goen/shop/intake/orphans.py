"""What an earlier import made and left to a later one goes with that: nobody else would take it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from goen.shop.customers.operations import remove_unused_customers
from goen.shop.intake import confirming
from goen.shop.intake.kinds import kind_of
from goen.shop.intake.kinds.base import Tally
from goen.shop.intake.kinds.documents.back import remove_untouched
from goen.shop.intake.kinds.planning import going_back
from goen.shop.intake.kinds.touched import untouched
from goen.shop.intake.models import Batch
from goen.shop.sales.models import Document, Product
from goen.shop.sales.operations import remove_unused_products
from goen.shop.staff.models import Trail
from goen.shop.touches.operations import remove_unused_touches

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime
    from uuid import UUID

    from goen.shop.staff.models import Staff

_MADE = {
    "customer": "customers.customer.created",
    "product": "sales.product.added",
    "document": "sales.document.recorded",
    "touch": "touches.touch.recorded",
}
# When the steps of the kind are done, the cursor is the object that comes next, the newest first,
# and this: no kind goes that low.
_LAST = -(2**63)
_NEWEST = 2**61


def back(
    *, batch: Batch, by: Staff, cursor: int, size: int, now: datetime
) -> tuple[Tally, int | None]:
    """Take back as the kind does; then what rows of the file had found here, if the batch that
    made it was taken back before, nobody uses or changed it, and no other file has it."""
    if cursor > _LAST + _NEWEST:
        kind = kind_of(batch.kind)
        tally, following = kind.back(batch=batch, by=by, cursor=cursor, size=size, now=now)
        if following is None and any(of in _MADE for of in confirming.sorts(batch)):
            following = _LAST + _NEWEST
        return tally, following
    of, ids = confirming.own(batch=batch, before=cursor - _LAST, size=size)
    if not ids:
        return Tally(), None
    gone = 0
    for maker, made in _left(of, ids):
        gone += _remove(maker, of, made, by=by, now=now)
    return Tally({"removed": gone} if gone else {}), _LAST + ids[0]


def _left(of: str, ids: Collection[int]) -> Iterator[tuple[Batch, list[int]]]:
    """Those that were made by batches that were taken back, and that no other file has."""
    made: dict[UUID, list[int]] = defaultdict(list)
    rows = Trail.objects.filter(action=_MADE[of], kind=of, object_id__in=ids)
    for group, pk in rows.values_list("group", "object_id"):
        made[group].append(pk or 0)
    for maker in Batch.objects.filter(group__in=list(made), state=Batch.State.UNDONE):
        found = confirming.confirmed(batch=maker, of=of, ids=made[maker.group])
        yield maker, [pk for pk in made[maker.group] if pk not in found]


def _remove(maker: Batch, of: str, ids: Collection[int], *, by: Staff, now: datetime) -> int:
    """Take some objects out for good that nobody uses or changed; gives how many went."""
    if of == "customer":
        return len(remove_unused_customers(ids=ids, by=by, now=now, group=maker.group))
    if of == "touch":
        return len(remove_unused_touches(ids=ids, by=by, group=maker.group))
    if of == "product":
        whole, group = list(untouched(Product, ids)), going_back(maker)
        return len(remove_unused_products(ids=whole, by=by, now=now, group=group))
    people = set(Document.objects.filter(pk__in=ids).values_list("customer", flat=True)) - {None}
    gone = len(remove_untouched(maker, list(ids), by=by))
    for other, made in _left("customer", [pk for pk in people if pk]):
        _remove(other, "customer", made, by=by, now=now)
    return gone
