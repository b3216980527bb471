"""The customers whom a sheet names: who lapsed and who came back in the month, most yen first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen import japanese
from goen.shop.figures import between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.shop.customers.models import Customer
    from goen.shop.figures.asked import Asked

MOST = 5


@dataclass(frozen=True, slots=True)
class Named:
    """One customer; `name` is empty for one who has left the ledger. Yen of the 12
    months until the last purchase at the time of the move."""

    customer: int
    name: str
    yen: int


@dataclass(frozen=True, slots=True)
class Names:
    """Some of those who moved, and how many there are beside them."""

    people: Sequence[Named]
    others: int


def names_of(*, asked: Asked, flow: str, wait: bool = False) -> Names:
    """The customers with most yen among those who moved so in the month of the evening.

    Raises documents.NotYet when that takes long and `wait` is False.
    """
    told = between.answer(asked=asked.beside_month_before(), wait=wait)
    found = between.movers(told=told, flow=flow, most=MOST)
    people = [Named(one.number, _name(one.customer), one.yen) for one in found.people]
    return Names(people, found.others)


def _name(customer: Customer | None) -> str:
    if customer is None:
        return ""
    return japanese.addressed(
        name=customer.name, organisation=customer.is_company, chosen=customer.honorific
    )
