"""The measures of each month, worked out each night and kept: the page only reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.advice.evidence.measures import MEASURES, twelve
from goen.shop.advice.models import Evidence

if TYPE_CHECKING:
    from datetime import date

_MOVING = 2  # months whose figures still change: this one and the one before


def keep_evidence(*, today: date) -> None:
    """Work out the months that are not kept yet, and those that still change."""
    months = twelve(today=today)
    known = set(Evidence.objects.values_list("measure", "month"))
    for measure in MEASURES:
        for month in months:
            if (measure.name, month.first) in known and month not in months[-_MOVING:]:
                continue
            part, whole = measure.of(month)
            Evidence.objects.update_or_create(
                measure=measure.name, month=month.first, defaults={"part": part, "whole": whole}
            )
