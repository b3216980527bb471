"""Telling people on screen: one row per person and event, and the receipt of the reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from goen.shop.jobs.operations import enqueue
from goen.shop.sharing.models import How, Notice, ScreenOnly

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from goen.shop.staff.models import Staff

MAIL = "sharing.mail"
DIGESTED = (How.DAILY, How.WEEKLY)


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
    anchor: str = "",
) -> None:
    """Tell each active person but `by` of one event; who has been told of it is not told again.

    What happens to one object stands in a mail of the day or the week once, however often.
    """
    people = {person.pk: person for person in to if person.is_active and person != by}
    quiet = set(ScreenOnly.objects.filter(staff__in=people).values_list("staff_id", flat=True))
    about = {"kind": kind, "url_name": url_name, "object_id": object_id, "anchor": anchor}
    for pk in sorted(people):
        wanted = How.SCREEN if pk in quiet and kind != Notice.Kind.PRESSING else how
        if wanted in DIGESTED and object_id and _waits(to=pk, how=wanted, about=about):
            continue
        said = {"line": line[:200], "by": by, "how": wanted, "created_at": now}
        row, made = Notice.objects.get_or_create(to_id=pk, key=key, defaults={**about, **said})
        if made and wanted == How.NOW:
            enqueue(name=MAIL, arguments={"notice_id": row.pk}, key=f"mail:{row.pk}")


def _waits(*, to: int, how: str, about: Mapping[str, Any]) -> bool:
    return Notice.objects.filter(to_id=to, how=how, mailed_at=None, read_at=None, **about).exists()


def mark_read(*, by: Staff, url_name: str, object_id: int | None, now: datetime) -> int:
    """Note that `by` has read what their notices of this page tell; how many those are."""
    rows = Notice.objects.filter(to=by, url_name=url_name, object_id=object_id, read_at=None)
    if not rows.exists():  # most pages have none: they need no lock for writing
        return 0
    return rows.update(read_at=now, seen_at=now)


def read_all(*, by: Staff, now: datetime) -> int:
    """Mark all notices of `by` as read, but not pressing voices: those are read by opening them."""
    rows = Notice.objects.filter(to=by, read_at=None).exclude(kind=Notice.Kind.PRESSING)
    return rows.update(read_at=now, seen_at=now)
