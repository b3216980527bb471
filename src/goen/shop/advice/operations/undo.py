"""Taking an answer back, and a page of the playbook: `goen.shop.staff.undo` calls these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.translation import ngettext

from goen.shop.advice import counting
from goen.shop.advice.models import Act, Assumption, Candidate, Play
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
    done = people.filter(task__done_at__isnull=False).values("pk")
    people.exclude(pk__in=list(done.values_list("pk", flat=True))).update(
        act=None, until=None, task=None, suggested=F("here")
    )
    record(by=by, action="advice.act.undone", subject=Subject("act", act.pk), group=group)
    counting.count(key=act.key, now=now, today=today())
    return changes


def act_in_words(*, object_id: int) -> str:
    """How many people are suggested again, and how many stay since their task was done."""
    act = Act.objects.get(pk=object_id)
    stay = Candidate.objects.filter(act=act).count()
    back = max(act.people - stay, 0)
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
