"""The search's own background work: taking in what came in large numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from goen.shop.jobs.operations import enqueue
from goen.shop.jobs.registry import job
from goen.shop.ui import search
from goen.shop.ui.search.signals import index_waits

if TYPE_CHECKING:
    from goen.shop.jobs.work import Work


@job("run.search", title=_("Making what was entered quick to find"))
def settle(*, work: Work) -> dict[str, int]:
    """Move what waits into the index; until then it is found, only more slowly."""
    done = 0
    for done in search.settle():
        work.progress(done)
    return {"objects": done}


def declare() -> None:
    """Do it whenever much was entered at once; one job at a time."""
    index_waits.connect(_enqueue, dispatch_uid="run.search")


def _enqueue(**_values: object) -> None:
    enqueue(name="run.search", key="run.search")
