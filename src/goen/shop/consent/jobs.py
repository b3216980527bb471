"""What the room of consent does by itself: it sweeps proof that is older than three years."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext_lazy as _

from goen.shop.consent.leaving import sweep_proof
from goen.shop.jobs.registry import job, schedule
from goen.shop.ui.clock import today


@job("consent.sweep", title=_("Sweeping old proof of consent"))
def sweep() -> dict[str, int]:
    """Remove the proof of those who left more than three years ago."""
    return {"proof": sweep_proof(today=today())}


def declare() -> None:
    """Have it done each night."""
    schedule(name="consent.sweep", daily=time(4, 40))
