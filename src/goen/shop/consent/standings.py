"""The table of what holds, which lists filter by; written wherever words or addresses change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.consent.models import Standing
from goen.shop.consent.queries import standing_of
from goen.shop.customers.models import Customer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def refresh(*, customer_ids: Iterable[int]) -> None:
    """Write down anew what holds for these customers; within the transaction of the change."""
    rows = Customer.objects.select_for_update(of=("self",)).filter(pk__in=list(customer_ids))
    for customer in rows.order_by("pk"):  # locked, so that nobody else writes it at once
        wanted = set(_held(customer))
        known = Standing.objects.filter(customer=customer)
        now = {(row.channel, row.purpose_id, row.allowed): row.pk for row in known}
        gone = [pk for key, pk in now.items() if key not in wanted]
        if gone:
            known.filter(pk__in=gone).delete()
        Standing.objects.bulk_create(
            Standing(customer=customer, channel=channel, purpose_id=purpose, allowed=allowed)
            for channel, purpose, allowed in wanted - now.keys()
        )


def _held(customer: Customer) -> Iterator[tuple[str, int | None, bool]]:
    for channel, standing in standing_of(customer=customer).items():
        if standing.state != "unknown":
            yield channel, None, standing.state == "allowed"
        for purpose, held in standing.by_purpose.items():
            yield channel, purpose.pk, held.state == "allowed"
