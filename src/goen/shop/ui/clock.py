"""The clock of the shop's doors; operations and queries get the time as an argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date, datetime


def now() -> datetime:
    """The moment, with its time zone."""
    return timezone.now()


def today() -> date:
    """The date in Asia/Tokyo."""
    return timezone.localdate()
