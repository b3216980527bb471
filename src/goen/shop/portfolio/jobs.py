"""What keeps standings near the ledger: a job after sales changed, and one each night."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _

from goen.shop.jobs.operations import enqueue
from goen.shop.jobs.registry import job, schedule
from goen.shop.portfolio.models import Change, PortfolioState, Restatement
from goen.shop.portfolio.signals import standings_shown
from goen.shop.portfolio.updating import update
from goen.shop.sales.signals import sales_changed
from goen.shop.staff.models import OwnCompany
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

JOB = "portfolio.update"
NIGHT = time(3, 30)  # after midnight has made everybody a day older
# Slips come one after another: the standings wait a little, and take them together.
_PAUSE = timedelta(seconds=20)


@job(JOB, title=_("Ranks of the customers"), long=True)
def bring_up() -> dict[str, int]:
    """Bring the standings up to the sales and to today."""
    done = update(now=now(), today=today())
    standings_shown.send(PortfolioState, today=today())
    return {"affected": done.affected, "written": done.written}


def declare() -> None:
    """Hear of changed sales and of another industry, and look each night."""
    sales_changed.connect(_sales_changed, dispatch_uid="portfolio")
    post_save.connect(_company_saved, sender=OwnCompany, dispatch_uid="portfolio")
    schedule(name=JOB, daily=NIGHT)


def _sales_changed(*, days: Collection[tuple[int | None, date]], **given: str) -> None:
    if days:
        cause = given.get("cause", Restatement.Cause.CORRECTION)
        months = {day.replace(day=1) for _customer, day in days}
        Change.objects.bulk_create([Change(month=month, cause=cause) for month in sorted(months)])
        enqueue(name=JOB, key=JOB, after=now() + _PAUSE)


def _company_saved(*, created: bool, **_given: object) -> None:
    """The industry may be another one now; who has no standings yet gets them with the sales."""
    if not created and PortfolioState.objects.exists():
        enqueue(name=JOB, key=JOB)
