"""The customer on paper: the card for the shelf, the front of an envelope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goen.shop.customers import paper
from goen.shop.customers.views.page import live_customer
from goen.shop.staff.access import member, needs
from goen.shop.staff.models import OwnCompany
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import today

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goen.shop.customers.models import Address, Customer


@needs(Ability.SEE)
@require_safe
def customer_card(request: HttpRequest, pk: int) -> HttpResponse:
    """The card of one customer on one A4."""
    customer = live_customer(pk)
    try:
        made = paper.card(customer=customer, by=member(request), company=_company(), today=today())
    except paper.NoJapaneseFont:
        return _no_font(request, customer)
    return _pdf(made, f"customer-{pk}.pdf")


@needs(Ability.SEE)
@require_safe
def customer_envelope(request: HttpRequest, pk: int) -> HttpResponse:
    """The front of an envelope to the first (or the given) address of one customer."""
    customer = live_customer(pk)
    chosen = request.GET.get("address", "")
    addresses = list(customer.addresses.all())
    address = next((row for row in addresses if not chosen or str(row.pk) == chosen), None)
    if address is None:
        raise Http404
    try:
        made = _envelope(customer, address)
    except paper.NoJapaneseFont:
        return _no_font(request, customer)
    return _pdf(made, f"envelope-{pk}.pdf")


def _envelope(customer: Customer, address: Address) -> bytes:
    return paper.envelope(customer=customer, address=address, company=_company())


def _company() -> str:
    """The name of the own company."""
    return OwnCompany.objects.values_list("name", flat=True).first() or ""


def _pdf(made: bytes, name: str) -> HttpResponse:
    """A PDF that the browser shows; its name tells nobody who the customer is."""
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _no_font(request: HttpRequest, customer: Customer) -> HttpResponse:
    """Say which font to install instead of printing empty boxes."""
    return render(request, "customers/no_font.html", {"customer": customer}, status=503)
