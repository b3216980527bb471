"""The page of a customer: its parts come from every room through the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from goen.shop.customers import history, queries
from goen.shop.customers.actions import actions_for
from goen.shop.customers.models import Customer
from goen.shop.customers.timeline import read_timeline
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui import registry
from goen.shop.ui.registry import Panel, StripFact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http import HttpRequest, HttpResponse

_MOST_FACTS = 8
_Item = TypeVar("_Item", Panel, StripFact)


@needs(Ability.SEE)
@require_safe
def customer(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one customer on one page."""
    found = live_customer(pk)
    by = member(request)
    panels = {
        place: list(
            _told(request, found, (each for each in registry.panels if each.place == place))
        )
        for place in ("notice", "main", "side")
    }
    context = {
        "customer": found,
        "sub": _sub(found),
        "strip": list(_told(request, found, registry.strip))[:_MOST_FACTS],
        "panels": panels,
        "actions": actions_for(customer=found, by=by),
        "may_edit": by.may(Ability.EDIT),
        "may_record": by.may(Ability.RECORD),
        **_timeline(request, found),
    }
    return render(request, "customers/customer.html", context)


@needs(Ability.SEE)
@require_safe
def timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """The next page of the timeline, or the timeline of one room, as a part of the page."""
    part = "entries" if request.GET.get("before") else "timeline"
    found = get_object_or_404(Customer.objects.live(), pk=pk)
    context = {"customer": found, **_timeline(request, found, counted=part == "timeline")}
    return render(request, f"customers/_{part}.html", context)


@needs(Ability.SEE)
@require_safe
def customer_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every value that was ever kept, when it changed and where it came from."""
    found = live_customer(pk)
    changes = history.of_customer(
        customer=found, by=member(request), before=request.GET.get("before", "")
    )
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


def _timeline(request: HttpRequest, customer: Customer, *, counted: bool = True) -> dict[str, Any]:
    only, before = request.GET.get("only", ""), request.GET.get("before", "")
    found = read_timeline(customer=customer, only=only, before=before, counted=counted)
    return {"timeline": found}


def _sub(customer: Customer) -> str:
    """The line above the name: kana, number, where."""
    addresses = customer.addresses.all()
    place = f"{addresses[0].prefecture}{addresses[0].city}" if addresses else ""
    return "・".join(filter(None, (customer.kana, customer.code, place)))


def _told(
    request: HttpRequest, customer: Customer, items: Iterable[_Item]
) -> Iterator[tuple[_Item, dict[str, Any]]]:
    """Each item with the values of its template, but for those that have nothing to say."""
    for item in items:
        values = item.context(request, customer)
        if values is not None:
            yield item, values
