"""Undoing what the trail calls one group: each kind of object knows how to put values back.

Only what is still as the group left it goes back; what somebody changed since stays and is told.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.db import transaction

from goen.shop.staff.models import Trail
from goen.shop.staff.trail import Subject, new_group, record

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

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
    """Puts many objects of one kind back; gives the ids of those that went back whole."""

    def __call__(
        self, *, by: Staff, rows: Sequence[Trail], now: datetime, group: UUID
    ) -> Collection[int]: ...


class InWords(Protocol):
    """What it says once such an object went back, where "1 change" would not say how much."""

    def __call__(self, *, object_id: int) -> str: ...


class SendLater(Protocol):
    """Takes an undoing on in the background, if it is too much for a request; gives its address."""

    def __call__(self, *, by: Staff, group: UUID, count: int) -> str | None: ...


_KINDS: dict[str, PutBack] = {}
_MANY: dict[str, PutBackMany] = {}
_WORDS: dict[str, InWords] = {}
_LATER: list[SendLater] = []
_FEW = 20  # objects that are put back one by one, all or none
_CHUNK = 50


@dataclass(frozen=True, slots=True)
class Undone:
    """How many objects went back whole, and the labels of those changed since."""

    objects: int
    kept: Sequence[str]


class NothingToUndo(Exception):
    """The group is unknown, is somebody else's, or was undone before."""


def register(
    *,
    kind: str,
    put_back: PutBack,
    put_back_many: PutBackMany | None = None,
    in_words: InWords | None = None,
) -> None:
    """Let objects of `kind` be put back by `put_back`, and what was done to many by the other."""
    _KINDS[kind] = put_back
    if in_words is not None:
        _WORDS[kind] = in_words
    if put_back_many is not None:
        _MANY[kind] = put_back_many


def send_large_to(send: SendLater) -> None:
    """Let `send` take on what is too much for a request; called once, while Django starts."""
    _LATER[:] = [send]


def can_undo(kind: str) -> bool:
    """Whether anybody knows how to put objects of `kind` back."""
    return kind in _KINDS


def undo_later(*, by: Staff, group: UUID) -> str | None:
    """Have it undone in the background if it is large; the address that tells how far it is."""
    count = _rows(by=by, group=group).count()
    return next((url for send in _LATER if (url := send(by=by, group=group, count=count))), None)


def undo(*, by: Staff, group: UUID, now: datetime) -> Undone:
    """Put back what one intent of `by` changed; raise NothingToUndo.

    A few objects go back together or not at all; what was done to many goes back in short
    transactions, as it was done, so that nobody waits for the lock.
    """
    count = _checked(by=by, group=group)
    undoing, whole, kept = new_group(), 0, list[str]()
    size = count if count <= _FEW else _CHUNK
    before: int | None = None
    with transaction.atomic() if count <= _FEW else nullcontext():
        while rows := rows_before(by=by, group=group, before=before, size=size):
            done = undo_rows(by=by, rows=rows, now=now, group=undoing, many=count > _FEW)
            whole, before = whole + done.objects, rows[-1].pk
            kept += done.kept
        _note(by=by, group=group, undoing=undoing)
    return Undone(whole, kept)


@transaction.atomic
def begin_undo(*, by: Staff, group: UUID) -> tuple[UUID, int]:
    """Note that a group is being undone, so that it is undone once; raise NothingToUndo.

    Gives the group of the undoing and how many rows of the trail there are to undo.
    """
    count = _checked(by=by, group=group)
    undoing = new_group()
    _note(by=by, group=group, undoing=undoing)
    return undoing, count


def in_words(*, by: Staff, group: UUID) -> str:
    """What went back with a group that was undone, if one of its kinds says so itself."""
    row = _rows(by=by, group=group).filter(kind__in=list(_WORDS)).first()
    return _WORDS[row.kind](object_id=row.object_id or 0) if row else ""


def was_undone(*, group: UUID) -> bool:
    """Whether a group was undone, or is being undone."""
    return Trail.objects.filter(action="staff.undone", label=str(group)).exists()


def rows_before(*, by: Staff, group: UUID, before: int | None, size: int) -> list[Trail]:
    """The next rows of a group to undo, the last thing first."""
    rows = _rows(by=by, group=group)
    return list((rows if before is None else rows.filter(pk__lt=before))[:size])


@transaction.atomic
def undo_rows(
    *, by: Staff, rows: Sequence[Trail], now: datetime, group: UUID, many: bool = True
) -> Undone:
    """Put back what some rows of the trail say, in one transaction.

    `many`: they are of a large group, and are put back together where their kind knows how.
    """
    whole, kept = 0, []
    for kind in sorted({row.kind for row in rows}):
        same = [row for row in rows if row.kind == kind and not row.is_redacted]
        if many and kind in _MANY:
            back = _MANY[kind](by=by, rows=same, now=now, group=group)
            left = [row.label for row in same if row.object_id not in back]
        else:
            left = [row.label for row in same if not _one(by=by, row=row, now=now, group=group)]
        kept += left
        whole += len(same) - len(left)
    return Undone(whole, kept)


def _one(*, by: Staff, row: Trail, now: datetime, group: UUID) -> bool:
    """Put back one row; whether all of it went back."""
    back = _KINDS[row.kind](
        by=by,
        object_id=row.object_id or 0,
        action=row.action,
        changes=row.changes,
        now=now,
        group=group,
    )
    return len(back) >= len(row.changes)


def _rows(*, by: Staff, group: UUID) -> QuerySet[Trail]:
    """What can be put back of a group, the last thing first."""
    rows = Trail.objects.filter(group=group, staff=by, kind__in=list(_KINDS))
    return rows.filter(object_id__isnull=False).order_by("-pk")


def _checked(*, by: Staff, group: UUID) -> int:
    count = _rows(by=by, group=group).count()
    if not count or was_undone(group=group):
        raise NothingToUndo
    return count


def _note(*, by: Staff, group: UUID, undoing: UUID) -> None:
    record(by=by, action="staff.undone", subject=Subject("group", None, str(group)), group=undoing)
