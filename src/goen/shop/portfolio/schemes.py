"""Which version of the rank scheme counts on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goen.analysis import UnreadableThresholds, entries_of, preset
from goen.shop.portfolio.ledger import Reign
from goen.shop.portfolio.models import RankScheme
from goen.shop.staff.models import OwnCompany

if TYPE_CHECKING:
    from datetime import date, datetime

    from goen.analysis import Thresholds

_DEFAULT = "mail_order"


def current(*, on: date, now: datetime) -> RankScheme:
    """The version that counts on a day; the first one is made of the industry of the company."""
    versions = RankScheme.objects.filter(effective_on__lte=on).order_by("-effective_on", "-pk")
    return versions.first() or _first(on=on, now=now)


def reigns() -> list[Reign]:
    """All versions with the days from which they count; of two on one day the later one."""
    by_day = {one.effective_on: one for one in RankScheme.objects.order_by("effective_on", "pk")}
    return [Reign(day, one.thresholds) for day, one in by_day.items()]


def first_limits() -> Thresholds:
    """The limits of the industry of the company, before any version is published."""
    company = OwnCompany.objects.first()
    try:
        return preset(name=company.preset if company else _DEFAULT)
    except UnreadableThresholds:
        return preset(name=_DEFAULT)


@transaction.atomic
def _first(*, on: date, now: datetime) -> RankScheme:
    limits = first_limits()
    return RankScheme.objects.create(
        name=limits.name.ja,
        limits=entries_of(thresholds=limits),
        effective_on=on,
        published_at=now,
    )
