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
    from collections.abc import Collection, Sequence
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


class PutBackMany(Protocol):
    """Puts many objects back in short transactions of its own; gives the ids of the whole ones."""

    def __call__(
        self, *, by: Staff, rows: Sequence[Trail], now: datetime, group: UUID
    ) -> Collection[int]: ...


_KINDS: dict[str, PutBack] = {}
_MANY: dict[str, PutBackMany] = {}
_FEW = 20  # objects that are put back one by one, all or none


@dataclass(frozen=True, slots=True)
class Undone:
    """How many objects went back whole, and the labels of those changed since."""

    objects: int
    kept: Sequence[str]


class NothingToUndo(Exception):
    """The group is unknown, is somebody else's, or was undone before."""


def register(*, kind: str, put_back: PutBack, put_back_many: PutBackMany | None = None) -> None:
    """Let objects of `kind` be put back by `put_back`, and what was done to many by the other."""
    _KINDS[kind] = put_back
    if put_back_many is not None:
        _MANY[kind] = put_back_many


def can_undo(kind: str) -> bool:
    """Whether anybody knows how to put objects of `kind` back."""
    return kind in _KINDS


def undo(*, by: Staff, group: UUID, now: datetime) -> Undone:
    """Put back what one intent of `by` changed; raise NothingToUndo.

    A few objects go back together or not at all; what was done to many goes back in short
    transactions, as it was done, so that nobody waits for the lock.
    """
    kinds = set(Trail.objects.filter(group=group, staff=by).values_list("kind", flat=True))
    kind = kinds.pop() if len(kinds) == 1 else ""
    if kind in _MANY and Trail.objects.filter(group=group, staff=by).count() > _FEW:
        return _undo_many(by=by, group=group, now=now, kind=kind)
    return _undo_few(by=by, group=group, now=now)


def _rows(*, by: Staff, group: UUID) -> list[Trail]:
    """What can be put back of a group, the last thing first; raise NothingToUndo."""
    rows = list(Trail.objects.filter(group=group, staff=by).order_by("-pk"))
    rows = [row for row in rows if can_undo(row.kind) and row.object_id is not None]
    if not rows or Trail.objects.filter(action="staff.undone", label=str(group)).exists():
        raise NothingToUndo
    return rows


def _undo_many(*, by: Staff, group: UUID, now: datetime, kind: str) -> Undone:
    rows = _rows(by=by, group=group)
    undoing = new_group()
    whole = _MANY[kind](by=by, rows=rows, now=now, group=undoing)
    record(by=by, action="staff.undone", subject=Subject("group", None, str(group)), group=undoing)
    kept = [row.label for row in rows if row.object_id not in whole]
    return Undone(len(rows) - len(kept), kept)


@transaction.atomic
def _undo_few(*, by: Staff, group: UUID, now: datetime) -> Undone:
    rows = _rows(by=by, group=group)
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
