"""Which customer a few typed characters mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.customers.models import Customer
from goen.shop.ui import search

if TYPE_CHECKING:
    from collections.abc import Sequence


def candidates(*, typed: str, limit: int = 8) -> list[Customer]:
    """The customers that the search finds for it, best first."""
    found = search.find(query=typed, limit=limit, kinds=["customer"]) if typed.strip() else []
    return in_order(ids=[hit.object_id for hit in found])


def in_order(*, ids: Sequence[int]) -> list[Customer]:
    """The live customers with these ids, in that order."""
    rows = Customer.objects.live().in_bulk(list(ids))
    return [rows[pk] for pk in ids if pk in rows]


def meant(*, typed: str, among: Sequence[Customer]) -> Customer | None:
    """The one customer meant by it: the only one found, or the only one of exactly that name."""
    bare = "".join(typed.split())
    same = [customer for customer in among if "".join(customer.name.split()) == bare]
    if len(same) == 1:
        return same[0]
    return among[0] if len(among) == 1 and not same else None
