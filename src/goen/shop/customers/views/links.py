"""Who belongs to a customer: looking for the other one, binding the two, undoing the bond."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goen.shop.customers import forms, operations, queries
from goen.shop.customers.operations.links import CannotLink
from goen.shop.customers.search import look_for
from goen.shop.customers.views.page import live_customer
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import now
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_WAYS = {
    "household": operations.link_household,
    "parent": operations.link_parent,
    "introduced_by": operations.link_introducer,
}


@needs(Ability.EDIT)
@require_http_methods(["GET", "POST"])
def customer_links(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for another customer and say how the two belong together."""
    return _page(request, pk)


def _page(request: HttpRequest, pk: int, problem: str = "") -> HttpResponse:
    customer = live_customer(pk)
    form = forms.LookForm(request.POST if "words" in request.POST else None)
    found = []
    if form.is_valid():
        words = form.cleaned_data["words"]
        found = [other for other in look_for(words=words, limit=10) if other.pk != pk]
    context = {
        "customer": customer,
        "form": form,
        "found": found,
        "looked": form.is_bound and form.is_valid(),
        "related": queries.related_to(customer=customer),
        "problem": problem,
    }
    part = getattr(request, "htmx", False) and form.is_bound
    return render(request, "customers/_found.html" if part else "customers/links.html", context)


@needs(Ability.EDIT)
@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Bind two customers."""
    bind = _WAYS.get(request.POST.get("way", ""))
    other = request.POST.get("other", "")
    if bind is None or not other.isdigit():
        return HttpResponseBadRequest()
    try:
        group = bind(by=member(request), customer_id=pk, other_id=int(other), now=now())
    except CannotLink as reason:
        return _page(request, pk, str(reason))
    toast(request, _("They were bound together"), undo=reverse("undo", args=[group]))
    return redirect("customer", pk)


@needs(Ability.EDIT)
@require_POST
def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a bond."""
    try:
        group = operations.unlink(
            by=member(request), customer_id=pk, field=request.POST.get("field", ""), now=now()
        )
    except CannotLink:
        return HttpResponseBadRequest()
    toast(request, _("The bond was removed"), undo=reverse("undo", args=[group]))
    return redirect("customer_links", pk)
