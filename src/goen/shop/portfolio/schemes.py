"""Which version of the rank scheme counts on a day: everybody who wants to know asks here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.analysis import UnreadableThresholds, entries_of, preset
from goen.shop.portfolio.ledger import Reign
from goen.shop.portfolio.models import ALWAYS, PortfolioState, RankScheme, Standing
from goen.shop.staff.models import OwnCompany

if TYPE_CHECKING:
    from datetime import date, datetime

    from goen.analysis import Thresholds

_DEFAULT = "mail_order"


def current(*, on: date, now: datetime) -> RankScheme:
    """The version that counts today; made if there is none.

    Until a person publishes one, it is that of the industry of the company. The first one counts
    from the first sale on, so that whatever is published later leaves the time before it alone;
    another industry counts from today on, unless it takes the place of the first before anybody
    was ranked by it.
    """
    known, limits = [one for one in counting() if one.effective_on <= on], limits_of_industry()
    latest = known[-1] if known else None
    if latest and (latest.published_by or latest.limits["preset"] == limits.preset):
        return latest
    return RankScheme.objects.create(
        name=limits.name.ja,
        limits=entries_of(thresholds=limits),
        effective_on=on if len(known) > 1 or (known and _ranked_before(on)) else ALWAYS,
        published_at=now,
    )


def _ranked_before(day: date) -> bool:
    """Whether ranks were shown to anybody before this day."""
    begun = PortfolioState.objects.filter(pk=1).values_list("begun_on", flat=True).first()
    return begun is not None and begun < day and Standing.objects.exists()


def version_on(*, day: date) -> RankScheme | None:
    """The version that counts on a day, of two that begin on one day the later one.

    Before the first day of all it is the first one; None while there is no version at all.
    """
    known = counting()
    return next((one for one in reversed(known) if one.effective_on <= day), (*known, None)[0])


def counting() -> list[RankScheme]:
    """The versions that ever count, the oldest first."""
    by_day = {one.effective_on: one for one in RankScheme.objects.order_by("effective_on", "pk")}
    return list(by_day.values())


def reigns() -> list[Reign]:
    """Their limits with the days from which they count."""
    return [Reign(one.effective_on, one.thresholds) for one in counting()]


def limits_of_industry() -> Thresholds:
    """The limits of the industry that the company says of itself."""
    company = OwnCompany.objects.first()
    try:
        return preset(name=company.preset if company else _DEFAULT)
    except UnreadableThresholds:
        return preset(name=_DEFAULT)
