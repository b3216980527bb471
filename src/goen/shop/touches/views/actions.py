"""Next actions: planning, ticking off, postponing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goen.shop.customers.models import Customer
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.touches import operations
from goen.shop.touches.forms import ActionForm, LaterForm
from goen.shop.touches.models import Action, Touch, Voice
from goen.shop.touches.views.shared import page_of
from goen.shop.ui.back import go, number, way_back
from goen.shop.ui.clock import now, today
from goen.shop.ui.forms import differing, with_new_version
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def action_new(request: HttpRequest) -> HttpResponse:
    """Plan something to do."""
    origin = _origin(request)
    customer = Customer.objects.live().filter(pk=number(request, "customer")).first()
    initial: dict[str, Any] = {"owner": member(request), "due_on": today()}
    if customer:
        initial |= {"customer": customer.pk, "who": customer.name}
    form = ActionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            action = operations.plan_action(
                by=member(request), values=form.values(), now=now(), **origin
            )
        except operations.NotFilledIn as problem:
            form.add_error("what", str(problem))
        else:
            undo = reverse("action_trash", args=[action.pk])
            toast(request, _("It is planned"), undo=undo)
            return go(request, default=page_of(action.customer_id, other="actions"))
    return _form_page(request, {"form": form, "origin": origin})


def _origin(request: HttpRequest) -> dict[str, Any]:
    return {
        "touch": Touch.objects.live().filter(pk=number(request, "touch")).first(),
        "voice": Voice.objects.live().filter(pk=number(request, "voice")).first(),
    }


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def action_edit(request: HttpRequest, action_id: int) -> HttpResponse:
    """Change what is to be done, by when or by whom."""
    row = get_object_or_404(Action.objects.live().select_related("customer"), pk=action_id)
    initial = {"customer": row.customer_id, "who": row.customer.name if row.customer else ""}
    form = ActionForm(request.POST or None, instance=row, initial=initial)
    context: dict[str, Any] = {"form": form, "action": row}
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_action(
                by=member(request),
                action_id=action_id,
                version=form.cleaned_data["version"] or 0,
                values=form.values(),
            )
        except operations.SomeoneSavedFirst as first:
            context["differing"] = differing(form=form, current=first.current)
            with_new_version(form, current=first.current)
        except operations.NotFilledIn as problem:
            form.add_error("what", str(problem))
        else:
            toast(request, _("The plan is saved"))
            return go(request, default=page_of(row.customer_id, other="actions"))
    return _form_page(request, context)


def _form_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    context["next"] = way_back(request, default="")
    status = 422 if request.method == "POST" else 200
    return render(request, "touches/action_form.html", context, status=status)


@needs(Ability.RECORD)
@require_POST
def action_done(request: HttpRequest, action_id: int) -> HttpResponse:
    """Mark an action as done, or take the mark off when it was ticked already."""
    row = get_object_or_404(Action.objects.live(), pk=action_id)
    if row.done_at is None:
        operations.complete_action(by=member(request), action_id=action_id, now=now())
        undo = reverse("action_reopen", args=[action_id])
        toast(request, _("“%(what)s” is done") % {"what": row.what}, undo=undo)
    else:
        operations.reopen_action(by=member(request), action_id=action_id)
        toast(request, _("“%(what)s” is to be done again") % {"what": row.what})
    return _task(request, action_id)


@needs(Ability.RECORD)
@require_POST
def action_reopen(request: HttpRequest, action_id: int) -> HttpResponse:
    """Take the mark off again."""
    row = get_object_or_404(Action.objects.live(), pk=action_id)
    operations.reopen_action(by=member(request), action_id=action_id)
    toast(request, _("“%(what)s” is to be done again") % {"what": row.what})
    return go(request, default=reverse("home"))


@needs(Ability.RECORD)
@require_POST
def action_later(request: HttpRequest, action_id: int) -> HttpResponse:
    """Postpone an action."""
    row = get_object_or_404(Action.objects.open(), pk=action_id)
    try:
        day = LaterForm(request.POST).day(today=today())
    except ValidationError:
        return HttpResponse(_("Choose the day."), status=422, content_type="text/plain")
    before = row.due_on
    operations.postpone_action(by=member(request), action_id=action_id, due_on=day)
    undo = reverse("action_due", args=[action_id, before.isoformat()])
    said = _("“%(what)s” waits until %(month)s/%(day)s")
    toast(request, said % {"what": row.what, "month": day.month, "day": day.day}, undo=undo)
    return _task(request, action_id)


@needs(Ability.RECORD)
@require_POST
def action_due(request: HttpRequest, action_id: int, day: Any) -> HttpResponse:
    """Put an action back to the day it was due on before."""
    get_object_or_404(Action.objects.open(), pk=action_id)
    operations.postpone_action(by=member(request), action_id=action_id, due_on=day)
    toast(request, _("The day is as before"))
    return go(request, default=reverse("home"))


@needs(Ability.RECORD)
@require_POST
def action_trash(request: HttpRequest, action_id: int) -> HttpResponse:
    """Put an action into the trash."""
    row = get_object_or_404(Action, pk=action_id)
    operations.trash_actions(by=member(request), action_ids=[action_id], now=now())
    undo = reverse("action_restore", args=[action_id])
    toast(request, _("The plan is in the trash"), undo=undo)
    return go(request, default=page_of(row.customer_id, other="actions"))


@needs(Ability.RECORD)
@require_POST
def action_restore(request: HttpRequest, action_id: int) -> HttpResponse:
    """Take an action out of the trash."""
    row = get_object_or_404(Action, pk=action_id)
    operations.restore_actions(by=member(request), action_ids=[action_id])
    toast(request, _("The plan is back"))
    return go(request, default=page_of(row.customer_id, other="actions"))


def _task(request: HttpRequest, action_id: int) -> HttpResponse:
    """The line of the action as it is now, for the page that shows it; else that page."""
    if not getattr(request, "htmx", None):
        return go(request, default=reverse("home"))
    row = Action.objects.select_related("customer", "touch", "voice").get(pk=action_id)
    return render(request, "touches/_task_action.html", {"action": row, "today": today()})
