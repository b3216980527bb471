"""Improvements: what the company changes because of voices."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from goen.shop.staff.rows import SomeoneSavedFirst, plain, put
from goen.shop.staff.trail import Subject, differences, record
from goen.shop.touches.models import Improvement
from goen.shop.touches.operations.shared import NotFilledIn
from goen.shop.touches.operations.voices import edit_voice

if TYPE_CHECKING:
    from datetime import date, datetime

    from goen.shop.staff.models import Staff
    from goen.shop.touches.models import Voice

FIELDS = ("title", "what", "status", "owner", "due_on", "done_on")


class ImprovementValues(TypedDict, total=False):
    """What is changed; `title` is needed when it is recorded."""

    title: str
    what: str
    status: str
    owner: Staff | None
    due_on: date | None
    done_on: date | None


@transaction.atomic
def record_improvement(
    *, by: Staff, values: ImprovementValues, now: datetime, voice: Voice | None = None
) -> Improvement:
    """Keep an improvement; `voice` is what led to it. Raises NotFilledIn without a title."""
    improvement = Improvement(entered_by=by, entered_at=now)
    put(improvement, values=values, fields=FIELDS)
    _check(improvement, today=timezone.localdate(now))
    improvement.save()
    record(by=by, action="touches.improvement.recorded", subject=Subject.of(improvement))
    if voice is not None:
        edit_voice(
            by=by,
            voice_id=voice.pk,
            version=voice.version,
            values={"improvement": improvement},
            now=now,
        )
    return improvement


@transaction.atomic
def edit_improvement(
    *, by: Staff, improvement_id: int, version: int, values: ImprovementValues, today: date
) -> Improvement:
    """Change an improvement; one that is done without a day is done today.

    Raises SomeoneSavedFirst if it was changed after `version`, NotFilledIn without a title.
    """
    improvement = Improvement.objects.select_for_update().get(pk=improvement_id)
    if improvement.version != version:
        raise SomeoneSavedFirst(improvement)
    before = plain(improvement, fields=FIELDS)
    put(improvement, values=values, fields=FIELDS)
    _check(improvement, today=today)
    changes = differences(before=before, after=plain(improvement, fields=FIELDS))
    if changes:
        improvement.version += 1
        improvement.save()
        subject = Subject.of(improvement)
        record(by=by, action="touches.improvement.updated", subject=subject, changes=changes)
    return improvement


def _check(improvement: Improvement, *, today: date) -> None:
    if not improvement.title.strip():
        raise NotFilledIn(_("Write what is improved."))
    if improvement.status == Improvement.Status.DONE and improvement.done_on is None:
        improvement.done_on = today
