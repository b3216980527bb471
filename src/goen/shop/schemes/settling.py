"""The night after a period has ended: its ranks by two indicators are written down for good."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from goen.shop.jobs.registry import job, schedule
from goen.shop.portfolio.models import PortfolioState
from goen.shop.portfolio.schemes import version_on
from goen.shop.schemes.asking import NoHistory
from goen.shop.schemes.models import Length, PeriodRanking
from goen.shop.schemes.periods import period_of
from goen.shop.schemes.ranking import counted
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from goen.shop.schemes.periods import Period

JOB = "schemes.settle"
NIGHT = time(4, 15)  # after the ranks of the night


@job(JOB, title=_("Ranks by two indicators of periods that ended"), long=True)
def settle_periods() -> dict[str, int]:
    """Settle the periods that have ended."""
    return {"settled": settle(today=today(), now=now())}


def declare() -> None:
    """Look each night."""
    schedule(name=JOB, daily=NIGHT)


def settle(*, today: date, now: datetime) -> int:
    """Write down each ended period that is not yet; how many those are.

    Periods that ended before the company began are history: they are never settled.
    """
    state = PortfolioState.objects.filter(pk=1).first()
    if state is None or not state.shown or state.begun_on is None:
        return 0
    shown = min(today, type(today).fromisoformat(state.shown["on"]))
    settled = 0
    for period in _ended(begun=state.begun_on, today=shown):
        settled += _settle(period, now)
    return settled


def _ended(*, begun: date, today: date) -> Iterator[Period]:
    """The ended periods that are not settled, the oldest first."""
    for length in Length:
        found, period = [], period_of(length=length, day=today).back()
        while period.end >= begun:
            found.append(period)
            period = period.back()
        known = set(PeriodRanking.objects.filter(length=length).values_list("start", flat=True))
        yield from (one for one in reversed(found) if one.start not in known)


def _settle(period: Period, now: datetime) -> bool:
    scheme = version_on(day=period.end)
    if scheme is None:
        return False
    try:
        answer = counted(period=period, limits=scheme.thresholds)
    except NoHistory:
        return False
    _row, made = PeriodRanking.objects.get_or_create(
        length=period.length,
        start=period.start,
        defaults={
            "end": period.end,
            "scheme": scheme,
            "answer": answer,
            "settled_at": now,
        },
    )
    return made
