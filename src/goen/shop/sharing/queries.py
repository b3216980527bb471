"""What is read of notices: the bell, who has read a voice, and how long that took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

from goen.shop.sharing.models import Notice
from goen.shop.staff.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goen.shop.staff.models import Staff

MOST = 200
GOAL = 60  # minutes within which the president reads


def unread(*, staff: Staff) -> int:
    """How many notices of this person are unread."""
    return Notice.objects.filter(to=staff, read_at=None).count()


def pressing(*, staff: Staff) -> Sequence[Notice]:
    """The pressing voices that this person was told of and has not read, the oldest first."""
    rows = Notice.objects.filter(to=staff, kind=Notice.Kind.PRESSING, read_at=None)
    return list(rows.order_by("created_at", "pk")[:MOST])


def notices(*, staff: Staff) -> Sequence[Notice]:
    """The newest notices of this person."""
    rows = Notice.objects.filter(to=staff).select_related("by")
    return list(rows.order_by("-created_at", "-pk")[:MOST])


def minutes(notice: Notice, *, now: datetime) -> int:
    """Minutes from the entry to the reading, or until now."""
    return int(((notice.read_at or now) - notice.created_at).total_seconds() // 60)


def readings(*, voice_ids: Sequence[int], now: datetime) -> dict[int, dict[str, Any]]:
    """Whether a president has read these voices, after how many minutes; the first one counts."""
    rows = Notice.objects.filter(
        kind=Notice.Kind.PRESSING, object_id__in=voice_ids, to__role=Role.PRESIDENT
    )
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        known = found.get(row.object_id or 0)
        took = {"read": row.read_at is not None, "minutes": minutes(row, now=now)}
        if known is None or (not known["read"], known["minutes"]) > (
            not took["read"],
            took["minutes"],
        ):
            found[row.object_id or 0] = took
    return found


@dataclass(frozen=True, slots=True)
class Reading:
    """How fast the president read the pressing voices of the last 90 days."""

    median: int | None
    longest: int | None
    of: int
    within: int
    unread: Sequence[Notice]


def reading_figures(*, now: datetime) -> Reading:
    """The figures of reading; one voice counts once, by the president who read it first."""
    since = now - timedelta(days=90)
    rows = Notice.objects.filter(
        kind=Notice.Kind.PRESSING, to__role=Role.PRESIDENT, created_at__gte=since
    ).order_by("created_at")
    of = readings(voice_ids=[row.object_id or 0 for row in rows], now=now)
    took = [one["minutes"] for one in of.values() if one["read"]]
    waiting = {row.object_id: row for row in rows if not of[row.object_id or 0]["read"]}
    return Reading(
        round(median(took)) if took else None,
        max(took, default=None),
        len(took),
        sum(one <= GOAL for one in took),
        list(waiting.values()),
    )
