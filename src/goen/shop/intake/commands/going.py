"""A checked batch is taken over, gone on with, or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.japanese import Text
from goen.shop.intake import operations
from goen.shop.intake.commands.refused import Refused
from goen.shop.intake.left import held
from goen.shop.intake.models import Batch
from goen.shop.intake.waiting import see_through
from goen.shop.jobs.operations import again

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from goen.shop.staff.models import Staff

    Clock = Callable[[], datetime]
    Progress = Callable[[int, int], None]

_State = Batch.State
# What takes the place of other sales is taken over whole, or not at all.
HELD = Text(
    "エラーの行や決まっていない行があるので、同じ日付の売上を置き換えられません。"
    "ファイルを直してもう一度取り込むか、--option dates=add で、足すだけにしてください",
    "sales of the same dates are not replaced while rows have errors or are not decided; "
    "mend the file and import it again, or only add with --option dates=add",
)


def begin(batch: Batch, *, by: Staff, clock: Clock, progress: Progress) -> Batch:
    """Take a checked batch over; what ends before its end can be gone on with. Raises Refused."""
    if held(batch):
        raise Refused(HELD)
    operations.ask(batch_id=batch.pk, by=by, now=clock())
    return see_through(batch_id=batch.pk, clock=clock, progress=progress)


def resume(*, batch_id: int, by: Staff, clock: Clock, progress: Progress) -> Batch:
    """Go on with a batch that was stopped on its way in or back. Raises Refused."""
    batch = _batch(batch_id)
    if batch.state not in (_State.CHECKED, _State.APPLYING, _State.UNDOING):
        raise Refused(_stands(batch))
    if batch.state == _State.CHECKED and batch.asked_at is None:
        return begin(batch, by=by, clock=clock, progress=progress)
    if batch.job is None or not (batch.job.open or again(job_id=batch.job.pk)):
        operations.go_on(batch_id=batch_id, by=by)
    return see_through(batch_id=batch_id, clock=clock, progress=progress)


def take_back(*, batch_id: int, by: Staff, clock: Clock, progress: Progress) -> Batch:
    """Take a batch back, or go on with it. Raises Refused."""
    batch = _batch(batch_id)
    if batch.state == _State.UNDOING:
        return resume(batch_id=batch_id, by=by, clock=clock, progress=progress)
    try:
        operations.undo(batch_id=batch_id, by=by)
    except operations.NotNow:
        raise Refused(_stands(batch)) from None
    return see_through(batch_id=batch_id, clock=clock, progress=progress)


def _batch(batch_id: int) -> Batch:
    found = Batch.objects.select_related("job", "by").filter(pk=batch_id).first()
    if found is None:
        raise Refused(
            Text(
                f"{batch_id} という取り込みはありません。goen imports で見られます",
                f"there is no import {batch_id}; goen imports lists them",
            )
        )
    return found


def _stands(batch: Batch) -> Text:
    state = batch.get_state_display()
    return Text(
        f"取り込み {batch.pk}（{batch.file_name}）は「{state}」です。今はできません",
        f"import {batch.pk} ({batch.file_name}) is “{state}”; this cannot be done now",
    )
