"""Pages of long work: how far it is, how it ended, the file it left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from goen.shop.errands import files, operations, queries
from goen.shop.errands.models import Errand
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.staff.trail import Subject, record
from goen.shop.ui.clock import now
from goen.shop.ui.lists.export import FORMS

if TYPE_CHECKING:
    from django.http import HttpRequest


@needs(Ability.SEE)
@require_safe
def errands(request: HttpRequest) -> HttpResponse:
    """One's own long work, the newest first."""
    shown = {"errands": queries.latest(by=member(request))}
    return render(request, "errands/errands.html", shown)


@needs(Ability.SEE)
@require_safe
def errand(request: HttpRequest, errand_id: int) -> HttpResponse:
    """How far one errand is; may be left and come back to."""
    found = queries.own(by=member(request), errand_id=errand_id)
    operations.told(errand=found, now=now())
    shown = {"one": queries.Account(found), "was": request.GET.get("said", "")}
    partial = getattr(request, "htmx", False)
    return render(request, "errands/_errand.html" if partial else "errands/errand.html", shown)


@needs(Ability.SEE)
@require_POST
def errand_stop(request: HttpRequest, errand_id: int) -> HttpResponse:
    """Ask it to stop."""
    operations.stop(errand=queries.own(by=member(request), errand_id=errand_id), now=now())
    return redirect("errand", errand_id)


@needs(Ability.SEE)
@require_POST
def errand_go_on(request: HttpRequest, errand_id: int) -> HttpResponse:
    """Have it go on where it ended before its time."""
    operations.go_on(errand=queries.own(by=member(request), errand_id=errand_id))
    return redirect("errand", errand_id)


@needs(Ability.SEE)
@require_POST
def errand_told(request: HttpRequest, errand_id: int) -> HttpResponse:
    """Take its end off the pages."""
    operations.told(errand=queries.own(by=member(request), errand_id=errand_id), now=now())
    if getattr(request, "htmx", False):
        return HttpResponse("")
    return redirect("errands")


@needs(Ability.EXPORT)
@require_safe
def errand_file(request: HttpRequest, errand_id: int) -> FileResponse:
    """The file, for the one who asked and may still see what is in it."""
    found = queries.own(by=member(request), errand_id=errand_id)
    path = files.path_of(errand=found)
    if found.kind != Errand.Kind.FILE or path is None:
        raise Http404
    if not queries.may_fetch(request=request, errand=found):
        raise PermissionDenied
    name = queries.Account(found).result["name"]
    record(by=member(request), action="lists.fetched", subject=Subject("list", None, name))
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type=FORMS[found.what]
    )
