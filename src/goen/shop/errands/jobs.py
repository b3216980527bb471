"""Doing errands: in chunks, each once, whatever happens to the worker."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from goen.shop.errands import files
from goen.shop.errands.models import Errand
from goen.shop.errands.names import CHANGE, FILE, TIDY, UNDO
from goen.shop.errands.operations import PART
from goen.shop.errands.pace import Pace
from goen.shop.jobs.registry import job, schedule
from goen.shop.staff.models import Trail
from goen.shop.staff.undo import rows_before, undo_rows
from goen.shop.ui.clock import now
from goen.shop.ui.lists import bulk_action, declared_list, export
from goen.shop.ui.lists.fact import UnusableCondition
from goen.shop.ui.lists.listing import Listing

if TYPE_CHECKING:
    from goen.shop.jobs.work import Work
    from goen.shop.ui.lists import BulkAction

    Result = dict[str, Any]

KEPT = timedelta(days=1)  # how long a file can be fetched
_NAMES = 10  # of those that stayed as they are, told by name


class Refused(Exception):
    """It must not or cannot be done any more; the message is for who asked."""


def errand_of(work: Work) -> Errand:
    """The errand that a job does."""
    return Errand.objects.select_related("by").get(job=work.job.pk)


def check(errand: Errand, *abilities: str) -> None:
    """Raise Refused when whoever asked may not do it any more."""
    errand.by.refresh_from_db()
    if not errand.by.is_active or not all(errand.by.may(ability) for ability in abilities):
        raise Refused(_("Your role does not allow it any more."))


@job(CHANGE, title=gettext_lazy("Change of many rows"), long=True)
def change(*, work: Work) -> Result:
    """Change the rows that were chosen."""
    errand = errand_of(work)
    with override(errand.by.language):
        try:
            _change(errand, work)
        except Refused as refused:
            return {"refused": str(refused)}
    errand.parts.all().delete()
    return {"changed": changed_rows(errand)}


def changed_rows(errand: Errand) -> int:
    """How many rows were changed: the trail has one entry for each."""
    return Trail.objects.filter(group__in=[errand.group]).exclude(kind="list").count()


def _change(errand: Errand, work: Work) -> None:
    action = bulk_action(errand.list_name, errand.what)
    if action is None or errand.group is None:
        raise Refused(_("The shop does not know this any more."))
    seen = declared_list(errand.list_name).ability
    values = _values(errand, action)
    pace, done = Pace(), work.kept or 0
    while ids := _next(errand, done, pace.size):
        check(errand, seen, action.ability)
        with pace.step():
            action.run(errand.by, ids, values, errand.group)
            work.keep(done + len(ids))
        done += len(ids)
        work.progress(done, errand.count)


def _values(errand: Errand, action: BulkAction) -> dict[str, Any]:
    if action.form is None:
        return {}
    typed = QueryDict(mutable=True)
    for name, values in errand.wish["typed"].items():
        typed.setlist(name, values)
    form = action.form(typed)
    if not form.is_valid():
        raise Refused(_("What you chose is not there any more."))
    return form.cleaned_data


def _next(errand: Errand, done: int, size: int) -> list[int]:
    """The rows after the first `done`, at most `size` and all of one part."""
    part = errand.parts.filter(number=done // PART).first()
    return part.ids[done % PART :][:size] if part else []


@job(UNDO, title=gettext_lazy("Undoing a change of many rows"), long=True)
def undo(*, work: Work) -> Result:
    """Put back what a group of the trail changed, the last thing first."""
    errand = errand_of(work)
    pace = Pace()
    kept = work.kept or {"before": None, "done": 0, "back": 0, "names": []}
    assert errand.group is not None  # noqa: S101
    assert errand.undoes is not None  # noqa: S101
    with override(errand.by.language):
        while rows := rows_before(
            by=errand.by, group=errand.undoes, before=kept["before"], size=pace.size
        ):
            with pace.step():
                told = undo_rows(by=errand.by, rows=rows, now=now(), group=errand.group)
                kept = {
                    "before": rows[-1].pk,
                    "done": kept["done"] + len(rows),
                    "back": kept["back"] + told.objects,
                    "names": [*kept["names"], *told.kept][:_NAMES],
                }
                work.keep(kept)
            work.progress(kept["done"], errand.count)
    return {"back": kept["back"], "left": kept["done"] - kept["back"], "names": kept["names"]}


@job(FILE, title=gettext_lazy("File of a list"), long=True)
def write(*, work: Work) -> Result:
    """Write the file; an attempt after a kill begins it anew."""
    errand = errand_of(work)
    with override(errand.by.language):
        try:
            return _write(errand, work)
        except (Refused, UnusableCondition) as refused:
            return {"refused": str(refused)}


def _write(errand: Errand, work: Work) -> Result:
    declared = declared_list(errand.list_name)
    check(errand, declared.ability, "EXPORT")
    listing = Listing.again(declared=declared, staff=errand.by, look=errand.wish["look"])
    ids = export.ids_of(listing)
    path = files.new_path(errand=errand, ending="xlsx" if errand.what == "xlsx" else "csv")
    written = export.write_file(listing, ids, path, errand.what, work.progress)
    path.chmod(0o600)
    Errand.objects.filter(pk=errand.pk).update(file=path.name, count=len(ids))
    name = export.file_name(listing, errand.what)
    told = export.told_missing(written)
    return {"rows": len(ids), "bytes": path.stat().st_size, "name": name, "missing": told}


@job(TIDY, title=gettext_lazy("Deleting files that were made a day ago"))
def tidy() -> Result:
    """Delete old files, and errands whose asking was cut short."""
    gone = files.sweep(now=now(), age=KEPT)
    Errand.objects.filter(job=None, created_at__lt=now() - KEPT).delete()
    return {"files": gone}


def declare() -> None:
    """Have old files deleted each hour."""
    schedule(name=TIDY, every=timedelta(hours=1))
