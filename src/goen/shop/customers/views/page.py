"""The page of a customer: its parts come from every room through the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from goen.shop.customers import history, queries
from goen.shop.customers.actions import actions_for
from goen.shop.customers.models import Customer
from goen.shop.customers.timeline import read_timeline
from goen.shop.staff.access import needs
from goen.shop.staff.roles import Ability
from goen.shop.ui import registry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from goen.shop.ui.registry import Panel, StripFact

_MOST_FACTS = 7


@needs(Ability.SEE)
@require_safe
def customer(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one customer on one page."""
    found = live_customer(pk)
    places = {place: _panels(request, found, place) for place in ("notice", "main", "side")}
    context = {
        "customer": found,
        "strip": list(_facts(request, found))[:_MOST_FACTS],
        "panels": places,
        "actions": actions_for(customer=found, by=request.user),
        "address": found.addresses.all()[0] if found.addresses.all() else None,
        **_timeline(request, pk),
    }
    return render(request, "customers/customer.html", context)


@needs(Ability.SEE)
@require_safe
def timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """The next page of the timeline, or the timeline of one room, as a part of the page."""
    context = {"customer": live_customer(pk), **_timeline(request, pk)}
    part = "entries" if request.GET.get("before") else "timeline"
    return render(request, f"customers/_{part}.html", context)


@needs(Ability.SEE)
@require_safe
def customer_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every value that was ever kept, when it changed and where it came from."""
    found = live_customer(pk)
    changes = history.of_customer(customer_id=pk, before=request.GET.get("before", ""))
    context = {"customer": found, "history": changes}
    return render(request, "customers/history.html", context)


@needs(Ability.SEE)
@require_safe
def customer_map(request: HttpRequest, pk: int) -> HttpResponse:
    """The addresses of a customer for a map; nothing is asked of anybody by itself."""
    return render(request, "customers/map.html", {"customer": live_customer(pk)})


def live_customer(pk: int) -> Customer:
    """The customer with everything its page shows, or 404."""
    try:
        return queries.customer_with_everything(customer_id=pk)
    except Customer.DoesNotExist as missing:
        raise Http404 from missing


def _timeline(request: HttpRequest, pk: int) -> dict[str, Any]:
    only, before = request.GET.get("only", ""), request.GET.get("before", "")
    return {"timeline": read_timeline(customer_id=pk, only=only, before=before)}


def _panels(request: HttpRequest, customer: Customer, place: str) -> list[SafeString]:
    wanted = (panel for panel in registry.panels if panel.place == place)
    return [html for _, html in _rendered(request, customer, wanted)]


def _facts(
    request: HttpRequest, customer: Customer
) -> Iterable[tuple[StripFact | Panel, SafeString]]:
    return _rendered(request, customer, registry.strip)


def _rendered(
    request: HttpRequest, customer: Customer, items: Iterable[StripFact | Panel]
) -> Iterable[tuple[StripFact | Panel, SafeString]]:
    """Each item with its part of the page, but for those that have nothing to say."""
    for item in items:
        context = item.context(request, customer)
        if context is not None:
            values = {"customer": customer, **context}
            yield item, render_to_string(item.template, values, request)
