"""The first page of imports, sending a file, and the page of one batch."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goen.shop.intake import operations, store
from goen.shop.intake.models import Batch
from goen.shop.intake.queries import batches
from goen.shop.intake.views.shared import lead, page, steps
from goen.shop.staff.access import member
from goen.shop.ui.back import number
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_NEXT = {Batch.State.MAPPING: "batch_columns", Batch.State.CHECKED: "batch_check"}
_STEP = {Batch.State.READING: "file", Batch.State.FAILED: "file", Batch.State.CHECKING: "check"}


@page
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """The history of imports, and the start of a new one."""
    return _index(request, kind=request.GET.get("kind", ""))


def _index(
    request: HttpRequest, *, kind: str, error: str = "", status: int = 200
) -> HttpResponse:  # fmt: skip
    before = number(request, "before")
    history, older = batches.history(before=before or None)
    kinds = batches.kinds()
    shown = {
        "kinds": kinds,
        "kind": kind if any(one.name == kind for one in kinds) else "",
        "error": error,
        "waiting": [] if before else batches.waiting(),
        "history": history,
        "older": history[-1].batch.pk if older else None,
        "before": before,
    }
    return render(request, "intake/imports.html", shown, status=status)


@page
@require_POST
def import_send(request: HttpRequest) -> HttpResponse:
    """Take in a file, and lead to what was found in it."""
    kind, upload = request.POST.get("kind", ""), request.FILES.get("file")
    if not any(one.name == kind for one in batches.kinds()):
        return _index(request, kind="", error=_("Choose what the file holds."), status=422)
    if upload is None:
        return _index(request, kind=kind, error=_("Choose a file."), status=422)
    try:
        batch = operations.send(
            by=member(request),
            kind=kind,
            name=upload.name or "",
            stream=cast("BinaryIO", upload),
            now=now(),
        )
    except OSError:
        full = _("There is no room for the file on the disk. Please ask who looks after Goen.")
        return _index(request, kind=kind, error=full, status=507)
    try:
        with suppress(operations.Unreadable):  # its page tells why, and what to do
            operations.begin_reading(batch_id=batch.pk, by=member(request))
    except store.DiskFull as full:
        operations.leave(batch_id=batch.pk)
        return _index(request, kind=kind, error=str(full), status=507)
    return redirect("batch", batch.pk)


@page
@require_safe
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Where one batch stands: leads to the step where a person goes on, else tells of it."""
    one = batches.Account(batches.batch_of(batch_id))
    state = Batch.State(one.batch.state)
    moved = request.GET.get("moved", "")
    if state in _NEXT and not one.asked and not one.lost:
        address = reverse(_NEXT[state], args=[batch_id])
        return lead(request, f"{address}?moved=1" if moved else address)
    if getattr(request, "htmx", False) and not (one.working and not one.broken):
        return lead(request, one.url)
    shown = _shown(one, moved=bool(moved))
    partial = getattr(request, "htmx", False)
    return render(request, "intake/_progress.html" if partial else "intake/batch.html", shown)


def _shown(one: batches.Account, *, moved: bool) -> dict[str, Any]:
    return {
        "one": one,
        "moved": moved,
        "steps": steps(one, _STEP.get(Batch.State(one.batch.state), "import")),
        "time_left": one.time_left(now=now()),
    }
