"""Hearing of changed sales: their months are stale, and the mart is to be made ready again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goen.shop.customers.signals import customers_purged
from goen.shop.jobs.operations import enqueue
from goen.shop.mart.models import StaleMonth
from goen.shop.sales.models import Sale
from goen.shop.sales.signals import sales_changed
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

JOB = "mart.refresh"
# Slips come one after another: the mart waits a little, and takes them together.
PAUSE = timedelta(seconds=20)


def connect() -> None:
    """Hear of what other rooms do to sales."""
    sales_changed.connect(_sales_changed, dispatch_uid="mart")
    customers_purged.connect(_customers_purged, dispatch_uid="mart")


def months_changed(*, days: Iterable[date]) -> None:
    """Note, in the transaction of the change, that the sales of these days are other ones now."""
    months = {day.replace(day=1) for day in days}
    if not months:
        return
    StaleMonth.objects.bulk_create([StaleMonth(month=month) for month in sorted(months)])
    enqueue(name=JOB, key=JOB, after=now() + PAUSE)


def _sales_changed(*, days: Collection[tuple[int | None, date]], **_given: object) -> None:
    months_changed(days=(day for _customer, day in days))


def _customers_purged(*, customer_ids: Collection[int], **_given: object) -> None:
    """The sales of these customers are about to leave with them."""
    days = Sale.objects.filter(customer__in=customer_ids).values_list("on", flat=True).distinct()
    months_changed(days=days.order_by())
