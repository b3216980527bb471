"""Sights of long lists, exports and bulk changes, as the trail keeps them.

A page is not kept waiting for the trail: sights go to a queue that is written once a second, and
when the process ends. Exports and bulk changes are written at once.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import close_old_connections

from goen.shop.staff.models import Trail
from goen.shop.staff.trail import Subject, record

if TYPE_CHECKING:
    from uuid import UUID

    from goen.shop.staff.models import Staff

_waiting: deque[Trail] = deque()
_writer: list[threading.Thread] = []
_lock = threading.Lock()


def saw_list(*, staff: Staff, name: str, count: int, **_more: Any) -> None:
    """Note that a list longer than a screenful was looked at."""
    changes = [{"field": "count", "from": None, "to": count}]
    _waiting.append(
        Trail(staff=staff, action="lists.seen", kind="list", label=name, changes=changes)
    )
    if settings.TRAIL_SECONDS:
        _start()
    else:
        flush()


def exported_list(
    *, staff: Staff, name: str, count: int, form: str, conditions: list[str], **_more: Any
) -> None:
    """Record that a list left the shop as a file."""
    facts = {"count": count, "form": form, "conditions": conditions}
    changes = [{"field": field, "from": None, "to": value} for field, value in facts.items()]
    record(by=staff, action="lists.exported", subject=Subject("list", None, name), changes=changes)


def changed_many(
    *, staff: Staff, name: str, action: str, count: int, group: UUID, **_more: Any
) -> None:
    """Record that many rows were changed in one go; the rows themselves are recorded one by one."""
    facts = {"action": action, "count": count}
    changes = [{"field": field, "from": None, "to": value} for field, value in facts.items()]
    subject = Subject("list", None, name)
    record(by=staff, action="lists.changed", subject=subject, changes=changes, group=group)


def flush() -> None:
    """Write what waits."""
    rows = []
    while _waiting:
        rows.append(_waiting.popleft())
    if rows:
        Trail.objects.bulk_create(rows)


def _start() -> None:
    with _lock:
        if not _writer:
            thread = threading.Thread(target=_write_for_ever, name="trail", daemon=True)
            _writer.append(thread)
            thread.start()
            # Server processes are children of another, whose end `atexit` does not always see.
            Finalize(None, flush, exitpriority=10)


def _write_for_ever() -> None:
    while True:
        time.sleep(settings.TRAIL_SECONDS)
        if _waiting:
            flush()
            close_old_connections()
