"""Blanking the values of the trail that are about an erased person; who, when and what remain.

It is the only change that the triggers of the database let pass (migration 0006), and it is itself
recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from goen.shop.staff.models import ERASED, Trail
from goen.shop.staff.trail import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from uuid import UUID

    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change, Subject


REDACTED = "staff.trail.redacted"


@transaction.atomic
def redact(
    *,
    by: Staff | None,
    about: Subject,
    objects: Mapping[str, Collection[int]],
    group: UUID | None = None,
) -> int:
    """Blank what the trail says of `objects` (ids by kind); gives how many rows it was.

    `about` is the person whose data go; the row that records it names how many were blanked.
    """
    count = 0
    for kind, ids in objects.items():
        rows = Trail.objects.filter(kind=kind, object_id__in=ids).exclude(action=REDACTED)
        count += _blank_rows(rows.order_by("pk").values_list("pk", "label", "changes"))
    if count:
        told = [{"field": "rows", "from": None, "to": count}]
        record(by=by, action=REDACTED, subject=about, changes=told, group=group)
    return count


def _blank_rows(rows: Iterable[tuple[int, str, list[Change]]]) -> int:
    """Blank those of these rows that say anything; gives how many they are."""
    prepare = Trail._meta.get_field("changes").get_db_prep_save
    blanked = [
        (prepare(empty, connection), pk)
        for pk, label, changes in rows
        if (empty := blank(changes)) != changes or label
    ]
    if blanked:
        # Not by the manager of the trail, which changes nothing.
        sql = "UPDATE staff_trail SET label = '', changes = %s WHERE id = %s"
        with connection.cursor() as cursor:
            cursor.executemany(sql, blanked)
    return len(blanked)


def blank(changes: Collection[Change]) -> list[Change]:
    """The same changes without their values; nothing stays nothing."""
    return [
        {
            "field": change["field"],
            "from": _blank(change.get("from")),
            "to": _blank(change.get("to")),
        }
        for change in changes
    ]


def _blank(value: Any) -> str | None:
    return None if value is None else ERASED
