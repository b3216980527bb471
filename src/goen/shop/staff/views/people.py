"""Pages about the people who log in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.shop.staff import operations
from goen.shop.staff.access import member, needs
from goen.shop.staff.addresses import link_to
from goen.shop.staff.forms import DepartmentForm, InviteForm, RoleForm
from goen.shop.staff.models import Department, Invitation, OwnCompany, Staff
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import now
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs(Ability.SETTINGS)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who may log in, who was invited, and the departments."""
    context = {
        "people": Staff.objects.select_related("department").order_by("-is_active", "pk"),
        "invited": Invitation.objects.filter(used_at=None, expires_at__gt=now()).order_by("pk"),
        "departments": Department.objects.order_by("name"),
        "department_form": DepartmentForm(),
    }
    return render(request, "staff/people.html", context)


@needs(Ability.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the link is mailed, and shown this once."""
    form = InviteForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "staff/invite.html", {"form": form})
    invitation, token = operations.invite(by=member(request), now=now(), **form.cleaned_data)
    link = link_to(request, reverse("join", args=[token]))
    mailed = _mail(member(request), invitation, link)
    context = {"invitation": invitation, "link": link, "mailed": mailed}
    return render(request, "staff/invited.html", context)


def _mail(by: Staff, invitation: Invitation, link: str) -> bool:
    """Send the link; False when the mail server does not take it, and the link is handed over."""
    company = OwnCompany.objects.get()
    with translation.override(company.language):
        subject = _("%(company)s invites you to Goen") % {"company": company.name}
        text = _(
            "%(by)s invites you to %(company)s.\n\nOpen this link within 7 days and choose a "
            "password:\n%(link)s\n"
        ) % {"by": by.name, "company": company.name, "link": link}
    try:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [invitation.email])
    except OSError:
        return False
    return True


@needs(Ability.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, staff_id: int) -> HttpResponse:
    """One member: role, department, letting in and shutting out."""
    found = get_object_or_404(Staff, pk=staff_id)
    form = RoleForm(
        request.POST or None, initial={"role": found.role, "department": found.department_id}
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_role(by=member(request), staff_id=staff_id, **form.cleaned_data)
        except operations.LastPresident:
            form.add_error("role", _("This is the only president. Name another one first."))
        else:
            toast(request, _("Changed %(name)s.") % {"name": found.name})
            return redirect("people")
    return render(request, "staff/person.html", {"person": found, "form": form})


_ACTS = {
    "shut_out": operations.shut_out,
    "let_in": operations.let_in,
    "reset": operations.reset_second_factor,
}


@needs(Ability.SETTINGS)
@require_POST
def person_act(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Shut a member out, let them in again, or forget their second factor."""
    found = get_object_or_404(Staff, pk=staff_id)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        return redirect("person", staff_id)
    try:
        act(by=member(request), staff_id=staff_id)
    except operations.LastPresident:
        toast(request, _("This is the only president. Name another one first."))
    else:
        toast(request, _("Changed %(name)s.") % {"name": found.name})
    return redirect("people")


@needs(Ability.SETTINGS)
@require_POST
def department_new(request: HttpRequest) -> HttpResponse:
    """Add a department."""
    form = DepartmentForm(request.POST)
    if form.is_valid():
        made = operations.add_department(by=member(request), **form.cleaned_data)
        toast(request, _("Added %(name)s.") % {"name": made})
    return redirect("people")
