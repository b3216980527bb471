"""What this room adds to the rooms below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.customers.signals import customers_purged
from goen.shop.portfolio import lists
from goen.shop.portfolio.models import Standing

if TYPE_CHECKING:
    from collections.abc import Collection


def register() -> None:
    """Fill the registries; hear of customers who leave for ever."""
    lists.register()
    customers_purged.connect(_customers_purged, dispatch_uid="portfolio")


def _customers_purged(*, customer_ids: Collection[int], **_given: object) -> None:
    """Their standings go with them, those in the making too."""
    rows = Standing.objects.filter(customer__in=customer_ids)
    rows._raw_delete(rows.db)
