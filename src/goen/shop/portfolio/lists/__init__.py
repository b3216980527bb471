"""What this room adds to the list of customers: where each stands, to find and order them by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.portfolio.lists.columns import COLUMNS
from goen.shop.portfolio.lists.facts import FACTS
from goen.shop.portfolio.queries import shown
from goen.shop.ui import lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from goen.shop.portfolio.models import Standing

NAME = "customers"
# Columns of the list, those of the sales too, and the field of `Standing` that has their order.
_ORDERS = {
    "total": "amount",
    "last_sale": "last_on",
    "lapses_on": "last_on",
    "amount_12m": "amount_12m",
}


def register() -> None:
    """Add columns, facts and orders to the list of customers."""
    lists.declare(NAME, columns=COLUMNS, facts=FACTS)
    for column, field in _ORDERS.items():
        lists.add_order(NAME, column, order_by(field))


def order_by(field: str) -> lists.Beside:
    """The order of customers by an indexed field of their standings."""
    return lists.Beside(_layers, field, "customer_id")


def _layers() -> Sequence[QuerySet[Standing]]:
    """The standings that are shown, each layer for itself: so their indexes are of use."""
    now = shown()
    return [now.standings().filter(layer=layer) for layer in now.layers]


def address(**where: str | int | Sequence[str | int]) -> str:
    """The list of customers with these conditions: `address(rank=["loyal"], status="active")`.

    `fact=value` takes the first comparison of the fact, `fact__op=value` another one, and `sort`,
    `filter` and `tab` are those of the list. Raises UnusableCondition for what is not known.
    """
    more = {key: where.pop(key) for key in ("filter", "tab", "sort") if key in where}
    conditions = [_condition(key, value) for key, value in where.items()]
    return lists.address(NAME, where=conditions, **{key: str(one) for key, one in more.items()})


def _condition(name: str, value: str | int | Sequence[str | int]) -> lists.Condition:
    key, _underscores, op = name.partition("__")
    fact = next((one for one in lists.facts(NAME) if one.key == key), None)
    values = [value] if isinstance(value, (str, int)) else value
    op = op or (fact.comparisons[0].key if fact else "")
    return lists.Condition(key, op, tuple(str(one) for one in values if one != ""))
