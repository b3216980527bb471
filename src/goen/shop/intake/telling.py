"""Telling those who asked for long work on a file how it ended, wherever they are by then.

A notice at the bell, without a mail. Opening any page of the batch is reading it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from goen.shop.intake import jobs
from goen.shop.intake.models import Batch
from goen.shop.intake.queries import batches
from goen.shop.intake.waiting import of_command
from goen.shop.sharing.models import How, Notice
from goen.shop.sharing.notices import mark_read, tell
from goen.shop.staff.models import Staff
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from goen.shop.jobs.models import Job

PAGE = "batch"  # the name of the address that a notice leads to
_LONGEST = 60  # characters of the name of a file
_JOBS = (jobs.READ, jobs.CHECK, jobs.TAKE_OVER, jobs.TAKE_BACK)


def batch_ended(*, batch: Batch, **_rest: Any) -> None:
    """Tell who asked what came of taking a file over, or back."""
    _tell(batch.job, batch)


def ready(*, batch_id: int) -> None:
    """Tell who asked that a long file was read or checked, and waits for a person again."""
    batch = Batch.objects.select_related("job__by").get(pk=batch_id)
    _tell(batch.job, batch)


def job_failed(*, job: Job, **_rest: Any) -> None:
    """Tell who asked that the work on a file came to a halt."""
    if job.name in _JOBS:
        rows = Batch.objects.filter(pk=job.arguments.get("batch"), job=job)
        for batch in rows.select_related("job"):
            _tell(job, batch)


def seen(*, by: Staff, batch_id: int) -> None:
    """Note that somebody looks at a batch, and so knows how it stands."""
    mark_read(by=by, url_name=PAGE, object_id=batch_id, now=now())


def _tell(job: Job | None, batch: Batch) -> None:
    """What was told of the batch before is out of date; who waits at a terminal sees it there."""
    by = job.by if job is not None else None
    if job is None or not isinstance(by, Staff) or of_command(job):
        return
    moment = now()
    mark_read(by=by, url_name=PAGE, object_id=batch.pk, now=moment)
    with override(by.language):
        line = said_of(batch)
    tell(
        to=[by],
        kind=Notice.Kind.IMPORT,
        key=f"import-{batch.pk}-{batch.state}-{moment:%Y%m%d%H%M%S}",
        url_name=PAGE,
        object_id=batch.pk,
        line=line,
        by=None,
        how=How.SCREEN,
        now=moment,
    )


def said_of(batch: Batch) -> str:
    """How a batch stands, in a sentence that names its file."""
    one = batches.Account(batch)
    words = {
        Batch.State.MAPPING: _("“%(file)s” is read. Please look at its columns."),
        Batch.State.FAILED: _("“%(file)s” could not be read."),
        Batch.State.CHECKED: _("All rows of “%(file)s” are checked: %(counts)s"),
        Batch.State.APPLIED: _("“%(file)s” is taken over: %(counts)s"),
        Batch.State.UNDONE: _("“%(file)s” is taken back: %(counts)s"),
    }
    halted = _("The work on “%(file)s” came to a halt. Please look how it can go on.")
    said = words.get(Batch.State(batch.state), halted)
    told = {"file": short(batch.file_name), "counts": one.told or _("nothing changed")}
    return (halted if one.broken else said) % told


def short(name: str) -> str:
    """The name of a file, shortened in its middle: the beginning and the kind of file stay."""
    if len(name) <= _LONGEST:
        return name
    tail = name[-_LONGEST // 3 :]
    return f"{name[: _LONGEST - len(tail) - 1]}…{tail}"
