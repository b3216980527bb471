"""Which customer a few typed characters mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.customers.search import look_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.shop.customers.models import Customer


def candidates(*, typed: str, limit: int = 8) -> list[Customer]:
    """The customers that the search finds for it, best first."""
    return look_for(words=typed, limit=limit) if typed.strip() else []


def meant(*, typed: str, among: Sequence[Customer]) -> Customer | None:
    """The one customer meant by it: the only one found, or the only one of exactly that name."""
    bare = "".join(typed.split())
    same = [customer for customer in among if "".join(customer.name.split()) == bare]
    if len(same) == 1:
        return same[0]
    return among[0] if len(among) == 1 and not same else None
