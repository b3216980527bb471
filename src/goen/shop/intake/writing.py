"""The background work of exports: a long file of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from goen.shop.errands import files
from goen.shop.errands.jobs import Refused, check, errand_of
from goen.shop.errands.models import Errand
from goen.shop.intake.kinds import kind_of
from goen.shop.intake.queries.exports import chosen_again, list_of
from goen.shop.jobs.registry import job
from goen.shop.ui.clock import today
from goen.shop.ui.lists import declared_list
from goen.shop.ui.lists.fact import UnusableCondition

if TYPE_CHECKING:
    from goen.shop.jobs.work import Work

EXPORT = "intake.export"


@job(EXPORT, title=_("Writing a file"), long=True)
def export(*, work: Work) -> dict[str, Any]:
    """Write the file; an attempt after a kill begins it anew."""
    errand = errand_of(work)
    with override(errand.by.language):
        try:
            return _export(errand, work)
        except (Refused, UnusableCondition) as refused:
            return {"refused": str(refused)}


def _export(errand: Errand, work: Work) -> dict[str, Any]:
    # Late: it brings the engine that reads files, which no page needs.
    from goen.shop.intake import outgoing

    kind = kind_of(errand.wish["kind"])
    abilities = (declared_list(list_of(kind.name)).ability, *errand.wish["abilities"])
    check(errand, "EXPORT", *abilities)
    form = outgoing.form_of(errand.what)
    assert form is not None  # noqa: S101 - the order was taken on by its name
    path = files.new_path(errand=errand, ending=outgoing.FORMATS[form][1])
    written = outgoing.write(
        kind,
        to=path,
        form=form,
        by=errand.by,
        ids=chosen_again(kind=kind, by=errand.by, look=errand.wish["look"]),
        progress=lambda done: work.progress(done, max(done, errand.count)),
    )
    Errand.objects.filter(pk=errand.pk).update(file=path.name, count=written.rows)
    return {
        "rows": written.rows,
        "bytes": path.stat().st_size,
        "name": outgoing.file_name(kind, form=form, today=today()),
        "missing": " ".join(outgoing.notes_of(written)),
    }
