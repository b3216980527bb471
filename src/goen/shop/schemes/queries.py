"""Versions of the ranks, and how a day looks under one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from goen.analysis import entries_of
from goen.shop.portfolio.ledger import Reign, standings_at
from goen.shop.portfolio.models import ALWAYS, RankScheme
from goen.shop.portfolio.schemes import limits_of_industry, version_on
from goen.shop.schemes.asking import opened, present
from goen.shop.schemes.preview import Rules
from goen.shop.schemes.remembered import remembered

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis import Thresholds


@dataclass(frozen=True, slots=True)
class Version:
    """A version with the days on which it counts."""

    scheme: RankScheme
    until: date | None  # its last day; empty: no end yet
    state: str  # "now", "coming", "past", or "never" when another one began on the same day

    @property
    def rules(self) -> Rules:
        """Its limits, and its way of scoring."""
        return Rules(self.scheme.thresholds, self.scheme.scoring)


def versions(*, today: date) -> list[Version]:
    """All versions, the newest first; before the first one that of the industry."""
    rows = list(
        RankScheme.objects.order_by("effective_on", "pk").select_related("published_by", "owner")
    )
    if not rows:
        return [Version(_of_industry(), None, "now")]
    told = []
    for at, row in enumerate(rows):
        after = rows[at + 1].effective_on if at + 1 < len(rows) else None
        told.append(_version(row, after, today))
    return told[::-1]


def _version(row: RankScheme, after: date | None, today: date) -> Version:
    until = after - timedelta(days=1) if after else None
    if after == row.effective_on:
        return Version(row, None, "never")
    if row.effective_on > today:
        return Version(row, until, "coming")
    return Version(row, until, "past" if until and until < today else "now")


def counting(*, today: date) -> Version:
    """The version that counts on a day."""
    told = versions(today=today)
    return next((one for one in told if one.state == "now"), told[-1])


def latest() -> RankScheme | None:
    """The version that a person published last, whenever it counts."""
    return RankScheme.objects.exclude(published_by=None).order_by("pk").last()


def _of_industry() -> RankScheme:
    """What will be the first version as soon as there are sales; not kept yet."""
    limits = limits_of_industry()
    return RankScheme(
        name=limits.name.ja, limits=entries_of(thresholds=limits), effective_on=ALWAYS
    )


def as_if(*, limits: Thresholds, day: date) -> dict[str, int]:
    """How many customers stand in each segment on the evening of a day, by these limits.

    Segments are named rank/status. Raises NoHistory.
    """
    found = present()

    def counted() -> dict[str, int]:
        with opened(found, day=day, limits=limits) as asked:
            return dict(
                standings_at(asked.connection, table="history", day=day, reign=Reign(day, limits))
            )

    key = entries_of(thresholds=limits)
    told: dict[str, int] = remembered(counted, "as_if", found.name, day, key)
    return told


def limits_then(*, day: date) -> Thresholds:
    """The limits that counted on a day; before there is any version those of the industry."""
    found = version_on(day=day)
    return found.thresholds if found else limits_of_industry()
