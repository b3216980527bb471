"""What this room adds to the list of customers: what they bought, and when last."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from goen.shop.sales.queries.purchases import Total, counting, totals
from goen.shop.ui import lists

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from goen.shop.customers.models import Customer
    from goen.shop.sales.models import Sale
    from goen.shop.ui.lists.fact import Asking

NAME = "customers"


def register() -> None:
    """Add columns and facts to the list of customers."""
    lists.declare(NAME, columns=_columns(), facts=_facts())


def _columns() -> tuple[lists.Column, ...]:
    column = lists.Column
    return (
        column("total", _("Bought in all"), _amount, "yen", order=42, gather=_gather, narrow="sum"),
        column("last_sale", _("Last purchase"), _last, "day", order=43, gather=_gather),
    )


def _gather(rows: Sequence[Customer]) -> Mapping[int, Total]:
    return totals(customer_ids=[row.pk for row in rows])


def _amount(row: Customer, gathered: Mapping[int, Total]) -> int | None:
    found = gathered.get(row.pk)
    return found.amount if found else None


def _last(row: Customer, gathered: Mapping[int, Total]) -> date | None:
    found = gathered.get(row.pk)
    return found.last_on if found else None


def _facts() -> tuple[lists.Fact, ...]:
    fact, comparison = lists.Fact, lists.Comparison
    return (
        fact(
            "last_sale",
            _("Last purchase"),
            "own",
            order=20,
            own=(
                comparison("silent", _("days ago or more"), "days", _silent),
                comparison("within", _("days ago at most"), "days", _within),
                comparison("none", _("none yet"), "", _none),
            ),
        ),
    )


def _of_each() -> QuerySet[Sale]:
    """The sales of the customer at hand: asked of the index of each, for a page shows few."""
    return counting().filter(customer=OuterRef("pk")).order_by()


def _since(days: int, asking: Asking) -> QuerySet[Sale]:
    return _of_each().filter(on__gte=asking.today - timedelta(days=days))


def _within(_fact: lists.Fact, values: Sequence[Any], asking: Asking) -> Q:
    return Q(Exists(_since(values[0], asking)))


def _silent(_fact: lists.Fact, values: Sequence[Any], asking: Asking) -> Q:
    """Who bought something, but nothing since that day."""
    return Q(Exists(_of_each())) & ~Q(Exists(_since(values[0] - 1, asking)))


def _none(_fact: lists.Fact, _values: Sequence[Any], _asking: Asking) -> Q:
    return ~Q(Exists(_of_each()))
