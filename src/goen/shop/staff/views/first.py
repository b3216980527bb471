"""Pages for those who are not in yet: set-up, and accepting an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from goen.shop.staff import operations
from goen.shop.staff.access import open_to_all
from goen.shop.staff.forms import JoinForm, SetUpForm
from goen.shop.staff.models import OwnCompany
from goen.shop.ui.clock import now
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@open_to_all
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """The first visit; closed for ever once there is a company."""
    if OwnCompany.objects.exists():
        return redirect("home")
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _company, president = operations.set_up_company(**form.cleaned_data)
        except operations.AlreadySetUp:
            return redirect("home")
        login(request, president, backend=BACKEND)
        toast(request, _("Welcome. Everything is ready."))
        return redirect("home")
    return render(request, "staff/set_up.html", {"form": form})


@open_to_all
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: a name, a password, and in."""
    try:
        invitation = operations.find_invitation(token=token, now=now())
    except operations.InvitationGone:
        return render(request, "staff/join_gone.html", status=410)
    form = JoinForm(request.POST or None, email=invitation.email, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        try:
            member = operations.accept_invitation(token=token, now=now(), **form.cleaned_data)
        except operations.InvitationGone:
            return render(request, "staff/join_gone.html", status=410)
        login(request, member, backend=BACKEND)
        return redirect("home")
    return render(request, "staff/join.html", {"form": form, "invitation": invitation})
