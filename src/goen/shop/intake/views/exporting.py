"""The page of exports: what the ledger has as a file, and the company's own entry forms."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goen.shop.errands.operations import address
from goen.shop.intake import operations
from goen.shop.intake.queries.exports import chosen, exportable, leaving
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import now, today
from goen.shop.ui.lists.fact import UnusableCondition

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goen.sheets import Written
    from goen.shop.intake.kinds.base import Kind
    from goen.shop.intake.outgoing import Form
    from goen.shop.intake.queries.exports import Chosen


@needs(Ability.EXPORT)
@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """What can be taken out."""
    by = member(request)
    shown = {"leaving": leaving(by=by), "may_import": by.may(Ability.IMPORT)}
    return render(request, "intake/exports.html", shown)


@needs(Ability.EXPORT)
@require_POST
def export(request: HttpRequest, name: str) -> HttpResponse | FileResponse:
    """The rows of a kind as a file; a long one is made in the background."""
    from goen.shop.intake import outgoing  # late: it brings the engine that reads files

    kind = exportable(name)
    form = outgoing.form_of(request.POST.get("form", "xlsx"))
    if form is None:
        return HttpResponseBadRequest(_("There is no such form of file."))
    asked = request.GET.copy()
    if request.POST.get("filter"):
        asked["filter"] = request.POST["filter"]
    request.GET = asked  # type: ignore[assignment]  # it is read as a list reads its address
    try:
        rows = chosen(request, kind=kind)
    except UnusableCondition as unusable:
        messages.warning(request, str(unusable))
        return redirect("exports")
    if not rows.few:
        return _later(request, kind, form, rows)
    by = member(request)
    with tempfile.TemporaryDirectory(prefix="goen-") as folder:
        path = Path(folder) / "file"
        written = outgoing.write(kind, to=path, form=form, by=by, ids=rows.ids)
        operations.tell_export(
            by=by, kind=kind.name, count=written.rows, form=form, conditions=rows.words
        )
        _tell(request, written)
        return _sent(path, outgoing.file_name(kind, form=form, today=today()), form)


@needs(Ability.EXPORT)
@require_safe
def export_form(request: HttpRequest, name: str) -> FileResponse:
    """The company's own entry form of a kind."""
    from goen.shop.intake import outgoing

    kind = exportable(name)
    with tempfile.TemporaryDirectory(prefix="goen-") as folder:
        path = Path(folder) / "form.xlsx"
        outgoing.write_form(kind, to=path, by=member(request))
        called = _("%(kind)s (entry form).xlsx") % {"kind": kind.title}
        return _sent(path, called, "xlsx")


def _later(request: HttpRequest, kind: Kind, form: str, rows: Chosen) -> HttpResponse:
    by = member(request)
    operations.tell_export(
        by=by, kind=kind.name, count=rows.count, form=form, conditions=rows.words
    )
    errand = operations.order_export(
        by=by, kind=kind, form=form, look=rows.look, words=rows.words, count=rows.count, now=now()
    )
    return redirect(address(errand))


def _tell(request: HttpRequest, written: Written) -> None:
    """Say on the next page what could not be written: the browser shows none with a download."""
    from goen.shop.intake.outgoing import notes_of

    for note in notes_of(written):
        messages.warning(request, note)


def _sent(path: Path, name: str, form: Form) -> FileResponse:
    from goen.shop.intake.outgoing import FORMATS

    whole = BytesIO(path.read_bytes())
    answer = FileResponse(whole, as_attachment=True, filename=name, content_type=FORMATS[form][2])
    answer["Cache-Control"] = "private, no-store"
    return answer
