"""Where customers stand, as conditions of their list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.portfolio.place import (
    ACTIVE,
    LAPSED,
    STATUSES,
    TWO_AXIS,
    name_of,
    scheme_of,
    two_axis_name,
)
from goen.shop.portfolio.queries import shown
from goen.shop.ui.lists import Comparison, Fact
from goen.shop.ui.lists.fact import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goen.shop.ui.lists.fact import Asking, Kind

    Compare = Callable[[Fact, Sequence[Any], Asking], Q]
    Choices = Callable[[], Sequence[tuple[str, Any]]]

_ONE_OF = _("is one of")


def _stands(condition: Q) -> Q:
    """Customers whose standing fits: asked of the index of each, for a page shows few."""
    return Q(Exists(shown().standings().filter(condition, customer=OuterRef("pk"))))


def _chosen(key: str, label: Any, order: int, choices: Choices, compare: Compare) -> Fact:
    own = (Comparison("in", _ONE_OF, "choices", compare),)
    return Fact(key, label, "own", choices=choices, order=order, own=own)


def _ranks() -> list[tuple[str, str]]:
    ranks = scheme_of(shown().limits).ranks
    return [(rank.key, name_of(rank)) for rank in reversed(ranks)]


def _rank_in(_fact: Fact, values: Sequence[Any], _asking: Asking) -> Q:
    keys = [rank.key for rank in scheme_of(shown().limits).ranks]
    return _stands(Q(rank__in=[keys.index(value) + 1 for value in values if value in keys]))


def _status_in(_fact: Fact, values: Sequence[Any], asking: Asking) -> Q:
    condition = Q()
    if ACTIVE in values:
        condition |= Q(lapses_on__gt=asking.today)
    if LAPSED in values:
        condition |= Q(lapses_on__lte=asking.today)
    return _stands(condition)


def _two_axis_in(_fact: Fact, values: Sequence[Any], _asking: Asking) -> Q:
    return _stands(Q(two_axis__in=[TWO_AXIS.index(value) + 1 for value in values]))


def _earnings_in(_fact: Fact, values: Sequence[Any], _asking: Asking) -> Q:
    high = _stands(shown().money.high)
    conditions = {"high": high, "low": ~high}
    found = Q()
    for value in values:
        found |= conditions[value]
    return found


def _steps(most: int) -> Choices:
    return lambda: [(str(step), str(step)) for step in range(1, most + 1)]


def _step_in(fact: Fact, values: Sequence[Any], _asking: Asking) -> Q:
    return _stands(Q(**{f"{fact.key}__in": [int(value) for value in values]}))


def _kept(key: str, label: Any, kind: Kind, order: int) -> Fact:
    """A fact of the standing, compared as lists compare such facts."""
    bare = Fact(key, label, kind, key)

    def compare(one: Comparison) -> Compare:
        return lambda _fact, values, asking: _stands(one.q(bare, values, asking))

    own = tuple(
        Comparison(one.key, one.label, one.inputs, _missing if one.key == "empty" else compare(one))
        for one in KINDS[kind]
    )
    return Fact(key, label, "own", order=order, own=own)


def _missing(fact: Fact, _values: Sequence[Any], _asking: Asking) -> Q:
    return ~_stands(Q(**{f"{fact.key}__isnull": False}))


FACTS = (
    _chosen("rank", _("Rank"), 15, _ranks, _rank_in),
    _chosen(
        "status",
        pgettext_lazy("standing", "Active or lapsed"),
        16,
        lambda: list(STATUSES.items()),
        _status_in,
    ),
    _chosen(
        "two_axis",
        _("Two-indicator rank"),
        17,
        lambda: [(key, two_axis_name(place)) for place, key in enumerate(TWO_AXIS, start=1)],
        _two_axis_in,
    ),
    _chosen(
        "earnings",
        _("Earnings of 12 months"),
        18,
        lambda: [("high", _("High (for money and fit)")), ("low", _("Not high"))],
        _earnings_in,
    ),
    _kept("amount_12m", _("Bought in 12 months"), "yen", 21),
    _kept("amount", _("Bought in all"), "yen", 22),
    _kept("profit_12m", _("Gross profit of 12 months"), "yen", 23),
    _kept("occasions", _("Purchases"), "number", 25),
    _kept("first_on", _("First purchase"), "day", 26),
    _kept("last_on", _("Day of the last purchase"), "day", 27),
    _kept("lapses_on", _("Lapses on"), "day", 28),
    _chosen("r", "R", 30, _steps(5), _step_in),
    _chosen("f", "F", 31, _steps(5), _step_in),
    _chosen("m", "M", 32, _steps(5), _step_in),
    _chosen("decile", _("Decile"), 33, _steps(10), _step_in),
)
