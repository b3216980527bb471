"""Undoing what the trail calls one group: each kind of object knows how to put values back.

Only what is still as the group left it goes back; what somebody changed since stays and is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.db import transaction

from goen.shop.staff.models import Trail
from goen.shop.staff.trail import Subject, new_group, record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change


class PutBack(Protocol):
    """Puts the old values of `changes` back where the new ones still stand; gives what went back.

    `action` is what the trail called it, "customers.customer.trashed".
    """

    def __call__(
        self,
        *,
        by: Staff,
        object_id: int,
        action: str,
        changes: Sequence[Change],
        now: datetime,
        group: UUID,
    ) -> Sequence[Change]: ...


_KINDS: dict[str, PutBack] = {}


@dataclass(frozen=True, slots=True)
class Undone:
    """How many objects went back whole, and the labels of those changed since."""

    objects: int
    kept: Sequence[str]


class NothingToUndo(Exception):
    """The group is unknown, is somebody else's, or was undone before."""


def register(*, kind: str, put_back: PutBack) -> None:
    """Let objects of `kind` be put back by `put_back`."""
    _KINDS[kind] = put_back


def can_undo(kind: str) -> bool:
    """Whether anybody knows how to put objects of `kind` back."""
    return kind in _KINDS


@transaction.atomic
def undo(*, by: Staff, group: UUID, now: datetime) -> Undone:
    """Put back what one intent of `by` changed; raise NothingToUndo."""
    rows = list(Trail.objects.filter(group=group, staff=by).order_by("-pk"))
    rows = [row for row in rows if can_undo(row.kind) and row.object_id is not None]
    if not rows or Trail.objects.filter(action="staff.undone", label=str(group)).exists():
        raise NothingToUndo
    undoing, kept, whole = new_group(), [], 0
    for row in rows:
        back = _KINDS[row.kind](
            by=by,
            object_id=row.object_id or 0,
            action=row.action,
            changes=row.changes,
            now=now,
            group=undoing,
        )
        if len(back) < len(row.changes):
            kept.append(row.label)
        else:
            whole += 1
    record(by=by, action="staff.undone", subject=Subject("group", None, str(group)), group=undoing)
    return Undone(whole, kept)
