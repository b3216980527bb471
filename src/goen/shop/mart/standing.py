"""Where one customer stands today: the rank, and whether active or lapsed.

The limits and the rules are those of goen.analysis. What they judge (occasions, first and last day,
amount) follows from the customer's own days, which the page has at hand; a test holds the answer
against the analysis for every customer of the sample.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from goen.analysis import UnreadableThresholds, preset

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from goen.analysis import Scheme
    from goen.analysis.schemes import Rank

_DEFAULT = "mail_order"


@dataclass(frozen=True, slots=True)
class Standing:
    """A customer with at least one purchase occasion, at the end of a day; times in days."""

    rank: Rank
    lapsed: bool
    occasions: int
    tenure: int  # from the first occasion to the last
    silence: int  # since the last occasion


def standing(*, days: Iterable[tuple[date, int]], today: date, industry: str) -> Standing | None:
    """Where the customer of these days and net amounts stands by the limits of an industry.

    None without a purchase occasion, which is a day with a positive net amount.
    """
    counting = [(on, net) for on, net in days if on <= today]
    occasions = sorted(on for on, net in counting if net > 0)
    if not occasions:
        return None
    scheme, lapse_days = _rules(industry)
    n, tenure = len(occasions), (occasions[-1] - occasions[0]).days
    key = scheme.rank_of(n=n, tenure=tenure, amount=sum(net for _on, net in counting))
    rank = next(rank for rank in scheme.ranks if rank.key == key)
    silence = (today - occasions[-1]).days
    return Standing(rank, silence >= lapse_days, n, tenure, silence)


@lru_cache(maxsize=16)
def _rules(industry: str) -> tuple[Scheme, int]:
    """The ranks and the days until a customer has lapsed; money is in yen, which has no parts."""
    try:
        limits = preset(name=industry)
    except UnreadableThresholds:
        limits = preset(name=_DEFAULT)
    return limits.scheme(), limits.lapse_days
