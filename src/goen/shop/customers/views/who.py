"""Which customers a few typed characters may mean, while a form is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_POST

from goen.shop.customers.who import candidates
from goen.shop.staff.access import needs
from goen.shop.staff.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs(Ability.SEE)
@require_POST
def customer_who(request: HttpRequest) -> HttpResponse:
    """The customers that are found by what was typed so far."""
    found = candidates(typed=request.POST.get("who", "")[:100])
    return render(request, "customers/_who.html", {"found": found})
