"""What this room adds to the list of customers: rank, and whether active or lapsed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.portfolio.place import (
    ACTIVE,
    LAPSED,
    STATUSES,
    name_of,
    place_shown,
    scheme_of,
)
from goen.shop.portfolio.queries import shown
from goen.shop.ui import lists
from goen.shop.ui.clock import today

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from goen.shop.customers.models import Customer
    from goen.shop.portfolio.models import Standing
    from goen.shop.portfolio.place import Place
    from goen.shop.portfolio.queries import Shown
    from goen.shop.ui.lists.fact import Asking

NAME = "customers"


def register() -> None:
    """Add a column and facts to the list of customers."""
    lists.declare(NAME, columns=(_column(),), facts=_facts())


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


def _column() -> lists.Column:
    return lists.Column(
        "rank",
        _("Rank"),
        _place,
        order=5,
        gather=_gather,
        template="portfolio/_cell_rank.html",
        narrow="rank",
    )


def _gather(rows: Sequence[Customer]) -> Mapping[int, Place]:
    now, day = shown(), today()
    found = now.standings().filter(customer__in=[row.pk for row in rows])
    return {
        one.customer_id: place_shown(standing=one, today=day, limits=now.limits) for one in found
    }


def _place(row: Customer, gathered: Mapping[int, Place]) -> Place | None:
    return gathered.get(row.pk)


def _facts() -> tuple[lists.Fact, ...]:
    is_one_of = _("is one of")
    return (
        lists.Fact(
            "rank",
            _("Rank"),
            "own",
            choices=_ranks,
            order=15,
            own=(lists.Comparison("in", is_one_of, "choices", _rank_in),),
        ),
        lists.Fact(
            "status",
            pgettext_lazy("standing", "Active or lapsed"),
            "own",
            choices=lambda: list(STATUSES.items()),
            order=16,
            own=(lists.Comparison("in", is_one_of, "choices", _status_in),),
        ),
    )


def _ranks() -> list[tuple[str, str]]:
    ranks = scheme_of(shown().limits).ranks
    return [(rank.key, name_of(rank)) for rank in reversed(ranks)]


def _rank_in(_fact: lists.Fact, values: Sequence[Any], _asking: Asking) -> Q:
    now = shown()
    keys = [rank.key for rank in scheme_of(now.limits).ranks]
    places = [keys.index(value) + 1 for value in values if value in keys]
    return Q(Exists(_of_each(now).filter(rank__in=places)))


def _status_in(_fact: lists.Fact, values: Sequence[Any], asking: Asking) -> Q:
    condition = Q()
    if ACTIVE in values:
        condition |= Q(lapses_on__gt=asking.today)
    if LAPSED in values:
        condition |= Q(lapses_on__lte=asking.today)
    return Q(Exists(_of_each(shown()).filter(condition)))


def _of_each(now: Shown) -> QuerySet[Standing]:
    return now.standings().filter(customer=OuterRef("pk"))
