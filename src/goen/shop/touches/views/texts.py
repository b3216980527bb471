"""Texts that staff keep to use again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.touches import operations
from goen.shop.touches.forms import SavedTextForm
from goen.shop.touches.models import SavedText
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def texts(request: HttpRequest) -> HttpResponse:
    """All kept texts, and the form to keep another."""
    form = SavedTextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = operations.keep_text(by=member(request), **form.cleaned_data)
        toast(request, _("“%(title)s” is kept") % {"title": kept.title})
        return HttpResponseRedirect(reverse("touch_texts"))
    rows = SavedText.objects.select_related("kept_by").order_by("kind", "title")
    status = 422 if request.method == "POST" else 200
    return render(request, "touches/texts.html", {"form": form, "texts": rows}, status=status)


@needs(Ability.RECORD)
@require_POST
def text_forget(request: HttpRequest, text_id: int) -> HttpResponse:
    """Remove a kept text."""
    kept = get_object_or_404(SavedText, pk=text_id)
    operations.forget_text(by=member(request), text_id=text_id)
    toast(request, _("“%(title)s” is removed") % {"title": kept.title})
    return HttpResponseRedirect(reverse("touch_texts"))
