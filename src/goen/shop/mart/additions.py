"""What this room adds to the customer page: the rank of the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from goen.shop.mart.standing import standing
from goen.shop.sales.queries.purchases import bought
from goen.shop.staff.own_company import own_company
from goen.shop.ui import registry
from goen.shop.ui.clock import today
from goen.shop.ui.registry import StripFact

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goen.shop.customers.models import Customer


def register() -> None:
    """Fill the registry."""
    registry.strip.add(StripFact("rank", _("Rank"), "mart/_strip_rank.html", _rank, 10))


def _rank(request: HttpRequest, customer: Customer) -> dict[str, Any]:
    days = bought(customer=customer)
    company = own_company(request)
    found = standing(days=days, today=today(), industry=company.preset if company else "")
    name = found.rank.name.text((get_language() or "ja")[:2]) if found else ""
    return {"standing": found, "name": name, "status": "lapsed" if found and found.lapsed else ""}
