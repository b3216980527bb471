"""Where customers stand, as the database has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.portfolio.models import PortfolioState, RankScheme, Standing
from goen.shop.portfolio.schemes import first_limits
from goen.shop.portfolio.writing import visible

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from goen.analysis import Scheme


def standings() -> QuerySet[Standing]:
    """The standings that are shown: one for each customer who ever bought."""
    state = PortfolioState.objects.filter(pk=1).first()
    if state is None:
        return Standing.objects.none()
    return Standing.objects.filter(layer__in=visible(state))


def scheme_shown() -> Scheme:
    """The ranks of the standings that are shown."""
    state = PortfolioState.objects.filter(pk=1).first()
    found = RankScheme.objects.filter(pk=state.shown.get("scheme")).first() if state else None
    limits = found.thresholds if found else first_limits()
    return limits.scheme()
