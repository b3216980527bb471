"""Where customers stand, as columns of their list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from goen.shop.portfolio.place import place_shown, two_axis_name
from goen.shop.portfolio.queries import shown
from goen.shop.ui.clock import today
from goen.shop.ui.lists import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from goen.shop.customers.models import Customer
    from goen.shop.portfolio.models import Standing
    from goen.shop.portfolio.place import Place


@dataclass(frozen=True, slots=True)
class Stood:
    """One customer's standing, and what it means today."""

    standing: Standing
    place: Place


def gather(rows: Sequence[Customer]) -> Mapping[int, Stood]:
    """What all columns of this room show, asked once for a page."""
    now, day = shown(), today()
    found = now.standings().filter(customer__in=[row.pk for row in rows])
    return {
        one.customer_id: Stood(one, place_shown(standing=one, today=day, limits=now.limits))
        for one in found
    }


def _place(row: Customer, gathered: Mapping[int, Stood]) -> Place | None:
    found = gathered.get(row.pk)
    return found.place if found else None


def _two_axis(row: Customer, gathered: Mapping[int, Stood]) -> str | None:
    found = gathered.get(row.pk)
    return two_axis_name(found.standing.two_axis) if found else None


def _of(field: str) -> Callable[[Customer, Mapping[int, Stood]], Any]:
    def value(row: Customer, gathered: Mapping[int, Stood]) -> Any:
        found = gathered.get(row.pk)
        return getattr(found.standing, field) if found else None

    return value


def _more(key: str, label: Any, shown: Any, order: int) -> Column:
    return Column(key, label, _of(key), shown, order, default=False, gather=gather)


COLUMNS = (
    Column(
        "rank",
        _("Rank"),
        _place,
        order=5,
        gather=gather,
        template="portfolio/_cell_rank.html",
        narrow="rank",
    ),
    Column("two_axis", _("Two-indicator rank"), _two_axis, order=6, default=False, gather=gather),
    _more("r", "R", "num", 70),
    _more("f", "F", "num", 71),
    _more("m", "M", "num", 72),
    _more("decile", _("Decile"), "num", 73),
    _more("occasions", _("Purchases"), "num", 74),
    _more("first_on", _("First purchase"), "day", 75),
    _more("amount_12m", _("Bought in 12 months"), "yen", 76),
    _more("profit_12m", _("Gross profit of 12 months"), "yen", 77),
    _more("lapses_on", _("Lapses on"), "day", 78),
)
