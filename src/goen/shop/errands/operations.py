"""Taking errands on, stopping them, going on with them, noting that their end was seen."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse

from goen.shop.errands.models import Errand, Part
from goen.shop.errands.names import CHANGE, FILE, UNDO
from goen.shop.jobs import operations as work
from goen.shop.jobs.models import OPEN
from goen.shop.jobs.pause import breathe
from goen.shop.staff.trail import new_group
from goen.shop.staff.undo import begin_undo, was_undone
from goen.shop.ui.clock import now
from goen.shop.ui.lists.later import MOST_AT_ONCE
from goen.shop.ui.signals import bulk_done

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.staff.models import Staff
    from goen.shop.ui.lists.declared import BulkAction
    from goen.shop.ui.lists.listing import Listing

PART = 1000  # rows in one part
_PARTS = 50  # parts written in one transaction


class Hands:
    """What lists hand over."""

    def change(
        self,
        *,
        listing: Listing,
        action: BulkAction,
        typed: Mapping[str, Sequence[str]],
        ids: Sequence[int],
    ) -> str:
        """Have many rows changed."""
        asked = order_change(
            by=listing.request.user,  # type: ignore[arg-type]
            list_name=listing.declared.name,
            action=action.key,
            typed=typed,
            words=[chip.words for chip in listing.chips],
            ids=ids,
            now=now(),
        )
        return address(asked)

    def write(self, *, listing: Listing, form: str, count: int) -> str:
        """Have a file made."""
        asked = order_file(
            by=listing.request.user,  # type: ignore[arg-type]
            list_name=listing.declared.name,
            form=form,
            look=listing.look,
            words=[chip.words for chip in listing.chips],
            count=count,
            now=now(),
        )
        return address(asked)


def address(errand: Errand) -> str:
    """Where one sees how far it is."""
    return reverse("errand", args=[errand.pk])


def order_change(
    *,
    by: Staff,
    list_name: str,
    action: str,
    typed: Mapping[str, Sequence[str]],
    words: Sequence[str],
    ids: Sequence[int],
    now: datetime,
) -> Errand:
    """Take on a change of exactly these rows; it begins when all of them are noted."""
    errand = Errand.objects.create(
        kind=Errand.Kind.CHANGE,
        by=by,
        list_name=list_name,
        what=action,
        words=list(words),
        wish={"typed": {name: list(values) for name, values in typed.items()}},
        count=len(ids),
        group=new_group(),
        created_at=now,
    )
    parts = _parts(errand, ids)
    while some := list(islice(parts, _PARTS)):
        Part.objects.bulk_create(some)
        breathe()
    with transaction.atomic():
        bulk_done.send(
            sender=Errand,
            staff=by,
            name=list_name,
            action=action,
            count=len(ids),
            group=errand.group,
        )
        _begin(errand, CHANGE)
    return errand


def _parts(errand: Errand, ids: Sequence[int]) -> Iterator[Part]:
    for number, start in enumerate(range(0, len(ids), PART)):
        yield Part(errand=errand, number=number, ids=list(ids[start : start + PART]))


def _begin(errand: Errand, name: str) -> None:
    errand.job = work.enqueue(name=name, by=errand.by)
    errand.save(update_fields=["job"])


@transaction.atomic
def order_file(
    *,
    by: Staff,
    list_name: str,
    form: str,
    look: Mapping[str, Any],
    words: Sequence[str],
    count: int,
    now: datetime,
    job: str = FILE,
    more: Mapping[str, Any] | None = None,
) -> Errand:
    """Take on the making of a file of a list as it is looked at.

    `job`: who makes it, when it is another file than the list itself; it finds `more` in the wish.
    """
    errand = Errand.objects.create(
        kind=Errand.Kind.FILE,
        by=by,
        list_name=list_name,
        what=form,
        words=list(words),
        wish={"look": dict(look), **(more or {})},
        count=count,
        created_at=now,
    )
    _begin(errand, job)
    return errand


def undo_later(*, by: Staff, group: UUID, count: int) -> str | None:
    """Undo a large group in the background; what is still being changed is to be stopped first."""
    change = Errand.objects.filter(by=by, group=group).first()
    if change is not None and change.job is not None and change.job.open:
        return address(change)
    if count <= MOST_AT_ONCE:
        return None
    return address(order_undo(by=by, group=group, now=now()))


@transaction.atomic
def order_undo(*, by: Staff, group: UUID, now: datetime) -> Errand:
    """Take on the undoing of a group of the trail; raises NothingToUndo."""
    undoing, count = begin_undo(by=by, group=group)
    change = Errand.objects.filter(by=by, group=group).first()
    errand = Errand.objects.create(
        kind=Errand.Kind.UNDO,
        by=by,
        list_name=change.list_name if change else "",
        what=change.what if change else "",
        count=count,
        group=undoing,
        undoes=group,
        created_at=now,
    )
    _begin(errand, UNDO)
    return errand


def stop(*, errand: Errand, now: datetime) -> None:
    """Stop it at its next step; what is done so far stays done."""
    if errand.job is not None:
        work.stop(job_id=errand.job.pk, now=now)


def can_go_on(*, errand: Errand) -> bool:
    """Whether it ended before its time and its change was not undone since."""
    ended = errand.job is not None and not errand.job.open and errand.job.state != "done"
    return ended and not (errand.kind == Errand.Kind.CHANGE and _undone(errand))


def _undone(errand: Errand) -> bool:
    return errand.group is not None and was_undone(group=errand.group)


def go_on(*, errand: Errand) -> None:
    """Go on where it was stopped or failed."""
    if errand.job is not None and can_go_on(errand=errand) and work.again(job_id=errand.job.pk):
        Errand.objects.filter(pk=errand.pk).update(told_at=None)


def told(*, errand: Errand, now: datetime) -> None:
    """Note that the person saw how it ended."""
    ended = Errand.objects.filter(pk=errand.pk, told_at=None).exclude(job__state__in=OPEN)
    if ended.exists():
        Errand.objects.filter(pk=errand.pk).update(told_at=now)
