"""Which version of the rank scheme counts on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.analysis import UnreadableThresholds, entries_of, preset
from goen.shop.portfolio.ledger import Reign
from goen.shop.portfolio.models import RankScheme
from goen.shop.staff.models import OwnCompany

if TYPE_CHECKING:
    from datetime import date, datetime

    from goen.analysis import Thresholds

_DEFAULT = "mail_order"


def current(*, on: date, now: datetime) -> RankScheme:
    """The version that counts on a day.

    Until a person publishes one, it is that of the industry of the company: another industry makes
    another version, from that day on.
    """
    versions = RankScheme.objects.filter(effective_on__lte=on).order_by("-effective_on", "-pk")
    latest, limits = versions.first(), limits_of_industry()
    if latest and (latest.published_by or latest.limits["preset"] == limits.preset):
        return latest
    return RankScheme.objects.create(
        name=limits.name.ja,
        limits=entries_of(thresholds=limits),
        effective_on=on,
        published_at=now,
    )


def reigns() -> list[Reign]:
    """All versions with the days from which they count; of two on one day the later one."""
    by_day = {one.effective_on: one for one in RankScheme.objects.order_by("effective_on", "pk")}
    return [Reign(day, one.thresholds) for day, one in by_day.items()]


def limits_of_industry() -> Thresholds:
    """The limits of the industry that the company says of itself."""
    company = OwnCompany.objects.first()
    try:
        return preset(name=company.preset if company else _DEFAULT)
    except UnreadableThresholds:
        return preset(name=_DEFAULT)
