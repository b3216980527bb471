"""Pages of consent: one customer's permissions, purposes and wordings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goen.shop.consent import operations
from goen.shop.consent.forms import ConsentForm, PurposeForm, WordingForm
from goen.shop.consent.models import Consent, Purpose, Wording
from goen.shop.consent.queries import standing_of, standing_shown
from goen.shop.customers.models import Customer
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import today
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def panel(request: HttpRequest, customer: Customer) -> dict[str, Any]:
    """What the card 連絡の許可 shows."""
    return {
        "standings": list(standing_shown(customer=customer).values()),
        "customer": customer,
        "may_edit": member(request).may(Ability.EDIT),
        "may_disclose": member(request).may(Ability.DISCLOSE),
    }


@needs(Ability.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Write down what a customer said; below, everything said before."""
    customer = get_object_or_404(Customer.objects.live(), pk=customer_id)
    form = ConsentForm(request.POST or None, today=today())
    if request.method == "POST" and form.is_valid():
        _write(request, customer, form.cleaned_data)
        toast(request, _outcome(customer, form.cleaned_data))
        return redirect("customer", customer_id)
    history = Consent.objects.filter(customer=customer).select_related(
        "purpose", "wording", "staff"
    )
    context = {
        "customer": customer,
        "form": form,
        "standings": list(standing_of(customer=customer).values()),
        "history": history.order_by("-day", "-pk"),
        "may_add": member(request).may(Ability.SETTINGS),
    }
    return render(request, "consent/consent.html", context)


def _outcome(customer: Customer, said: dict[str, Any]) -> str:
    """What the customer's words led to: consent that a refusal stands against is told as such."""
    standings = standing_of(customer=customer)
    if said["given"] and not all(
        standings[channel].allows(said["purpose"]) for channel in said["channels"]
    ):
        return _("Kept. A refusal stands against it: they may still not be reached.")
    return _("Kept what %(customer)s said.") % {"customer": customer}


def _write(request: HttpRequest, customer: Customer, said: dict[str, Any]) -> None:
    common = {key: said[key] for key in ("purpose", "day", "way", "note")}
    if not said["given"]:
        operations.refuse(
            by=member(request), customer_id=customer.pk, channels=said["channels"], **common
        )
        return
    operations.allow_channels(
        by=member(request),
        customer_id=customer.pk,
        channels=said["channels"],
        basis=said["basis"],
        wording=said["wording"],
        **common,
    )


@needs(Ability.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def purposes(request: HttpRequest) -> HttpResponse:
    """What personal data is used for, and the words customers read when they consent."""
    asked = request.POST.get("form")
    purpose = PurposeForm(request.POST if asked == "purpose" else None)
    wording = WordingForm(request.POST if asked == "wording" else None)
    if asked == "purpose" and purpose.is_valid():
        operations.add_purpose(by=member(request), **purpose.cleaned_data)
        toast(request, _("Added the purpose."))
        return redirect("consent_purposes")
    if asked == "wording" and wording.is_valid():
        operations.add_wording(by=member(request), used_from=today(), **wording.cleaned_data)
        toast(request, _("Kept the wording as a new version."))
        return redirect("consent_purposes")
    context = {
        "purpose_form": purpose,
        "wording_form": wording,
        "purposes": Purpose.objects.order_by("pk"),
        "wordings": Wording.objects.order_by("-used_from", "-pk"),
    }
    return render(request, "consent/purposes.html", context)
