"""Improvements: what changes because of voices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.touches import operations
from goen.shop.touches.forms import ImprovementForm
from goen.shop.touches.models import Improvement, Voice
from goen.shop.touches.queries import voices as queries
from goen.shop.ui.back import go, number
from goen.shop.ui.clock import now, today
from goen.shop.ui.forms import differing, with_new_version
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs(Ability.SEE)
@require_GET
def improvements(request: HttpRequest) -> HttpResponse:
    """All improvements with the voices behind them."""
    context = {"improvements": queries.improvements(), "today": today()}
    return render(request, "touches/improvements.html", context)


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def improvement_new(request: HttpRequest) -> HttpResponse:
    """Keep an improvement, linked to the voice it was begun from."""
    voice = Voice.objects.live().filter(pk=number(request, "voice")).first()
    initial = {"title": voice.title, "owner": voice.owner_id} if voice else {}
    form = ImprovementForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.record_improvement(
                by=member(request), values=form.values(), now=now(), voice=voice
            )
        except operations.NotFilledIn as problem:
            form.add_error("title", str(problem))
        else:
            toast(request, _("The improvement is kept"))
            page = reverse("voice", args=[voice.pk]) if voice else None
            return go(request, default=page or reverse("improvement", args=[made.pk]))
    return _form_page(request, {"form": form, "voice": voice})


@needs(Ability.SEE)
@require_GET
def improvement(request: HttpRequest, improvement_id: int) -> HttpResponse:
    """One improvement and the voices that led to it."""
    row = get_object_or_404(Improvement.objects.select_related("owner"), pk=improvement_id)
    heard = row.voices.filter(deleted_at=None).select_related("customer").order_by("-received_at")
    context = {"improvement": row, "heard": heard[:200], "today": today()}
    return render(request, "touches/improvement.html", context)


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def improvement_edit(request: HttpRequest, improvement_id: int) -> HttpResponse:
    """Change an improvement."""
    row = get_object_or_404(Improvement, pk=improvement_id)
    form = ImprovementForm(request.POST or None, instance=row)
    context: dict[str, Any] = {"form": form, "improvement": row}
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_improvement(
                by=member(request),
                improvement_id=improvement_id,
                version=form.cleaned_data["version"] or 0,
                values=form.values(),
                today=today(),
            )
        except operations.SomeoneSavedFirst as first:
            context["differing"] = differing(form=form, current=first.current)
            with_new_version(form, current=first.current)
        except operations.NotFilledIn as problem:
            form.add_error("title", str(problem))
        else:
            toast(request, _("The improvement is saved"))
            return go(request, default=reverse("improvement", args=[improvement_id]))
    return _form_page(request, context)


def _form_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "touches/improvement_form.html", context, status=status)
