"""What this room adds to the list of customers: rank, and whether active or lapsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from goen.shop.portfolio.queries import scheme_shown, standings
from goen.shop.ui import lists
from goen.shop.ui.clock import today

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from goen.analysis.schemes import Rank
    from goen.shop.customers.models import Customer
    from goen.shop.portfolio.models import Standing
    from goen.shop.ui.lists.fact import Asking

NAME = "customers"
ACTIVE, LAPSED = "active", "lapsed"
STATUSES = (
    (ACTIVE, pgettext_lazy("standing", "Active")),
    (LAPSED, pgettext_lazy("standing", "Lapsed")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A rank, and whether the customer has lapsed; its text is what a file says."""

    rank: Rank
    lapsed: bool

    def __str__(self) -> str:
        return f"{self.name}・{dict(STATUSES)[LAPSED]}" if self.lapsed else self.name

    @property
    def name(self) -> str:
        """The name of the rank in the language of who reads."""
        return name_of(self.rank)


def name_of(rank: Rank) -> str:
    """The name of a rank in the language of who reads."""
    return rank.name.text((get_language() or "ja")[:2])


def register() -> None:
    """Add a column and facts to the list of customers."""
    lists.declare(NAME, columns=(_column(),), facts=_facts())


def _column() -> lists.Column:
    return lists.Column(
        "rank",
        _("Rank"),
        _place,
        order=15,
        gather=_gather,
        template="portfolio/_cell_rank.html",
        narrow="rank",
    )


def _gather(rows: Sequence[Customer]) -> Mapping[int, Place]:
    found = list(standings().filter(customer__in=[row.pk for row in rows]))
    ranks, day = scheme_shown().ranks if found else (), today()
    return {one.customer_id: Place(ranks[one.rank - 1], one.lapses_on <= day) for one in found}


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
            choices=lambda: STATUSES,
            order=16,
            own=(lists.Comparison("in", is_one_of, "choices", _status_in),),
        ),
    )


def _ranks() -> list[tuple[str, str]]:
    return [(rank.key, name_of(rank)) for rank in reversed(scheme_shown().ranks)]


def _rank_in(_fact: lists.Fact, values: Sequence[Any], _asking: Asking) -> Q:
    keys = [rank.key for rank in scheme_shown().ranks]
    places = [keys.index(value) + 1 for value in values if value in keys]
    return Q(Exists(_of_each().filter(rank__in=places)))


def _status_in(_fact: lists.Fact, values: Sequence[Any], asking: Asking) -> Q:
    condition = Q()
    if ACTIVE in values:
        condition |= Q(lapses_on__gt=asking.today)
    if LAPSED in values:
        condition |= Q(lapses_on__lte=asking.today)
    return Q(Exists(_of_each().filter(condition)))


def _of_each() -> QuerySet[Standing]:
    return standings().filter(customer=OuterRef("pk"))
