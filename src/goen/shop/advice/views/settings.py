"""What a contact costs, and what is assumed of a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goen.shop.advice import operations
from goen.shop.advice.forms import AssumptionForm, PriceForm
from goen.shop.advice.models import Figures, Price
from goen.shop.advice.prices import KINDS, LABELS, price_list
from goen.shop.advice.rules import BY_KEY
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import today
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs(Ability.APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def prices(request: HttpRequest) -> HttpResponse:
    """The unit prices that count today, those to come, and a form for the next one."""
    form = PriceForm(request.POST or None, today=today())
    if request.method == "POST" and form.is_valid():
        group = operations.set_price(by=member(request), **form.cleaned_data)
        toast(request, _("Kept the price"), undo=reverse("undo", args=[group]) if group else None)
        return redirect("advice_prices")
    now = price_list(on=today()).by_kind
    context = {
        "form": form,
        "prices": [(LABELS[kind], now[kind]) for kind in KINDS],
        "coming": [
            (LABELS[row.kind], row)
            for row in Price.objects.filter(effective_on__gt=today()).order_by("effective_on")
        ],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "advice/prices.html", context, status=status)


@needs(Ability.APPROVE)
@require_POST
def price_remove(request: HttpRequest, price_id: int) -> HttpResponse:
    """Forget a price of our own."""
    group = operations.remove_price(by=member(request), price_id=price_id)
    if group:
        toast(request, _("Removed the price"), undo=reverse("undo", args=[group]))
    return redirect("advice_prices")


@needs(Ability.APPROVE)
@require_POST
def assumption(request: HttpRequest, key: str) -> HttpResponse:
    """Keep how many are taken to buy, and for how much each."""
    if key not in BY_KEY or not Figures.objects.filter(key=key).exists():
        raise Http404
    form = AssumptionForm(request.POST, assumption=None)
    if not form.is_valid():
        toast(request, _("Nothing was kept: write per cent from 0 to 100, and whole yen."))
    else:
        operations.save_assumption(by=member(request), key=key, **form.values())
        toast(request, _("Kept what is assumed"))
    return redirect(f"{reverse('advice_finding', args=[key])}#reckoning")
