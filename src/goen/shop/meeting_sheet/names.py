"""The customers whom a sheet names: who lapsed and who came back in the month, most yen first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen import japanese
from goen.shop.customers.models import Customer
from goen.shop.figures import behind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.shop.figures.asked import Asked

MOST = 5


@dataclass(frozen=True, slots=True)
class Named:
    """One customer; `name` is empty for one who has left the ledger. Yen of 12 months."""

    customer: int
    name: str
    yen: int


@dataclass(frozen=True, slots=True)
class Names:
    """Some of those who moved, and how many there are beside them."""

    people: Sequence[Named]
    others: int


def names_of(*, asked: Asked, flow: str) -> Names:
    """The customers with most yen among those who moved so in the month of the evening."""
    period = f"{asked.day.replace(day=1)}/{asked.day}"
    found = behind.people(
        asked=asked, of={"kind": "flow", "flow": flow, "period": period}, most=MOST
    )
    known = Customer.objects.live().in_bulk([one.customer for one in found.people])
    people = [
        Named(one.customer, _name(known.get(one.customer)), one.amount_12m) for one in found.people
    ]
    return Names(people, found.customers - len(people))


def _name(customer: Customer | None) -> str:
    if customer is None:
        return ""
    return japanese.addressed(
        name=customer.name, organisation=customer.is_company, chosen=customer.honorific
    )
