"""Telling people on screen: one row per person and event, and the receipt of the reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goen.shop.jobs.operations import enqueue
from goen.shop.sharing.models import How, Notice, ScreenOnly

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from goen.shop.staff.models import Staff

MAIL = "sharing.mail"


@transaction.atomic
def tell(
    *,
    to: Iterable[Staff],
    kind: str,
    key: str,
    url_name: str,
    object_id: int | None,
    line: str,
    by: Staff | None,
    how: str,
    now: datetime,
) -> None:
    """Tell each active person but `by` of one event; who has been told of it is not told again."""
    people = {person.pk: person for person in to if person.is_active and person != by}
    quiet = set(ScreenOnly.objects.filter(staff__in=people).values_list("staff_id", flat=True))
    for pk in sorted(people):
        wanted = How.SCREEN if pk in quiet and kind != Notice.Kind.PRESSING else how
        row, made = Notice.objects.get_or_create(
            to_id=pk,
            key=key,
            defaults={
                "kind": kind,
                "url_name": url_name,
                "object_id": object_id,
                "line": line[:200],
                "by": by,
                "how": wanted,
                "created_at": now,
            },
        )
        if made and wanted == How.NOW:
            enqueue(name=MAIL, arguments={"notice_id": row.pk}, key=f"mail:{row.pk}")


def mark_read(*, by: Staff, url_name: str, object_id: int, now: datetime) -> None:
    """Note that `by` has read what their notices of this page tell."""
    Notice.objects.filter(to=by, url_name=url_name, object_id=object_id, read_at=None).update(
        read_at=now, seen_at=now
    )


def read_all(*, by: Staff, now: datetime) -> int:
    """Mark all notices of `by` as read, but not pressing voices: those are read by opening them."""
    rows = Notice.objects.filter(to=by, read_at=None).exclude(kind=Notice.Kind.PRESSING)
    return rows.update(read_at=now, seen_at=now)
