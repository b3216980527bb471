"""The trail of bulk changes: one row per customer, written together."""

from __future__ import annotations

from itertools import islice, repeat
from typing import TYPE_CHECKING, TypeVar

from django.utils import timezone

from goen.shop.staff.models import Trail
from goen.shop.ui.inserting import insert_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from uuid import UUID

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change

_Item = TypeVar("_Item")
_COLUMNS = (
    *("at", "staff_id", "action", "kind", "object_id"),
    *("label", "changes", "group", "row"),
)
CHUNK = 200  # customers per transaction: well under 200 ms with trail and search


def chunks(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """The items in lists of at most `CHUNK`."""
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def write_trail(
    *,
    by: Staff | None,
    action: str,
    group: UUID,
    rows: Sequence[tuple[Customer, list[Change]]],
    numbers: Sequence[int | None] | None = None,
) -> None:
    """Add one row per customer to the trail; `numbers` are those of the rows of a file."""
    at, staff = timezone.now(), by and by.pk
    insert_rows(
        model=Trail,
        names=_COLUMNS,
        rows=[
            (at, staff, action, "customer", one.pk, str(one)[:200], changes, group, number)
            for (one, changes), number in zip(rows, numbers or repeat(None), strict=False)
        ],
    )
