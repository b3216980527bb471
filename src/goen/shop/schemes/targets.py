"""How many customers leaders want in each rank by two indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goen.shop.schemes.models import RankTarget
from goen.shop.staff.trail import Subject, differences, record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from goen.shop.schemes.periods import Period
    from goen.shop.staff.models import Staff


def targets_of(*, period: Period) -> dict[str, int]:
    """The targets of a period by rank."""
    rows = RankTarget.objects.filter(length=period.length, start=period.start)
    return dict(rows.values_list("rank", "people"))


@transaction.atomic
def set_targets(
    *, by: Staff, period: Period, targets: Mapping[str, int | None], now: datetime
) -> None:
    """Set the targets of a period; None takes one away."""
    before = targets_of(period=period)
    rows = RankTarget.objects.filter(length=period.length, start=period.start)
    rows.filter(rank__in=[rank for rank, people in targets.items() if people is None]).delete()
    for rank, people in targets.items():
        if people is not None and people != before.get(rank):
            rows.update_or_create(
                length=period.length,
                start=period.start,
                rank=rank,
                defaults={"people": people, "set_by": by, "set_at": now},
            )
    changes = differences(before=before, after=targets)
    if changes:
        subject = Subject("period", None, f"{period.start}～{period.end}")
        record(by=by, action="schemes.targets", subject=subject, changes=changes)
