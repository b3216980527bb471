"""What keeps the findings near the standings, and gives many people their tag."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from goen.shop.advice.evidence.keeping import keep_evidence
from goen.shop.advice.models import Act
from goen.shop.advice.operations.acts import LIST_JOB, tagged_address
from goen.shop.advice.refreshing import refresh
from goen.shop.customers.models import Tagging
from goen.shop.customers.operations import tag_customers
from goen.shop.jobs.operations import enqueue
from goen.shop.jobs.registry import job, schedule
from goen.shop.portfolio.signals import standings_shown
from goen.shop.staff.models import Staff
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from goen.shop.jobs.work import Work

JOB = "advice.refresh"
NIGHT = time(4, 15)  # after the standings, with the day before complete
_PART = 200


@job(JOB, title=_("What to do next"), long=True)
def bring_up() -> dict[str, int]:
    """Bring the findings up to the standings, and the evidence of the three questions to today."""
    found = refresh(now=now(), today=today())
    keep_evidence(today=today())
    return {"people": found}


@job(LIST_JOB, title=_("A list of customers"), long=True)
def tag_list(*, act: int, work: Work) -> dict[str, Any]:
    """Give the people of a list their tag, some at a time; those who have it are passed over."""
    made = Act.objects.get(pk=act)
    assert isinstance(made.by, Staff)  # noqa: S101
    has = Tagging.objects.filter(tag__name=made.label).values("customer")
    waiting = made.candidates.exclude(customer__in=has).order_by("pk")
    ids = list(waiting.values_list("customer_id", flat=True))
    for at in range(0, len(ids), _PART):
        if Act.objects.filter(pk=act).exclude(undone_at=None).exists():
            break
        part = ids[at : at + _PART]
        tag_customers(by=made.by, customer_ids=part, add=[made.label], now=now(), group=made.group)
        work.progress(at + len(part), len(ids))
    return {"people": made.people, "url": tagged_address(act=made)}


def declare() -> None:
    """Hear of new standings, and look each night."""
    standings_shown.connect(_standings_shown, dispatch_uid="advice")
    schedule(name=JOB, daily=NIGHT)


def _standings_shown(**_given: object) -> None:
    enqueue(name=JOB, key=JOB)
