"""The sample company: put in with one click, taken out with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goen.shop.staff.access import member, needs
from goen.shop.staff.models import SampleRow
from goen.shop.staff.roles import Ability
from goen.shop.staff.sample import sample_at_work, wish_sample, wish_sample_gone
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs(Ability.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def sample(request: HttpRequest) -> HttpResponse:
    """Say what is there; a POST asks for the sample company or for its removal."""
    if request.method == "POST":
        if request.POST.get("do") == "remove":
            wish_sample_gone(by=member(request))
            toast(request, _("The sample company is being taken out."))
        else:
            wish_sample(by=member(request))
            toast(request, _("The sample company is being put in."))
        return redirect("sample")
    there = SampleRow.objects.filter(kind="customer").count()
    context = {"there": there, "job": sample_at_work()}
    return render(request, "staff/sample.html", context)
