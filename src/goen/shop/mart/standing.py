"""Where one customer stands today: the rank, and whether active or lapsed.

The limits and the rules are those of goen.analysis. What they judge (occasions, first and last day,
amount) is asked of the database, for one customer has few days; a test holds the answer against
`goen analyze` for every customer of the sample.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Min, Q, Sum

from goen.analysis import UnreadableThresholds, preset
from goen.shop.sales.queries.purchases import counting
from goen.shop.staff.models import OwnCompany

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis import Scheme
    from goen.analysis.schemes import Rank

_DEFAULT = "mail_order"
_OCCASION = Q(net__gt=0)  # a day with a positive net amount


@dataclass(frozen=True, slots=True)
class Standing:
    """A customer with at least one purchase occasion, at the end of a day; times in days."""

    rank: Rank
    lapsed: bool
    occasions: int
    tenure: int  # from the first occasion to the last
    silence: int  # since the last occasion


def standing(*, customer_id: int, today: date, industry: str) -> Standing | None:
    """Where a customer stands by the limits of an industry; None without a purchase occasion."""
    days = counting().filter(customer=customer_id, on__lte=today).values("on")
    told = days.annotate(net=Sum("amount")).aggregate(
        n=Count("on", filter=_OCCASION),
        first=Min("on", filter=_OCCASION),
        last=Max("on", filter=_OCCASION),
        amount=Sum("net"),
    )
    if not told["n"]:
        return None
    scheme, lapse_days = _rules(industry)
    tenure, silence = (told["last"] - told["first"]).days, (today - told["last"]).days
    key = scheme.rank_of(n=told["n"], tenure=tenure, amount=told["amount"])
    rank = next(rank for rank in scheme.ranks if rank.key == key)
    return Standing(rank, silence >= lapse_days, told["n"], tenure, silence)


def own_industry() -> str:
    """The industry of the company, which names the limits."""
    return OwnCompany.objects.values_list("preset", flat=True).first() or _DEFAULT


@lru_cache(maxsize=16)
def _rules(industry: str) -> tuple[Scheme, int]:
    """The ranks and the days until a customer has lapsed; money is in yen, which has no parts."""
    try:
        limits = preset(name=industry)
    except UnreadableThresholds:
        limits = preset(name=_DEFAULT)
    return limits.scheme(), limits.lapse_days
