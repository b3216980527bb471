"""Working out answers that take longer than a page should."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from goen.shop.figures import asked, between, documents, now, own, published
from goen.shop.jobs.operations import enqueue
from goen.shop.jobs.registry import job
from goen.shop.portfolio.jobs import JOB as STANDINGS
from goen.shop.portfolio.signals import standings_shown
from goen.shop.sales.models import Sale
from goen.shop.staff.models import Staff

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.shop.jobs.models import Job

JOB = "figures.work_out"
MONTHS = 13  # of the ledger, the running one among them


@job(JOB, title=_("Figures of an evening"), long=True)
def work_out(*, given: dict[str, str], staff: int | None, name: str = "") -> dict[str, str]:
    """Work out all answers of an evening, so that its pages open at once; or one of our own."""
    documents.tidy()
    by = Staff.objects.get(pk=staff) if staff else Staff(pk=0)
    try:
        question = asked.read(given=given, by=by)
        if name:
            own.answer(asked=question, name=name, wait=True)
        else:
            documents.everything(asked=question)
            now.before(asked=question)
            between.answer(asked=question, wait=True)
            if not any(given.values()):
                _months(by)
    except (asked.NothingYet, asked.Unreadable) as problem:
        return {"left": type(problem).__name__}
    return {}


def _months(by: Staff) -> None:
    """Have the ledgers of a year ready, each by the limits that counted at its end."""
    newest = asked.read(given={}, by=by)
    for month in published.months(asked=newest, day_of=localdate)[:MONTHS]:
        last = {"on": min(month.last, newest.newest).isoformat()}
        published.known(asked=asked.read(given=last, by=by), month=month)


def ask_for(*, given: Mapping[str, str], by: Staff, name: str = "") -> Job:
    """Have the answers that an address asks for worked out; the same is asked for once.

    `name`: the one of our own that is missing, if it is one of those. The job is told what was
    read there, not how a form said it. Raises asked.NothingYet, asked.Unreadable.
    """
    kept = asked.read(given=given, by=by).words
    key = f"{JOB} {name} {by.pk} {sorted(kept.items())}"
    arguments = {"given": kept, "staff": by.pk, "name": name}
    return enqueue(name=JOB, key=key[:200], arguments=arguments, by=by)


def ask_for_standings() -> bool:
    """Have the standings worked out if there are sales; gives whether there are any."""
    if not Sale.objects.live().exists():
        return False
    enqueue(name=STANDINGS, key=STANDINGS)
    return True


def declare() -> None:
    """Have the newest evening ready whenever the standings are brought up."""
    standings_shown.connect(_standings_shown, dispatch_uid="figures")


def _standings_shown(**_given: Any) -> None:
    enqueue(name=JOB, key=JOB, arguments={"given": {}, "staff": None})
