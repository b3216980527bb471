"""The last steps: summary, taking over, what came of it, taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goen.shop.intake import operations, store
from goen.shop.intake.models import Batch
from goen.shop.intake.queries.batches import Account, batch_of
from goen.shop.intake.views.checking import workbook
from goen.shop.intake.views.shared import page, standing, steps
from goen.shop.staff.access import member
from goen.shop.ui.clock import now
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

_GIVEN_UP = (Batch.State.LEFT, Batch.State.FAILED)


@page
@require_safe
def batch_summary(request: HttpRequest, batch_id: int) -> HttpResponse:
    """What will be done and what stays behind, before anything is."""
    one = standing(batch_id, Batch.State.CHECKED)
    if one.to_check:
        return redirect("batch_check", batch_id)
    if one.kind is None:
        raise Http404
    form = one.kind.form(initial=one.batch.options)
    labels = {field.name: str(field.label) for field in one.kind.fields()}
    shown = {
        "one": one,
        "steps": steps(one, "summary"),
        "answers": [answer for answer in _answers(form, one.batch.options) if answer[1]],
        "fields": [labels[name] for name in one.batch.columns if name in labels],
    }
    return render(request, "intake/summary.html", shown)


def _answers(form: Any, options: dict[str, Any]) -> list[tuple[str, str]]:
    """The questions about the whole file, and what was answered, in words."""
    found = []
    for name, field in form.fields.items():
        value = options.get(name)
        named = {str(key): str(label) for key, label in getattr(field, "choices", ())}
        if isinstance(value, bool):
            said = _("Yes") if value else _("No")
        else:
            said = named.get(str(value), "" if value is None else str(value))
        found.append((str(field.label or name), said))
    return found


@page
@require_POST
def batch_apply(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Have it taken over; a second press changes nothing."""
    one = Account(batch_of(batch_id))
    if not one.asked:
        operations.ask(batch_id=batch_id, by=member(request), now=now())
    return redirect("batch", batch_id)


@page
@require_POST
def batch_withdraw(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Not now after all: back to the rows, while it still waits."""
    operations.withdraw(batch_id=batch_id, now=now())
    return redirect("batch", batch_id)


@page
@require_POST
def batch_go_on(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Have work that ended before its time taken up again."""
    operations.go_on(batch_id=batch_id, by=member(request))
    return redirect("batch", batch_id)


@page
@require_POST
def batch_stop_here(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Call it done as far as it came, or take it back."""
    operations.stop_here(batch_id=batch_id, by=member(request), now=now())
    return redirect("batch", batch_id)


@page
@require_POST
def batch_leave(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Give it up; its file goes."""
    one = Account(batch_of(batch_id))
    if one.batch.state not in _GIVEN_UP:
        operations.leave(batch_id=batch_id)
        toast(request, _("The import is given up. Nothing was changed."))
    return redirect("imports")


@page
@require_POST
def batch_undo(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Have it taken back."""
    operations.undo(batch_id=batch_id, by=member(request))
    return redirect("batch", batch_id)


@page
@require_safe
def batch_left(request: HttpRequest, batch_id: int) -> HttpResponseBase:
    """The rows that stayed behind, as a workbook to be mended."""
    one = Account(batch_of(batch_id))
    path = store.left(batch_id)
    if not path.is_file():
        raise Http404
    return workbook(request, one, path)
