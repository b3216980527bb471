"""Taking an answer back, and a page of the playbook: `goen.shop.staff.undo` calls these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.translation import ngettext

from goen.shop.advice import counting
from goen.shop.advice.models import Act, Assumption, Candidate, Play
from goen.shop.staff.models import Trail
from goen.shop.staff.rows import WentBack, putting_back
from goen.shop.staff.trail import Subject, record
from goen.shop.touches.models import Action
from goen.shop.touches.operations import trash_actions
from goen.shop.ui.clock import today

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change


_UNDONE = "advice.act.undone"


def put_back_act(
    *,
    by: Staff,
    object_id: int,
    action: str,
    changes: Sequence[Change],
    now: datetime,
    group: UUID,
) -> Sequence[Change]:
    """The people are suggested again; tasks go to the trash, but not those that were done."""
    act = Act.objects.select_for_update().filter(pk=object_id, undone_at=None).first()
    if act is None:
        return []
    act.undone_at = now
    act.save(update_fields=["undone_at"])
    people = Candidate.objects.filter(act=act)
    tasks = people.filter(task__isnull=False).values_list("task", flat=True)
    still = list(Action.objects.open().filter(pk__in=list(tasks)).values_list("pk", flat=True))
    trash_actions(by=by, action_ids=still, now=now, group=group)
    done = people.filter(task__done_at__isnull=False).values_list("pk", flat=True)
    back = set(people.exclude(pk__in=list(done)).values_list("customer", flat=True))
    keys = set(people.values_list("key", flat=True)) | {act.key}
    people.exclude(pk__in=list(done)).update(act=None, until=None, task=None, suggested=F("here"))
    counted = {"field": "count", "from": len(back), "to": 0}
    subject = Subject("act", act.pk)
    record(by=by, action=_UNDONE, subject=subject, changes=[counted], group=group)
    for key in sorted(keys):  # others too, which they came into meanwhile
        counting.count(key=key, now=now, today=today())
    return changes


def act_in_words(*, object_id: int) -> str:
    """How many people are suggested again, and how many stay since their task was done."""
    told = Trail.objects.filter(action=_UNDONE, kind="act", object_id=object_id).first()
    back = int(told.changes[0]["from"]) if told and told.changes else 0
    stay = Candidate.objects.filter(act=object_id).values("customer").distinct().count()
    said = ngettext("Undone for %(n)s person.", "Undone for %(n)s people.", back)
    text = said % {"n": f"{back:,}"}
    if stay:
        kept = ngettext("%(n)s done task stays.", "%(n)s done tasks stay.", stay)
        text += " " + kept % {"n": f"{stay:,}"}
    return text


def _nothing(_went: WentBack[Play] | WentBack[Assumption]) -> None:
    """Nothing hangs on it."""


put_back_play = putting_back(Play, _nothing)
put_back_assumption = putting_back(Assumption, _nothing)
