"""What the room of customers does by itself each night: it empties the trash, sweeps files."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils.translation import gettext_lazy as _

from goen.shop.customers.models import Attachment
from goen.shop.customers.operations import purge_trash
from goen.shop.jobs.registry import job, schedule
from goen.shop.ui import files
from goen.shop.ui.clock import now

_UPLOAD = timedelta(days=1)  # far more than any upload takes


@job("customers.purge", title=_("Emptying the trash of customers"))
def purge() -> dict[str, int]:
    """Remove what lay in the trash for 30 days."""
    return {"customers": purge_trash(now=now())}


@job("customers.files", title=_("Sweeping files that belong to nobody"))
def sweep() -> dict[str, int]:
    """Remove files whose rows are gone: a kill may fall between the two."""
    return {"files": files.sweep(before=now() - _UPLOAD)}


def declare() -> None:
    """Have them done each night; every room tells whose files are in which folder."""
    files.folders["customers"] = Attachment
    schedule(name="customers.purge", daily=time(4, 30))
    schedule(name="customers.files", daily=time(4, 50))
