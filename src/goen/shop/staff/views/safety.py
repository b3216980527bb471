"""Pages about how safely people sign in: the company's rules, and what they ask of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from goen.shop.staff import operations
from goen.shop.staff.access import member, needs, open_to_all
from goen.shop.staff.forms import SafetyForm
from goen.shop.staff.models import OwnCompany, Staff
from goen.shop.staff.roles import DEMANDED, Ability
from goen.shop.staff.safety import note_debt, without_factor
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs(Ability.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def safety(request: HttpRequest) -> HttpResponse:
    """How long sign-ins last without use, of whom a second factor is demanded, and who has none."""
    form = SafetyForm(request.POST or None, instance=OwnCompany.objects.get())
    if request.method == "POST" and form.is_valid():
        operations.change_safety(by=member(request), values=form.cleaned_data)
        toast(request, _("Changed the safety of signing in."))
        owed = note_debt(session=request.session, member=member(request))
        return redirect("factor_first" if owed else "settings")
    people = Staff.objects.filter(is_active=True).order_by("pk")
    bare = without_factor(people=people)
    context = {"form": form, "bare": [one for one in people if one.pk in bare]}
    return render(request, "staff/safety.html", context)


@needs(Ability.SEE)
@require_safe
def factor_first(request: HttpRequest) -> HttpResponse:
    """What who owes a second factor sees instead of every other page."""
    company = OwnCompany.objects.get()
    if member(request).role not in DEMANDED[company.second_factor]:
        return redirect("mfa_index")
    if not note_debt(session=request.session, member=member(request)):
        return redirect("home")
    return render(request, "staff/factor_first.html", {"company": company})


@open_to_all
@never_cache
@require_safe
def standing(request: HttpRequest) -> JsonResponse:
    """Whether the sign-in still stands, and the token of the forms; pages that lay open ask it."""
    signed_in = isinstance(request.user, Staff)
    return JsonResponse({"signed_in": signed_in, "token": get_token(request)})


@needs(Ability.SEE)
@require_safe
def back_again(request: HttpRequest) -> HttpResponse:
    """Say that one is signed in again and can go on where one was."""
    return render(request, "staff/back_again.html")
