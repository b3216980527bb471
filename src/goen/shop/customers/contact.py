"""The last contact with a customer: each room that knows of contacts says which is its newest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from goen.shop.customers.models import Customer
from goen.shop.ui.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import datetime

    from goen.shop.ui.registry import Words


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact in a few words: when, of which kind, what about."""

    at: datetime
    kind: Words
    line: str


@dataclass(frozen=True, slots=True)
class ContactSource:
    """A room that knows of contacts.

    `newest` gives the newest one of a customer that counts, `moments` when that was, for many
    customers at once.
    """

    name: str
    newest: Callable[[int], Contact | None]
    moments: Callable[[Collection[int]], Mapping[int, datetime]]
    order: int


contact_sources: Registry[ContactSource] = Registry()


def last_contact(*, customer: Customer) -> Contact | None:
    """The newest contact that any room knows of; when it was, the customer itself knows."""
    newest: Contact | None = None
    for source in contact_sources:
        found = source.newest(customer.pk)
        if found and (newest is None or found.at > newest.at):
            newest = found
        if newest and newest.at == customer.last_touch_at:
            break
    return newest


@transaction.atomic
def refresh_contact(*, customer_ids: Iterable[int | None]) -> None:
    """Set the last contact of these customers, a few hundred at most, to the newest that counts.

    The customers are held first, so that of two people who record at once the later counts both.
    """
    wanted = {one for one in customer_ids if one is not None}
    held = Customer.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    before = dict(held.values_list("pk", "last_touch_at"))
    newest: dict[int, datetime] = {}
    for source in contact_sources:
        for pk, at in source.moments(list(before)).items():
            newest[pk] = max(at, newest.get(pk, at))
    changed = [pk for pk, at in before.items() if newest.get(pk) != at]
    Customer.objects.bulk_update(
        [Customer(pk=pk, last_touch_at=newest.get(pk)) for pk in changed], ["last_touch_at"]
    )
