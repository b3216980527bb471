"""Where one customer stands: the rank, and whether active or lapsed.

The limits and the rules are those of goen.analysis. What they judge (occasions, first and last day,
amount) follows from the customer's own days, which the page has at hand; a test holds the answer
against the analysis for every customer of the sample.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import get_language, pgettext_lazy

from goen.analysis.two_axis import RANKS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from goen.analysis import Scheme, Thresholds
    from goen.analysis.schemes import Rank
    from goen.shop.portfolio.models import Standing

ACTIVE, LAPSED = "active", "lapsed"
STATUSES = {
    ACTIVE: pgettext_lazy("standing", "Active"),
    LAPSED: pgettext_lazy("standing", "Lapsed"),
}
TWO_AXIS = tuple(RANKS)  # the keys of the two-indicator ranks; `Standing` has their places, from 1
VIP = TWO_AXIS.index("vip") + 1
_OWN = "own"  # the key of a scheme of the company's own ranks


def has_own_ranks(limits: Thresholds) -> bool:
    """Whether these ranks are the company's own: what is said of the usual ones is not true then.

    The keys of own ranks are those of the usual ones, but they mean something else.
    """
    return limits.scheme_key == _OWN


@dataclass(frozen=True, slots=True)
class Place:
    """A customer with at least one purchase occasion, at the end of a day; times in days.

    Its text is what a file says.
    """

    rank: Rank
    lapsed: bool
    occasions: int
    tenure: int  # from the first occasion to the last
    silence: int  # since the last occasion

    def __str__(self) -> str:
        return f"{self.name}・{STATUSES[LAPSED]}" if self.lapsed else self.name

    @property
    def name(self) -> str:
        """The name of the rank in the language of who reads."""
        return name_of(self.rank)


def name_of(rank: Rank) -> str:
    """The name of a rank in the language of who reads."""
    return rank.name.text((get_language() or "ja")[:2])


def two_axis_name(place: int | None) -> str | None:
    """The name of a two-indicator rank in the language of who reads."""
    return None if place is None else RANKS[TWO_AXIS[place - 1]].text((get_language() or "ja")[:2])


def place_of(*, days: Iterable[tuple[date, int]], today: date, limits: Thresholds) -> Place | None:
    """Where the customer of these days and net amounts stands; money is in yen, without parts.

    None without a purchase occasion, which is a day with a positive net amount.
    """
    counting = [(on, net) for on, net in days if on <= today]
    occasions = sorted(on for on, net in counting if net > 0)
    if not occasions:
        return None
    scheme = scheme_of(limits)
    n, tenure = len(occasions), (occasions[-1] - occasions[0]).days
    key = scheme.rank_of(n=n, tenure=tenure, amount=sum(net for _on, net in counting))
    rank = next(rank for rank in scheme.ranks if rank.key == key)
    silence = (today - occasions[-1]).days
    return Place(rank, silence >= limits.lapse_days, n, tenure, silence)


def place_shown(*, standing: Standing, today: date, limits: Thresholds) -> Place:
    """The same of a standing of the database."""
    return Place(
        rank=scheme_of(limits).ranks[standing.rank - 1],
        lapsed=standing.lapses_on <= today,
        occasions=standing.occasions,
        tenure=(standing.last_on - standing.first_on).days,
        silence=(today - standing.last_on).days,
    )


@lru_cache(maxsize=16)
def scheme_of(limits: Thresholds) -> Scheme:
    """The ranks and rules of these limits; checking that they are sound takes a moment."""
    return limits.scheme()
