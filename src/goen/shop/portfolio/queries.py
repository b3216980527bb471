"""Where customers stand, as the database has it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from goen.analysis import thresholds_of
from goen.shop.portfolio.models import PortfolioState, Standing
from goen.shop.portfolio.place import VIP, place_shown
from goen.shop.portfolio.schemes import limits_of_industry
from goen.shop.portfolio.writing import fresh, visible

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from goen.analysis import Thresholds
    from goen.shop.portfolio.place import Place


@dataclass(frozen=True, slots=True)
class Money:
    """When a customer earns us much: `field` of the standing at or above `cut`.

    `cut` is None while nobody earned anything; `by_hand`: a person chose it. `many`: how many do,
    those in the trash among them, if the update counted them.
    """

    field: str
    cut: int | None
    by_hand: bool
    many: int | None = dataclasses.field(default=None, compare=False)

    @property
    def is_profit(self) -> bool:
        """Whether gross profit is known, or sales have to do."""
        return self.field == "profit_12m"

    @property
    def high(self) -> Q:
        """The standings of those who earn us much."""
        return Q(pk__in=()) if self.cut is None else Q(**{f"{self.field}__gte": self.cut})


@dataclass(frozen=True, slots=True)
class Shown:
    """The standings that are shown: their layers, and the limits they were judged by.

    Who has a row in the layer `fresh` is seen there alone.
    """

    layers: Sequence[int]
    limits: Thresholds
    money: Money = Money("amount_12m", None, by_hand=False)
    fresh: int | None = None

    def standings(self) -> QuerySet[Standing]:
        """One row for each customer who ever bought."""
        rows = Standing.objects.filter(layer__in=self.layers)
        if self.fresh is None:
            return rows
        newer = Standing.objects.filter(layer=self.fresh, customer=OuterRef("customer"))
        return rows.filter(Q(layer=self.fresh) | ~Exists(newer))


def vips() -> QuerySet[Standing]:
    """The standings of those who are VIP by the two indicators."""
    return shown().standings().filter(two_axis=VIP)


def places(*, among: Collection[int], today: date) -> dict[int, Place]:
    """Where these customers stand; who never bought is not in it."""
    now = shown()
    return {
        one.customer_id: place_shown(standing=one, today=today, limits=now.limits)
        for one in now.standings().filter(customer__in=among)
    }


def shown() -> Shown:
    """What is shown now; before the first update the limits of the industry, and nobody."""
    state = PortfolioState.objects.filter(pk=1).first()
    if state is None or not state.shown:
        return Shown((), limits_of_industry())
    limits = thresholds_of(entries=state.shown["limits"])
    return Shown(visible(state), limits, _money(state), fresh(state))


def _money(state: PortfolioState) -> Money:
    told = state.shown.get("money", {"measure": "amount_12m", "cut": None})
    chosen = state.money_cut is not None
    if chosen:
        return Money(told["measure"], state.money_cut, by_hand=True)
    return Money(told["measure"], told["cut"], by_hand=False, many=told.get("many"))
