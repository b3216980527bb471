"""What the room of customers does by itself: it empties the trash each night."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext_lazy as _

from goen.shop.customers.operations import purge_trash
from goen.shop.jobs.registry import job, schedule
from goen.shop.ui.clock import now


@job("customers.purge", title=_("Emptying the trash of customers"))
def purge() -> dict[str, int]:
    """Remove what lay in the trash for 30 days."""
    return {"customers": purge_trash(now=now())}


def declare() -> None:
    """Have it done each night."""
    schedule(name="customers.purge", daily=time(4, 30))
